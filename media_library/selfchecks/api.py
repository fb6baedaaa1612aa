"""How does an outlet's own system ask before broadcast? One address, one token, JSON both ways, errors in Chinese.

Nothing is stored unless the request says so and the token may; no copy stands in a log. The interactive pages of
django-ninja stay off, since they would be read by nobody here; the description is served to staff as a file.
"""

from __future__ import annotations

import datetime as dt
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from ninja import Field, NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import HttpBearer
from pydantic import field_validator

from campaign_site import clock
from media_library.ads.county.serving import serving
from media_library.selfchecks import tokens
from media_library.selfchecks.actions import keep_check
from media_library.selfchecks.checking import Copy, check_copy
from media_library.selfchecks.models import LONGEST_COPY

WITHOUT_ONE = "请在 Authorization 头里写 Bearer 加令牌。令牌由打非办发放。"


class ByToken(HttpBearer):
    """The outlet's token; `request.auth` is its row."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        return tokens.recognised(token, clock.machine_now())


api = NinjaAPI(
    title="广告稿自查", version="1", urls_namespace="selfcheck_api", docs_url=None, openapi_url=None, auth=ByToken(),
    description="刊播之前把稿件文字发来，返回疑似点和依据条款。“疑似”不是结论。",
)  # fmt: skip


class CopyIn(Schema):
    """What is asked."""

    model_config = {"extra": "forbid", "str_strip_whitespace": True}

    text: str = Field(min_length=1, max_length=LONGEST_COPY, description="稿件文字")
    title: str = Field("", max_length=100, description="稿件名称")
    carrier: str = Field("", max_length=40, pattern=r"^[a-z0-9_-]*$", description="载体，例如 tv_channel")
    advertiser: str = Field("", max_length=100, description="广告主全称")
    published_on: dt.date | None = Field(None, description="刊播日期；不写按今天，决定用哪一天有效的条款")
    keep: bool = Field(False, description="true：留一份在本单位的自查记录里")

    @field_validator("*", mode="before")
    @classmethod
    def without_nul(cls, value: Any) -> Any:
        """NUL is no sign that anybody reads, and PostgreSQL keeps none: gone before lengths are measured."""
        return value.replace("\0", "") if isinstance(value, str) else value


class HitOut(Schema):
    """One suspect point. `counted` false: there is a harmless reading, kept for the reader's own judgement; `alone` false: it
    makes nothing suspect by itself; `scope` "other": no matter of fundraising."""

    rule: str
    name: str
    severity: str
    start: int | None
    end: int | None
    text: str
    counted: bool
    alone: bool
    scope: str
    basis: list[dict[str, str]]
    counter_signals: list[dict[str, str]]
    looks_for: str
    innocent: list[str]


class CheckedOut(Schema):
    """What is answered."""

    suspect: bool
    severity: str | None
    direction: str | None
    annual_rate: float | None
    hits: list[HitOut]
    together: list[dict[str, str]]
    ruleset: str
    kept: str | None = None


@api.post("/checks", response=CheckedOut, summary="查一份稿件", url_name="checks")
def checks(request: HttpRequest, given: CopyIn) -> dict[str, Any]:
    """Check one piece of copy; keep it only if asked."""
    copy = Copy(given.text, given.published_on or clock.today(), given.carrier, given.advertiser, given.title)
    checked = check_copy(copy, serving().in_use)
    kept = keep_check(copy, checked, request.auth, clock.machine_now()) if given.keep else None  # type: ignore[attr-defined]
    return checked.as_dict() | {"kept": str(kept.uid) if kept else None}


def refused(request: HttpRequest, message: str, status: HTTPStatus) -> HttpResponse:
    """An error as JSON, never cached."""
    return api.create_response(request, {"error": message}, status=status)


@api.exception_handler(AuthenticationError)
def without_token(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    return refused(request, WITHOUT_ONE, HTTPStatus.UNAUTHORIZED)


@api.exception_handler(tokens.TokenRefused)
def wrong_token(request: HttpRequest, error: tokens.TokenRefused) -> HttpResponse:
    return refused(request, str(error), HTTPStatus.UNAUTHORIZED)


@api.exception_handler(tokens.TooFast)
def too_fast(request: HttpRequest, error: tokens.TooFast) -> HttpResponse:
    response = refused(request, str(error), HTTPStatus.TOO_MANY_REQUESTS)
    response["Retry-After"] = "60"
    return response


@api.exception_handler(PermissionDenied)
def not_allowed(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
    return refused(request, str(error), HTTPStatus.FORBIDDEN)


@api.exception_handler(RequestDataTooBig)
def too_big(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    return refused(request, f"发来的内容太大。文字最多 {LONGEST_COPY} 字。", HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


@api.exception_handler(HttpError)
def unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    return refused(request, "请求的内容不是能读的 JSON（UTF-8）。", HTTPStatus(error.status_code))


FAULTS = {
    "missing": "缺这一项",
    "string_too_short": "不能空着",
    "string_too_long": "太长",
    "extra_forbidden": "没有这一项，请去掉",
    "date_from_datetime_parsing": "要写成 2026-10-31 这样的日期",
    "date_parsing": "要写成 2026-10-31 这样的日期",
    "string_pattern_mismatch": "只能用小写字母、数字、下划线",
    "bool_parsing": "只能写 true 或 false",
    "string_type": "要是文字",
}


@api.exception_handler(ValidationError)
def faulty(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Name each field at fault; what was written in it is not sent back."""
    faults = {str(one["loc"][-1]): FAULTS.get(one["type"], "写得不对") for one in error.errors}
    message = "；".join(f"{name}：{fault}" for name, fault in faults.items())
    return api.create_response(request, {"error": f"请改正：{message}", "fields": faults}, status=422)
