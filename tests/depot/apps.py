"""How Django names the app."""

from django.apps import AppConfig


class DepotConfig(AppConfig):
    name = "tests.depot"
    label = "depot"
