"""Which public pages are there, what stands on each, and which page may stand under which?"""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PublishingPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager, PagePermissionTester
from wagtail.query import PageQuerySet
from wagtail.search import index

from campaign_site.people.models import Unit, User
from campaign_site.templatetags.site import chosen_modes
from campaign_site.terms.models import Term
from campaigns.pages import red_pen
from campaigns.pages.approval import WorkflowOnlyTester
from campaigns.pages.blocks import STORY, DoorBlock, SentenceBlock
from campaigns.pages.panels import ProofreadingPanel

CASES_A_PAGE = 20
NEWEST_ON_HOME = 5
CASES_TO_GO_ON = 3


class CasePageQuerySet(PageQuerySet):
    """Cases in the order in which people read them."""

    def newest(self) -> "CasePageQuerySet":
        return self.select_related("risk_field").order_by("-first_published_at", "-pk")


def menu_of(home: "HomePage | None", request: HttpRequest, path: str = "") -> list[dict[str, Any]]:
    """Return the column's menu: 查一查, then the pages under home that are shown in menus; `path` is where one is."""
    shown = home.get_children().live().in_menu() if home else Page.objects.none()
    check = reverse("check")
    pages = [{"title": one.title, "url": one.get_url(request), "current": path.startswith(one.path)} for one in shown]
    return [{"title": "查一查", "url": check, "current": request.path == check}, *pages]


class PublicPage(Page):
    """What every public page has: an owner, a source, a day of review, and no way to publication but the workflow."""

    owner_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="责任单位"
    )
    source = models.CharField("来源", max_length=100, blank=True)
    review_by = models.DateField("复核期", null=True, blank=True, help_text="到这一天前要再看一遍；空着就是长期有效。")

    origin_panels = [
        MultiFieldPanel(
            [FieldPanel("owner_unit"), FieldRowPanel([FieldPanel("source"), FieldPanel("review_by")])], "来源与责任"
        ),
        ProofreadingPanel(heading="发出前再看一眼", icon="clipboard-list"),
    ]
    settings_panels = [PublishingPanel(), FieldPanel("show_in_menus")]
    promote_panels = [MultiFieldPanel([FieldPanel("slug"), FieldPanel("search_description")], "网址与摘要")]

    class Meta:
        abstract = True

    def permissions_for_user(self, user: User) -> PagePermissionTester:
        return WorkflowOnlyTester(user, self)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().serve(request, *args, **kwargs)
        patch_vary_headers(response, ["Cookie"])
        return response

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the menu of the column."""
        home = HomePage.objects.ancestor_of(self, inclusive=True).first()
        return {**super().get_context(request, *args, **kwargs), "menu": menu_of(home, request, self.path)}


class HomePage(PublicPage):
    """The door of the column: one sentence of warning, what to do now, who you are, the newest cases."""

    season = models.CharField("眼下是什么时候", max_length=30, blank=True, help_text="比如：年底结工钱的时候")
    warning = StreamField([("sentence", SentenceBlock())], verbose_name="本月提醒", max_num=1, blank=True)
    then = models.CharField("接着一句", max_length=40, default="听到这种话，先问一问，再说钱的事。")
    walk_away = models.TextField("见了就走（长辈版，一行一条）", max_length=200, blank=True)
    doors = StreamField([("door", DoorBlock())], verbose_name="你是哪一位", max_num=4, blank=True)

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["campaigns.AnswerIndexPage", "campaigns.CaseIndexPage", "campaigns.QuizPage"]
    max_count = 1
    content_panels = [
        *Page.content_panels,
        MultiFieldPanel(
            [FieldPanel("season"), FieldPanel("warning"), FieldPanel("then"), FieldPanel("walk_away")], "本月提醒"
        ),
        FieldPanel("doors"),
        *PublicPage.origin_panels,
    ]

    class Meta:
        verbose_name = "专栏首页"

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        elder = "elder" in chosen_modes(request)
        return "campaigns/pages/home_elder.html" if elder else "campaigns/pages/home.html"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        newest = CasePage.objects.descendant_of(self).live().newest()[:NEWEST_ON_HOME]
        context = super().get_context(request, *args, **kwargs)
        index = CaseIndexPage.objects.child_of(self).live().first()
        words = self.warning[0].value["words"] if self.warning else ""
        return {
            **context,
            "newest": list(newest),
            "index": index,
            "walk_away": self.walk_away.splitlines(),
            "pieces": red_pen.pieces(words),
        }


class CaseIndexPage(PublicPage):
    """The list of cases, newest first; `?for=elderly` keeps those written for one audience."""

    intro = models.CharField("开头一句", max_length=100, blank=True)

    parent_page_types = ["campaigns.HomePage"]
    subpage_types = ["campaigns.CasePage"]
    template = "campaigns/pages/case_index.html"
    content_panels = [*Page.content_panels, FieldPanel("intro"), *PublicPage.origin_panels]

    class Meta:
        verbose_name = "案例目录"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        cases = CasePage.objects.child_of(self).live().newest()
        addressed = CasePage.audiences.through.objects.filter(casepage__in=cases.order_by()).values("term__key")
        audiences = list(Term.objects.of(Term.Vocabulary.AUDIENCE).filter(key__in=addressed))
        wanted = Term.objects.of(Term.Vocabulary.AUDIENCE).filter(key=request.GET.get("for", "")).first()
        if wanted:
            cases = cases.filter(audiences__key=wanted.key)
        page = Paginator(cases, CASES_A_PAGE).get_page(request.GET.get("page"))
        context = super().get_context(request, *args, **kwargs)
        return {**context, "cases": page, "audiences": audiences, "chosen": wanted}


class CasePage(PublicPage):
    """A case told as a story: how it began, the sentence that should have warned, what it cost, what to do."""

    lede = models.CharField("导语", max_length=120, help_text="一两句话：讲什么，写给谁。")
    is_pattern = models.BooleanField(
        "典型模式（按常见手法综合编写，不是哪一个真实的案子）",
        default=True,
        help_text="真实案件要有来源，并隐去姓名、单位和门牌。",
    )
    risk_field = models.ForeignKey(
        Term,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"vocabulary": Term.Vocabulary.RISK_FIELD, "recorded": True, "valid_to": None},
        verbose_name="风险领域",
    )
    audiences = ParentalManyToManyField(
        Term,
        blank=True,
        related_name="+",
        limit_choices_to={"vocabulary": Term.Vocabulary.AUDIENCE, "recorded": True, "valid_to": None},
        verbose_name="写给谁",
    )
    body = StreamField(STORY, verbose_name="故事")

    objects = PageManager.from_queryset(CasePageQuerySet)()
    parent_page_types = ["campaigns.CaseIndexPage"]
    subpage_types: list[str] = []
    template = "campaigns/pages/case.html"
    content_panels = [
        *Page.content_panels,
        FieldPanel("lede"),
        FieldPanel("is_pattern"),
        FieldPanel("body"),
        MultiFieldPanel([FieldPanel("risk_field"), FieldPanel("audiences", widget=CheckboxSelectMultiple)], "分类"),
        *PublicPage.origin_panels,
    ]
    search_fields = [*Page.search_fields, index.SearchField("lede"), index.SearchField("body")]

    class Meta:
        verbose_name = "典型案例"
        permissions = [("withdraw_casepage", "可以撤下已发布的页面")]

    def clean(self) -> None:
        super().clean()
        if not self.is_pattern and not self.source:
            raise ValidationError({"source": "真实案件要写来源（判决书、通报的名称）；没有来源的，请勾选“典型模式”。"})

    def first(self, kind: str) -> Any:
        """Return the value of the first block of a kind, None when the story has none."""
        return next((block.value for block in self.body if block.block_type == kind), None)

    @property
    def sentence(self) -> list[red_pen.Piece]:
        """The sentence that should have warned, in pieces for the red pen."""
        said = self.first("sentence")
        return red_pen.pieces(said["words"]) if said else []

    @property
    def cost(self) -> Any:
        return self.first("cost")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        others = CasePage.objects.sibling_of(self, inclusive=False).live().newest()[:CASES_TO_GO_ON]
        return {**super().get_context(request, *args, **kwargs), "others": list(others)}
