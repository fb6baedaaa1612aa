"""How is the reader to come: a private phone, WeChat, QQ, and is money asked of him?"""

from __future__ import annotations

from media_library.ads.structure.seen import Judgement, Seen


def contact(seen: Seen) -> Judgement:
    """`wechat`, `qq`, `private_phone`, `service_phone` or `none`; the more private one counts first."""
    for name in ("wechat", "qq", "private_phone", "service_phone"):
        if found := seen.all(name):
            return Judgement(name, found)
    return Judgement("none")


def asks_money(seen: Seen) -> Judgement:
    """Whether the reader is told how much to pay in, or to pay."""
    found = seen.all("asks_money")
    return Judgement(bool(found), found)
