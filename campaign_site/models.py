"""Which tables belong to the ground of the house? The rooms define them; this file only gathers them."""

from campaign_site.audit.models import AuditEntry
from campaign_site.people.contacts import Contact
from campaign_site.people.models import Unit, UnitAlias, UnitGroup, User
from campaign_site.places.lineage import PlaceChange, PlaceSuccession
from campaign_site.places.models import Denominator, Place, PlaceVersion
from campaign_site.sheets_sent.models import SentSheet
from campaign_site.terms.models import Term

__all__ = [
    "AuditEntry",
    "Contact",
    "Denominator",
    "Place",
    "PlaceChange",
    "PlaceSuccession",
    "PlaceVersion",
    "SentSheet",
    "Term",
    "Unit",
    "UnitAlias",
    "UnitGroup",
    "User",
]
