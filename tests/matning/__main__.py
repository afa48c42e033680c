"""python -m tests.matning: what bin/matning runs, on the PostgreSQL it has started."""

import argparse
import sys
from typing import Any

import django


def hamta(klient: Any, adress: str) -> str:
    svar = klient.get(adress)
    if svar.status_code != 200:
        raise SystemExit(f"{adress} svarade {svar.status_code}.")
    return svar.content.decode()


def mat_listor(folk: Any, varv: int) -> list[Any]:
    """The product's filtered list of 25 against the plain admin's, first page and half-way."""
    from django.db import connection
    from django.test import Client
    from django.urls import reverse

    from avvikelser.models import Avvikelse
    from kvalitet.models import Anvandare
    from tests.matning.klocka import jamfor

    Anvandare.objects.create(username="rot", is_superuser=True, is_staff=True)
    vi, admin = Client(), Client()
    vi.force_login(folk.bo)
    admin.force_login(Anvandare.objects.get(username="rot"))
    lista, vanlig = reverse("avvikelser:lista"), "/vanlig-admin/avvikelser/avvikelse/"
    if "25 av" not in hamta(vi, f"{lista}?slag=klagomal"):
        raise SystemExit("Listan visar inte 25 rader.")
    mitt = Avvikelse.objects.order_by("-mottagen", "-pk")[Avvikelse.objects.count() // 2]
    fall = [
        ("Lista, filtrerad på slag", f"{lista}?slag=klagomal", f"{vanlig}?slag__exact=klagomal"),
        (
            "Lista, filtrerad på läge och enhet",
            f"{lista}?status=avslutad&enhet={folk.norra.pk}",
            f"{vanlig}?status__exact=avslutad&enhet__id__exact={folk.norra.pk}",
        ),
        (
            "Lista, mitt i tabellen",
            f"{lista}?slag=intern&efter={mitt.mottagen}.{mitt.pk}",
            f"{vanlig}?slag__exact=intern&p={Avvikelse.objects.filter(slag='intern').count() // 50}",
        ),
    ]
    print(f"{connection.display_name}, {Avvikelse.objects.count():_} ärenden, {varv} varv".replace("_", " "))
    return [
        jamfor(namn, lambda a=a: hamta(vi, a), lambda b=b: hamta(admin, b), mal=0.8, varv=varv) for namn, a, b in fall
    ]


def mat_register(folk: Any, varv: int) -> list[Any]:
    """Every other list of 25, filtered, against the plain admin's."""
    from django.test import Client
    from django.urls import reverse

    from kvalitet.models import Anvandare
    from tests.matning.klocka import jamfor
    from tests.matning.register import REGISTER

    vi, admin, svar = Client(), Client(), []
    vi.force_login(folk.bo)
    admin.force_login(Anvandare.objects.get(username="rot"))
    for r in REGISTER:
        lista = f"{reverse(r.url_namn)}?{r.filter}".format(enhet=folk.norra_gruppen.pk)
        meta = r.modell._meta
        vanlig = f"/vanlig-admin/{meta.app_label}/{meta.model_name}/?{r.admin_filter}".format(
            enhet=folk.norra_gruppen.pk
        )
        if "25 av" not in hamta(vi, lista):
            raise SystemExit(f"{lista} visar inte 25 rader.")
        svar.append(
            jamfor(
                f"Lista: {r.namn}", lambda a=lista: hamta(vi, a), lambda b=vanlig: hamta(admin, b), mal=0.8, varv=varv
            )
        )
    return svar


def mat_pdf(varv: int) -> list[Any]:
    """The report's whole way from records to PDF against WeasyPrint alone on the same HTML and variant."""
    from tests.matning.klocka import jamfor
    from tests.matning.rapport import forbered

    hela, bara_weasyprint = forbered()
    return [jamfor("Kvalitetsberättelsens PDF mot WeasyPrint ensamt", hela, bara_weasyprint, mal=1.15, varv=varv)]


def visa(resultat: list[Any]) -> list[Any]:
    """Prints what was measured as soon as it is, and gives it back."""
    print(f"{'':<58} {'vår ms':>9} {'mot ms':>9} {'kvot':>7}   mål")
    for jamforelse in resultat:
        print(jamforelse.rad(), flush=True)
    return resultat


def main() -> None:
    tolk = argparse.ArgumentParser(prog="bin/matning")
    tolk.add_argument("--rader", type=int, default=100_000, help="antal ärenden (100 000)")
    tolk.add_argument("--varv", type=int, default=15, help="gånger varje lista mäts (15)")
    tolk.add_argument("--pdf-varv", type=int, default=9, help="gånger PDF:en mäts (9)")
    val = tolk.parse_args()
    django.setup()

    from django.conf import settings
    from django.db import connection

    from kvalitet.datum import idag
    from tests.matning.minne import mat_minne
    from tests.matning.rader import fyll
    from tests.matning.register import fyll_register

    settings.ROOT_URLCONF = "tests.matning.adresser"
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    folk = fyll(val.rader)
    resultat = visa(mat_listor(folk, val.varv))
    resultat += visa(mat_pdf(val.pdf_varv))
    resultat += visa(mat_minne(idag().year))
    fyll_register(folk, val.rader)
    resultat += visa(mat_register(folk, val.varv))
    connection.close()
    sys.exit(not all(j.klarat for j in resultat))


if __name__ == "__main__":
    main()
