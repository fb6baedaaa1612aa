"""Who gets in where: who logs events does it on the phone; an event is its place's and its unit's, a picture too."""

from tests import make
from tests.access_table import OWN, holders

LOGGERS = holders("campaigns.add_event")
EVENT = holders("campaigns.add_event", row="campaigns.event", kwargs=lambda row: {"uuid": row.uuid})
DOORS = {
    "field_log": LOGGERS,
    "field_mine": LOGGERS,
    "field_event": EVENT,
    "field_done": EVENT,
    "field_proof": EVENT,
    "field_void": holders(
        "campaigns.add_event",
        row="campaigns.event",
        kwargs=lambda row: {"uuid": row.uuid},
        sees=lambda role, which: which == OWN or role == "office",
    ),
    "outreach:figures": holders("campaigns.change_outreachrules"),
    "evidence_picture": holders("media_library.view_evidencephoto", row="media_library.evidencephoto"),
}
ROWS = {
    "campaigns.event": lambda spot: make.event(spot.village, author=spot.user),
    "media_library.evidencephoto": lambda spot: make.evidence_photo(spot.user, spot.village),
}
