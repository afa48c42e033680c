"""Älvhamra's contracts with providers and how they are followed up: surveys, audits, sanctions, procurements.

Two stories: Linden is warned and recovers, and Solgläntan's home is taken over with the points of its last audit open.
"""

from datetime import date, timedelta
from random import Random
from typing import Any

from django.db import transaction
from simple_history.utils import bulk_create_with_history

from granskningar.models import (
    Atgardspunkt,
    Avtal,
    Avtalsenkat,
    Direktupphandling,
    Enkatsvar,
    Granskning,
    Iakttagelse,
    Kvalitetsdialog,
    Sanktion,
)
from kvalitet.datum import idag
from kvalitet.models import Anvandare, Enhet, Insatskategori, Verksamhet

FRO = 6101
Form, Slag, Status, Uppfyller = Avtal.Driftform, Granskning.Slag, Granskning.Status, Granskning.Uppfyller
FORMER = {
    "Hemtjänst": Form.LOV,
    "Särskilt boende": Form.ENTREPRENAD,
    "Boendestöd": Form.LOV,
    "Daglig verksamhet": Form.LOV,
    "Bostad med särskild service": Form.LOU_RAMAVTAL,
    "Korttidsvistelse": Form.LOU_RAMAVTAL,
    "Ledsagning": Form.LOV,
    "Öppenvård": Form.LOV,
}
TRAPPA = "Varning, vite efter en månad, hävning när bristen kvarstår efter tre månader."
SKAL = (Avtal.Skal.UTAN_KUNDER, Avtal.Skal.UPPSAGT_UTFORARE, Avtal.Skal.UTAN_KUNDER, Avtal.Skal.UPPSAGT_KOMMUNEN)
# What is looked at in an audit, with what is written when it is not met.
KRAV = (
    ("Genomförandeplanen är gjord tillsammans med den enskilde", "Dokumentation", "Två av tio planer saknade datum."),
    (
        "Personalen vet hur man rapporterar en avvikelse",
        "Kvalitetsarbete",
        "Tre av fem visste inte vem man vänder sig till.",
    ),
    ("Utdrag ur belastningsregistret finns", "Personal", "Utdrag saknades för två vikarier."),
    ("Bemanningen motsvarar behoven", "Bemanning", "Helgerna var svagt bemannade."),
    ("Egna medel hanteras av två personer", "Trygghet", "En av kassorna räknades av en person."),
    ("Rutin för hot och våld är känd", "Arbetssätt", "Rutinen fanns men var inte genomgången under året."),
)
RUBRIKER = {
    Slag.PLANERAD: "Granskning enligt årsplanen",
    Slag.TEMATISK: "Tema: egna medel och trygghet",
    Slag.PAKALLAD: "Oanmäld granskning efter klagomål",
}
# Audits of these months find something every year; the others are well.
UTFALL = {2: Uppfyller.DELVIS, 7: Uppfyller.NEJ}
DIALOGER = (
    "Uppstartsmöte med nya utförare", "Anordnarmöte om avtalsvillkor", "Dialog om bemötande och kontinuitet",
    "Dialog om rapportering av avvikelser", "Dialog om vikarier under sommaren", "Uppföljning av årets enkät",
)  # fmt: skip
LEVERANTORER = ("Skogsbrynets HVB AB", "Familjehem Norrsken AB", "Kustens stödboende AB", "Hedens behandlingshem AB")


@transaction.atomic
def lagg_in_granskningar(enheter: dict[str, Enhet], folk: dict[str, Anvandare]) -> int:
    """Four years of follow-up; nothing when there are contracts already. Returns how many audits were made."""
    if Avtal.objects.exists():
        return 0
    tarning, dag = Random(FRO), idag()  # noqa: S311 - the same municipality each time, no secret
    kategorier = {k.namn: k for k in Insatskategori.objects.all()}
    verksamheter = list(
        Verksamhet.objects.select_related("utforare").prefetch_related("insatskategorier").order_by("pk")
    )
    _avtal(tarning, dag, verksamheter)
    for steg in range(-3, 1):
        _enkat(tarning, dag, dag.year + steg)
        _dialoger(dag, dag.year + steg, kategorier, verksamheter)
        _upphandlingar(tarning, dag, dag.year + steg, enheter, kategorier)
    _berattelser(dag, kategorier, folk["cecilia"])
    _granskningar(tarning, dag, verksamheter, (folk["cecilia"], folk["omar"]))
    return Granskning.objects.count()


def _spara(rader: list[Any], modell: type[Any]) -> list[Any]:
    for rad in rader:
        if hasattr(rad, "fyll_i"):
            rad.fyll_i()
    return list(bulk_create_with_history(rader, modell))


def _avtal(tarning: Random, dag: date, verksamheter: list[Verksamhet]) -> None:
    rader = []
    for v in verksamheter:
        kategori = next(iter(v.insatskategorier.all()))
        form = Form.EGEN_REGI if v.enhet_id else FORMER[kategori.namn]
        borjar = date(dag.year - tarning.choice((5, 5, 6, 4, 4, 3, 3, 2, 2, 1)), tarning.randint(1, 12), 1)
        avtal = Avtal(
            verksamhet=v,
            insatskategori=kategori,
            driftform=form,
            avtalsnummer="" if v.enhet_id else f"SN {borjar.year}/{tarning.randint(100, 999)}",
            giltig_fran=date(2012, 1, 1) if v.enhet_id else borjar,
            sanktionstrappa="" if v.enhet_id else TRAPPA,
            antal_kunder=tarning.randint(0, 24),
        )
        if not v.enhet_id and v.utforare.namn not in BERATTADE and tarning.random() < 0.14:
            avtal.upphort = max(borjar, date(dag.year - tarning.choice((0, 1, 1, 2)), tarning.randint(1, 9), 28))
            avtal.upphort_skal = tarning.choice(SKAL)
        elif form in (Form.LOU_RAMAVTAL, Form.ENTREPRENAD) and v.utforare.namn not in BERATTADE:
            avtal.giltig_till = date(dag.year + tarning.choice((1, 1, 2, 3)), tarning.choice((3, 6, 12)), 28)
        rader.append(avtal)
    _spara([a for a in rader if a.verksamhet.utforare.namn not in OVERTAGANDE], Avtal)


BERATTADE = ("Omtanke i Älvdalen AB", "Linden Assistans AB", "Stiftelsen Solgläntan", "Ängsvak Omsorg AB")
OVERTAGANDE = BERATTADE[2:]


def _enkat(tarning: Random, dag: date, ar: int) -> None:
    """The yearly survey in October: most answer, those of Öppenvård least often."""
    skickad = date(ar, 10, 1)
    if skickad > dag:
        return
    enkat = Avtalsenkat.objects.create(
        ar=ar, namn="Avtalsuppföljning", skickad=skickad, sista_svarsdag=skickad + timedelta(days=30)
    )
    svar = []
    for avtal in Avtal.objects.pa_dagen(skickad).exclude(driftform=Form.EGEN_REGI).select_related("insatskategori"):
        svarar = tarning.random() < (0.55 if avtal.insatskategori.namn == "Öppenvård" else 0.9 + (ar - dag.year) / 50)
        svar.append(
            Enkatsvar(
                enkat=enkat,
                verksamhet_id=avtal.verksamhet_id,
                insatskategori_id=avtal.insatskategori_id,
                svarat=skickad + timedelta(days=tarning.randint(1, 29)) if svarar else None,
            )
        )
    Enkatsvar.objects.bulk_create(svar)


def _dialoger(dag: date, ar: int, kategorier: dict[str, Insatskategori], verksamheter: list[Verksamhet]) -> None:
    for nr, rubrik in enumerate(DIALOGER):
        datum = date(ar, 2 * nr + 1, 18)
        if datum > dag:
            continue
        kategori = list(kategorier.values())[(nr + ar) % len(kategorier)]
        dialog = Kvalitetsdialog.objects.create(
            datum=datum,
            rubrik=rubrik,
            insatskategori=kategori if nr > 1 else None,
            teman="Avvikelser, bemötande och hur vi följer upp",
            anteckning="Utförarna vill ha årets resultat tidigare. Vi skickar dem i februari.",
        )
        dialog.verksamheter.set([v for v in verksamheter if kategori in v.insatskategorier.all()][:12])


def _upphandlingar(
    tarning: Random, dag: date, ar: int, enheter: dict[str, Enhet], kategorier: dict[str, Insatskategori]
) -> None:
    rader = []
    for _ in range(26 + 3 * (ar % 4)):
        datum = date(ar, tarning.randint(1, 12), tarning.randint(1, 28))
        skal = tarning.choice((*list(Direktupphandling.Skal)[:5], Direktupphandling.Skal.KAPACITET))
        rader.append(
            Direktupphandling(
                enhet=enheter[tarning.choice(("vuxen", "barn", "barn", "bistand"))],
                datum=datum,
                insatskategori=kategorier[tarning.choice(("Öppenvård", "Korttidsvistelse"))],
                leverantor=tarning.choice(LEVERANTORER),
                belopp=tarning.randint(40, 1100) * 1000,
                skal=skal,
                mojlig_inom_avtal=tarning.random() < 0.15,
            )
        )
    _spara([r for r in rader if r.datum <= dag], Direktupphandling)


def _granskning(verksamhet: Verksamhet, rubrik: str, paborjad: date, **falt: Any) -> Granskning:
    granskning = Granskning(verksamhet=verksamhet, rubrik=rubrik, planerad=paborjad, paborjad=paborjad, **falt)
    granskning.save()
    return granskning


def _verksamhet(utforare: str) -> Verksamhet:
    return Verksamhet.objects.get(utforare__namn=utforare)


def _berattelser(dag: date, kategorier: dict[str, Insatskategori], ansvarig: Anvandare) -> None:
    """The provider that was warned and recovered, and the home that was taken over."""
    linden, ar = _verksamhet("Linden Assistans AB"), dag.year
    pakallad = _granskning(
        linden, "Oanmäld granskning efter klagomål", date(ar - 2, 4, 8), slag=Slag.PAKALLAD, oanmald=True,
        anledning="Tre klagomål på två månader om ledsagare som inte kom.", genomford=date(ar - 2, 5, 2),
        insatskategori=kategorier["Ledsagning"], ansvarig=ansvarig, uppfyller=Uppfyller.NEJ, status=Status.AVSLUTAD,
        sammanfattning="Uppdrag tillsattes utan att någon fanns. Utförarens egen uppföljning saknades.",
    )  # fmt: skip
    Iakttagelse.objects.create(
        granskning=pakallad, krav="Bemanningen motsvarar behoven", bedomning="ej", tema="Bemanning",
        text="Elva av fyrtio uppdrag ställdes in under mars.",
    )  # fmt: skip
    for text in ("Reservlista för ledsagare", "Utföraren rapporterar inställda uppdrag varje vecka"):
        Atgardspunkt.objects.create(
            granskning=pakallad, text=text, senast=date(ar - 2, 8, 31), klar=date(ar - 2, 8, 20),
            uppfoljning="Kontrollerat på plats och i verksamhetssystemet.",
        )  # fmt: skip
    Sanktion.objects.create(
        verksamhet=linden, granskning=pakallad, slag=Sanktion.Slag.VARNING, datum=date(ar - 2, 5, 21),
        beslut=f"SN {ar - 2}-05-21 § 61", avhjalpt=date(ar - 2, 10, 9),
        skal="Insatser ställdes in utan att kommunen fick veta.",
    )  # fmt: skip
    _granskning(
        linden, "Uppföljning efter varningen", date(ar - 2, 10, 1), slag=Slag.UPPFOLJANDE,
        genomford=date(ar - 2, 10, 9), insatskategori=kategorier["Ledsagning"], ansvarig=ansvarig,
        uppfyller=Uppfyller.JA, status=Status.AVSLUTAD,
        sammanfattning="Punkterna är åtgärdade. Inget uppdrag har ställts in sedan augusti.",
    )  # fmt: skip
    _overtagande(dag, kategorier["Särskilt boende"], ansvarig)


def _overtagande(dag: date, kategori: Insatskategori, ansvarig: Anvandare) -> None:
    forra, nya, ar = _verksamhet("Stiftelsen Solgläntan"), _verksamhet("Ängsvak Omsorg AB"), dag.year
    gammalt = Avtal.objects.create(
        verksamhet=forra, insatskategori=kategori, driftform=Form.ENTREPRENAD, giltig_fran=date(ar - 6, 3, 1),
        giltig_till=date(ar, 8, 31), upphort=date(ar, 2, 28), upphort_skal=Avtal.Skal.OVERGANG,
        upphort_not="Stiftelsen lämnade driften i förtid.", sanktionstrappa=TRAPPA, antal_kunder=31,
    )  # fmt: skip
    Avtal.objects.create(
        verksamhet=nya, insatskategori=kategori, driftform=Form.ENTREPRENAD, giltig_fran=date(ar, 3, 1),
        giltig_till=date(ar + 4, 2, 28), overtaget_fran=gammalt, sanktionstrappa=TRAPPA, antal_kunder=32,
    )  # fmt: skip
    fore = _granskning(
        forra, "Granskning enligt årsplanen", date(ar - 1, 10, 6), slag=Slag.PLANERAD,
        genomford=date(ar - 1, 11, 3), insatskategori=kategori, ansvarig=ansvarig, uppfyller=Uppfyller.DELVIS,
        status=Status.ATGARDSPLAN, sammanfattning="Ett varmt bemötande, men nätterna är svaga och planerna gamla.",
    )  # fmt: skip
    Atgardspunkt.objects.create(granskning=fore, text="Två personer varje natt", senast=date(ar, 6, 30))
    Atgardspunkt.objects.create(
        granskning=fore, text="Genomförandeplaner skrivs om", senast=date(ar, 3, 31), klar=date(ar, 2, 20)
    )
    if dag >= date(ar, 5, 12):
        _granskning(
            nya, "Granskning efter övertagandet", date(ar, 5, 12), slag=Slag.UPPFOLJANDE,
            arvd_fran=fore, genomford=date(ar, 6, 2), insatskategori=kategori, ansvarig=ansvarig,
            uppfyller=Uppfyller.JA, status=Status.KOMMUNICERAD,
            sammanfattning="Övertagandet gick lugnt till. Punkten om nätterna är kvar från den tidigare utföraren.",
        )  # fmt: skip


def _granskningar(tarning: Random, dag: date, verksamheter: list[Verksamhet], ansvariga: tuple[Anvandare, ...]) -> None:
    """Fourteen or so a year by plan, a few for a reason, and some of this year's still to come."""
    valbara = [v for v in verksamheter if v.utforare.namn not in BERATTADE]
    for steg in range(-3, 1):
        for nr in range(15):
            verksamhet, manad = tarning.choice(valbara), 1 + (nr * 5) % 12
            planerad = date(dag.year + steg, manad, tarning.randint(3, 26))
            slag = Slag.PAKALLAD if nr % 6 == 5 else Slag.TEMATISK if nr == 3 else Slag.PLANERAD
            granskning = Granskning(
                verksamhet=verksamhet,
                insatskategori=next(iter(verksamhet.insatskategorier.all())),
                slag=slag,
                oanmald=slag == Slag.PAKALLAD,
                rubrik=RUBRIKER[slag],
                anledning="Klagomål från närstående och handläggare." if slag == Slag.PAKALLAD else "",
                planerad=planerad,
                ansvarig=ansvariga[nr % 2],
            )
            if nr == 11:
                granskning.status = Status.INSTALLD
            elif planerad <= dag - timedelta(days=50):
                _genomfor(granskning, tarning, dag)
            elif planerad <= dag - timedelta(days=10):
                granskning.status, granskning.paborjad = Status.PAGAR, planerad
            granskning.save()
            if granskning.genomford:
                _iakttagelser(granskning, tarning)


def _genomfor(granskning: Granskning, tarning: Random, dag: date) -> None:
    granskning.paborjad = granskning.planerad
    granskning.genomford = granskning.planerad + timedelta(days=tarning.randint(7, 40))
    granskning.uppfyller = UTFALL.get(granskning.planerad.month, Uppfyller.JA)
    granskning.status = Status.AVSLUTAD
    if granskning.uppfyller != Uppfyller.JA and granskning.genomford > dag - timedelta(days=200):
        granskning.status = Status.ATGARDSPLAN
    granskning.sammanfattning = {
        Uppfyller.JA: "Verksamheten är väl ordnad och personalen känner sina rutiner.",
        Uppfyller.DELVIS: "Det mesta fungerar, men några krav i avtalet är inte uppfyllda.",
        Uppfyller.NEJ: "Flera av de viktigaste kraven är inte uppfyllda. En åtgärdsplan är begärd.",
    }[Uppfyller(granskning.uppfyller)]


def _iakttagelser(granskning: Granskning, tarning: Random) -> None:
    brister = {Uppfyller.JA: 0, Uppfyller.DELVIS: 2, Uppfyller.NEJ: 3}[Uppfyller(granskning.uppfyller)]
    for plats, (krav, tema, brist) in enumerate(tarning.sample(KRAV, 4)):
        fel = plats < brister
        Iakttagelse.objects.create(
            granskning=granskning, krav=krav, tema=tema, text=brist if fel else "",
            bedomning=("ej" if plats == 0 else "delvis") if fel else "uppfyllt",
        )  # fmt: skip
        if fel:
            oppen = granskning.status == Status.ATGARDSPLAN
            senast = granskning.genomford + timedelta(days=60 + 30 * plats)  # type: ignore[operator]
            Atgardspunkt.objects.create(
                granskning=granskning, text=f"Rätta till: {krav[0].lower()}{krav[1:]}", senast=senast,
                klar=None if oppen else senast - timedelta(days=5),
            )  # fmt: skip
