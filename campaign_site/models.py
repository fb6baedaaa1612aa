"""Which tables belong to the ground of the house? The rooms define them; this file only gathers them."""

from campaign_site.audit.models import AuditEntry
from campaign_site.people.models import Unit, UnitAlias, UnitGroup, User
from campaign_site.places.models import Denominator, Place, PlaceVersion
from campaign_site.terms.models import Term

__all__ = ["AuditEntry", "Denominator", "Place", "PlaceVersion", "Term", "Unit", "UnitAlias", "UnitGroup", "User"]
