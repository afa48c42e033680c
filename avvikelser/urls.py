from django.urls import path

from avvikelser.views import atgarder, handlaggning, lage, lista, rapport, visa

app_name = "avvikelser"

urlpatterns = [
    path("", lista.Arendelista.as_view(), name="lista"),
    path("ny/", rapport.Rapportera.as_view(), name="ny"),
    path("mina/", rapport.Mina.as_view(), name="mina"),
    path("klagomal/ny/", rapport.RegistreraKlagomal.as_view(), name="ny_klagomal"),
    path("<int:pk>/", visa.visa, name="visa"),
    path("<int:pk>/kvitto/", rapport.kvitto, name="kvitto"),
    path("<int:pk>/historik/", visa.historik, name="historik"),
    path("<int:pk>/skyddade/", visa.skyddade, name="skyddade"),
    path("<int:pk>/andra/", handlaggning.Andra.as_view(), name="andra"),
    path("<int:pk>/bedom/", handlaggning.Bedom.as_view(), name="bedom"),
    path("<int:pk>/avsluta-enkelt/", handlaggning.AvslutaEnkelt.as_view(), name="avsluta_enkelt"),
    path("<int:pk>/tilldela/", handlaggning.Tilldela.as_view(), name="tilldela"),
    path("<int:pk>/besluta/", handlaggning.Besluta.as_view(), name="besluta"),
    path("<int:pk>/omklassificera/", handlaggning.Omklassificera.as_view(), name="omklassificera"),
    path("<int:pk>/atgard/", atgarder.KopplaAtgard.as_view(), name="koppla_atgard"),
    path("<int:pk>/lage/<slug:till>/bekrafta/", lage.bekrafta, name="bekrafta"),
    path("<int:pk>/lage/<slug:till>/", lage.byt_lage, name="byt_lage"),
]
