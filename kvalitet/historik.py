"""What was changed, when, by whom and why: one query for the history, differences worked out in memory."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.utils.text import capfirst

from kvalitet.datum import lokal
from kvalitet.skillnad import Segment, ord_for_ord

TYSTA = {"id", "version", "soktext", "sortering", "importnyckel", "inlamningsnyckel"}


@dataclass(frozen=True)
class Andring:
    etikett: str
    segment: tuple[Segment, ...]


@dataclass(frozen=True)
class Historikpost:
    """One entry of `_historik.html`."""

    tid: datetime
    vem: str
    skal: str
    slag: str
    andringar: tuple[Andring, ...]


def _visat(falt: models.Field[Any, Any], rad: Any, namn_pa: dict[tuple[type, Any], str]) -> str:
    varde = getattr(rad, falt.attname)
    if varde is None or varde == "":
        return ""
    if isinstance(falt, models.ForeignKey):
        return namn_pa.get((falt.related_model, varde), "borttagen post")
    if falt.choices:
        return str(dict(falt.flatchoices).get(varde, varde))
    if isinstance(varde, bool):
        return "ja" if varde else "nej"
    if isinstance(varde, datetime):
        return lokal(varde).strftime("%Y-%m-%d kl. %H.%M")
    return str(varde)


def historik(post: models.Model, *, dolj: frozenset[str] = frozenset()) -> list[Historikpost]:
    """All versions of a record, newest first, each with what differs from the one before.

    `dolj`: names of fields never shown. One query for the history with its users, one per kind of referenced record.
    """
    rader = list(post.history.select_related("history_user").order_by("-history_date", "-history_id"))  # type: ignore[attr-defined]
    falt = [
        f
        for f in post._meta.concrete_fields
        if f.name not in TYSTA | dolj and not f.primary_key and rader and hasattr(rader[0], f.attname)
    ]
    namn_pa: dict[tuple[type, Any], str] = {}
    for f in falt:
        if isinstance(f, models.ForeignKey):
            nycklar = {getattr(r, f.attname) for r in rader} - {None}
            namn_pa |= {
                (f.related_model, o.pk): str(o) for o in f.related_model._default_manager.filter(pk__in=nycklar)
            }
    poster = []
    for i, rad in enumerate(rader):
        fore = rader[i + 1] if i + 1 < len(rader) else None
        andringar = []
        if fore is not None:
            for f in falt:
                a, b = _visat(f, fore, namn_pa), _visat(f, rad, namn_pa)
                if a != b:
                    andringar.append(Andring(capfirst(str(f.verbose_name)), tuple(ord_for_ord(a, b))))
        slag = "skapad" if rad.history_type == "+" else "ändrad"
        vem = str(rad.history_user) if rad.history_user else "systemet"
        poster.append(Historikpost(rad.history_date, vem, rad.history_change_reason or "", slag, tuple(andringar)))
    return poster
