"""How Django names the app `campaigns`."""

from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    """The top folder `campaigns`."""

    name = "campaigns"
    verbose_name = "宣传工作"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from campaign_site.places.denominators import figures_changed
        from campaign_site.places.lineage import places_changed
        from campaigns.coverage.gap_finding import owe_looks
        from campaigns.coverage.recounting import owe_counts
        from campaigns.pages import trail

        figures_changed.connect(owe_looks, dispatch_uid="owe looks")
        places_changed.connect(owe_looks, dispatch_uid="owe looks after an act")
        places_changed.connect(owe_counts, dispatch_uid="owe counts after an act")
        trail.connect()
