"""The headline figures over cases: what each is called, which cases it counts and how that is said."""

from typing import Any, NamedTuple

from avvikelser.val import RiktadMot, Slag

EGEN_LEX: dict[str, Any] = {"lex_sarah_rapport": True, "riktad_mot_inte": RiktadMot.UTFORARE.value}
UTFORARES_LEX: dict[str, Any] = {"slag": Slag.LEX_SARAH.value, "riktad_mot": RiktadMot.UTFORARE.value}


class Matt(NamedTuple):
    """A headline figure: its key, label, conditions besides the year, and definition."""

    nyckel: str
    etikett: str
    villkor: dict[str, Any]
    definition: str


MATT = (
    Matt(
        "totalt",
        "Ärenden",
        {},
        "Alla slags ärenden, utom makulerade, överlämnade, dubbletter och det som inte var en avvikelse.",
    ),
    Matt(
        "egna_summa",
        "Ärenden om den egna verksamheten",
        {"egna_summa": True},
        "Klagomål på myndighetsutövning, klagomål på politiska beslut och interna avvikelser tillsammans.",
    ),
    Matt(
        "klagomal_myndighet",
        "Klagomål på myndighetsutövning",
        {"slag": "klagomal", "riktad_mot": "egen"},
        "Ärenden av slaget klagomål som gäller den egna verksamheten.",
    ),
    Matt(
        "klagomal_politiska",
        "Klagomål på politiska beslut",
        {"slag": "klagomal", "riktad_mot": "politiskt_beslut"},
        "Ärenden av slaget klagomål som gäller ett politiskt beslut.",
    ),
    Matt(
        "interna",
        "Interna avvikelser",
        {"slag": "intern", "riktad_mot_inte": "utforare"},
        "Ärenden av slaget intern avvikelse som inte gäller en extern utförare.",
    ),
    Matt(
        "klagomal_utforare",
        "Klagomål på utförare",
        {"slag": "klagomal", "riktad_mot": "utforare"},
        "Ärenden av slaget klagomål som gäller en extern utförare.",
    ),
    Matt(
        "lex_sarah_egna",
        "Egna rapporter enligt lex Sarah",
        EGEN_LEX,
        "Rapporter om den egna verksamheten som kom in som lex Sarah, även de som efter bedömning fick ett annat slag.",
    ),
    Matt(
        "lex_sarah_omklassificerade",
        "varav omklassificerade till annat slag",
        {**EGEN_LEX, "omklassificerad_fran": "lex_sarah"},
        "Egna rapporter som kom in som lex Sarah men vid bedömningen visade sig vara något annat.",
    ),
    Matt(
        "lex_sarah_egna_ivo",
        "varav anmälda till IVO",
        {**EGEN_LEX, "ivo": True},
        "Egna rapporter med datum för anmälan till Inspektionen för vård och omsorg.",
    ),
    Matt(
        "lex_sarah_utforare",
        "Rapporter från utförare enligt lex Sarah",
        UTFORARES_LEX,
        "Ärenden av slaget lex Sarah som gäller en extern utförare.",
    ),
    Matt(
        "lex_sarah_utforare_ivo",
        "varav anmälda till IVO",
        {**UTFORARES_LEX, "ivo": True},
        "Utförares rapporter med datum för anmälan till Inspektionen för vård och omsorg.",
    ),
)
NYCKELTAL = (
    "totalt",
    "egna_summa",
    "klagomal_myndighet",
    "klagomal_utforare",
    "lex_sarah_egna",
    "lex_sarah_utforare",
)
SUMMA_EGNA = ("klagomal_myndighet", "klagomal_politiska", "interna")
DEFINITION = (
    "Ett ärende räknas det år det kom in, oavsett när händelsen inträffade eller ärendet avslutades. "
    "Makulerade och överlämnade ärenden, dubbletter och det som inte var en avvikelse räknas inte. "
    "Förra årets tal är omräknade med samma uttag; skiljer de sig från det som då publicerades står båda."
)
