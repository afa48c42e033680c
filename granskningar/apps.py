from django.apps import AppConfig


class GranskningarConfig(AppConfig):
    name = "granskningar"
    verbose_name = "Avtal och granskningar"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from granskningar import bidragsgivare

        bidragsgivare.registrera()
