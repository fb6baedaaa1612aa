"""Which screens of the media library stand in the admin? The rooms define them; this file only registers them."""

from django.urls import URLResolver, include, path
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from media_library.ads import menu as ads_menu
from media_library.ads import urls as ads_urls
from media_library.ads.known_good_viewsets import KnownGoodViewSet
from media_library.bulk import urls as bulk_urls
from media_library.selfchecks import menu as selfcheck_menu
from media_library.selfchecks import urls as selfcheck_urls


@hooks.register("register_admin_urls")
def register_admin_urls() -> list[URLResolver]:
    return [
        path("ads/", include((ads_urls.urlpatterns, "ads"))),
        path("ads-bulk/", include((bulk_urls.urlpatterns, "bulk"))),
        path("selfchecks/", include((selfcheck_urls.urlpatterns, "selfchecks"))),
    ]


@hooks.register("register_admin_menu_item")
def register_ad_review() -> MenuItem:
    return ads_menu.review_item()


@hooks.register("register_admin_menu_item")
def register_ad_report() -> MenuItem:
    return ads_menu.report_item()


@hooks.register("register_admin_menu_item")
def register_self_check() -> MenuItem:
    return selfcheck_menu.check_item()


@hooks.register("register_admin_menu_item")
def register_outlet_tokens() -> MenuItem:
    return selfcheck_menu.token_item()


@hooks.register("register_admin_viewset")
def register_known_good() -> KnownGoodViewSet:
    return KnownGoodViewSet()
