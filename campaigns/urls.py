"""Which addresses outside the admin belong to the campaign rooms?"""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
