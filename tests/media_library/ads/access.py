"""Who gets in where: market supervision decides, the office looks on, a township sees what its own unit reported."""

from media_library.ads.county import actions
from media_library.ads.county.models import RuleHold
from tests import drawn, make
from tests.access_table import OWN, holders
from tests.media_library.ads.county.writing import content
from tests.media_library.ads.sounding import SOUNDS

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
    "ads:merge": of_case("review_adcase"),
    "ads:split": of_case("review_adcase"),
    "ads:void": of_case("decide_adcase"),
    "ads:rules": holders(SEEN),
    "ads:rule": holders(SEEN),
    "ads:new_rule": holders("media_library.add_countyrule"),
    "ads:county_rule": of_case("view_countyrule", "countyrule"),
    "ads:edit_rule": of_case("change_countyrule", "countyrule"),
    **{
        f"ads:rule_{verb}": of_case("change_countyrule", "countyruleversion")
        for verb in ("shadow", "backtest", "on", "resume", "pause", "retire")
    },
    "ads:release_hold": of_case("approve_countyrule", "rulehold"),
    "ads:report": holders("media_library.add_ad"),
    "ads:reported": holders("media_library.view_ad"),
    "ads:attachment": holders(
        SEEN,
        "media_library.view_ad",
        row="media_library.adattachment",
        sees=lambda role, which: which == OWN or role in ("market", "office"),
    ),
    "ads:picture": holders(
        SEEN,
        "media_library.view_ad",
        row="media_library.adspecimen",
        sees=lambda role, which: which == OWN or role in ("market", "office"),
    ),
}


def spoken(spot):
    """A spoken note beside a report of the spot's township."""
    ad = make.ad(spot.township, by=make.user("township", at=spot.township), audio=SOUNDS["ogg"])
    return ad.attachments.get()


def county_version(spot):
    """A county rule's draft."""
    by = make.user("market", at=spot.township.parent)
    return actions.write_version(None, content(), by, make.MORNING, note="起草")


def held_rule(spot):
    """A rule that flooded."""
    figures = {"ads": 30, "new_ads": 40, "usual_share": 0.01}
    RuleHold.objects.filter(released_at=None).delete()
    return RuleHold.objects.create(
        rule="AD-R01", rule_name="保本", day=make.MORNING.date(), held_at=make.MORNING, **figures
    )


ROWS = {
    "media_library.countyrule": lambda spot: county_version(spot).rule,
    "media_library.countyruleversion": county_version,
    "media_library.rulehold": held_rule,
    "media_library.knowngood": lambda spot: make.known_good(spot.township),
    "media_library.adattachment": spoken,
    "media_library.adcase": lambda spot: make.ad(spot.township).case,
    "media_library.rulehit": lambda spot: make.rule_hit(make.ad(spot.township)),
    "media_library.adspecimen": lambda spot: make.ad(
        spot.township, by=make.user("township", at=spot.township), picture=drawn.flyer()
    ).specimens.get(),
}
