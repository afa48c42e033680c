"""Älvhamra's reports: last year's adopted by the nämnd, this year's begun."""

from django.db import transaction

from kvalitet.datum import idag
from kvalitet.models import Anvandare, Enhet
from rapporter import handlingar
from rapporter.frysning import frys
from rapporter.mallar import KVALITETSBERATTELSE
from rapporter.models import Rapportdokument, Rapportmall

Status = Rapportdokument.Status

# Section → its text. No figures: they are computed.
TEXTER = {
    "sammanfattning": (
        "<p>Fler rapporterar, och de flesta som rapporterar får ett svar. Det gör att vi ser mönster som förut var "
        "osynliga: besök som uteblir när någon blir sjuk samma dag, och signaturer som glöms vid passbyten.</p> "
        "<ul><li>Nattens tillsyn är säkrare sedan besöken började kvitteras.</li> <li>Uteblivna besök ökade under "
        "hösten och är årets viktigaste risk att ta med sig.</li> <li>I en av grupperna rapporteras nästan ingenting. "
        "Det är en signal och inte ett gott resultat.</li></ul>"
    ),
    "kvalitet-och-ansvar": (
        "<p>Rapporten beskriver hur socialnämndens verksamheter arbetade med kvalitet under året, vad arbetet ledde "
        "till och vad som återstår.</p>"
    ),
    "vad-ar-kvalitet": (
        "<p>God kvalitet är att var och en får det stöd som är beslutat, på ett sätt som är tryggt och respektfullt, "
        "och kan påverka hur det ges.</p>"
    ),
    "syfte": (
        "<p>Vi arbetar systematiskt för att samma sak inte ska gå fel två gånger, och för att kunna visa att det vi "
        "gör hjälper.</p>"
    ),
    "ansvar": (
        "<p>Nämnden beslutar om inriktningen. Förvaltningschefen ansvarar för ledningssystemet, enhetscheferna för "
        "att det används. Alla medarbetare rapporterar det som går fel.</p>"
    ),
    "fokus": (
        "<p>Årets plan riktade in sig på trygga besök i hemmet, läkemedelshantering och delaktighet i planeringen.</p>"
    ),
    "underlag": (
        "<p>Rapporten bygger på ärenden, egenkontroller och planens uppföljning. Ärendena är säkra i antal, men säger "
        "mer om viljan att rapportera än om hur mycket som går fel.</p>"
    ),
    "forutsattningar": (
        "<p>Nattorganisationen gjordes om i maj. Ett nytt planeringssystem infördes i hemtjänsten.</p>"
    ),
    "malgrupper": (
        "<p>Behoven av hemtjänst på kvällar och helger har ökat. I boendestödet är det fler yngre än tidigare.</p>"
    ),
    "brukare": ("<p>I brukarrådets samtal återkom två saker: att få veta vem som kommer, och att bli tillfrågad.</p>"),
    "utforare": (
        "<p>Hemtjänsten utförs till största delen i egen regi. En privat utförare följs upp genom samtal varje "
        "kvartal.</p>"
    ),
    "rattssakerhet": ("<p>Granskningen av beslut visade att motiveringen ibland saknas. Mallen är ändrad.</p>"),
    "avvikelser": (
        "<p>Uteblivna insatser är fortsatt det vanligaste. Orsaken ligger oftare i hur arbetet är ordnat än hos den "
        "enskilda medarbetaren: när någon blir sjuk finns det ingen som tar över listan.</p> <p>Klagomålen handlar "
        "mest om många olika personer och om att få besked. De som klagar gör det sällan för första gången, och då "
        "har de ofta redan talat med någon av oss.</p>"
    ),
    "tillsyn": ("<p>Ingen annan tillsyn genomfördes under året.</p>"),
    "personal": ("<p>Alla nya medarbetare har gått introduktionen om avvikelser och lex Sarah.</p>"),
    "atgarder": (
        "<p>Kvittering av nattens besök har gett effekt. Bemanningspoolen kom igång sent och dess effekt är inte känd "
        "ännu.</p>"
    ),
    "slutsatser": (
        "<h3>Trygghet och säkerhet</h3><p>Natten är säkrare. Kvällar och helger är det inte.</p> <h3>Självbestämmande "
        "och integritet</h3><p>Genomförandeplanerna skrivs fortfarande för ofta utan den det gäller.</p> "
        "<h3>Helhetssyn och samordning</h3><p>Samarbetet vid utskrivning fungerar bättre, men listor saknas ännu "
        "ibland.</p> <h3>Kunskapsbaserad verksamhet</h3><p>Alla grupper behöver rapportera för att vi ska veta hur "
        "det står till.</p> <h3>Tillgänglighet</h3><p>Väntan på första besök har blivit kortare.</p> "
        "<h3>Effektivitet</h3><p>Samma fel rättas färre gånger när orsaken åtgärdas.</p>"
    ),
    "plan": (
        "<p>De flesta riskerna har minskat. Risken för uteblivna besök har ökat och följer med till nästa år.</p>"
    ),
    "risker-nasta-ar": (
        "<p>Vi tar med oss de uteblivna besöken, delaktigheten i planeringen och tystnaden i daglig verksamhet.</p>"
    ),
}
PABORJADE = ("kvalitet-och-ansvar", "vad-ar-kvalitet", "syfte", "ansvar")


def lagg_in_rapporter(enheter: dict[str, Enhet], folk: dict[str, Anvandare]) -> int:
    """Last year's report, adopted, and this year's draft; none when there are reports. Returns how many were made."""
    if Rapportdokument.objects.exists():
        return 0
    ar, mall = idag().year, Rapportmall.objects.get(nyckel=KVALITETSBERATTELSE)
    cecilia = folk["cecilia"]
    forra = handlingar.skapa_rapport(mall=mall, enhet=enheter["namnd"], ar=ar - 1, av=cecilia)
    _skriv(forra, tuple(TEXTER), cecilia)
    Rapportdokument.objects.filter(pk=forra.pk).update(diarienummer=f"SN {ar}/00031")
    handlingar.byt_lage(dokument=forra.pk, till=Status.GRANSKNING, av=cecilia)
    frys(dokument=forra.pk, av=cecilia)
    handlingar.faststall(dokument=forra.pk, av=cecilia, beslutsdag=idag(), paragraf="§ 27")
    arets = handlingar.skapa_rapport(mall=mall, enhet=enheter["namnd"], ar=ar, av=cecilia)
    _skriv(arets, PABORJADE, cecilia)
    return 2


@transaction.atomic
def _skriv(dokument: Rapportdokument, nycklar: tuple[str, ...], av: Anvandare) -> None:
    for avsnitt in dokument.avsnitt.filter(nyckel__in=nycklar):
        avsnitt.text = TEXTER[avsnitt.nyckel]
        handlingar.spara_avsnitt(avsnitt=avsnitt, av=av)
