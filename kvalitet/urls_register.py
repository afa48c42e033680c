"""Addresses of the core's registers."""

from django.urls import path

from kvalitet.views import atgarder, handelser, handelser_atgarder, processer, utforare
from kvalitet.views import utforare_insatskategorier as insatskategorier
from kvalitet.views import utforare_verksamheter as verksamheter

urlpatterns = [
    path("processer/", processer.Processer.as_view(), name="process_lista"),
    path("processer/ny/", processer.Ny.as_view(), name="process_ny"),
    path("processer/<int:pk>/", processer.Visa.as_view(), name="process_visa"),
    path("processer/<int:pk>/andra/", processer.Andra.as_view(), name="process_andra"),
    path("processer/<int:pk>/historik/", processer.Historik.as_view(), name="process_historik"),
    path("atgarder/", atgarder.Atgarder.as_view(), name="atgard_lista"),
    path("atgarder/ny/", atgarder.Ny.as_view(), name="atgard_ny"),
    path("atgarder/<int:pk>/", atgarder.Visa.as_view(), name="atgard_visa"),
    path("atgarder/<int:pk>/andra/", atgarder.Andra.as_view(), name="atgard_andra"),
    path("atgarder/<int:pk>/genomford/", atgarder.Genomford.as_view(), name="atgard_genomford"),
    path("atgarder/<int:pk>/effekt/", atgarder.Effekt.as_view(), name="atgard_effekt"),
    path("atgarder/<int:pk>/fortsatt/", atgarder.Fortsatt.as_view(), name="atgard_fortsatt"),
    path("atgarder/<int:pk>/historik/", atgarder.Historik.as_view(), name="atgard_historik"),
    path("atgarder/<int:pk>/status/<slug:till>/", atgarder.Status.as_view(), name="atgard_status"),
    path("atgarder/<int:pk>/status/<slug:till>/skal/", atgarder.Skal.as_view(), name="atgard_status_skal"),
    path("utforare/", utforare.UtforarLista.as_view(), name="utforare_lista"),
    path("utforare/ny/", utforare.Ny.as_view(), name="utforare_ny"),
    path("utforare/<int:pk>/", utforare.Visa.as_view(), name="utforare_visa"),
    path("utforare/<int:pk>/andra/", utforare.Andra.as_view(), name="utforare_andra"),
    path("utforare/<int:pk>/historik/", utforare.Historik.as_view(), name="utforare_historik"),
    path("utforare/verksamheter/", verksamheter.Verksamheter.as_view(), name="verksamhet_lista"),
    path("utforare/verksamheter/ny/", verksamheter.Ny.as_view(), name="verksamhet_ny"),
    path("utforare/verksamheter/<int:pk>/", verksamheter.Visa.as_view(), name="verksamhet_visa"),
    path("utforare/verksamheter/<int:pk>/andra/", verksamheter.Andra.as_view(), name="verksamhet_andra"),
    path("utforare/verksamheter/<int:pk>/historik/", verksamheter.Historik.as_view(), name="verksamhet_historik"),
    path("utforare/insatskategorier/", insatskategorier.Insatskategorier.as_view(), name="insatskategori_lista"),
    path("utforare/insatskategorier/ny/", insatskategorier.Ny.as_view(), name="insatskategori_ny"),
    path("utforare/insatskategorier/<int:pk>/", insatskategorier.Visa.as_view(), name="insatskategori_visa"),
    path("utforare/insatskategorier/<int:pk>/andra/", insatskategorier.Andra.as_view(), name="insatskategori_andra"),
    path(
        "insatskategorier/<int:pk>/historik/",
        insatskategorier.Historik.as_view(),
        name="insatskategori_historik",
    ),
    path("tillsyn/", handelser.Tillsyner.as_view(), name="tillsyn_lista"),
    path("tillsyn/ny/", handelser.NyTillsyn.as_view(), name="tillsyn_ny"),
    path("tillsyn/<int:pk>/", handelser.VisaTillsyn.as_view(), name="tillsyn_visa"),
    path("tillsyn/<int:pk>/andra/", handelser.AndraTillsyn.as_view(), name="tillsyn_andra"),
    path("tillsyn/<int:pk>/historik/", handelser.TillsynHistorik.as_view(), name="tillsyn_historik"),
    path("tillsyn/<int:pk>/status/<slug:till>/", handelser.TillsynStatus.as_view(), name="tillsyn_status"),
    path("tillsyn/<int:pk>/status/<slug:till>/skal/", handelser.TillsynSkal.as_view(), name="tillsyn_status_skal"),
    path("tillsyn/<int:pk>/koppla/", handelser_atgarder.TillsynKoppla.as_view(), name="tillsyn_koppla"),
    path("tillsyn/<int:pk>/atgard/", handelser_atgarder.TillsynNyAtgard.as_view(), name="tillsyn_ny_atgard"),
    path("kompetens/", handelser.Kompetensinsatser.as_view(), name="kompetens_lista"),
    path("kompetens/ny/", handelser.NyKompetensinsats.as_view(), name="kompetens_ny"),
    path("kompetens/<int:pk>/", handelser.VisaKompetensinsats.as_view(), name="kompetens_visa"),
    path("kompetens/<int:pk>/andra/", handelser.AndraKompetensinsats.as_view(), name="kompetens_andra"),
    path("kompetens/<int:pk>/historik/", handelser.KompetensHistorik.as_view(), name="kompetens_historik"),
    path("kompetens/<int:pk>/koppla/", handelser_atgarder.KompetensKoppla.as_view(), name="kompetens_koppla"),
    path("kompetens/<int:pk>/atgard/", handelser_atgarder.KompetensNyAtgard.as_view(), name="kompetens_ny_atgard"),
    path("forutsattningar/", handelser.Forutsattningar.as_view(), name="forutsattning_lista"),
    path("forutsattningar/ny/", handelser.NyForutsattning.as_view(), name="forutsattning_ny"),
    path("forutsattningar/<int:pk>/", handelser.VisaForutsattning.as_view(), name="forutsattning_visa"),
    path("forutsattningar/<int:pk>/andra/", handelser.AndraForutsattning.as_view(), name="forutsattning_andra"),
    path(
        "forutsattningar/<int:pk>/historik/", handelser.ForutsattningHistorik.as_view(), name="forutsattning_historik"
    ),
]
