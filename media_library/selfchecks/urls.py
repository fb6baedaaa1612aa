"""Which address of the admin leads to which screen of the self-check?"""

from django.urls import path

from media_library.selfchecks import token_views, views

urlpatterns = [
    path("", views.check, name="check"),
    path("kept/", views.kept, name="kept"),
    path("kept/<int:pk>/", views.record, name="record"),
    path("interface.json", views.description, name="description"),
    path("tokens/", token_views.tokens, name="tokens"),
    path("tokens/<int:pk>/revoke/", token_views.revoke, name="revoke"),
]
