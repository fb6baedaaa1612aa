"""Which addresses outside the admin belong to the media library?"""

from django.urls import URLPattern, URLResolver, path

from media_library.photos.views import evidence_picture

urlpatterns: list[URLPattern | URLResolver] = [
    path("evidence/<int:pk>/", evidence_picture, name="evidence_picture"),
]
