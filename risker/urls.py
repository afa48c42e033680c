from django.urls import path, re_path

from risker.views import bedomningar, importen, innehall, planer, rader, risker

app_name = "risker"

RAD = r"^(?P<plan_pk>\d{1,18})/rad/(?P<pk>\d{1,18})/"
PLATS = r"^(?P<plan_pk>\d{1,18})/(?P<slag>rad|process)/(?P<pk>\d{1,18})/"

urlpatterns = [
    path("", planer.Planer.as_view(), name="lista"),
    path("ny/", planer.Ny.as_view(), name="ny"),
    path("mall/", importen.mall, name="mall"),
    path("<int:pk>/", planer.Visa.as_view(), name="visa"),
    path("<int:pk>/historik/", planer.Historik.as_view(), name="historik"),
    path("<int:pk>/inledning/", planer.Inledning.as_view(), name="inledning"),
    path("<int:pk>/uppfoljning/", planer.Uppfoljning.as_view(), name="uppfoljning"),
    path("<int:pk>/status/<slug:till>/", planer.StatusVy.as_view(), name="status"),
    path("<int:pk>/status/<slug:till>/skal/", planer.Skal.as_view(), name="status_skal"),
    path("<int:pk>/ny-risk/", rader.NyRad.as_view(), name="ny_rad"),
    path("<int:pk>/ta-over/", innehall.TaOver.as_view(), name="ta_over"),
    path("<int:pk>/omrade/", innehall.NyttOmrade.as_view(), name="nytt_omrade"),
    path("<int:plan_pk>/omrade/<int:pk>/", innehall.AndraOmrade.as_view(), name="omrade_andra"),
    path("<int:plan_pk>/omrade/<int:pk>/ta-bort/", innehall.TaBortOmrade.as_view(), name="omrade_ta_bort"),
    path("<int:plan_pk>/rad/<int:pk>/ta-bort/", innehall.TaBortRad.as_view(), name="ta_bort_rad"),
    re_path(RAD + "flytta/(?P<hall>upp|ner)/$", innehall.FlyttaRad.as_view(), name="flytta_rad"),
    path("<int:pk>/importera/", importen.Inlasning.as_view(), name="importera"),
    path("fil/<int:pk>/", importen.Forhandsgranskning.as_view(), name="forhandsgranska"),
    path("fil/<int:pk>/bekrafta/", importen.Bekrafta.as_view(), name="bekrafta_import"),
    path("rad/<int:pk>/lage/", rader.Lage.as_view(), name="lage"),
    re_path(PLATS + "koppla/$", rader.Koppla.as_view(), name="koppla"),
    re_path(PLATS + "egenkontroll/$", rader.NyEgenkontroll.as_view(), name="ny_egenkontroll"),
    re_path(PLATS + "atgard/$", rader.NyAtgard.as_view(), name="ny_atgard"),
    path("risker/", risker.Risker.as_view(), name="risker"),
    path("risker/ny/", risker.Ny.as_view(), name="risk_ny"),
    path("risker/matris/", bedomningar.Matris.as_view(), name="matris"),
    path("risker/bedomning/<int:pk>/ratta/", bedomningar.Ratta.as_view(), name="ratta"),
    path("risker/<int:pk>/bedom/", bedomningar.Bedom.as_view(), name="bedom"),
    path("risker/<int:pk>/", risker.Visa.as_view(), name="risk"),
    path("risker/<int:pk>/andra/", risker.Andra.as_view(), name="risk_andra"),
    path("risker/<int:pk>/historik/", risker.Historik.as_view(), name="risk_historik"),
]
