"""Who gets in where: all staff read the words."""

from campaign_site.terms.models import Term
from tests.access_table import holders

SEEN = holders("campaign_site.view_term")
DOORS = {
    "terms:index": SEEN,
    "terms:index_results": SEEN,
    "terms:inspect": holders("campaign_site.view_term", row="campaign_site.term", sees=lambda role, which: True),
}
ROWS = {
    "campaign_site.term": lambda spot: Term.objects.get_or_create(
        vocabulary="audience", key="elderly", edition="2016", defaults={"label": "老年人"}
    )[0]
}
