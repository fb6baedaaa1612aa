"""How Django names the app `media_library`."""

from django.apps import AppConfig


class MediaLibraryConfig(AppConfig):
    """The top folder `media_library`."""

    name = "media_library"
    verbose_name = "素材与广告"
    default_auto_field = "django.db.models.BigAutoField"
