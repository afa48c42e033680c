"""Lists: filter, free text, sort, paging by key and export, with everything in the address.

A page reads its rows by key and not by OFFSET, so the middle of a million rows costs what the first page costs.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.forms import CheckboxInput
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.views.generic.base import ContextMixin, TemplateResponseMixin, View
from django_filters import FilterSet

from kvalitet import listexport
from kvalitet.export import Kolumn, csv_svar, xlsx_svar
from kvalitet.ordning import pa_svenska
from kvalitet.roller import Ratt

TAK = 1000


@dataclass(frozen=True)
class Sortering:
    """A column one may sort by: non-null, with an index (column, id). `svensk`: text in Swedish order."""

    etikett: str
    falt: str
    fallande: bool = False
    svensk: bool = False


@dataclass(frozen=True)
class Sorthuvud:
    """A sortable heading in the table: its address, whether it is the present one and in which direction."""

    etikett: str
    url: str
    aktiv: bool
    fallande: bool


@dataclass(frozen=True)
class Chip:
    text: str
    url: str


@dataclass(frozen=True)
class Listsida:
    """Context `sida` of `_lista.html`."""

    rader: list[Any]
    antal_text: str
    sortering: str
    nasta_url: str
    forsta_url: str


class Lista(LoginRequiredMixin, TemplateResponseMixin, ContextMixin, View):
    """Base of every list page. Subclasses give the queryset within access, the filter, sorting and export columns."""

    filterset_class: type[FilterSet]
    sorteringar: ClassVar[dict[str, Sortering]]
    exportkolumner: ClassVar[list[Kolumn]]
    filnamn = "lista"
    storlek = 25
    skapa_ratt: ClassVar[Ratt | None] = None  # the right that gives the page its button for a new record

    def get_queryset(self) -> QuerySet[Any]:
        """The rows the person may see; starts from `synliga_for`."""
        raise NotImplementedError

    def exportfraga(self, fraga: QuerySet[Any]) -> QuerySet[Any]:
        """The filtered rows with what the export's columns need."""
        return fraga

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.filter = self.filterset_class(request.GET, queryset=self.get_queryset(), request=request)
        fraga = self.filter.qs if self.filter.form.is_valid() else self.get_queryset().none()
        self.namn, self.fallande = self._vald_sortering()
        skriv = {"csv": csv_svar, "xlsx": xlsx_svar}.get(request.GET.get("export", ""))
        if skriv is None:
            return self.render_to_response(self.get_context_data(fraga=fraga))
        if not hasattr(request, "jobb") and fraga.order_by()[: listexport.GRANS + 1].count() > listexport.GRANS:
            return self._bestall_export(fraga)
        return skriv(self.filnamn, self.exportkolumner, self._poster_for_export(fraga))

    def _bestall_export(self, fraga: QuerySet[Any]) -> HttpResponseBase:
        """A list too large to wait for becomes a job."""
        format_ = self.request.GET["export"]
        jobb = listexport.bestall(
            self.request,
            namn=f"Listan {self.filnamn}",
            filnamn=f"{self.filnamn}.{format_}",
            antal=fraga.order_by().count(),
        )
        return redirect(jobb)

    def _poster_for_export(self, fraga: QuerySet[Any]) -> Any:
        ordnad = self._ordna(self.exportfraga(fraga))
        return listexport.med_framsteg(self.request, ordnad.iterator(chunk_size=500))

    def _vald_sortering(self) -> tuple[str, bool]:
        varde = self.request.GET.get("sort", "")
        namn, vand = varde.removeprefix("-"), varde.startswith("-")
        if namn in self.sorteringar:
            return namn, vand
        namn = next(iter(self.sorteringar))
        return namn, self.sorteringar[namn].fallande

    def _ordna(self, fraga: QuerySet[Any]) -> QuerySet[Any]:
        sortering = self.sorteringar[self.namn]
        tecken = "-" if self.fallande else ""
        if sortering.svensk:
            uttryck = pa_svenska(sortering.falt)
            return fraga.order_by(uttryck.desc() if self.fallande else uttryck.asc(), f"{tecken}pk")
        return fraga.order_by(f"{tecken}{sortering.falt}", f"{tecken}pk")

    def _fran_nyckel(self, fraga: QuerySet[Any]) -> QuerySet[Any]:
        """Rows from the key in `efter` on: `d <= x AND NOT (d = x AND id >= y)`, which one index answers."""
        varde, punkt, pk = self.request.GET.get("efter", "").rpartition(".")
        if not punkt or not pk.isdecimal() or len(pk) > 18:
            return fraga
        sortering = self.sorteringar[self.namn]
        falt = fraga.model._meta.get_field(sortering.falt)
        try:
            nyckel = falt.to_python(varde)
        except ValidationError:
            return fraga
        uttryck = sortering.falt
        if sortering.svensk:
            fraga = fraga.alias(_ordning=pa_svenska(sortering.falt))
            uttryck = "_ordning"
        fore, forbi = ("lte", "gte") if self.fallande else ("gte", "lte")
        return fraga.filter(Q(**{f"{uttryck}__{fore}": nyckel}) & ~Q(**{uttryck: nyckel, f"pk__{forbi}": int(pk)}))

    def adress(self, **andrat: str) -> str:
        """This page's address with some parameters changed (empty value: removed)."""
        fraga = self.request.GET.copy()
        for namn, varde in andrat.items():
            if varde:
                fraga[namn] = varde
            else:
                fraga.pop(namn, None)
        for namn in [n for n in fraga if not any(fraga.getlist(n))]:
            del fraga[namn]
        return f"{self.request.path}?{fraga.urlencode()}" if fraga else self.request.path

    def _sida(self, fraga: QuerySet[Any]) -> Listsida:
        antal = fraga.order_by()[: TAK + 1].count()
        rader = list(self._fran_nyckel(self._ordna(fraga))[: self.storlek + 1])
        nasta = ""
        if len(rader) > self.storlek:
            rader = rader[: self.storlek]
            sist = rader[-1]
            varde = sist._meta.get_field(self.sorteringar[self.namn].falt).value_to_string(sist)
            nasta = self.adress(efter=f"{varde}.{sist.pk}")
        sortering = self.sorteringar[self.namn]
        totalt = "fler än 1\u202f000" if antal > TAK else f"{antal:_}".replace("_", "\u202f")
        return Listsida(
            rader=rader,
            antal_text=f"{len(rader)} av {totalt} visas" if antal else "Inga träffar",
            sortering=f"Sorterad på {sortering.etikett.lower()}, {'fallande' if self.fallande else 'stigande'}.",
            nasta_url=nasta,
            forsta_url=self.adress(efter="") if "efter" in self.request.GET else "",
        )

    def _chips(self) -> list[Chip]:
        form = self.filter.form
        chips: list[Chip] = []
        for namn, falt in form.fields.items():
            varde = form.cleaned_data.get(namn) if form.is_valid() else None
            if varde in (None, "") or (hasattr(varde, "__len__") and not len(varde)):
                continue
            if isinstance(falt.widget, CheckboxInput):
                if varde:
                    chips.append(Chip(str(falt.label), self.adress(**{namn: "", "efter": ""})))
                continue
            chips.append(Chip(f"{falt.label}: {chiptext(falt, varde)}", self.adress(**{namn: "", "efter": ""})))
        return chips

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        fraga = kwargs.pop("fraga")
        huvuden = {
            namn: Sorthuvud(
                s.etikett,
                self.adress(sort=("" if not self._vands(namn) else "-") + namn, efter=""),
                namn == self.namn,
                self.fallande if namn == self.namn else s.fallande,
            )
            for namn, s in self.sorteringar.items()
        }
        chips = self._chips()
        las_alternativ(self.filter.form)
        return super().get_context_data(
            filter=self.filter,
            sida=self._sida(fraga),
            chips=chips,
            rensa_url=self.request.path if chips else "",
            export_urls={"xlsx": self.adress(export="xlsx", efter=""), "csv": self.adress(export="csv", efter="")},
            sorteringar=huvuden,
            far_skapa=self.skapa_ratt is not None and self.request.user.har_ratt(self.skapa_ratt),  # type: ignore[union-attr]
            **kwargs,
        )

    def _vands(self, namn: str) -> bool:
        """Whether a click on the heading should give falling order."""
        return not self.fallande if namn == self.namn else self.sorteringar[namn].fallande


def las_alternativ(form: forms.BaseForm) -> None:
    """Read the choices of each list of records at once: left alone Django opens a cursor of its own for every list."""
    for falt in form.fields.values():
        if falt.widget.is_hidden:  # it carries a choice made elsewhere and offers none
            continue
        if isinstance(falt, forms.ModelChoiceField) and not isinstance(falt, forms.ModelMultipleChoiceField):
            tomt = [] if falt.empty_label is None else [("", falt.empty_label)]
            falt.widget.choices = [
                *tomt,
                *((post.pk, falt.label_from_instance(post)) for post in list(falt.queryset or ())),
            ]


def chiptext(falt: Any, varde: Any) -> str:
    """How a chosen filter value is shown on its chip."""
    if isinstance(varde, date):
        return date_format(varde)
    if isinstance(varde, bool):
        return "ja" if varde else "nej"
    if hasattr(falt, "choices") and not hasattr(falt, "queryset"):
        return str(dict(falt.choices).get(varde, varde))
    if hasattr(varde, "__iter__") and not isinstance(varde, str):
        return ", ".join(str(v) for v in varde)
    return str(varde)
