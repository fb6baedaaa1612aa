"""Which tables belong to the campaign? The rooms define them; this file only gathers them."""

from campaigns.outreach.figures import OutreachRules
from campaigns.outreach.history import EventStep
from campaigns.outreach.models import Event, EventAudience, EventEvidence, EventHost, Venue

__all__ = ["Event", "EventAudience", "EventEvidence", "EventHost", "EventStep", "OutreachRules", "Venue"]
