"""Does the rulebook fit together, and can pictures be read on this machine?"""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error, Warning, register

from media_library.ads import ocr, rulebook


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
