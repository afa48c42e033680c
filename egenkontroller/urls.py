from django.urls import path

from egenkontroller.views import kontroller, tillfallen

app_name = "egenkontroller"

urlpatterns = [
    path("", kontroller.Egenkontroller.as_view(), name="lista"),
    path("ny/", kontroller.Ny.as_view(), name="ny"),
    path("<int:pk>/", kontroller.Visa.as_view(), name="visa"),
    path("<int:pk>/andra/", kontroller.Andra.as_view(), name="andra"),
    path("<int:pk>/historik/", kontroller.Historik.as_view(), name="historik"),
    path("<int:pk>/skapa-tillfallen/", tillfallen.Skapa.as_view(), name="skapa_for"),
    path("tillfallen/", tillfallen.Tillfallen.as_view(), name="tillfallen"),
    path("tillfallen/skapa/", tillfallen.Skapa.as_view(), name="skapa"),
    path("tillfallen/<int:pk>/", tillfallen.Visa.as_view(), name="tillfalle"),
    path("tillfallen/<int:pk>/resultat/", tillfallen.Resultat.as_view(), name="resultat"),
    path("tillfallen/<int:pk>/atgard/", tillfallen.NyAtgard.as_view(), name="ny_atgard"),
    path("tillfallen/<int:pk>/koppla/", tillfallen.Koppla.as_view(), name="koppla"),
    path("tillfallen/<int:pk>/historik/", tillfallen.Historik.as_view(), name="tillfalle_historik"),
    path("tillfallen/<int:pk>/status/<slug:till>/", tillfallen.StatusVy.as_view(), name="status"),
    path("tillfallen/<int:pk>/status/<slug:till>/skal/", tillfallen.Skal.as_view(), name="status_skal"),
]
