from django.urls import path

from egenkontroller import views

app_name = "egenkontroller"

urlpatterns = [
    path("", views.Egenkontroller.as_view(), name="lista"),
    path("ny/", views.Ny.as_view(), name="ny"),
    path("<int:pk>/", views.Visa.as_view(), name="visa"),
    path("<int:pk>/andra/", views.Andra.as_view(), name="andra"),
    path("<int:pk>/historik/", views.Historik.as_view(), name="historik"),
]
