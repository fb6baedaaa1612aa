"""Plain builders for public pages: the planted site, a case, and a case on its way through the workflow."""

from campaign_site.people.models import User
from campaign_site.people.roles import write_roles
from campaigns.pages.actions import plant_site
from campaigns.pages.models import CaseIndexPage, CasePage, HomePage
from tests import make

CHAPTER = {"when": "头三个月", "where": "镇上", "heading": "事情是这样开始的", "text": "<p>门口送鸡蛋。</p>"}
SENTENCE = {"lead_in": "小陈说：", "words": "“【住不住都返钱】。”", "notes": ["那就不是养老，是在收钱。"]}
STORY = [("chapter", CHAPTER), ("sentence", SENTENCE)]


def site() -> HomePage:
    """Return the planted home page, with the list of cases and the three-step workflow."""
    write_roles()
    return plant_site()


def case(title: str = "鸡蛋换走八万元", *, by: User | None = None, **more) -> CasePage:
    """Return a draft case under the planted list of cases, its one revision written by somebody."""
    site()
    fields = {
        "body": STORY,
        "title": title,
        "slug": f"case-{next(make.numbers)}",
        "lede": "一盒鸡蛋。",
        "live": False,
        **more,
    }
    page = CaseIndexPage.objects.get().add_child(instance=CasePage(**fields))
    page.save_revision(user=by)
    return page


def edited(page: CasePage, title: str, *, by: User) -> CasePage:
    """Return the page after somebody has changed its title in a new revision."""
    draft = page.get_latest_revision_as_object()
    draft.title = title
    draft.save_revision(user=by)
    return CasePage.objects.get(pk=page.pk)


def submitted(page: CasePage, *, by: User) -> CasePage:
    """Return the page with its workflow started."""
    page.get_workflow().start(page, by)
    return CasePage.objects.get(pk=page.pk)


def approve(page: CasePage, *people: User) -> CasePage:
    """Return the page after these people have approved it, one step each."""
    for person in people:
        state = page.current_workflow_task_state
        state.task.specific.on_action(state, person, "approve")
        page = CasePage.objects.get(pk=page.pk)
    return page
