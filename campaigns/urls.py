"""Which addresses outside the admin belong to the campaign rooms?"""

from django.urls import URLPattern, URLResolver, path

from campaigns.pages.views import reading_mode

urlpatterns: list[URLPattern | URLResolver] = [
    path("reading/", reading_mode, name="reading-mode"),
]
