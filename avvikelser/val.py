"""The choices of a case, apart from the model so that the table of states can name them."""

from django.db import models


class Slag(models.TextChoices):
    INTERN = "intern", "intern avvikelse"
    EXTERN = "extern", "extern avvikelse"
    KLAGOMAL = "klagomal", "klagomål"
    SYNPUNKT = "synpunkt", "synpunkt"
    BEROM = "berom", "beröm"
    LEX_SARAH = "lex_sarah", "lex Sarah"
    HSL = "hsl", "hälso- och sjukvård"


class RiktadMot(models.TextChoices):
    EGEN = "egen", "egen verksamhet"
    POLITISKT_BESLUT = "politiskt_beslut", "politiskt beslut"
    UTFORARE = "utforare", "extern utförare"


class Kalla(models.TextChoices):
    MEDARBETARE = "medarbetare", "medarbetare"
    KUND = "kund", "den enskilde"
    NARSTAENDE = "narstaende", "närstående"
    HANDLAGGARE = "handlaggare", "handläggare"
    UTFORARE = "utforare", "utförare"
    ALLMANHET = "allmanhet", "allmänheten"
    MYNDIGHET = "myndighet", "annan myndighet"
    OKAND = "okand", "okänd"


class Status(models.TextChoices):
    REGISTRERAD = "registrerad", "registrerad"
    BEDOMD = "bedomd", "bedömd"
    UTREDS = "utreds", "utreds"
    BESLUTAD = "beslutad", "beslutad"
    ATGARDAS = "atgardas", "åtgärdas"
    AVSLUTAD = "avslutad", "avslutad"
    MAKULERAD = "makulerad", "makulerad"
    OVERLAMNAD = "overlamnad", "överlämnad"
    DUBBLETT = "dubblett", "dubblett"
    INGEN_AVVIKELSE = "ingen_avvikelse", "ingen avvikelse"


class Allvarlighetsgrad(models.IntegerChoices):
    MINDRE = 1, "1 mindre"
    MATTLIG = 2, "2 måttlig"
    BETYDANDE = 3, "3 betydande"
    KATASTROFAL = 4, "4 katastrofal"


class Utfall(models.TextChoices):
    """The five outcomes of a lex Sarah investigation; the last two are reported to IVO."""

    INGET = "inget", "inget missförhållande"
    RISK = "risk", "påtaglig risk för missförhållande"
    MISSFORHALLANDE = "missforhallande", "missförhållande"
    RISK_ALLVARLIGT = "risk_allvarligt", "påtaglig risk för allvarligt missförhållande"
    ALLVARLIGT = "allvarligt", "allvarligt missförhållande"


ALLVARLIGA_UTFALL = (Utfall.RISK_ALLVARLIGT, Utfall.ALLVARLIGT)
UTANFOR_STATISTIKEN = (Status.MAKULERAD, Status.OVERLAMNAD, Status.DUBBLETT, Status.INGEN_AVVIKELSE)
