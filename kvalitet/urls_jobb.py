"""Addresses of work in the background and of what is the person's own: jobs, what waits, settings."""

from django.urls import path

from kvalitet.views import egna, jobb

urlpatterns = [
    path("att-gora/", egna.AttGora.as_view(), name="paminnelser"),
    path("installningar/", egna.Installningar.as_view(), name="installningar"),
    path("jobb/", jobb.MinaJobb.as_view(), name="jobb_lista"),
    path("jobb/misslyckade/", jobb.Misslyckade.as_view(), name="jobb_fel"),
    path("jobb/<int:pk>/", jobb.visa, name="jobb_visa"),
    path("jobb/<int:pk>/fil/", jobb.fil, name="jobb_fil"),
    path("jobb/<int:pk>/igen/", jobb.igen, name="jobb_igen"),
]
