"""Who gets in at quizzes?"""

from tests.access_table import anyone, holders
from tests.campaigns.quizzes import make_quizzes

DOORS = {
    "quizzes:report": holders("campaigns.view_itemtally"),
    "quizzes:gap": holders("campaigns.change_contentgap", row="campaigns.contentgap"),
    "quiz-play": anyone(kwargs=lambda row: {"pk": make_quizzes.quiz().pk}),
    "quiz-result": anyone(kwargs=lambda row: {"result": make_quizzes.shown_result()}),
}
ROWS = {"campaigns.contentgap": lambda spot: make_quizzes.gap()}
