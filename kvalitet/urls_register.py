"""Addresses of the core's registers: processes and actions."""

from django.urls import path

from kvalitet.views import atgarder, processer

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
]
