"""Who gets in at quizzes?"""

from tests.access_table import anyone
from tests.campaigns.quizzes import make_quizzes

DOORS = {
    "quiz-play": anyone(kwargs=lambda row: {"pk": make_quizzes.quiz().pk}),
    "quiz-result": anyone(kwargs=lambda row: {"result": make_quizzes.shown_result()}),
}
