"""Which address leads where?"""

from django.conf import settings
from django.conf.urls.static import static
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import JavaScriptCatalog
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

from campaign_site.people.views import ChangePassword

urlpatterns: list[URLPattern | URLResolver] = [
    path(  # before Wagtail's: its scripts' words and ours
        "admin/jsi18n/",
        JavaScriptCatalog.as_view(packages=["wagtail.admin", "campaign_site"]),
        name="wagtailadmin_javascript_catalog",
    ),
    path("admin/", include(wagtailadmin_urls)),
    path("password/", ChangePassword.as_view(), name="change-password"),
    path("", include("campaigns.urls")),
    path("", include("media_library.urls")),
    *static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT),
    path("", include(wagtail_urls)),
]
