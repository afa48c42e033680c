from django.apps import AppConfig


class RiskerConfig(AppConfig):
    name = "risker"
    verbose_name = "Plan och risker"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from risker import bidragsgivare, jobb

        bidragsgivare.registrera()
        jobb.registrera()
