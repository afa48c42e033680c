"""Start page: what waits for me and what came of what I reported."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.views.generic import TemplateView

from kvalitet import bidrag
from kvalitet.datum import idag


class Start(LoginRequiredMixin, TemplateView):
    template_name = "start.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        anvandare = self.request.user
        dag = idag()
        vantar = [
            {"rubrik": v.rubrik, "url": v.url, "vad": v.vad, "frist": v.frist, "sen": v.forsenad(dag)}
            for v in bidrag.vantar_pa(anvandare)  # type: ignore[arg-type]
        ]
        return super().get_context_data(
            idag=dag,
            vantar=vantar[:10],
            antal_vantar=len(vantar),
            antal_sena=sum(v["sen"] for v in vantar),
            egna=bidrag.egna_rapporter(anvandare)[:5],  # type: ignore[arg-type]
            **kwargs,
        )
