"""What the people of Älvhamra wrote in their yearly reports. No figures: they are computed.

`TEXTER` are last year's; `TIDIGARE` says what the years before put differently.
"""

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
    "uppfoljning": (
        "<p>Uppföljningen av avslutade insatser görs nu på samma sätt i båda utredningsgrupperna. Antalen är små, så "
        "förändringar mellan två år ska läsas med försiktighet.</p>"
    ),
    "jamforelser": (
        "<p>I de öppna jämförelserna ligger vi nära länet. Väntetiden till särskilt boende är kortare än i riket men "
        "växer.</p>"
    ),
    "granskning": (
        "<p>Granskningarna följde i stort årsplanen. Solgläntans äldreboende fick en åtgärdsplan som nästa utförare "
        "tar över.</p>"
    ),
    "utforare": (
        "<p>Hemtjänst och särskilt boende utförs till största delen i egen regi. Daglig verksamhet och ledsagning "
        "utförs mest av andra, i kundval.</p>"
    ),
    "rattssakerhet": ("<p>Granskningen av beslut visade att motiveringen ibland saknas. Mallen är ändrad.</p>"),
    "avvikelser": (
        "<p>Uteblivna insatser är fortsatt det vanligaste. Orsaken ligger oftare i hur arbetet är ordnat än hos den "
        "enskilda medarbetaren: när någon blir sjuk finns det ingen som tar över listan.</p> <p>Klagomålen handlar "
        "mest om många olika personer och om att få besked. De som klagar gör det sällan för första gången, och då "
        "har de ofta redan talat med någon av oss.</p>"
    ),
    "tillsyn": ("<p>Tillsynerna bekräftade i huvudsak det vi själva hade sett.</p>"),
    "personal": ("<p>Alla nya medarbetare har gått introduktionen om avvikelser och lex Sarah.</p>"),
    "atgarder": (
        "<p>Kvittering av nattens besök har gett effekt. Bemanningspoolen kom igång sent och dess effekt är inte känd "
        "ännu.</p>"
    ),
    "slutsatser": (
        "<p>Slutsatserna bygger på ärenden, egenkontroller, enkäter och granskningar tillsammans. Där källorna säger "
        "olika saker står det.</p>"
    ),
    "plan": (
        "<p>De flesta riskerna har minskat. Risken för uteblivna besök har ökat och följer med till nästa år.</p>"
    ),
    "risker-nasta-ar": (
        "<p>Vi tar med oss de uteblivna besöken, delaktigheten i planeringen och tystnaden i daglig verksamhet.</p>"
    ),
}

# Quality area → the conclusion on it.
SLUTSATSER = {
    "Trygghet och säkerhet": "<p>Natten är säkrare sedan besöken kvitteras. Kvällar och helger är det inte.</p>",
    "Självbestämmande och integritet": (
        "<p>Genomförandeplanerna skrivs fortfarande för ofta utan den det gäller. Boendestödet visar att det går att "
        "göra annorlunda: där känner allt fler igen sin plan.</p>"
    ),
    "Helhetssyn och samordning": (
        "<p>Samarbetet vid utskrivning fungerar bättre, men läkemedelslistan saknas ännu ibland på helger.</p>"
    ),
    "Kunskapsbaserad verksamhet": (
        "<p>Vi vet mer än förut, och vi vet var vi inte vet. Alla grupper behöver rapportera för att bilden ska bli "
        "hel.</p>"
    ),
    "Tillgänglighet": "<p>Väntan på första besöket har blivit kortare. Sommaren är fortfarande en svår tid.</p>",
    "Effektivitet": "<p>Samma fel rättas färre gånger när orsaken åtgärdas. Det syns tydligast i läkemedlen.</p>",
}

# Years before last → section → what was written then.
TIDIGARE = {
    -2: {
        "sammanfattning": (
            "<p>Året präglades av det nya planeringssystemet i hemtjänsten. Det blev oroligt först, och sedan såg vi "
            "för första gången vilka besök som faktiskt uteblir.</p> <ul><li>Risken för uteblivna besök är tillbaka, "
            "trots att vi året före trodde att den var avhjälpt.</li> <li>En utförare av ledsagning varnades och "
            "rättade till bristerna.</li> <li>En grupp rapporterar fortfarande ingenting.</li></ul>"
        ),
        "forutsattningar": (
            "<p>Planeringssystemet infördes i maj. Besöken planeras nu centralt och kvitteras i telefonen.</p>"
        ),
        "granskning": (
            "<p>Ledsagningen hos en av utförarna granskades utan förvarning efter flera klagomål. Utföraren fick en "
            "varning, gjorde det som krävdes och hade vid höstens uppföljning inga inställda uppdrag.</p>"
        ),
        "avvikelser": (
            "<p>Antalet rapporter ökade när kvitteringen gjorde de uteblivna besöken synliga. Ökningen är ett tecken "
            "på att systemet fungerar, inte på att det blivit sämre.</p> <p>Klagomålen handlar om kontinuitet.</p>"
        ),
        "plan": "<p>En risk som var borta är tillbaka. Det visar att en åtgärd måste följas längre än ett år.</p>",
        "risker-nasta-ar": "<p>Vi tar med oss de uteblivna besöken och delaktigheten i planeringen.</p>",
    },
    -3: {
        "sammanfattning": (
            "<p>Det är första året som alla enheter har en gemensam plan. Allt är inte på plats, men vi vet nu vad som "
            "saknas.</p> <ul><li>De uteblivna besöken minskade när planeringen tog över sjukfrånvaron.</li> <li>Få "
            "avvikelser rapporteras. Vi tror att fler sker än vi får veta.</li></ul>"
        ),
        "forutsattningar": (
            "<p>Kommunens ansvar efter utskrivning från sjukhus skärptes, och fler kom hem med större behov.</p>"
        ),
        "granskning": "<p>Granskningarna följde årsplanen. De flesta utförare uppfyllde kraven.</p>",
        "avvikelser": (
            "<p>Det rapporteras lite, och nästan bara från hemtjänsten. Målet nästa år är att varje grupp rapporterar "
            "och att den som rapporterar får ett svar.</p>"
        ),
        "plan": "<p>De uteblivna besöken bedöms vara avhjälpta. Övriga risker följer med.</p>",
        "risker-nasta-ar": "<p>Vi tar med oss läkemedelshanteringen, delaktigheten och rapporteringen.</p>",
    },
}


def text_till(nyckel: str, rubrik: str, steg: int) -> str:
    """What is written in a section of the report `steg` years from this one (-1: last year's); empty for none."""
    return (TEXTER | TIDIGARE.get(steg, {})).get(nyckel) or SLUTSATSER.get(rubrik, "")
