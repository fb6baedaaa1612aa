"""What would an editor have to look at again before this page goes out, and may it go out so?

Wrong words and private persons are read from every text of the draft (PRODUCT.md C8, C9). Nothing is changed by itself:
whoever approves all the same says why, and the workflow keeps it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.html import strip_tags
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.rich_text import RichText

from campaigns.pages.wording.checking import check
from campaigns.pages.wording.personal_data import LABELS, personal_data

BLOCK = "block"
NOT_READ = {"slug", "url_path", "path", "draft_title", "translation_key", "source"}
MOST_SHOWN = 50
LEADS_TO_A_PERSON = "会让人认出是谁。"
MASK = "隐去，或写“某”，化名要注明"
UNSAID = "还有 {number} 处必须改的：{words}。请退回修改；确要发出，请用“同意并写意见”写明理由。"


@dataclass(frozen=True)
class Doubt:
    """One stretch to look at again: in which field, which words, how grave, why, what instead."""

    where: str
    words: str
    level: str
    why: str
    write: str

    @property
    def blocks(self) -> bool:
        return self.level == BLOCK


def doubts(page: Page) -> list[Doubt]:
    """Return what to look at again in the texts of `page` as it stands in memory, the gravest first, each once."""
    found = [doubt for where, text, said in texts(page) for doubt in _of_text(where, text, said=said)]
    return sorted(dict.fromkeys(found), key=lambda doubt: not doubt.blocks)[:MOST_SHOWN]


def refusal(page: Page, reason: str) -> str:
    """Return why the page may not be approved without a word; empty when nothing grave is left or a reason is given."""
    grave = [doubt for doubt in doubts(page) if doubt.blocks]
    if not grave or reason.strip():
        return ""
    return UNSAID.format(number=len(grave), words="、".join(f"“{doubt.words}”" for doubt in grave[:3]))


def texts(page: Page) -> Iterator[tuple[str, str, bool]]:
    """Every text of a page as (name of the field, plain text, whether a swindler says it)."""
    for field in page._meta.get_fields():
        if field.name in NOT_READ or not isinstance(field, models.CharField | models.TextField | StreamField):
            continue
        value = field.value_from_object(page)
        label = str(field.verbose_name)
        if isinstance(field, StreamField):
            yield from _of_block(label, value.stream_block, value)
        elif value and not field.choices:
            yield label, strip_tags(value) if isinstance(field, RichTextField) else value, False


def _of_block(where: str, block: Any, value: Any, *, said: bool = False) -> Iterator[tuple[str, str, bool]]:
    """The texts in a block's value, however deep."""
    if isinstance(block, blocks.BaseStreamBlock):
        for child in value:
            yield from _of_block(child.block.label, child.block, child.value)
    elif isinstance(block, blocks.BaseStructBlock):
        quoted = getattr(block.meta, "said", ())
        for name, child in block.child_blocks.items():
            yield from _of_block(f"{where}·{child.label}", child, value.get(name), said=name in quoted)
    elif isinstance(block, blocks.ListBlock):
        for item in value or ():
            yield from _of_block(where, block.child_block, item)
    elif isinstance(value, str | RichText):
        yield where, strip_tags(str(value)), said


def _of_text(where: str, text: str, *, said: bool) -> Iterator[Doubt]:
    if not said:
        for found in check(text):
            yield Doubt(where, found.text, found.level, found.why, f"写：{found.write}")
    for person in personal_data(text):
        yield Doubt(where, person.text, BLOCK, f"{LABELS[person.kind]}，{LEADS_TO_A_PERSON}", MASK)
