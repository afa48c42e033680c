"""Sign-in through the municipality's own service. The package's other pages lead to the sign-in or the start page."""

from django.urls import path
from django.views.generic import RedirectView

from kvalitet.views import inloggning

till_inloggning = RedirectView.as_view(pattern_name="account_login")

urlpatterns = [
    path("oidc/<slug:provider_id>/login/", inloggning.logga_in, name="openid_connect_login"),
    path("oidc/<slug:provider_id>/login/callback/", inloggning.aterkomst, name="openid_connect_callback"),
    path("oidc/avbruten/", till_inloggning, name="socialaccount_login_cancelled"),
    path("oidc/fel/", till_inloggning, name="socialaccount_login_error"),
    path("oidc/ny/", till_inloggning, name="socialaccount_signup"),
    path("oidc/", RedirectView.as_view(pattern_name="start"), name="socialaccount_connections"),
]
