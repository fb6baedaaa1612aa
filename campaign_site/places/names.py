"""What is a place called for short?"""

import re

SUFFIXES = (
    (re.compile(r"街道办事处$"), "街道"),
    (re.compile(r"村?村民委员会$"), "村"),
    (re.compile(r"村委会$"), "村"),
    (re.compile(r"居民?委员?会$"), ""),
)


def short_name(name: str) -> str:
    """Return the name without the organ's ending: 驷马社区居民委员会 → 驷马社区, 川心村村民委员会 → 川心村, 汉丰街道办事处 → 汉丰街道.

    Endings as the National Bureau of Statistics prints them, province by province; any other name is its own short form.
    """
    if not name.endswith(("会", "处")):
        return name
    for ending, left in SUFFIXES:
        short = ending.sub(left, name)
        if short not in (name, ""):
            return short
    return name
