"""Who gets in where: whoever may report an advertisement may hand in a file of them, for their own unit."""

from media_library.bulk.actions import Upload, hand_in
from tests import make
from tests.access_table import OWN, holders

HANDS_IN = "media_library.add_bulkintake"


def handed_in(spot):
    """A file of the spot's own unit."""
    person = make.user("township", at=spot.township, in_unit=spot.unit)
    return hand_in(Upload(b'{"text": "x"}', "a.jsonl"), person, make.MORNING)


def of_file(permission: str):
    return holders(permission, row="media_library.bulkintake", sees=lambda role, which: which == OWN)


DOORS = {
    "bulk:files": holders(HANDS_IN),
    "bulk:blank": holders(HANDS_IN),
    "bulk:intake": of_file("media_library.view_bulkintake"),
    "bulk:errors": of_file("media_library.view_bulkintake"),
    "bulk:start": of_file(HANDS_IN),
}
ROWS = {"media_library.bulkintake": handed_in}
