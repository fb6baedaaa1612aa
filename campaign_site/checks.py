"""Which wrong settings and tables must stop the start?"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

from campaign_site.people.declared import missing_permissions, models_without_scope
from schedules.workdays import BrokenTable, kept_calendar

BROKERS = ("filesystem://", "redis://", "rediss://", "amqp://", "amqps://")
SHORTEST_SECRET = 40
Refusals = Iterator[tuple[str, str, str]]


def refusing(find: Callable[[], Refusals]) -> Callable[..., list[CheckMessage]]:
    """Register a generator of (number, what is wrong, what to write instead) as a system check."""

    def check(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
        return [Error(wrong, hint=hint, id=f"campaign.{number}") for number, wrong, hint in find()]

    return register(check)


@refusing
def demonstration() -> Refusals:
    """A shown day other than today is for demonstrations, and demonstrations are not for the open net."""
    if settings.DEMO_TODAY is not None and not settings.DEMO:
        yield "E001", "设了 DEMO_TODAY 却没有设 DEMO=1。", "演示环境请设 DEMO=1；正式环境请去掉 DEMO_TODAY。"
    if settings.DEBUG and settings.HTTPS:
        yield "E002", "DEBUG=1 与 HTTPS=1 不能同时用：出错页面会把设置给访客看。", "正式环境请去掉 DEBUG。"


@refusing
def addresses() -> Refusals:
    """Who may reach the site, and under which name."""
    if "*" in settings.ALLOWED_HOSTS and not settings.DEBUG:
        yield "E003", "ALLOWED_HOSTS 不能写 *。", "请写出访问用的域名或 IP，用逗号隔开。"
    wanted = "https://" if settings.HTTPS else ("http://", "https://")
    if not settings.WAGTAILADMIN_BASE_URL.startswith(wanted):
        yield (
            "E004",
            "BASE_URL 与 HTTPS 不一致。",
            "HTTPS=1 时 BASE_URL 须以 https:// 开头，如 https://ff.example.gov.cn。",
        )


@refusing
def secret() -> Refusals:
    """Sessions and sealed rows are only as good as the key."""
    if len(settings.SECRET_KEY) < SHORTEST_SECRET:
        yield "E005", "SECRET_KEY 太短。", "至少 40 个随机字符；不设则自动生成，存在 VAR_DIR/secret-key。"
    kept = Path(settings.VAR_DIR) / "secret-key"
    if kept.exists() and kept.stat().st_mode & 0o077:
        yield "E006", f"{kept} 别人也读得到。", f"请运行 chmod 600 {kept}。"


@refusing
def broker() -> Refusals:
    """One of the three brokers that tasks were tried on."""
    if not settings.BROKER_URL.startswith(BROKERS):
        yield (
            "E007",
            f"BROKER_URL 不认得：{settings.BROKER_URL.split(':')[0]}。",
            "请写 filesystem://（单机）、redis://主机:6379/0 或 amqp://用户:口令@主机:5672//。",
        )


@refusing
def evidence_is_apart() -> Refusals:
    """What lies in MEDIA_ROOT is shown to every visitor."""
    public, private = Path(settings.MEDIA_ROOT).resolve(), Path(settings.PRIVATE_ROOT).resolve()
    if private.is_relative_to(public):
        yield "E008", "PRIVATE_ROOT 在 MEDIA_ROOT 里面，证据图片会被公开。", "请把两个目录分开。"


@refusing
def calendar() -> Refusals:
    """Deadlines are counted from the State Council's tables."""
    try:
        kept_calendar()
    except BrokenTable as error:
        yield "E009", str(error), "请按 schedules/holidays/README.md 的格式改正这张表。"


@refusing
def rows_belong() -> Refusals:
    """A row that belongs to nobody in particular would be shown to all, or to none."""
    for name in models_without_scope():
        yield (
            "E010",
            f"{name} 没有写明它的行属于谁。",
            "在模型里写 row_scope = RowScope(place=…, unit=…)，或列入 people/declared.py 的 INTERNAL。",
        )


@register(Tags.database)
def permissions_exist(app_configs: Any, databases: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """A warning, not a refusal: a new permission is written after the migration that this check comes before."""
    names = missing_permissions() if databases else []
    hint = "核对 campaign_site/people/roles.py 里的拼写；刚加的模型先 migrate。"
    return [Warning(f"角色表里的权限不存在：{name}。", hint=hint, id="campaign.W001") for name in names]
