"""Who gets in at the addresses of the words?"""

from campaign_site.terms.models import Term

ROWS = {
    "campaign_site.term": lambda spot: Term.objects.get_or_create(
        vocabulary="channel", key="tv", defaults={"label": "电视"}
    )[0]
}
