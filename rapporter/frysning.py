"""Freezing a report: figures, the records behind them, texts and PDF, all in one transaction or not at all."""

from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from kvalitet.models import Anvandare, enheter_under
from rapporter.kontext import Innehall, bygg, innehall_nu
from rapporter.models import Frysning, FrystaPoster, FrystTal, Rapportdokument
from rapporter.models.frysning import kontrollsumma
from rapporter.pdf import PdfFel, rendera_pdf
from rapporter.underlag import UNDERLAG
from rapporter.underlag.bas import Underlag
from rapporter.underlag.rader import raknat


class Frysfel(Exception):
    """The report could not be frozen, and nothing was. The message is for the person."""


def frys(*, dokument: int, av: Anvandare) -> Rapportdokument:
    """Make the report ready for the nämnd: its state, figures, records and PDF are stored together.

    A second call for a report already frozen changes nothing and returns it. Raises PermissionDenied and
    OtillatenOvergang as `byt_status`, and Frysfel when the PDF cannot be made or figures changed meanwhile.
    """
    filnamn = ""
    try:
        with transaction.atomic():
            rapport = (
                Rapportdokument.objects.select_for_update(of=("self",)).select_related("mall", "enhet").get(pk=dokument)
            )
            if rapport.status == Rapportdokument.Status.KLAR_FOR_NAMND:
                return rapport
            nu = timezone.now()
            rapport.fryst_vid, rapport.fryst_av = nu, av
            rapport.byt_status(Rapportdokument.Status.KLAR_FOR_NAMND, av=av)
            innehall = innehall_nu(rapport, uttag=rapport.uttag(nu))
            _, pdf = rendera_pdf("rapporter/rapport.html", bygg(innehall, utkast=False))
            filnamn = default_storage.save(f"rapporter/frysta/{uuid4().hex}.pdf", ContentFile(pdf))
            _spara(rapport, innehall, filnamn, pdf, av)
            return rapport
    except PdfFel as fel:
        _ta_bort(filnamn)
        raise Frysfel(f"{fel} Inget har frysts och rapporten är kvar i granskning.") from fel
    except BaseException:
        _ta_bort(filnamn)
        raise


def _ta_bort(filnamn: str) -> None:
    if filnamn:
        default_storage.delete(filnamn)


def _spara(rapport: Rapportdokument, innehall: Innehall, filnamn: str, pdf: bytes, av: Anvandare) -> None:
    kontext = innehall.to_json()
    frysning = Frysning.objects.create(
        dokument=rapport,
        tid=rapport.fryst_vid,  # type: ignore[misc]
        uttag=innehall.skapad,
        av=av,
        kontext=kontext,
        kontext_summa=kontrollsumma(kontext),
        pdf=filnamn,
        pdf_summa=kontrollsumma(pdf),
    )
    enheter = enheter_under([rapport.enhet_id])
    for nyckel, underlag in innehall.underlag.items():
        if nyckel not in UNDERLAG:  # the appendix has no figures of its own
            continue
        rader = UNDERLAG[nyckel].rader(enheter, rapport.ar, innehall.skapad)
        _kontrollera_tal(nyckel, underlag, rader)
        packat = FrystaPoster.packa(rader)
        FrystaPoster.objects.create(
            frysning=frysning, underlag=nyckel, antal=len(rader), innehall=packat, summa=kontrollsumma(packat)
        )
        FrystTal.objects.bulk_create(
            FrystTal(
                frysning=frysning,
                underlag=nyckel,
                nyckel=tal.nyckel,
                etikett=tal.etikett,
                varde=None if tal.varde is None else Decimal(str(tal.varde)),
                enhet=tal.enhet,
                n=tal.n,
                definition=tal.definition,
                filter=dict(tal.filter),
                raknas=tal.raknas,
                tid=innehall.skapad,
            )
            for tal in underlag.tal
        )


def _kontrollera_tal(nyckel: str, underlag: Underlag, rader: list[dict[str, Any]]) -> None:
    """Each figure must be what the stored rows behind it give; otherwise a record changed between the two readings."""
    stammer = UNDERLAG[nyckel].stammer
    for tal in underlag.tal:
        if tal.varde != raknat(tal.raknas, (rad for rad in rader if stammer(rad, tal.filter))):
            raise Frysfel("Siffrorna ändrades medan rapporten frystes. Inget har frysts. Försök igen.")


def kontrollera(frysning: Frysning) -> list[str]:
    """What no longer agrees with its checksum, in words; empty when all is as it was frozen."""
    fel = []
    if kontrollsumma(frysning.kontext) != frysning.kontext_summa:
        fel.append("Rapportens innehåll stämmer inte med kontrollsumman.")
    fel += [
        f"De frysta posterna ({UNDERLAG[p.underlag].namn}) stämmer inte med kontrollsumman."
        for p in frysning.poster.all()
        if kontrollsumma(bytes(p.innehall)) != p.summa
    ]
    try:
        if kontrollsumma(frysning.las_pdf()) != frysning.pdf_summa:
            fel.append("Pdf-filen stämmer inte med kontrollsumman.")
    except FileNotFoundError:
        fel.append("Pdf-filen saknas.")
    return fel
