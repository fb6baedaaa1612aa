"""How templates draw the site's icons and state glyphs, and learn the reader's modes."""

from typing import Any

from django import template
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

READING_COOKIE = "reading"
READING_MODES = ("elder", "contrast")


def chosen_modes(request: HttpRequest | None) -> list[str]:
    """Return the reader's modes ("elder", "contrast") from the cookie; unknown words are dropped."""
    chosen = request.COOKIES.get(READING_COOKIE, "").split("-") if request else []
    return [mode for mode in READING_MODES if mode in chosen]


@register.simple_tag(takes_context=True)
def reading_modes(context: dict[str, Any]) -> str:
    """The reader's modes as classes of the page."""
    return " ".join(chosen_modes(context.get("request")))


@register.filter
def grouped(number: int) -> str:
    """A whole number with a comma every three digits, as money is written."""
    return f"{number:,}"


@register.simple_tag
def site_icon(name: str, classes: str = "icon") -> SafeString:
    """One outline icon of the sprite, hidden from readers: a word always stands beside it."""
    return _use(f"i-{name}", classes)


@register.simple_tag
def glyph(state: str) -> SafeString:
    """The glyph of a state: ok (达标), watch (关注), gap (缺口), void (未报)."""
    return _use(f"g-{state}", "g")


def _use(symbol: str, classes: str) -> SafeString:
    address = f"{static('site/icons.svg')}#{symbol}"
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}"></use></svg>', classes, address)
