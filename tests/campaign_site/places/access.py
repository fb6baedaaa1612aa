"""Who gets in at the addresses of places?"""

from tests.access_table import holders, staff

DOORS = {
    "places:figures": holders("campaign_site.add_denominator"),
    "places:tree": staff(),
    "places:tree_at": staff(row="campaign_site.place"),
    "places:act": holders(
        "campaign_site.change_place", row="campaign_site.place", kwargs=lambda row: {"pk": row.pk, "kind": "rename"}
    ),
}
ROWS = {"campaign_site.place": lambda spot: spot.village}
