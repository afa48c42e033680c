from django.apps import AppConfig
from django.db.backends.signals import connection_created


class KvalitetConfig(AppConfig):
    name = "kvalitet"
    verbose_name = "Organisation och listor"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kvalitet import bidragsgivare, listexport, ordning, paminnelser

        connection_created.connect(ordning.registrera_ordning, dispatch_uid="svensk_ordning")
        bidragsgivare.registrera()
        listexport.registrera()
        paminnelser.registrera()
