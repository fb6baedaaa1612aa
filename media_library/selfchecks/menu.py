"""Which entries of the admin's menu lead to the self-check, and for whom?"""

from wagtail.admin.menu import MenuItem

from media_library.ads.menu import PermittedItem


def check_item() -> MenuItem:
    """The check before broadcast, for outlets and those beside them."""
    return PermittedItem(
        "刊播前自查", "selfchecks:check", permission="media_library.add_selfcheck", icon="check", order=216
    )


def token_item() -> MenuItem:
    """The tokens, for those who grant them."""
    return PermittedItem(
        "自查令牌", "selfchecks:tokens", permission="media_library.view_outlettoken", icon="key", order=217
    )
