"""Sign-in: accounts are made by an administrator, never by oneself, also when another service says who one is."""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.conf import settings
from django.contrib import messages
from django.contrib.sites.shortcuts import get_current_site
from django.http import HttpRequest
from django.shortcuts import redirect, render

from kvalitet import brev
from kvalitet.models import Anvandare

logg = logging.getLogger(__name__)

GICK_INTE = "Inloggningen med {namn} gick inte. Försök igen, eller logga in med lösenord om du har ett."
AVBROTS = "Inloggningen med {namn} avbröts."


class Kontoadapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        request = allauth_context.request
        kontext = {"request": request, "email": email, "current_site": get_current_site(request), **context}
        brev.skicka(self.render_mail(template_prefix, email, kontext))


def utan_uppgifter(sender: type[SocialAccount], instance: SocialAccount, **kwargs: Any) -> None:
    """Before a link to the sign-in service is saved: keep who it is, nothing else of what the service says."""
    instance.extra_data = {}


class Inloggningsadapter(DefaultSocialAccountAdapter):
    """What another service says about who somebody is: matched to an existing account, linked by its `sub`."""

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        if sociallogin.state.get("process") != "login":
            raise ImmediateHttpResponse(redirect("start"))  # linking to the account one happens to be in is refused
        if sociallogin.is_existing:
            return
        person = _person(sociallogin.account.extra_data)
        lankad = person and SocialAccount.objects.filter(user=person, provider=sociallogin.account.provider).exists()
        if person is None or lankad:
            # A second identity with the first one's address: the address has been given to somebody new.
            raise ImmediateHttpResponse(render(request, "account/okand.html", {"lankad": lankad}, status=403))
        if person.is_active:
            SocialAccount.objects.get_or_create(
                provider=sociallogin.account.provider, uid=sociallogin.account.uid, defaults={"user": person}
            )
        sociallogin.user = person

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Any = None,
        extra_context: Any = None,
    ) -> None:
        logg.warning("Inloggning genom annan tjänst gick inte: %s %s", error, type(exception).__name__)
        text = AVBROTS if error == "cancelled" else GICK_INTE
        messages.error(request, text.format(namn=settings.OIDC["namn"]))
        raise ImmediateHttpResponse(redirect("account_login"))


def _person(uppgifter: dict[str, Any]) -> Anvandare | None:
    """The account that the service's claims point out; None when there is none or the claims are not to be trusted."""
    id_token, userinfo = uppgifter.get("id_token") or {}, uppgifter.get("userinfo") or {}
    if id_token and userinfo and id_token.get("sub") != userinfo.get("sub"):
        return None  # OpenID Connect Core 1.0, 5.3.2
    pastaenden = {**id_token, **userinfo}
    egna = Anvandare.objects.filter(is_superuser=False)
    if settings.OIDC["konto"] == "anvandarnamn":
        namn = pastaenden.get("preferred_username")
        return egna.filter(username__iexact=namn).first() if isinstance(namn, str) and namn else None
    adress = pastaenden.get("email")
    if not isinstance(adress, str) or not adress or pastaenden.get("email_verified") not in (True, "true"):
        return None
    return egna.filter(email__iexact=adress).first()
