from django.apps import AppConfig


class EgenkontrollerConfig(AppConfig):
    name = "egenkontroller"
    verbose_name = "Egenkontroller"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from egenkontroller import bidragsgivare

        bidragsgivare.registrera()
