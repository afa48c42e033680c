from django.apps import AppConfig


class AvvikelserConfig(AppConfig):
    name = "avvikelser"
    verbose_name = "Ärenden"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from avvikelser import bidragsgivare

        bidragsgivare.registrera()
