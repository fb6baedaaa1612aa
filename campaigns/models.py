"""Which tables belong to the campaign? The rooms define them; this file only gathers them."""

from campaigns.outreach.figures import OutreachRules
from campaigns.outreach.history import EventStep
from campaigns.outreach.models import Event, EventAudience, EventEvidence, EventHost, Venue
from campaigns.plans.models import Campaign, Duty, DutyParty, SourceDocument

__all__ = [
    "Campaign",
    "Duty",
    "DutyParty",
    "Event",
    "EventAudience",
    "EventEvidence",
    "EventHost",
    "EventStep",
    "OutreachRules",
    "SourceDocument",
    "Venue",
]
