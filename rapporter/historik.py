"""The history of a report and its sections in one timeline: one query each, differences worked out in memory."""

from django.db.models import Model

from kvalitet.historik import Andring, Historikpost, historik
from kvalitet.skillnad import ord_for_ord
from rapporter.models import Rapportavsnitt, Rapportdokument
from rapporter.prosa import som_text


def rapporthistorik(dokument: Rapportdokument) -> list[Historikpost]:
    """All changes, newest first. The sections' making with the report is not listed, only what was written."""
    poster = historik(dokument, dolj=frozenset({"fryst_av", "skapad", "skapad_av", "ersatter"}))
    rader = Rapportavsnitt.history.filter(dokument_id=dokument.pk).select_related("history_user")
    fore: dict[int, Model] = {}
    for rad in rader.order_by("history_date", "history_id"):
        forra = fore.get(rad.id)
        fore[rad.id] = rad
        if forra is None or forra.text == rad.text:
            continue
        segment = tuple(ord_for_ord(som_text(forra.text), som_text(rad.text)))
        vem = str(rad.history_user) if rad.history_user else "systemet"
        poster.append(Historikpost(rad.history_date, vem, rad.rubrik, "ändrad", (Andring("Text", segment),)))
    return sorted(poster, key=lambda p: p.tid, reverse=True)
