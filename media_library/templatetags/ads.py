"""How do the advertisement screens say a severity, a direction, a carrier, and mark an example?"""

from collections.abc import Mapping

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from media_library.ads.cases import Severity
from media_library.ads.rulebook import Rule, Rulebook
from media_library.ads.structure import LABELS

register = template.Library()


@register.filter
def severity(key: str) -> str:
    """S1 急 … S4 低."""
    return str(Severity(key).label)


@register.filter
def direction(key: str) -> str:
    """Which way the money goes, in words."""
    return LABELS[key]


@register.filter
def at(labels: Mapping[str, str], key: str) -> str:
    """The label of a key, the key itself when it has none."""
    return labels.get(key, key)


@register.filter
def citing(book: Rulebook, clause_id: str) -> tuple[Rule, ...]:
    """The rules that cite a clause."""
    return book.citing(clause_id)


@register.filter
def marked(text: str, words: str) -> SafeString:
    """The example with its suspect words underlined."""
    before, found, after = text.partition(words)
    return format_html('{}<span class="mk">{}</span>{}', before, found, after)
