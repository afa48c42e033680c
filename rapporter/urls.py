"""Addresses of the reports room."""

from django.urls import path

from rapporter.views import dokument, lage, lista, mallar, pdf, plandokument, poster

app_name = "rapporter"

urlpatterns = [
    path("", lista.Rapportlista.as_view(), name="lista"),
    path("ny/", lista.NyRapport.as_view(), name="ny"),
    path("<int:pk>/", dokument.Visa.as_view(), name="visa"),
    path("mallar/", mallar.Mallar.as_view(), name="mallar"),
    path("mallar/<int:pk>/", mallar.Andra.as_view(), name="mallavsnitt_andra"),
    path("mallar/<int:pk>/upp/", mallar.flytta, {"hall": "upp"}, name="mallavsnitt_upp"),
    path("mallar/<int:pk>/ner/", mallar.flytta, {"hall": "ner"}, name="mallavsnitt_ner"),
    path("plan/<int:pk>/", plandokument.Plandokument.as_view(), name="plandokument"),
    path("plan/<int:pk>/<slug:format_>/", plandokument.bestall, name="planfil"),
    path("<int:pk>/kapitel/<slug:ankare>/", dokument.Kapitelsida.as_view(), name="kapitel"),
    path("<int:pk>/uppgifter/", dokument.Uppgifter.as_view(), name="uppgifter"),
    path("<int:pk>/historik/", dokument.Historik.as_view(), name="historik"),
    path("<int:pk>/lage/<slug:till>/", lage.BytLage.as_view(), name="byt"),
    path("<int:pk>/tal/<str:nyckel>/", poster.Poster.as_view(), name="poster"),
    path("<int:pk>/pdf/", pdf.pdf, name="pdf"),
    path("<int:pk>/utskrift/", pdf.bestall, name="bestall_utskrift"),
    path("avsnitt/<int:pk>/andra/", dokument.AvsnittAndra.as_view(), name="avsnitt_andra"),
]
