"""Which tables belong to the media library? The rooms define them; this file only gathers them."""

from media_library.photos.models import EvidencePhoto

__all__ = ["EvidencePhoto"]
