"""Start page: what waits for me, what is due, what my units should notice, key figures, and what came of my reports."""

from datetime import date, timedelta
from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.views.generic import TemplateView

from kvalitet import bidrag
from kvalitet.datum import idag
from kvalitet.diagram import Gnista
from kvalitet.models import Anvandare

NU, SNART = timedelta(days=3), timedelta(days=14)
FLEST, FLEST_SIGNALER = 10, 12


def forfaller(post: bidrag.Vantar, dag: date) -> bool:
    """Whether the thing is due within a fortnight but not in the next days: to be planned and not done now."""
    return post.frist is not None and dag + NU < post.frist <= dag + SNART


class Start(LoginRequiredMixin, TemplateView):
    template_name = "start/start.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        anvandare: Anvandare = self.request.user  # type: ignore[assignment]
        dag = idag()
        vantar = bidrag.vantar_pa(anvandare)
        nu = [post for post in vantar if not forfaller(post, dag)]
        snart = [post for post in vantar if forfaller(post, dag)]
        signaler = bidrag.signaler(anvandare)
        nyckeltal = bidrag.nyckeltal(anvandare)
        overblick = bool(signaler or nyckeltal)
        return super().get_context_data(
            idag=dag,
            vantar=[{"post": post, "sen": post.forsenad(dag)} for post in nu[:FLEST]],
            antal_vantar=len(nu),
            antal_sena=sum(post.forsenad(dag) for post in nu),
            snart=[{"post": post} for post in snart[:FLEST]],
            antal_snart=len(snart),
            signaler=signaler[:FLEST_SIGNALER],
            antal_signaler=len(signaler),
            nyckeltal=[(tal, Gnista(tal.serie, tal.mal)) for tal in nyckeltal],
            figur=bidrag.diagram(anvandare),
            lankar=True,
            overblick=overblick,
            vagar=[] if overblick else bidrag.meny_for(anvandare, {})[1:],
            egna=bidrag.egna_rapporter(anvandare)[:5],
            **kwargs,
        )
