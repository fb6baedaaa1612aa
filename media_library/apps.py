"""How Django names the app `media_library`, and which checks it brings."""

from django.apps import AppConfig


class MediaLibraryConfig(AppConfig):
    """The top folder `media_library`."""

    name = "media_library"
    verbose_name = "素材与广告"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from media_library.ads import checks  # noqa: F401
