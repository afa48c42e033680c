"""Addresses of criteria and other measures, and of their values."""

from django.urls import path

from kvalitet.views import matt, matt_import
from kvalitet.views import matt_varden as varden

urlpatterns = [
    path("kriterier/", matt.Kriterier.as_view(), name="kriterium_lista"),
    path("kriterier/ny/", matt.Ny.as_view(), name="kriterium_ny"),
    path("kriterier/<int:pk>/", matt.Visa.as_view(), name="kriterium_visa"),
    path("kriterier/<int:pk>/andra/", matt.Andra.as_view(), name="kriterium_andra"),
    path("kriterier/<int:pk>/historik/", matt.Historik.as_view(), name="kriterium_historik"),
    path("kriterier/<int:pk>/varde/", varden.NyForKriterium.as_view(), name="kriterium_nytt_varde"),
    path("matvarden/", varden.Matvarden.as_view(), name="matvarde_lista"),
    path("matvarden/ny/", varden.Ny.as_view(), name="matvarde_ny"),
    path("matvarden/las-in/", matt_import.Inlasning.as_view(), name="matvarde_import"),
    path("matvarden/las-in/mall/", matt_import.Mall.as_view(), name="matvarde_import_mall"),
    path("matvarden/las-in/granska/", matt_import.Granska.as_view(), name="matvarde_import_granska"),
    path("matvarden/<int:pk>/", varden.Visa.as_view(), name="matvarde_visa"),
    path("matvarden/<int:pk>/andra/", varden.Andra.as_view(), name="matvarde_andra"),
    path("matvarden/<int:pk>/historik/", varden.Historik.as_view(), name="matvarde_historik"),
]
