"""Who gets in where: market supervision decides, the office looks on, a township sees what its own unit reported."""

from tests import drawn, make
from tests.access_table import OWN, holders

SEEN = "media_library.view_adcase"


def of_case(permission: str, model: str = "adcase"):
    """A screen or a verb of one case, closed to everybody who may not see its place."""
    return holders(f"media_library.{permission}", row=f"media_library.{model}")


DOORS = {
    "ads:queue": holders(SEEN),
    "ads:case": of_case("view_adcase"),
    "ads:claim_next": holders("media_library.review_adcase"),
    "ads:claim": of_case("review_adcase"),
    "ads:release": of_case("review_adcase"),
    "ads:accept": of_case("review_adcase", "rulehit"),
    "ads:strike": of_case("review_adcase", "rulehit"),
    "ads:decide": of_case("decide_adcase"),
    "ads:void": of_case("decide_adcase"),
    "ads:rules": holders(SEEN),
    "ads:rule": holders(SEEN),
    "ads:report": holders("media_library.add_ad"),
    "ads:reported": holders("media_library.view_ad"),
    "ads:picture": holders(
        SEEN,
        "media_library.view_ad",
        row="media_library.adspecimen",
        sees=lambda role, which: which == OWN or role in ("market", "office"),
    ),
}
ROWS = {
    "media_library.adcase": lambda spot: make.ad(spot.township).case,
    "media_library.rulehit": lambda spot: make.rule_hit(make.ad(spot.township)),
    "media_library.adspecimen": lambda spot: make.ad(
        spot.township, by=make.user("township", at=spot.township), picture=drawn.flyer()
    ).specimens.get(),
}
