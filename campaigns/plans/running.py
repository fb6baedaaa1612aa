"""Which places do the campaigns of a day cover together: of whom is anything expected that day?"""

import datetime as dt
from functools import reduce
from operator import or_

from django.db.models import Q

from .models import Campaign
from .scope import bounds_of, covered


def covered_on(day: dt.date) -> Q:
    """Return the condition of lying in any campaign's scope that runs on `day`; an empty one when none names a place.

    A fixed number of queries. Without a campaign the whole county is asked, as for gaps.
    """
    bounds = bounds_of(Campaign.objects.running(day).with_bounds()).values()
    named = [covered(one) for one in bounds if one.roots]
    return reduce(or_, named) if named else Q()
