"""Which addresses outside the admin belong to the campaign rooms?"""

from django.urls import URLPattern, URLResolver, path

from campaigns.outreach import field_views, record_views
from campaigns.pages.check_views import check
from campaigns.pages.views import reading_mode
from campaigns.quizzes import views as quizzes

urlpatterns: list[URLPattern | URLResolver] = [
    path("check/", check, name="check"),
    path("reading/", reading_mode, name="reading-mode"),
    path("quiz/<int:pk>/", quizzes.play, name="quiz-play"),
    path("quiz/result/<str:result>/", quizzes.result, name="quiz-result"),
    path("field/", field_views.log, name="field_log"),
    path("field/mine/", record_views.mine, name="field_mine"),
    path("field/<uuid:uuid>/", record_views.event, name="field_event"),
    path("field/<uuid:uuid>/done/", record_views.done, name="field_done"),
    path("field/<uuid:uuid>/proof/", record_views.proof, name="field_proof"),
    path("field/<uuid:uuid>/void/", record_views.void, name="field_void"),
]
