"""Which addresses outside the admin belong to the media library?"""

from django.urls import URLPattern, URLResolver, path

from media_library.photos.views import evidence_picture
from media_library.selfchecks.api import api

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/selfcheck/", api.urls),
    path("evidence/<int:pk>/", evidence_picture, name="evidence_picture"),
]
