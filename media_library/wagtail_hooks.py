"""Which screens of the media library stand in the admin? The rooms define them; this file only registers them."""

from django.urls import URLResolver, include, path
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from media_library.ads import menu as ads_menu
from media_library.ads import urls as ads_urls


@hooks.register("register_admin_urls")
def register_admin_urls() -> list[URLResolver]:
    return [path("ads/", include((ads_urls.urlpatterns, "ads")))]


@hooks.register("register_admin_menu_item")
def register_ad_review() -> MenuItem:
    return ads_menu.review_item()


@hooks.register("register_admin_menu_item")
def register_ad_report() -> MenuItem:
    return ads_menu.report_item()
