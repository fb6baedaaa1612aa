"""How Django names the app `campaign_site`, and what happens after every migrate."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CampaignSiteConfig(AppConfig):
    """The top folder `campaign_site`."""

    name = "campaign_site"
    verbose_name = "平台"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from campaign_site import checks  # noqa: F401
        from campaign_site.audit import capture, sign_ins
        from campaign_site.people.refusal import answer_plainly

        capture.watch()
        sign_ins.watch()
        answer_plainly()
        post_migrate.connect(self.write_roles, dispatch_uid="write roles")

    @staticmethod
    def write_roles(app_config: AppConfig, **kwargs: Any) -> None:
        """After the last app with tables has migrated, make groups and permissions equal to roles.py."""
        from django.apps import apps

        if app_config is [config for config in apps.get_app_configs() if config.models_module][-1]:
            from campaign_site.people.roles import write_roles

            write_roles()
