"""Which address of the admin leads to which screen of bulk intake?"""

from django.urls import path

from media_library.bulk import views

urlpatterns = [
    path("", views.files, name="files"),
    path("form.xlsx", views.blank, name="blank"),
    path("<int:pk>/", views.intake, name="intake"),
    path("<int:pk>/start/", views.start, name="start"),
    path("<int:pk>/errors.csv", views.errors, name="errors"),
]
