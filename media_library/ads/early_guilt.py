"""Does a text call an advertisement guilty before 认定? Pure: words in, the words at fault out.

Before the determination only 疑似 and 涉嫌 may be said (PRODUCT.md §2); naming a law by its
title, warning of what it forbids and denying guilt stay free.
"""

import re

TITLE = re.compile(r"《[^《》]*》")
GUILT = "非法集资|集资诈骗|诈骗|非法吸收公众存款"
CALLED_GUILTY = re.compile(
    rf"(?:构成|属于|属|系|是|为)了?(?:一起|一种|典型的?|明显的?)?(?:{GUILT})|(?:非法集资|集资诈骗|诈骗|违法)广告"
)
LEFT_OPEN = re.compile(r"(?:(?:疑似|涉嫌)(?:的|为|是|发布)?|不|未|非|是否|能否|有无)$")


def early_guilt(text: str) -> str:
    """Return the first words of `text` that call somebody guilty; empty when there are none."""
    plain = TITLE.sub("《》", "".join(text.split()))
    for found in CALLED_GUILTY.finditer(plain):
        if not LEFT_OPEN.search(plain[: found.start()]):
            return found.group()
    return ""
