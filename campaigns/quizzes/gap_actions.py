"""What does an editor do about a content gap?"""

import datetime as dt

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from wagtail.models import Page

from campaign_site.audit.recording import record
from campaign_site.people.models import User
from campaigns.quizzes.content_gaps import ContentGap
from campaigns.quizzes.gap_finding import settle


@transaction.atomic
def link_page(gap: ContentGap, page: Page, by: User, *, today: dt.date) -> bool:
    """Say which page fills the gap; return whether it is closed now (a draft closes it when it is published).

    Raises PermissionDenied for who keeps no gaps, ValidationError when the gap is closed or the page is a quiz itself.
    """
    if not by.has_perm("campaigns.change_contentgap"):
        raise PermissionDenied("你的账号不能办内容缺口。请宣传部编辑来办。")
    if page.specific_class is type(gap.quiz) or page.depth < 3:
        raise ValidationError({"page": "请选一页讲清这件事的内容，不要选首页或测验。"})
    if ContentGap.objects.filter(pk=gap.pk, closed_on=None).update(page=page) != 1:
        raise ValidationError("这处内容缺口已经销号了，不用再办。")
    gap.page = page
    record(by, "quizzes.link_page", gap, after={"page": page.pk})
    return page.live and settle(gap, ContentGap.Closing.LINKED, today)
