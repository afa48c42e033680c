"""The two steps of an import, preview and confirmation, over one and the same code."""

from django.db import transaction

from kvalitet.models import Enhet
from risker.importen.bok import Bok, Importfel, las_bok
from risker.importen.resultat import Importresultat
from risker.importen.skrivning import skriv
from risker.importen.tolkning import tolka
from risker.models import Kvalitetsplan


def forhandsgranska(*, plan: Kvalitetsplan, innehall: bytes) -> Importresultat:
    """What an import of the file would do. Writes in a transaction that is undone. Raises Importfel."""
    bok = las_bok(innehall)
    with transaction.atomic():
        resultat = _skriv_i(plan, bok, "förhandsgranskning")
        transaction.set_rollback(True)
    return resultat


def importera(*, plan: Kvalitetsplan, innehall: bytes, namn: str) -> Importresultat:
    """Import the workbook into the plan, all or nothing. `namn`: the file's, for the history.

    Raises Importfel, with everything as it was, when the plan is no draft or the file has faults.
    """
    bok = las_bok(innehall)
    with transaction.atomic():
        return _skriv_i(plan, bok, namn)


def importera_till(*, enhet: Enhet, ar: int, innehall: bytes, namn: str) -> Importresultat:
    """As importera, into the unit's plan for the year, which is made when there is none."""
    bok = las_bok(innehall)
    with transaction.atomic():
        plan, _ = Kvalitetsplan.objects.get_or_create(enhet=enhet, ar=ar)
        return _skriv_i(plan, bok, namn)


def _skriv_i(plan: Kvalitetsplan, bok: Bok, namn: str) -> Importresultat:
    plan = Kvalitetsplan.objects.select_for_update(of=("self",)).select_related("enhet").get(pk=plan.pk)
    if plan.status != Kvalitetsplan.Status.UTKAST:
        raise Importfel(
            [f"Planen är {plan.get_status_display()} och kan inte ändras med en fil. Öppna den som utkast först."]
        )
    return skriv(plan, tolka(bok, plan), f"Import av {namn}")
