"""What the register pages share: fetch within access, change with the right to it, change state, show history."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.generic import CreateView, DetailView, UpdateView, View

from kvalitet.historik import historik
from kvalitet.lagesruta import Knapp, Lagesruta, hinder_for, steg_for
from kvalitet.models import Anvandare
from kvalitet.personnummer import Textvakt
from kvalitet.roller import Ratt
from kvalitet.tillstand import Overgang, Tillstandsmodell
from kvalitet.utkast import UtkastVy
from kvalitet.versioner import SparaMedVersion

Brodsmulor = list[tuple[str, str]]


class Synliga:
    """Mixin: the view's rows are those the person may see; anything else answers 404."""

    model: type[models.Model]
    request: HttpRequest
    med: ClassVar[tuple[str, ...]] = ("enhet",)

    def get_queryset(self) -> Any:
        return self.model._default_manager.synliga_for(self.request.user).select_related(*self.med)  # type: ignore[attr-defined]

    def rattsenhet_id(self, post: Any) -> int | None:
        """The unit where the right to change the record must be held; None: anywhere."""
        return post.enhet_id


class Husets(Synliga):
    """Mixin: a register that is one for the whole house, changed by whoever holds the right anywhere."""

    med: ClassVar[tuple[str, ...]] = ()

    def rattsenhet_id(self, post: Any) -> int | None:
        return None


class Register:
    """Mixin: a page of a register. `lista` is the register's title and the url name of its list."""

    lista: ClassVar[tuple[str, str]]
    object: Any

    def brod(self) -> Brodsmulor:
        """The list, and on a record's own pages the record."""
        titel, url_namn = self.lista
        post = getattr(self, "object", None)
        egen = [(str(post)[:60], post.get_absolute_url())] if post is not None and post.pk else []
        return [(titel, reverse(url_namn)), *egen]


class Visa(LoginRequiredMixin, Synliga, DetailView):
    """A record's page. `far_andra` in the context: whether the person may change it."""

    ratt: ClassVar[Ratt] = Ratt.PLAN_REDIGERA

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        far_andra = self.request.user.har_ratt(self.ratt, self.rattsenhet_id(self.object))  # type: ignore[union-attr]
        return super().get_context_data(far_andra=far_andra, **kwargs)


class Historik(Visa):
    """All versions of the record."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(versioner=historik(self.object), **kwargs)


class Registerhistorik(Register, Historik):
    """The history of a record in a register; `huvud` names the template of the head of its pages."""

    template_name = "_registerhistorik.html"
    huvud: ClassVar[str]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(brod=self.brod(), huvud=self.huvud, **kwargs)


class Blankett:
    """Mixin of the pages one writes in; drawn by `_blankettsida.html`."""

    request: HttpRequest
    template_name = "_blankettsida.html"
    ratt: ClassVar[Ratt] = Ratt.PLAN_REDIGERA
    rubrik: ClassVar[str] = ""
    ingress: ClassVar[str] = ""
    knapp: ClassVar[str] = "Spara"
    besked: ClassVar[str] = "Det du skrev är sparat."

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "anvandare": self.request.user}  # type: ignore[misc]

    def brod(self) -> Brodsmulor:
        """The breadcrumb's links after Start, before the page itself."""
        return []

    def tillbaka(self) -> str:
        """Where "Avbryt" leads."""
        brod = self.brod()
        return brod[-1][1] if brod else reverse("start")

    def form_valid(self, form: Any) -> HttpResponse:
        svar = super().form_valid(form)  # type: ignore[misc]
        messages.success(self.request, self.besked)
        return svar

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(  # type: ignore[misc]
            rubrik=self.rubrik,
            ingress=self.ingress,
            knapp=self.knapp,
            brod=self.brod(),
            tillbaka=self.tillbaka(),
            **kwargs,
        )


class Ny(UtkastVy, Blankett, LoginRequiredMixin, CreateView):  # type: ignore[misc]
    """Create a record; 403 for those who may not change anything of the kind anywhere."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated and not request.user.har_ratt(self.ratt):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class Andra(UtkastVy, SparaMedVersion, Blankett, LoginRequiredMixin, Synliga, UpdateView):  # type: ignore[misc]
    """Change a record that is seen: 403 for those who may only read it. Versions are compared, drafts kept."""

    def get_object(self, queryset: Any = None) -> Any:
        post = super().get_object(queryset)
        self.krav_ratt(post)
        return post

    def krav_ratt(self, post: Any) -> None:
        """Raises PermissionDenied unless the person may change the record."""
        if not self.request.user.har_ratt(self.ratt, self.rattsenhet_id(post)):  # type: ignore[union-attr]
            raise PermissionDenied

    def tillbaka(self) -> str:
        return self.object.get_absolute_url()


class Skalform(Textvakt, forms.Form):
    """The reason for a change of state."""

    motivering = forms.CharField(
        label="Varför?",
        max_length=2000,
        widget=forms.Textarea,
        help_text="Skälet sparas i historiken.",
        error_messages={"required": "Skriv en motivering."},
    )


class BytStatus(LoginRequiredMixin, Synliga, View):
    """Change of state by the model's table. POST changes; where the table wants a reason, GET on `skal` asks for it."""

    model: type[Tillstandsmodell]
    http_method_names: ClassVar[list[str]] = ["post"]
    url_namn: ClassVar[str]

    def overgang(self, pk: int, till: str) -> tuple[Any, Overgang]:
        post = get_object_or_404(self.get_queryset(), pk=pk)
        if till not in dict(post._meta.get_field("status").flatchoices):
            raise Http404
        overgang = post.overgang_till(till)
        if not post.far(overgang, self.request.user):
            raise PermissionDenied
        return post, overgang

    def skalsida(self, post: Any, overgang: Overgang, form: Skalform) -> HttpResponse:
        kontext = {
            "form": form,
            "rubrik": overgang.knapp,
            "ingress": str(post),
            "knapp": overgang.knapp,
            "tillbaka": post.get_absolute_url(),
            "brod": [(str(post)[:80], post.get_absolute_url())],
            "action": reverse(self.url_namn, args=[post.pk, overgang.till]),
        }
        return render(self.request, "_blankettsida.html", kontext)

    def besked(self, post: Any, fran: str) -> str:
        """What happened, with the way back where the table has one that asks for a reason."""
        text = f"{str(post._meta.verbose_name).capitalize()}: {post.get_status_display()}."
        if any(o.till == fran and o.motivering for o in post.mojliga(self.request.user)):
            adress = reverse(f"{self.url_namn}_skal", args=[post.pk, fran])
            return format_html('{} <a href="{}" data-dialog aria-haspopup="dialog">Ångra</a>', text, adress)
        return text

    @transaction.atomic
    def post(self, request: HttpRequest, pk: int, till: str) -> HttpResponse:
        las = self.model._default_manager.select_for_update(of=("self",)).filter(pk=pk)  # type: ignore[attr-defined]
        list(las.values_list("pk"))  # the lock; what is seen and what may be done is asked below
        try:
            post, overgang = self.overgang(pk, till)
            motivering = ""
            if overgang.motivering:
                form = Skalform(request.POST)
                if not form.is_valid():
                    return self.skalsida(post, overgang, form)
                motivering = form.cleaned_data["motivering"]
            fran = post.status
            post.byt_status(till, av=request.user, motivering=motivering)
            messages.success(request, self.besked(post, fran))
        except ValidationError as fel:
            post = get_object_or_404(self.get_queryset(), pk=pk)
            messages.error(request, " ".join(fel.messages))
        return redirect(post)


class FragaSkal(BytStatus):
    """The page that asks for the reason."""

    http_method_names: ClassVar[list[str]] = ["get", "head"]

    def get(self, request: HttpRequest, pk: int, till: str) -> HttpResponse:
        try:
            post, overgang = self.overgang(pk, till)
        except ValidationError as fel:
            messages.error(request, " ".join(fel.messages))
            return redirect(get_object_or_404(self.get_queryset(), pk=pk))
        if not overgang.motivering:
            raise Http404
        return self.skalsida(post, overgang, Skalform())


def lagesruta_for(
    post: Tillstandsmodell,
    anvandare: Anvandare,
    *,
    texter: Mapping[str, tuple[str, str]],
    url_namn: str,
    detaljer: dict[str, str] | None = None,
    frist: tuple[str, bool] | None = None,
) -> Lagesruta:
    """The state box from the model's table. `texter`: status → heading and sentence; `url_namn` of the POST address
    (`<url_namn>_skal` asks for a reason)."""
    vag = list(post.VAG)
    nasta = vag[vag.index(post.status) + 1] if post.status in vag[:-1] else None
    framat = next((o for o in post.overgangar_harifran() if o.till == nasta), None)
    hinder = hinder_for(post, framat) if framat else []
    saknas = post.hinder(framat) if framat else []
    hinder = [replace(h, text=saknas[i].saknas) if i < len(saknas) else h for i, h in enumerate(hinder)]
    knappar = []
    for overgang in post.mojliga(anvandare):
        if overgang == framat and saknas:
            continue
        namn, metod = (f"{url_namn}_skal", "dialog") if overgang.motivering else (url_namn, "post")
        knappar.append(Knapp(overgang.knapp, reverse(namn, args=[post.pk, overgang.till]), metod, overgang == framat))
    if framat and not post.far(framat, anvandare):
        hinder = [replace(h, lank_url="", lank_text="") for h in hinder]
    rubrik, text = texter[post.status]
    malnamn = post.statusnamn(framat.till) if framat else ""
    return Lagesruta(
        rubrik=rubrik,
        text=text,
        steg=steg_for(post, detaljer),
        knappar=knappar,
        hinder=hinder,
        hinder_rubrik=f"Kan inte bli {malnamn} eftersom" if saknas else "Det här är klart",
        frist=frist,
    )
