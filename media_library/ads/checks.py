"""Does the rulebook fit together, and can pictures be read on this machine?"""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import DatabaseError

from media_library.ads import ocr, rulebook
from media_library.ads.county.citing import missing_clauses


@register()
def rulebook_fits(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A rule that cites a missing clause stops the start, so a clause in use cannot be taken out."""
    try:
        rulebook.load(rulebook.FOLDER)
    except rulebook.RulebookBroken as error:
        hint = "请改 media_library/ads/rulebook/ 里的文件；被引用的条款要先从规则里去掉再删。"
        return [Error(str(error), hint=hint, id="ads.E001")]
    return []


@register()
def pictures_can_be_read(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Without the reading component the product starts; pictures then wait for a person."""
    if ocr.available():
        return []
    hint = "按 requirements.txt 安装 rapidocr 和 onnxruntime。"
    return [Warning("没有装识字组件，图片广告只能请人看图。", hint=hint, id="ads.W001")]


@register(Tags.database)
def county_rules_stand_on_clauses(app_configs: Any, databases: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """A release that takes out a clause some county rule stands on is refused at its migrate."""
    if not databases:
        return []
    try:
        gone = missing_clauses()
    except DatabaseError:  # before the first migrate
        return []
    hint = "请先在“规则”里给这些规则改依据，或者停用它们。"
    return [Error(f"本地规则 {key} 引用的条款 {id} 不在条款表里。", hint=hint, id="ads.E002") for key, id in gone]
