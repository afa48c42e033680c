"""When a case should have been assessed. No statute says so: a local setting."""

from datetime import date

from django.conf import settings

from avvikelser.models import Avvikelse
from kvalitet.datum import efter_arbetsdagar, lokal


def bedomning_senast(arende: Avvikelse) -> date:
    """The last day for the assessment: settings.BEDOMNINGSDAGAR working days after registration."""
    return efter_arbetsdagar(lokal(arende.registrerad).date(), settings.BEDOMNINGSDAGAR)
