"""Five thousand county rules merge into the book and change nothing they do not speak of."""

from dataclasses import replace

from media_library.ads.county.content import as_rule
from media_library.ads.rulebook import shipped
from media_library.ads.rules import Written, read
from tests.media_library.ads.county.test_content import DAY
from tests.media_library.ads.county.writing import content

SYLLABLES = "甲乙丙丁戊己庚辛壬癸"


def many(count: int):
    """Rules whose words nobody writes, the last one apart."""
    words = ("".join(SYLLABLES[int(digit)] for digit in f"{n:06d}") for n in range(count))
    return tuple(as_rule(f"CW-{n}", content(words=[word]), shipped()) for n, word in enumerate(words))


def test_only_what_is_met_is_found():
    rules = (*many(5000), as_rule("CW-9999", content(), shipped()))
    book = replace(shipped(), rules=(*shipped().rules, *rules), version="many")
    text = "柑橘园认养，本店保本保息"
    found = [hit.rule for hit in read(Written(text, published_on=DAY), book).hits]
    assert "CW-9999" in found
    assert [rule for rule in found if rule != "CW-9999"] == [
        hit.rule for hit in read(Written(text, published_on=DAY), shipped()).hits
    ]
