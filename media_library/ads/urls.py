"""Which address of the admin leads to which advertisement screen?"""

from django.urls import path

from media_library.ads import evidence_views, report_views, rule_views, sighting_views, verb_views, views
from media_library.ads.county import views as county_views

urlpatterns = [
    path("", views.queue, name="queue"),
    path("report/", report_views.report, name="report"),
    path("reported/", report_views.reported, name="reported"),
    path("next/", verb_views.claim_next, name="claim_next"),
    path("rules/", rule_views.rules, name="rules"),
    path("rules/new/", county_views.new_rule, name="new_rule"),
    path("rules/county/<int:pk>/", county_views.county_rule, name="county_rule"),
    path("rules/county/<int:pk>/edit/", county_views.edit_rule, name="edit_rule"),
    *(
        path(f"rules/versions/<int:pk>/{verb}/", county_views.act, {"verb": verb}, name=f"rule_{verb}")
        for verb in ("shadow", "backtest", "on", "resume", "pause", "retire")
    ),
    path("rules/holds/<int:pk>/release/", county_views.release_hold, name="release_hold"),
    path("rules/<str:id>/", rule_views.rule, name="rule"),
    path("pictures/<int:pk>/", evidence_views.picture, name="picture"),
    path("notes/<int:pk>/", evidence_views.attachment, name="attachment"),
    path("points/<int:pk>/accept/", verb_views.judge, {"verb": "accept"}, name="accept"),
    path("points/<int:pk>/strike/", verb_views.judge, {"verb": "strike"}, name="strike"),
    path("<int:pk>/", views.case, name="case"),
    path("<int:pk>/claim/", verb_views.claim, name="claim"),
    path("<int:pk>/release/", verb_views.release, name="release"),
    path("<int:pk>/decide/", verb_views.decide, name="decide"),
    path("<int:pk>/merge/", sighting_views.merge, name="merge"),
    path("<int:pk>/split/", sighting_views.split, name="split"),
    path("<int:pk>/void/", verb_views.void, name="void"),
]
