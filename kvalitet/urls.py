"""Addresses. Each app has its own under its Swedish name."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView, TemplateView

from kvalitet.views import kedja, logotyp, start, stil, utkast

# One way in: the same sign-in, with its limits on attempts, also for the administration.
admin.autodiscover()
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns = [
    path("", start.Start.as_view(), name="start"),
    path("utkast/", utkast.spara, name="utkast"),
    path("kedja/", kedja.Kedja.as_view(), name="kedja"),
    path("logotyp/", logotyp.visa, name="logotyp"),
    path("stil/", stil.Stil.as_view(), name="stil"),
    path("stil/fraga/", stil.Fraga.as_view(), name="stil_fraga"),
    path("om/tillganglighet/", TemplateView.as_view(template_name="om/tillganglighet.html"), name="om_tillganglighet"),
    path(
        "om/personuppgifter/", TemplateView.as_view(template_name="om/personuppgifter.html"), name="om_personuppgifter"
    ),
    # Addresses are kept by an administrator, so the package's pages for changing one's own lead to the start page.
    path("konto/email/", RedirectView.as_view(pattern_name="start")),
    path("konto/confirm-email/", RedirectView.as_view(pattern_name="start")),
    path("konto/", include("allauth.account.urls")),
    path("konto/", include("kvalitet.urls_inloggning")),
    path("administration/", admin.site.urls),
    path("arenden/", include("avvikelser.urls")),
    path("granskningar/", include("granskningar.urls")),
    path("plan/", include("risker.urls")),
    path("egenkontroller/", include("egenkontroller.urls")),
    path("rapporter/", include("rapporter.urls")),
    path("", include("kvalitet.urls_jobb")),
    path("", include("kvalitet.urls_matt")),
    path("", include("kvalitet.urls_register")),
]
