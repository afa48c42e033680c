"""The state box of a report: where it is, what comes next, who does it and what stands in the way."""

from django.urls import reverse

from kvalitet.lagesruta import Hinder, Lagesruta, hinder_for, knappar_for, steg_for
from kvalitet.models import Anvandare
from kvalitet.templatetags.utseende import datum, tidpunkt
from kvalitet.tillstand import Overgang
from rapporter.models import Rapportdokument

Status = Rapportdokument.Status
NASTA = {
    Status.UTKAST: Status.GRANSKNING,
    Status.GRANSKNING: Status.KLAR_FOR_NAMND,
    Status.KLAR_FOR_NAMND: Status.FASTSTALLD,
    Status.ATERREMITTERAD: Status.ERSATT,
}
TEXTER = {
    Status.UTKAST: (
        "Rapporten skrivs",
        "Siffrorna följer registret. När texterna är klara skickas den till granskning.",
    ),
    Status.GRANSKNING: (
        "Rapporten granskas",
        "När den blir klar för nämnd fryses texter, siffror och pdf. Därefter går inget att ändra.",
    ),
    Status.KLAR_FOR_NAMND: (
        "Klar för nämnd",
        "Texter, siffror och pdf är frusna. Nästa steg är att registrera vad nämnden beslutade.",
    ),
    Status.FASTSTALLD: ("Fastställd", "Rapporten är beslutad. Rättelser syns i nästa års rapport."),
    Status.ATERREMITTERAD: (
        "Återremitterad",
        "Nämnden skickade tillbaka rapporten. Gör en rättad utgåva; den här finns kvar som den var.",
    ),
    Status.ERSATT: ("Ersatt av en rättad utgåva", "Den här utgåvan finns kvar som den skickades till nämnden."),
}


def lagesruta_for(rapport: Rapportdokument, anvandare: Anvandare) -> Lagesruta:
    """What the person sees at the top of the report."""
    rubrik, text = TEXTER[Status(rapport.status)]
    if rapport.status == Status.FASTSTALLD:
        text = f"Nämnden beslutade {datum(rapport.beslutsdag)}, {rapport.paragraf}. Rättelser syns i nästa års rapport."
    mojliga = rapport.mojliga(anvandare)
    nasta = NASTA.get(Status(rapport.status), "")

    def url(overgang: Overgang) -> str:
        return reverse("rapporter:byt", args=[rapport.pk, overgang.till])

    hinder = [h for o in mojliga if o.till == nasta for h in _hinder(rapport, o)]
    sparrad = any(not h.klart for h in hinder)
    knappar = knappar_for(tuple(o for o in mojliga if not (o.till == nasta and sparrad)), url, primar=nasta)
    detaljer: dict[str, str] = {Status.KLAR_FOR_NAMND: tidpunkt(rapport.fryst_vid)} if rapport.fryst_vid else {}
    knapp = next((o.knapp for o in mojliga if o.till == nasta), "")
    return Lagesruta(
        rubrik,
        text,
        steg_for(rapport, detaljer),
        knappar,
        hinder,
        f"{'Kan inte gå vidare' if sparrad else 'Redo för nästa steg'}: {knapp.lower()}" if hinder else "",
    )


def _hinder(rapport: Rapportdokument, overgang: Overgang) -> list[Hinder]:
    """The conditions; each section without text gets a line of its own with the link to write it."""
    rader: list[Hinder] = []
    for h in hinder_for(rapport, overgang):
        if h.klart or not h.text.startswith("text saknas"):
            rader.append(h)
            continue
        rader += [
            Hinder(
                f"text saknas i {a.rubrik}",
                lank_text="Skriv",
                lank_url=reverse("rapporter:avsnitt_andra", args=[a.pk]),
            )
            for a in rapport.saknade_avsnitt()
        ]
    return rader
