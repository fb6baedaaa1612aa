"""Who may do what: the one table of roles, and how it becomes groups and permissions.

A role's `reach` says which rows its holders see: the subtree of their unit's place, or their own unit's rows only.
Permissions are written here as `app.codename`; a permission that does not exist is refused by a system check.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.contrib.auth.models import Group, Permission
from django.db.models import Q
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page


class Reach(StrEnum):
    """Which rows a role sees."""

    PLACE = "place"
    UNIT = "unit"


@dataclass(frozen=True)
class Role:
    """One role: its Chinese name, its reach, its permissions, and what it may do to web pages and their files.

    `pages` are Wagtail's page verbs, held for the whole tree; `library` are permissions over the root collection.
    """

    name: str
    reach: Reach
    permissions: tuple[str, ...]
    pages: tuple[str, ...] = ()
    library: tuple[str, ...] = ()


def crud(model: str, *verbs: str) -> tuple[str, ...]:
    """Return `app.verb_model` for each verb; `model` is `app.name`."""
    app, name = model.split(".")
    return tuple(f"{app}.{verb}_{name}" for verb in verbs)


STAFF = ("wagtailadmin.access_admin",)
REGISTERS = (
    *crud("campaign_site.place", "view"),
    *crud("campaign_site.unit", "view"),
    *crud("campaign_site.term", "view"),
    *crud("campaign_site.denominator", "view"),
    *crud("campaigns.campaign", "view"),
    *crud("campaigns.duty", "view"),
)
CONTACTS_KEPT = crud("campaign_site.contact", "view", "add", "change")
PLACES_KEPT = (*crud("campaign_site.place", "change"), *crud("campaign_site.denominator", "add", "change"))
PLANS_MADE = (
    *crud("campaigns.campaign", "add", "change"),
    *crud("campaigns.duty", "change"),
    *crud("campaigns.sourcedocument", "view", "add", "change"),
    *crud("campaigns.campaignmonth", "view", "add", "change"),
    *crud("campaign_site.unit", "add"),  # a circular names bodies that no register knows yet
    *crud("campaign_site.unitgroup", "view", "add"),
)
EVENTS_SEEN = (
    *crud("campaigns.event", "view"),
    *crud("campaigns.venue", "view"),
    *crud("media_library.evidencephoto", "view"),
)
EVENTS_LOGGED = (*EVENTS_SEEN, *crud("campaigns.event", "add", "change"))
EVENTS_APPROVED = (*EVENTS_LOGGED, *crud("campaigns.event", "approve"), *crud("campaigns.venue", "add", "change"))
EVENTS_RECOGNISED = (
    *EVENTS_APPROVED,
    *crud("campaigns.event", "recognise"),
    *crud("campaigns.outreachrules", "change"),
)
# Nobody holds the verb publish: a page goes out when three persons have approved it (campaigns/pages/approval.py).
PAGES_READ_LAST = ("add", "change", "lock", "unlock")
PAGES_WITHDRAWN = ("campaigns.withdraw_casepage",)
SITE_FACE = crud("campaigns.siteface", "change")
COVERAGE_SEEN = (
    *crud("campaigns.cell", "view"),
    *crud("campaigns.villagemonth", "view"),
    *crud("campaigns.gap", "view"),
    *crud("campaigns.gapreason", "view"),
    *crud("campaigns.monthlyreport", "view"),
    *crud("campaigns.outlet", "view"),
    *crud("campaigns.coveragerule", "view"),
    *crud("campaigns.placement", "view"),
)
TASKS_SEEN = (*crud("campaigns.gaptask", "view"), *crud("campaigns.tasknotice", "view"))
TASKS_ASKED = (*TASKS_SEEN, *crud("campaigns.gaptask", "add", "change"), *crud("campaigns.gap", "see_parts"))
ZERO_FILED = crud("campaigns.monthlyreport", "add")
PLACEMENTS_KEPT = (
    *crud("campaigns.outlet", "add", "change"),
    *crud("campaigns.coveragerule", "add"),
    *crud("campaigns.placement", "add", "change"),
    *ZERO_FILED,
)
MEASURES_SET = (
    *crud("campaigns.coveragemeasures", "change"),
    *crud("campaigns.audiencepresence", "view", "add", "change"),
)
QUIZZES_READ = (*crud("campaigns.itemtally", "view"), *crud("campaigns.contentgap", "view"))
FILES_KEPT = (*crud("wagtailimages.image", "add", "change", "choose"), *crud("wagtaildocs.document", "add", "choose"))
ADS_REPORTED = (*crud("media_library.ad", "view", "add"), *crud("media_library.bulkintake", "view", "add"))
ADS_SEEN = (
    *ADS_REPORTED,
    *crud("media_library.adcase", "view"),
    *crud("media_library.addecision", "view"),
    *crud("media_library.rulehit", "view"),
    *crud("media_library.adspecimen", "view"),
)
KNOWN_GOOD_KEPT = crud("media_library.knowngood", "view", "add", "change")
ADS_DECIDED = (*ADS_SEEN, *KNOWN_GOOD_KEPT, *crud("media_library.adcase", "review", "decide"))
ADS_DETERMINED = (*ADS_SEEN, *KNOWN_GOOD_KEPT, *crud("media_library.adcase", "determine"))
RULES_KEPT = crud("media_library.countyrule", "view", "add", "change", "approve")
SELF_CHECKED = crud("media_library.selfcheck", "view", "add")
TOKENS_GRANTED = crud("media_library.outlettoken", "view", "add", "change")

ROLES: dict[str, Role] = {
    "office": Role(
        "打非办",
        Reach.PLACE,
        (
            *(*STAFF, *REGISTERS, *EVENTS_RECOGNISED, *COVERAGE_SEEN, *TASKS_ASKED, *PLACEMENTS_KEPT),
            *PLANS_MADE,
            *MEASURES_SET,
            *(*ADS_DETERMINED, *RULES_KEPT),
            *TOKENS_GRANTED,
            *crud("campaign_site.auditentry", "view"),
            *(*PLACES_KEPT, *CONTACTS_KEPT, *QUIZZES_READ),
        ),
    ),
    "propaganda": Role(
        "宣传部·编辑",
        Reach.PLACE,
        (
            *(*STAFF, *REGISTERS, *EVENTS_LOGGED, *COVERAGE_SEEN, *PLACEMENTS_KEPT, *SELF_CHECKED),
            *(*QUIZZES_READ, *crud("campaigns.contentgap", "change")),
        ),
        pages=("add", "change"),
        library=FILES_KEPT,
    ),
    "propaganda_section": Role(
        "宣传部·科室",
        Reach.PLACE,
        (*STAFF, *REGISTERS, *EVENTS_SEEN, *COVERAGE_SEEN, *QUIZZES_READ),
        pages=("add", "change"),
        library=FILES_KEPT,
    ),
    "propaganda_leader": Role(
        "宣传部·分管领导",
        Reach.PLACE,
        (*STAFF, *REGISTERS, *EVENTS_SEEN, *COVERAGE_SEEN, *PAGES_WITHDRAWN, *QUIZZES_READ),
        pages=PAGES_READ_LAST,
        library=FILES_KEPT,
    ),
    "township": Role(
        "镇街",
        Reach.PLACE,
        (*STAFF, *REGISTERS, *EVENTS_APPROVED, *COVERAGE_SEEN, *TASKS_SEEN, *ZERO_FILED, *ADS_REPORTED, *CONTACTS_KEPT),
    ),
    "village": Role("村（社区）", Reach.PLACE, (*STAFF, *REGISTERS, *EVENTS_LOGGED, *TASKS_SEEN)),
    "market": Role(
        "市场监管局",
        Reach.PLACE,
        (*STAFF, *REGISTERS, *EVENTS_LOGGED, *COVERAGE_SEEN, *ADS_DECIDED, *RULES_KEPT, *SELF_CHECKED),
    ),
    "regulator": Role("行业主（监）管部门", Reach.UNIT, (*STAFF, *REGISTERS, *EVENTS_LOGGED)),
    "media": Role("媒体", Reach.UNIT, (*STAFF, *REGISTERS, *EVENTS_LOGGED, *SELF_CHECKED)),
    "bank": Role("金融机构", Reach.UNIT, (*STAFF, *REGISTERS, *EVENTS_LOGGED)),
    "supervision": Role("督查室", Reach.PLACE, (*STAFF, *REGISTERS, *EVENTS_SEEN, *COVERAGE_SEEN, *TASKS_SEEN)),
    "auditor": Role(
        "审计员",
        Reach.PLACE,
        (
            *(*STAFF, *REGISTERS, *EVENTS_SEEN, *COVERAGE_SEEN, *TASKS_SEEN),
            *crud("campaign_site.auditentry", "view"),
        ),
    ),
    "admin": Role(
        "系统管理员",
        Reach.PLACE,
        (
            *STAFF,
            *REGISTERS,
            *PLACES_KEPT,
            *crud("campaign_site.unit", "add", "change"),
            *crud("campaign_site.unitgroup", "view", "add", "change"),
            *crud("campaign_site.user", "view", "add", "change"),
            *TOKENS_GRANTED,
            *crud("wagtailredirects.redirect", "add", "change", "delete"),
            *SITE_FACE,
        ),
    ),
}


# Managing, auditing and doing the work stay with different people (等保：管理、审计、业务三分离).
APART = frozenset({"admin", "auditor"})


def permission_rows(names: Iterable[str]) -> list[Permission]:
    """Return the stored permissions of `app.codename` names, one query; unknown names are left out."""
    wanted = Q(pk=None)
    for name in names:
        app, codename = name.split(".")
        wanted |= Q(content_type__app_label=app, codename=codename)
    return list(Permission.objects.filter(wanted).select_related("content_type"))


def write_roles() -> None:
    """Make groups and permissions equal to the table; safe to run any number of times.

    A group that is no role holds nothing: Wagtail's stock Editors and Moderators carry rights of their own.
    """
    for key, role in ROLES.items():
        group, _ = Group.objects.get_or_create(name=key)
        group.permissions.set(permission_rows(role.permissions))
        write_page_rights(group, role)
    for group in Group.objects.exclude(name__in=ROLES):
        group.permissions.clear()
        write_page_rights(group, Role(group.name, Reach.UNIT, ()))


def write_page_rights(group: Group, role: Role) -> None:
    """Make the group's rights over the page tree and the root collection equal to the role's."""
    top, root = Page.get_first_root_node(), Collection.get_first_root_node()
    group.page_permissions.all().delete()
    group.collection_permissions.all().delete()
    if top is None:  # an emptied database, as between two tests, has no tree to hold rights over
        return
    for permission in permission_rows(f"wagtailcore.{verb}_page" for verb in role.pages):
        GroupPagePermission.objects.create(group=group, page=top, permission=permission)
    for permission in permission_rows(role.library):
        GroupCollectionPermission.objects.create(group=group, collection=root, permission=permission)


def unknown_permissions() -> list[str]:
    """Return the names in the table that no stored permission answers to."""
    names = {name for role in ROLES.values() for name in (*role.permissions, *role.library)}
    names |= {f"wagtailcore.{verb}_page" for role in ROLES.values() for verb in role.pages}
    known = {f"{row.content_type.app_label}.{row.codename}" for row in permission_rows(names)}
    return sorted(names - known)
