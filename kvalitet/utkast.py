"""Server-side drafts: typing saves, an expired session loses nothing, only the writer sees it.

The form carries a signed token saying who writes in which form. It permits one thing: to save that person's draft.
So what is sent after the session has ended is kept and waits behind the login.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.datastructures import MultiValueDict

from kvalitet.models import Anvandare, Utkast

SALT = "kvalitet.utkast"
MAX_ALDER = 7 * 24 * 3600  # seconds a page may lie open
MAX_TECKEN = 1_000_000
INTE_I_UTKAST = {"csrfmiddlewaretoken", "utkast_token"}


@dataclass(frozen=True)
class Plats:
    """Whose draft of which form about which object (0: a new one)."""

    anvandare_id: int
    blankett: str
    objekt_id: int

    def token(self) -> str:
        return signing.dumps([self.anvandare_id, self.blankett, self.objekt_id], salt=SALT, compress=True)

    @classmethod
    def ur(cls, token: str) -> "Plats | None":
        """The place a token was signed for; None when it is forged or older than seven days."""
        try:
            return cls(*signing.loads(token, salt=SALT, max_age=MAX_ALDER))
        except signing.BadSignature:
            return None


@dataclass(frozen=True)
class Utkastruta:
    """Context of `_utkast.html`."""

    token: str
    url: str
    sparad: datetime | None
    aterstalld: bool


def spara_utkast(plats: Plats, data: QueryDict) -> Utkast | None:
    """Keep what is typed. Returns None when there is nothing to keep or it is larger than a million characters."""
    falt = {namn: data.getlist(namn) for namn in data if namn not in INTE_I_UTKAST}
    tecken = sum(len(v) for varden in falt.values() for v in varden)
    if tecken > MAX_TECKEN or not Anvandare.objects.filter(pk=plats.anvandare_id, is_active=True).exists():
        return None
    utkast, _ = Utkast.objects.update_or_create(
        anvandare_id=plats.anvandare_id,
        blankett=plats.blankett,
        objekt_id=plats.objekt_id,
        defaults={"falt": falt},
    )
    return utkast


def hamta_utkast(plats: Plats) -> Utkast | None:
    """The draft waiting at the place."""
    return Utkast.objects.filter(
        anvandare_id=plats.anvandare_id, blankett=plats.blankett, objekt_id=plats.objekt_id
    ).first()


def glom_utkast(plats: Plats) -> None:
    """Remove the draft: it has been saved for real, or its writer starts over."""
    Utkast.objects.filter(anvandare_id=plats.anvandare_id, blankett=plats.blankett, objekt_id=plats.objekt_id).delete()


def fyll_ur_utkast(form: forms.BaseForm, utkast: Utkast) -> None:
    """Set an unbound form's initial values to what the draft says, the version it was opened from included."""
    data = QueryDict(mutable=True)
    for namn, varden in utkast.falt.items():
        data.setlist(namn, varden)
    for namn, falt in form.fields.items():
        nyckel = form.add_prefix(namn)
        if isinstance(falt, forms.FileField) or falt.widget.value_omitted_from_data(data, MultiValueDict(), nyckel):
            continue
        form.initial[namn] = falt.widget.value_from_datadict(data, MultiValueDict(), nyckel)


class UtkastVy:
    """Mixin before a form view (and before LoginRequiredMixin): drafts for that form.

    `blankett` names the form. A subclass about an existing object gets its pk from the URL.
    """

    blankett: str
    request: HttpRequest
    kwargs: dict[str, Any]

    def utkastplats(self) -> Plats:
        return Plats(self.request.user.pk or 0, self.blankett, int(self.kwargs.get("pk", 0)))

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and not request.user.is_authenticated:
            return self._spara_och_logga_in(request)
        if request.method == "POST" and "borja_om" in request.POST:
            glom_utkast(Plats(request.user.pk or 0, self.blankett, int(kwargs.get("pk", 0))))
            return HttpResponse(status=303, headers={"Location": request.path})
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    def _spara_och_logga_in(self, request: HttpRequest) -> HttpResponse:
        plats = Plats.ur(request.POST.get("utkast_token", ""))
        if plats and plats.blankett == self.blankett and spara_utkast(plats, request.POST):
            messages.info(request, "Du hade blivit utloggad. Logga in igen, det du skrev är sparat.")
        return redirect_to_login(request.get_full_path())

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)  # type: ignore[misc]
        self._utkast = None
        if not form.is_bound and (utkast := hamta_utkast(self.utkastplats())):
            fyll_ur_utkast(form, utkast)
            self._utkast = utkast
        return form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kontext = super().get_context_data(**kwargs)  # type: ignore[misc]
        utkast = getattr(self, "_utkast", None)
        kontext["utkast"] = Utkastruta(
            token=self.utkastplats().token(),
            url=reverse("utkast"),
            sparad=utkast.andrad if utkast else None,
            aterstalld=utkast is not None,
        )
        return kontext

    def form_valid(self, form: Any) -> HttpResponse:
        svar = super().form_valid(form)  # type: ignore[misc]
        glom_utkast(self.utkastplats())
        return svar
