"""The records behind a figure, as far as the person may see them."""

from typing import Any

from django.http import Http404
from django.utils.functional import cached_property

from kvalitet.models import enheter_under
from rapporter.kontext import publicerat_for
from rapporter.models import FrystTal
from rapporter.underlag import Kalla, kalla_for
from rapporter.underlag.bas import Tal
from rapporter.views.dokument import SynligRapport

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
        tal, ids = self._fryst() if self.object.ar_fryst else self._nu()
        synliga = self.kalla.synliga(ids, self.request.user)
        rader = list(synliga[:FLEST])
        antal_synliga = len(rader) if len(rader) < FLEST else synliga.count()
        dolda = len(ids) - antal_synliga
        return super().get_context_data(
            tal=tal,
            antal=len(ids),
            rader=rader,
            antal_synliga=antal_synliga,
            dolda=dolda,
            posterna=self.kalla.posterna,
            radmall=self.kalla.mall,
            fryst=self.object.ar_fryst,
            **kwargs,
        )

    def _fryst(self) -> tuple[Any, list[int]]:
        """The frozen figure and the ids of the rows that were behind it."""
        nyckel = self.kwargs["nyckel"]
        tal = FrystTal.objects.select_related("frysning").filter(frysning__dokument=self.object, nyckel=nyckel).first()
        if tal is None:
            raise Http404
        poster = tal.frysning.poster.get(underlag=tal.underlag)
        return tal, [rad["id"] for rad in poster.rader() if self.kalla.stammer(rad, tal.filter)]

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
        return tal, list(self.kalla.poster(enheter, uttag, tal.filter).values_list("pk", flat=True))
