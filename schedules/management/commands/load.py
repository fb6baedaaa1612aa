"""Does this installation have what it starts with: places, words, the front page, the demonstration year?"""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from campaigns.answers.first_answers import plant_first_answers
from campaigns.pages.actions import plant_site
from campaigns.pages.first_cases import plant_first_cases
from campaigns.quizzes.first_quizzes import plant_first_quizzes


class Command(BaseCommand):
    """Idempotent, and quick when nothing is to do."""

    help = "装入参考数据和首页；DEMO=1 时再装入演示年度。可以反复运行，已有的数据不动。"

    def handle(self, *args: Any, **options: Any) -> None:
        """Load what the lower rooms need first."""
        call_command("load_reference", stdout=self.stdout)
        home = plant_site()
        if settings.DEMO:
            plant_first_cases(home)
            plant_first_answers(home)
            plant_first_quizzes(home)
            call_command("load_demo", stdout=self.stdout)
