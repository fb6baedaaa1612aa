"""How Django names the app `schedules`."""

from django.apps import AppConfig


class SchedulesConfig(AppConfig):
    """The top folder `schedules`."""

    name = "schedules"
    verbose_name = "期限与任务"
    default_auto_field = "django.db.models.BigAutoField"
