"""Which address of the admin leads to which advertisement screen?"""

from django.urls import path

from media_library.ads import report_views, rule_views, verb_views, views

urlpatterns = [
    path("", views.queue, name="queue"),
    path("report/", report_views.report, name="report"),
    path("reported/", report_views.reported, name="reported"),
    path("next/", verb_views.claim_next, name="claim_next"),
    path("rules/", rule_views.rules, name="rules"),
    path("rules/<str:id>/", rule_views.rule, name="rule"),
    path("pictures/<int:pk>/", views.picture, name="picture"),
    path("points/<int:pk>/accept/", verb_views.judge, {"verb": "accept"}, name="accept"),
    path("points/<int:pk>/strike/", verb_views.judge, {"verb": "strike"}, name="strike"),
    path("<int:pk>/", views.case, name="case"),
    path("<int:pk>/claim/", verb_views.claim, name="claim"),
    path("<int:pk>/release/", verb_views.release, name="release"),
    path("<int:pk>/decide/", verb_views.decide, name="decide"),
    path("<int:pk>/void/", verb_views.void, name="void"),
]
