"""The records behind a figure, as far as the person may see them."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils.functional import cached_property

from kvalitet.models import enheter_under
from rapporter.kontext import publicerat_for
from rapporter.models import FrystTal
from rapporter.underlag import kalla_for
from rapporter.underlag.bas import Tal
from rapporter.underlag.kalla import Kalla
from rapporter.views.dokument import SynligRapport

BIT = 10_000
FLEST = 500  # rows on the page; the list pages of cases and plans show more


class Poster(SynligRapport):
    """One figure of one report. Frozen reports answer from what was frozen, whatever has happened since."""

    template_name = "rapporter/poster.html"

    @cached_property
    def kalla(self) -> Kalla:
        kalla = kalla_for(self.kwargs["nyckel"])
        if kalla is None:
            raise Http404
        return kalla

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        fryst = self.object.ar_fryst
        tal, ids = self._fryst() if fryst else self._nu()
        synliga = self._pk_bland(ids, lambda bit: self.kalla.synliga(bit, self.request.user))
        finns = len(self._pk_bland(ids, self._som_finns)) if fryst else len(ids)
        return super().get_context_data(
            tal=tal,
            antal=len(ids),
            rader=list(self.kalla.synliga(synliga[:FLEST], self.request.user)),
            antal_synliga=len(synliga),
            dolda=finns - len(synliga),
            gallrade=len(ids) - finns,
            posterna=self.kalla.posterna,
            radmall=self.kalla.mall,
            fryst=fryst,
            **kwargs,
        )

    def _som_finns(self, ids: list[int]) -> QuerySet[Any]:
        return self.kalla.modell.objects.filter(pk__in=ids)

    def _pk_bland(self, ids: list[int], fraga: Callable[[list[int]], QuerySet[Any]]) -> list[int]:
        """Keys of those of the records that a query gives, in parts: a database takes only so many at once."""
        bitar = (ids[i : i + BIT] for i in range(0, len(ids), BIT))
        return [pk for bit in bitar for pk in fraga(bit).values_list("pk", flat=True)]

    def _fryst(self) -> tuple[Any, list[int]]:
        """The frozen figure and the ids of the rows that were behind it."""
        nyckel = self.kwargs["nyckel"]
        tal = FrystTal.objects.select_related("frysning").filter(frysning__dokument=self.object, nyckel=nyckel).first()
        if tal is None:
            raise Http404
        poster = tal.frysning.poster.get(underlag=tal.underlag)
        return tal, list(dict.fromkeys(rad["id"] for rad in poster.rader() if self.kalla.stammer(rad, tal.filter)))

    def _nu(self) -> tuple[Tal, list[int]]:
        """The figure as it stands and the ids of the records behind it."""
        rapport = self.object
        underlag = {n for a in rapport.avsnitt.all() for n in a.underlag}
        nyckel = self.kwargs["nyckel"]
        if nyckel.partition(".")[0] not in underlag:
            raise Http404
        enheter, uttag = enheter_under([rapport.enhet_id]), rapport.uttag()
        svar = self.kalla.berakna(enheter, rapport.ar, uttag, publicerat=publicerat_for(rapport))
        try:
            tal = svar.hamta_tal(nyckel)
        except KeyError:
            raise Http404 from None
        if self.kalla.poster is not None:
            return tal, list(self.kalla.poster(enheter, uttag, tal.filter).values_list("pk", flat=True))
        rader = self.kalla.rader(enheter, rapport.ar, uttag)
        return tal, list(dict.fromkeys(rad["id"] for rad in rader if self.kalla.stammer(rad, tal.filter)))
