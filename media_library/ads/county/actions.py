"""How is a county's rule written, run in shadow, switched on by somebody else, stopped, released? Every verb is on record.

Refusals are ValidationError with a sentence by field, PermissionDenied for a role that may not.
"""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from campaign_site.audit.recording import record
from campaign_site.people.models import User
from media_library.ads.county.backtesting import begin_backtest
from media_library.ads.county.content import Content, as_rule, faults, wrong_examples
from media_library.ads.county.models import COMING, STANDING, CountyRule, CountyRuleVersion, RuleHold, RulesMark, State
from media_library.ads.rulebook import shipped
from schedules.workdays import shanghai_day

LATE = "这一版刚被别人改过或者换了状态，请刷新再看。"


def write_version(
    rule: CountyRule | None, content: Content, user: User, now: datetime, *, note: str
) -> CountyRuleVersion:
    """Keep what was written as a new draft; without `rule` a new rule begins.

    A coming version (draft or shadow) gives way to it, one in use goes on until the new one is switched on.
    """
    _may(user, "change" if rule else "add")
    wrong = faults(content, shipped())
    if not note.strip():
        wrong["note"] = ["请写一句为什么写、改了什么。"]
    if wrong:
        raise ValidationError(wrong)
    try:
        with transaction.atomic():
            rule = rule or CountyRule.objects.create(opened_by=user, opened_at=now)
            rule.versions.filter(state__in=COMING).moved(State.RETIRED)
            number = (rule.versions.values_list("number", flat=True).order_by("-number").first() or 0) + 1
            version = CountyRuleVersion.objects.create(
                rule=rule, number=number, content=dict(content), note=note.strip()[:200], written_by=user, written_at=now
            )  # fmt: skip
            RulesMark.renew()
            record(user, "rules.write_version", version, after={"name": version.name}, reason=note)
    except IntegrityError as raced:
        raise ValidationError(LATE) from raced
    return version


def begin_shadow(version: CountyRuleVersion, user: User, now: datetime) -> None:
    """Let a draft read along without a word for a week, and try it on what is stored; its examples must hold (PRODUCT R14)."""
    _may(user, "change")
    _check_examples(version, now)
    _move(version, State.SHADOW, user, "rules.begin_shadow", shadow_from=now)
    if not version.backtests.exists():
        begin_backtest(version, user, now)


def switch_on(version: CountyRuleVersion, user: User, now: datetime, *, reason: str) -> None:
    """Put a version in use after its week in shadow and its backtest; never by the person who wrote it.

    The version in use before it gives way.
    """
    _may(user, "approve")
    if version.written_by_id == user.pk:
        raise PermissionDenied("自己起草的规则，自己不能同意上线，请另一位同事看过后同意。")
    if missing := missing_for_use(version, now):
        raise ValidationError(" ".join(missing))
    _check_examples(version, now)
    words = _reason(reason)
    with transaction.atomic():
        version.rule.versions.filter(state__in=STANDING).exclude(pk=version.pk).moved(State.RETIRED)
        _move(version, State.ON, user, "rules.switch_on", decided_by=user, decided_at=now, reason=words)


def resume(version: CountyRuleVersion, user: User, now: datetime, *, reason: str) -> None:
    """Put a stopped version back in use; again not by the person who wrote it."""
    _may(user, "approve")
    if version.written_by_id == user.pk:
        raise PermissionDenied("自己起草的规则，自己不能同意上线，请另一位同事看过后同意。")
    if version.state != State.PAUSED:
        raise ValidationError(LATE)
    _check_examples(version, now)
    words = _reason(reason)
    _move(version, State.ON, user, "rules.resume", decided_by=user, decided_at=now, reason=words)


def pause(version: CountyRuleVersion, user: User, *, reason: str) -> None:
    """Take a version out of use for a while; what it marked stays on record."""
    _may(user, "change")
    _move(version, State.PAUSED, user, "rules.pause", reason=_reason(reason))


def retire(version: CountyRuleVersion, user: User, *, reason: str) -> None:
    """Take a version out for good; nothing is deleted."""
    _may(user, "change")
    _move(version, State.RETIRED, user, "rules.retire", reason=_reason(reason))


def release_hold(hold: RuleHold, user: User, now: datetime, *, reason: str) -> None:
    """Let a held rule's hits count again, after somebody looked at why it flooded."""
    _may(user, "approve")
    words = _reason(reason)
    with transaction.atomic():
        open_hold = RuleHold.objects.filter(pk=hold.pk, released_at=None)
        if not open_hold.update(released_at=now, released_by=user, reason=words):
            raise ValidationError("这条规则已经有人解除隔离了。")
        RulesMark.renew()
        record(user, "rules.release_hold", hold, reason=words)


def missing_for_use(version: CountyRuleVersion, now: datetime) -> list[str]:
    """What still keeps a version from being switched on, as sentences (the other person's consent apart)."""
    told = []
    if version.state != State.SHADOW or version.shadow_until is None:
        told.append("还没有影子运行。")
    elif now < version.shadow_until:
        told.append(f"影子运行要满 7 天，到 {shanghai_day(version.shadow_until):%m-%d} 才可以上线。")
    if not version.backtests.filter(finished_at__isnull=False).exists():
        told.append("回测还没有做完。")
    return told


def _move(version: CountyRuleVersion, to: str, user: User, action: str, **changes: object) -> None:
    """Change the state where it may change, say so to every process, and record it."""
    with transaction.atomic():
        if not CountyRuleVersion.objects.filter(pk=version.pk, state=version.state).moved(to, **changes):
            raise ValidationError(LATE)
        RulesMark.renew()
        record(
            user,
            action,
            version,
            before={"state": version.state},
            after={"state": to},
            reason=str(changes.get("reason", "")),
        )
    version.refresh_from_db()


def _check_examples(version: CountyRuleVersion, now: datetime) -> None:
    """Refuse a version whose own examples do not come out as they should, or whose clauses are gone."""
    if gone := [id for id in version.content["basis"] if id not in shipped().clauses]:
        raise ValidationError(f"依据 {'、'.join(gone)} 不在条款表里，请先改依据。")
    rule = as_rule(version.rule.key, version.content, shipped())
    if wrong := wrong_examples(rule, shipped(), shanghai_day(now)):
        raise ValidationError("例句没有全对，不能往下走：" + "；".join(wrong[:3]))


def _may(user: User, verb: str) -> None:
    if not user.has_perm(f"media_library.{verb}_countyrule"):
        raise PermissionDenied("本地规则由打非办和市场监管局办理，您的角色不能办。")


def _reason(words: str) -> str:
    """A reason of at most 200 signs; none is refused."""
    if not words.strip():
        raise ValidationError({"reason": "请写理由。"})
    if len(words.strip()) > 200:
        raise ValidationError({"reason": "理由太长（超过 200 字），请写短些。"})
    return words.strip()
