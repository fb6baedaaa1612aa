"""How Django names the app `campaigns`."""

from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    """The top folder `campaigns`."""

    name = "campaigns"
    verbose_name = "宣传工作"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from campaigns.pages import trail

        trail.connect()
