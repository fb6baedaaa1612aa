"""Which tables belong to the media library? The rooms define them; this file only gathers them."""

from media_library.ads.cases import AdCase, AdDecision
from media_library.ads.models import Ad, AdSpecimen, RuleHit
from media_library.photos.models import EvidencePhoto

__all__ = ["Ad", "AdCase", "AdDecision", "AdSpecimen", "EvidencePhoto", "RuleHit"]
