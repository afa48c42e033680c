"""Plans: list, page with the follow-up table, new, introduction, state, history."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.formats import date_format

from kvalitet import bidrag, sidor
from kvalitet.datum import idag, lokal
from kvalitet.export import Kolumn, csv_svar, xlsx_svar
from kvalitet.lagesruta import Lagesruta
from kvalitet.listor import Lista, Sortering
from kvalitet.models import Anvandare
from kvalitet.roller import Ratt
from risker.forms import InledningForm, NyPlanForm, PlanFilter
from risker.handlingar import att_ta_over
from risker.models import Kvalitetsplan, Planrad
from risker.uppfoljning import Exportrad, Processavsnitt, avsnitt_for, exportrader
from risker.views.gemensamt import krav_oppen
from risker.views.innehall import till_ny_plan

Status = Kvalitetsplan.Status

EXPORTKOLUMNER: list[Kolumn] = [
    Kolumn("Process", lambda r: r.process),
    Kolumn("Nr", lambda r: r.nummer),
    Kolumn("Risk", lambda r: r.risk),
    Kolumn("Enhet", lambda r: r.enhet),
    Kolumn("Egenkontroll", lambda r: r.egenkontroll),
    Kolumn("Åtgärd", lambda r: r.atgard),
    Kolumn("Åtgärdens läge", lambda r: r.atgardens_lage),
    Kolumn("Ansvarig", lambda r: r.ansvarig),
    Kolumn("Läge", lambda r: r.lage),
    Kolumn("Kommentar till läget", lambda r: r.kommentar),
    Kolumn("Riskvärde", lambda r: r.varden),
]


class Planer(Lista):
    template_name = "risker/lista.html"
    filterset_class = PlanFilter
    filnamn = "kvalitetsplaner"
    skapa_ratt = Ratt.PLAN_REDIGERA
    sorteringar = {"ar": Sortering("År", "ar", fallande=True)}
    exportkolumner = [
        Kolumn("År", lambda p: p.ar),
        Kolumn("Enhet", lambda p: p.enhet),
        Kolumn("Läge", lambda p: p.get_status_display()),
        Kolumn("Risker", lambda p: p.antal),
        Kolumn("Utan läge", lambda p: p.antal_utan_lage),
        Kolumn("Fastställd", lambda p: p.faststalld_vid),
    ]

    def get_queryset(self) -> QuerySet[Kvalitetsplan]:
        return (
            Kvalitetsplan.objects.synliga_for(self.request.user)  # type: ignore[arg-type]
            .select_related("enhet")
            .annotate(antal=Count("rader"), antal_utan_lage=Count("rader", filter=Q(rader__lage="")))
        )


def lagesruta(plan: Kvalitetsplan, anvandare: Anvandare) -> Lagesruta:
    """The plan's state box."""
    texter = {
        Status.UTKAST: ("Nästa steg: fastställ planen", "Chefen fastställer. Därefter ser alla i enheten planen."),
        Status.FASTSTALLD: (
            "Nästa steg: följ upp året",
            "Varje risk får ett läge vid årets slut: avhjälpt, minskat, kvarstår eller ökat, med en kommentar.",
        ),
        Status.UPPFOLJD: ("Planen är uppföljd", "Alla risker har fått ett läge. Planen ändras inte mer."),
    }
    detaljer = {}
    if plan.faststalld_vid:
        detaljer[Status.FASTSTALLD.value] = date_format(lokal(plan.faststalld_vid), "Y-m-d")
    sen = plan.status == Status.FASTSTALLD and plan.ar < idag().year
    frist = (f"År {plan.ar} är slut och ska följas upp", True) if sen else None
    return sidor.lagesruta_for(plan, anvandare, texter=texter, url_namn="risker:status", detaljer=detaljer, frist=frist)


def rakna(avsnitt: list[Processavsnitt]) -> dict[str, Any]:
    """What the plan holds, and how the risks stand."""
    rader = [rad for del_ in avsnitt for rad in del_.rader]
    innehall = [del_.innehall for del_ in avsnitt] + [rad.innehall for rad in rader]
    lagen = [(lage, sum(rad.lage == lage for rad in rader)) for lage in (*Planrad.Lage.values, "") if rader]
    return {
        "processer": sum(del_.process_id is not None for del_ in avsnitt),
        "risker": len({rad.risk_id for rad in rader}),
        "rader": len(rader),
        "egenkontroller": len({k.id for i in innehall for k in i.egenkontroller}),
        "atgarder": len({a.id for i in innehall for a in i.alla_atgarder}),
        "utan_atgard": sum(rad.utan_atgard for rad in rader),
        "lagen": [(lage, Planrad.Lage(lage).label if lage else "", antal) for lage, antal in lagen],
    }


class Visa(sidor.Visa):
    model = Kvalitetsplan
    template_name = "risker/visa.html"
    context_object_name = "plan"
    med = ("enhet", "faststalld_av")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        svar = {"xlsx": xlsx_svar, "csv": csv_svar}.get(request.GET.get("export", ""))
        if svar is None:
            return super().get(request, *args, **kwargs)
        plan = self.get_object()
        rader: list[Exportrad] = list(exportrader(avsnitt_for([plan])))
        return svar(f"kvalitetsplan-{plan.ar}", EXPORTKOLUMNER, rader)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        avsnitt = avsnitt_for([self.object])
        self.object.kant_utan_lage = sum(not rad.lage for del_ in avsnitt for rad in del_.rader)
        kontext = super().get_context_data(
            avsnitt=avsnitt,
            antal=rakna(avsnitt),
            lagesruta=lagesruta(self.object, self.request.user),  # type: ignore[arg-type]
            forbattringsomraden=sorted(
                self.object.forbattringsomraden.select_related("kvalitetsomrade"),
                key=lambda f: (f.kvalitetsomrade.ordning if f.kvalitetsomrade else -1, f.ordning, f.pk),
            ),
            **kwargs,
        )
        oppen = self.object.status != Status.UPPFOLJD
        far_gora_om = kontext["far_andra"] and self.object.status == Status.UTKAST
        return kontext | {
            "dokument": bidrag.plandokument(self.object.pk, self.request.user),  # type: ignore[arg-type]
            "far_andra": kontext["far_andra"] and oppen,
            "far_gora_om": far_gora_om,
            "kan_ta_over": far_gora_om and att_ta_over(self.object).exists(),
            "satter_lage": kontext["far_andra"] and self.object.status == Status.FASTSTALLD,
        }


class Historik(sidor.Historik):
    model = Kvalitetsplan
    template_name = "risker/historik.html"
    context_object_name = "plan"


class Ny(sidor.Ny):
    model = Kvalitetsplan
    form_class = NyPlanForm
    blankett = "kvalitetsplan"
    rubrik = "Ny kvalitetsplan"
    ingress = "En plan för en enhet och ett år. Riskerna lägger du till sedan, en i taget eller ur en Excelfil."
    knapp = "Skapa planen"

    def brod(self) -> sidor.Brodsmulor:
        return [("Plan och risker", reverse("risker:lista"))]

    def get_initial(self) -> dict[str, Any]:
        return {"ar": idag().year}

    def get_success_url(self) -> str:
        return till_ny_plan(self.request, self.object)


class Inledning(sidor.Andra):
    model = Kvalitetsplan
    form_class = InledningForm
    blankett = "kvalitetsplan_inledning"
    rubrik = "Planens inledning"

    def krav_ratt(self, post: Kvalitetsplan) -> None:
        super().krav_ratt(post)
        krav_oppen(post)

    def brod(self) -> sidor.Brodsmulor:
        return [("Plan och risker", reverse("risker:lista")), (str(self.object), self.object.get_absolute_url())]


class StatusVy(sidor.BytStatus):
    model = Kvalitetsplan
    url_namn = "risker:status"


class Skal(sidor.FragaSkal):
    model = Kvalitetsplan
    url_namn = "risker:status"


class Uppfoljning(sidor.Visa):
    """Which risks still lack an outcome."""

    model = Kvalitetsplan
    template_name = "risker/uppfoljning.html"
    context_object_name = "plan"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rader = self.object.rader.select_related("risk", "enhet", "planprocess__process").order_by("ordning", "pk")
        kontext = super().get_context_data(rader=list(rader), **kwargs)
        return kontext | {"far_andra": kontext["far_andra"] and self.object.status == Status.FASTSTALLD}
