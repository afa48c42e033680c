from django.apps import AppConfig
from django.db.backends.signals import connection_created


class KvalitetConfig(AppConfig):
    name = "kvalitet"
    verbose_name = "Organisation och listor"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from allauth.socialaccount.models import SocialAccount
        from django.db.models.signals import pre_save

        from kvalitet import bidragsgivare, brev, listexport, ordning, paminnelser
        from kvalitet.konto import utan_uppgifter

        pre_save.connect(utan_uppgifter, sender=SocialAccount, dispatch_uid="utan_uppgifter")
        connection_created.connect(ordning.registrera_ordning, dispatch_uid="svensk_ordning")
        bidragsgivare.registrera()
        listexport.registrera()
        paminnelser.registrera()
        brev.registrera()
