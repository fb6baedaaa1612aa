"""The screens of a county's own rules: the page of one, the form, and what is done with it."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaign_site import clock
from media_library.ads.access import open_to
from media_library.ads.county import actions, report
from media_library.ads.county.backtesting import begin_backtest
from media_library.ads.county.forms import CountyRuleForm, ReasonForm
from media_library.ads.county.models import STANDING, CountyRule, CountyRuleVersion, RuleHold, State
from media_library.ads.rulebook import shipped
from media_library.ads.views import frame, to_queue

USUAL = {"skip_genres": ["news", "warning", "law", "forum", "complaint", "job", "notice"], "skip_direction": ["lend"]}


def to_rules() -> dict[str, str]:
    """The way back to the list in the breadcrumbs."""
    return {"url": reverse("ads:rules"), "label": "规则"}


def shown_version(rule: CountyRule, asked: str | None) -> CountyRuleVersion:
    """The version asked for by its number, else the newest that is not retired, else the newest."""
    versions = rule.versions.select_related("rule", "written_by", "decided_by")
    if asked:
        found = versions.filter(number=int(asked)).first() if asked.isdecimal() and len(asked) < 9 else None
        if found is None:
            raise Http404
        return found
    return versions.exclude(state=State.RETIRED).order_by("-number").first() or versions.order_by("-number")[0]


@require_safe
@open_to("view_countyrule")
def county_rule(request: HttpRequest, pk: int) -> HttpResponse:
    """One rule: what it looks for, its examples tried, its week in shadow, its backtest, its versions, what comes next."""
    rule = get_object_or_404(CountyRule, pk=pk)
    version = shown_version(rule, request.GET.get("v"))
    now = clock.now()
    run = version.backtests.order_by("-pk").first()
    context = frame(f"{version.name}（疑似）", to_queue(), to_rules(), icon="list-ul") | {
        "rule": rule,
        "version": version,
        "clauses": [shipped().clauses[id] for id in version.content["basis"] if id in shipped().clauses],
        "gone": [id for id in version.content["basis"] if id not in shipped().clauses],
        "tried": report.tried(version, clock.today()),
        "shadow": report.shadow_of(version, request.user),
        "run": run,
        "run_examples": report.backtest_examples(run, request.user),
        "versions": rule.versions.select_related("written_by", "decided_by").order_by("-number")[:20],
        "precision": report.precision_of(now, [rule.key])[rule.key],
        "hold": RuleHold.objects.filter(rule=rule.key, released_at=None).first(),
        "missing": actions.missing_for_use(version, now) if version.state in ("draft", "shadow") else [],
        "is_author": version.written_by_id == request.user.pk,
        "standing": version.state in STANDING,
    }
    return render(request, "media_library/ads/county_rule.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to("add_countyrule")
def new_rule(request: HttpRequest) -> HttpResponse:
    """Write a rule."""
    return _written(request, None, USUAL)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to("change_countyrule")
def edit_rule(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the next version of a rule, beginning with what the newest says."""
    rule = get_object_or_404(CountyRule, pk=pk)
    return _written(request, rule, rule.newest().content)


def _written(request: HttpRequest, rule: CountyRule | None, begun: dict[str, object]) -> HttpResponse:
    """Show the form, or keep what was written and lead to its page."""
    form = CountyRuleForm(request.POST or None, initial=begun)
    if request.method == "POST" and form.is_valid():
        try:
            note = form.cleaned_data["note"]
            made = actions.write_version(rule, form.content(), request.user, clock.now(), note=note)
        except ValidationError as refusal:
            form.show_faults(refusal)
        else:
            messages.success(request, f"{made} 已存为草稿。例句都对，就可以开始影子运行。")
            return redirect("ads:county_rule", made.rule_id)
    title = f"改 {rule}" if rule else "写一条本地规则"
    context = frame(title, to_queue(), to_rules(), icon="list-ul") | {"form": form, "rule": rule}
    return render(request, "media_library/ads/county_form.html", context, status=422 if form.errors else 200)


@require_POST
@open_to("change_countyrule", "approve_countyrule")
def act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Do one of the verbs to a version; verbs that need a reason take it from the form."""
    version = get_object_or_404(CountyRuleVersion.objects.select_related("rule"), pk=pk)
    user, now, reason = request.user, clock.now(), request.POST.get("reason", "")
    verbs: dict[str, tuple[Callable[[], object], str]] = {
        "shadow": (lambda: actions.begin_shadow(version, user, now), "开始影子运行：只记不报，满 7 天再看。"),
        "backtest": (lambda: begin_backtest(version, user, now), "开始回测，可以离开，回来再看。"),
        "on": (lambda: actions.switch_on(version, user, now, reason=reason), "已上线；存着的广告会重读一遍。"),
        "resume": (lambda: actions.resume(version, user, now, reason=reason), "已恢复；存着的广告会重读一遍。"),
        "pause": (lambda: actions.pause(version, user, reason=reason), "已停下；以前标的都还在。"),
        "retire": (lambda: actions.retire(version, user, reason=reason), "已停用，记录留存。"),
    }
    _told(request, *verbs[verb])
    return redirect("ads:county_rule", version.rule_id)


@require_POST
@open_to("approve_countyrule")
def release_hold(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a held rule count again."""
    hold = get_object_or_404(RuleHold, pk=pk)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, form.errors["reason"][0])
        return redirect("ads:rules")
    reason = form.cleaned_data["reason"]
    done = "已解除隔离，当天的广告会重读一遍。"
    _told(request, lambda: actions.release_hold(hold, request.user, clock.now(), reason=reason), done)
    return redirect("ads:rules")


def _told(request: HttpRequest, verb: Callable[[], object], done: str) -> None:
    """Do it and say so, or say why not."""
    try:
        verb()
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    except PermissionDenied as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
