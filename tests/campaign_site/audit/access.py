"""Who gets in at the audit page?"""

from campaign_site.audit.recording import record

ROWS = {"campaign_site.auditentry": lambda spot: record(spot.user, "story.tell", spot.unit)}
