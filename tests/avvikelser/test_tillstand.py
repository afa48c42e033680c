"""The table of states: happy paths, forbidden ones, and what stands in the way."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from avvikelser import handlingar
from avvikelser.models import Avvikelse, Kategori, Orsaksomrade
from avvikelser.overgangar import OPPNA, OVERGANGAR
from kvalitet.models import Atgard
from kvalitet.tillstand import OtillatenOvergang
from tests.stod.arenden import skapa_avvikelse


def bedom(arende, av, **falt):
    arende.slag = falt.pop("slag", "intern")
    arende.allvarlighetsgrad = falt.pop("allvarlighetsgrad", 2)
    arende.allvar_motivering = falt.pop("allvar_motivering", "Ingen skada, men det kunde ha blivit värre.")
    handlingar.bedom_avvikelse(avvikelse=arende, av=av, **falt)


def utred_fardigt(arende, **falt):
    arende.konsekvens, arende.slutsats = "Oro.", "Planeringen brast."
    if arende.slag == "lex_sarah":
        arende.utfall, arende.sammanfattning = falt.get("utfall", "missforhallande"), "En insats uteblev."


def test_the_whole_road_of_an_ordinary_case(folk):
    arende = skapa_avvikelse(enhet=folk.norra, rapportor=folk.anna)
    bedom(arende, folk.bo)
    assert arende.status == "bedomd"
    handlingar.tilldela(avvikelse=arende, av=folk.bo, utredare=folk.uno, beslutare=None)
    assert arende.status == "utreds"
    utred_fardigt(arende)
    handlingar.besluta_avvikelse(avvikelse=arende, av=folk.bo)
    assert (arende.status, arende.beslutad_av) == ("beslutad", folk.bo)
    handlingar.ny_atgard(avvikelse=arende, av=folk.bo, rubrik="Ny rutin", ansvarig=folk.bo, senast=date(2030, 1, 1))
    arende = handlingar.byt_lage(avvikelse=arende, av=folk.bo, till="atgardas")
    arende.aterkoppling = "Tack."
    handlingar.spara_andring(avvikelse=arende, av=folk.bo)
    arende = handlingar.byt_lage(avvikelse=arende, av=folk.bo, till="avslutad")
    assert arende.status == "avslutad"
    assert arende.avslutad_vid is not None


def test_a_simple_case_closes_in_one_step(folk):
    arende = skapa_avvikelse(enhet=folk.norra, rapportor=folk.anna)
    arende.slag, arende.atgardat, arende.aterkoppling = "intern", "Vi pratade om det.", "Tack!"
    handlingar.enkelt_avslut(
        avvikelse=arende, av=folk.bo, kategorier=Kategori.objects.all()[:1], orsaker=Orsaksomrade.objects.all()[:1]
    )
    assert arende.status == "avslutad"
    assert arende.kategorier.count() == arende.orsaker.count() == 1


@pytest.mark.parametrize(
    ("falt", "saknas"),
    [
        ({"slag": ""}, "slaget inte är valt"),
        ({"slag": "lex_sarah"}, "ska utredas"),
        ({"slag": "hsl", "allvarlighetsgrad": 3}, "ska utredas"),
        ({"allvarlighetsgrad": 4}, "ska utredas"),
        ({"atgardat": " "}, "vad som gjordes"),
        ({"aterkoppling": ""}, "återkoppling"),
        ({"orsaker": []}, "orsaken"),
    ],
)
def test_simple_closing_asks_for_kind_cause_deed_and_feedback(folk, falt, saknas):
    arende = skapa_avvikelse(enhet=folk.norra, rapportor=folk.anna)
    orsaker = falt.pop("orsaker", Orsaksomrade.objects.all()[:1])
    for namn, varde in {"slag": "intern", "atgardat": "Ja", "aterkoppling": "Tack", **falt}.items():
        setattr(arende, namn, varde)
    with pytest.raises(OtillatenOvergang, match=saknas):
        handlingar.enkelt_avslut(avvikelse=arende, av=folk.bo, orsaker=orsaker)
    assert Avvikelse.objects.get().status == "registrerad"


def test_no_feedback_is_asked_for_when_nobody_is_known(folk):
    arende = skapa_avvikelse(enhet=folk.norra, kontakt="Okänd röst i telefon")
    arende.slag, arende.atgardat = "synpunkt", "Vidarebefordrat."
    handlingar.enkelt_avslut(avvikelse=arende, av=folk.bo, orsaker=Orsaksomrade.objects.all()[:1])
    assert arende.status == "avslutad"


def test_a_sender_who_wants_a_reply_gets_one_before_closing(folk):
    arende = skapa_avvikelse(enhet=folk.norra, kontakt="Eva, 070-000 00 00", onskar_svar=True)
    arende.slag, arende.atgardat = "klagomal", "Rättat."
    with pytest.raises(OtillatenOvergang, match="återkoppling"):
        handlingar.enkelt_avslut(avvikelse=arende, av=folk.bo, orsaker=Orsaksomrade.objects.all()[:1])


@pytest.mark.parametrize("falt", [{"allvarlighetsgrad": None}, {"allvar_motivering": ""}, {"slag": ""}])
def test_assessment_needs_kind_and_severity_with_motivation(folk, falt):
    arende = skapa_avvikelse(enhet=folk.norra)
    with pytest.raises(OtillatenOvergang, match="eftersom"):
        bedom(arende, folk.bo, **falt)


def lex_sarah(folk, **falt):
    falt = {"status": "utreds", "slag": "lex_sarah", "utredare": folk.uno, "beslutare": folk.lena} | falt
    return skapa_avvikelse(enhet=folk.norra, rapportor=folk.anna, **falt)


@pytest.mark.parametrize("tomt", ["konsekvens", "slutsats", "utfall", "sammanfattning"])
def test_a_lex_sarah_decision_needs_every_part(folk, tomt):
    arende = lex_sarah(folk)
    utred_fardigt(arende)
    setattr(arende, tomt, "")
    with pytest.raises(OtillatenOvergang):
        handlingar.besluta_avvikelse(avvikelse=arende, av=folk.lena)


def test_only_the_named_decider_decides_lex_sarah(folk):
    arende = lex_sarah(folk)
    utred_fardigt(arende)
    for person in (folk.uno, folk.bo, folk.kim, folk.anna):
        with pytest.raises(PermissionDenied):
            handlingar.besluta_avvikelse(avvikelse=arende, av=person)
    handlingar.besluta_avvikelse(avvikelse=arende, av=folk.lena)
    assert Avvikelse.objects.get().beslutad_av == folk.lena


def test_investigator_and_decider_may_be_one_where_the_setting_allows(folk, settings):
    arende = skapa_avvikelse(enhet=folk.norra, status="bedomd", slag="lex_sarah")
    with pytest.raises(ValidationError, match="annan än utredaren"):
        handlingar.tilldela(avvikelse=arende, av=folk.bo, utredare=folk.uno, beslutare=folk.uno)
    settings.ANNAN_BESLUTAR = ()
    arende = Avvikelse.objects.get()
    handlingar.tilldela(avvikelse=arende, av=folk.bo, utredare=folk.uno, beslutare=folk.uno)
    assert arende.status == "utreds"


def test_lex_sarah_is_not_investigated_without_a_decider(folk):
    arende = skapa_avvikelse(enhet=folk.norra, status="bedomd", slag="lex_sarah")
    with pytest.raises(OtillatenOvergang, match="besluta"):
        handlingar.tilldela(avvikelse=arende, av=folk.bo, utredare=folk.uno, beslutare=None)


def beslutad(folk, **falt):
    return lex_sarah(
        folk,
        status="beslutad",
        beslutad_av=folk.lena,
        beslutad_vid=timezone.now(),
        utfall=falt.pop("utfall", "missforhallande"),
        aterkoppling="Tack.",
        **falt,
    )


def test_a_serious_case_closes_when_its_actions_have_been_followed_up(folk):
    arende = beslutad(folk)
    with pytest.raises(OtillatenOvergang, match="ingen åtgärd"):
        handlingar.byt_lage(avvikelse=arende, av=folk.uno, till="avslutad")
    atgard = Atgard.objects.create(enhet=folk.norra, rubrik="Ny rutin")
    arende.atgarder.add(atgard)
    with pytest.raises(OtillatenOvergang, match="effekten"):
        handlingar.byt_lage(avvikelse=arende, av=folk.uno, till="avslutad")
    Atgard.objects.update(status="effekt_uppfoljd", genomford=date(2026, 1, 1), effekt="nadd")
    assert handlingar.byt_lage(avvikelse=arende, av=folk.uno, till="avslutad").status == "avslutad"


@pytest.mark.parametrize("utfall", ["risk_allvarligt", "allvarligt"])
def test_a_serious_failing_of_our_own_closes_only_with_the_notice_to_ivo(folk, utfall):
    arende = beslutad(folk, utfall=utfall)
    arende.atgarder.add(Atgard.objects.create(enhet=folk.norra, rubrik="Ny rutin", status="avbruten"))
    with pytest.raises(OtillatenOvergang, match="IVO"):
        handlingar.byt_lage(avvikelse=arende, av=folk.uno, till="avslutad")
    arende.ivo_anmald, arende.ivo_diarienummer = date(2026, 1, 2), "8.5-1/2026"
    arende.save()
    assert handlingar.byt_lage(avvikelse=arende, av=folk.uno, till="avslutad").status == "avslutad"


def test_a_providers_serious_failing_is_not_ours_to_report(folk):
    assert not beslutad(folk, utfall="allvarligt", riktad_mot="utforare").ivo_ska_anmalas


@pytest.mark.parametrize("till", ["makulerad", "overlamnad", "ingen_avvikelse"])
def test_put_aside_with_reason_and_opened_again(folk, till):
    arende = skapa_avvikelse(enhet=folk.norra)
    with pytest.raises(OtillatenOvergang, match="motivering"):
        handlingar.byt_lage(avvikelse=arende, av=folk.bo, till=till)
    arende = handlingar.byt_lage(avvikelse=arende, av=folk.bo, till=till, motivering="Hör till en annan nämnd.")
    assert arende.avslutsskal == "Hör till en annan nämnd."
    assert not Avvikelse.objects.giltiga().exists()
    arende = handlingar.byt_lage(avvikelse=arende, av=folk.bo, till="registrerad", motivering="Fel av mig.")
    assert Avvikelse.objects.giltiga().get() == arende


def test_a_double_names_the_case_that_stays(folk):
    forsta, andra = skapa_avvikelse(enhet=folk.norra), skapa_avvikelse(enhet=folk.norra)
    with pytest.raises(OtillatenOvergang, match="dubblett"):
        handlingar.byt_lage(avvikelse=andra, av=folk.bo, till="dubblett", motivering="Samma.")
    andra = handlingar.byt_lage(avvikelse=andra, av=folk.bo, till="dubblett", motivering="Samma.", dubblett_av=forsta)
    assert andra.dubblett_av == forsta
    andra = handlingar.byt_lage(avvikelse=andra, av=folk.bo, till="registrerad", motivering="Nej, två händelser.")
    assert andra.dubblett_av is None


def test_a_closed_case_is_reopened_with_reason(folk):
    arende = skapa_avvikelse(enhet=folk.norra, status="avslutad")
    with pytest.raises(OtillatenOvergang, match="motivering"):
        handlingar.byt_lage(avvikelse=arende, av=folk.bo, till="bedomd")
    arende = handlingar.byt_lage(avvikelse=arende, av=folk.bo, till="bedomd", motivering="Det är inte löst.")
    assert (arende.status, arende.avslutad_vid) == ("bedomd", None)


TILLATNA = {(o.fran, o.till) for o in OVERGANGAR}
FORBJUDNA = [
    ("registrerad", "utreds"),
    ("registrerad", "beslutad"),
    ("registrerad", "atgardas"),
    ("bedomd", "beslutad"),
    ("bedomd", "registrerad"),
    ("utreds", "avslutad"),
    ("utreds", "atgardas"),
    ("atgardas", "utreds"),
    ("avslutad", "makulerad"),
    ("makulerad", "avslutad"),
    ("overlamnad", "bedomd"),
]


@pytest.mark.parametrize(("fran", "till"), FORBJUDNA)
def test_forbidden_paths(folk, fran, till):
    assert (fran, till) not in TILLATNA
    arende = skapa_avvikelse(enhet=folk.norra, status=fran)
    with pytest.raises(OtillatenOvergang, match="går inte att gå"):
        handlingar.byt_lage(avvikelse=arende, av=folk.bo, till=till, motivering="För att.")


@pytest.mark.parametrize("status", OPPNA)
@pytest.mark.parametrize(
    ("falt", "far"),
    [
        ({}, {"bo"}),
        ({"galler_chef": True}, {"uno"}),
        ({"utredare": "uno"}, {"bo", "uno"}),
        ({"galler_chef": True, "utredare": "sara"}, {"sara"}),
    ],
    ids=["vanligt", "om chefen", "med utredare", "om chefen med utredare"],
)
def test_who_handles(folk, status, falt, far):
    falt = {namn: getattr(folk, v) if isinstance(v, str) else v for namn, v in falt.items()}
    arende = skapa_avvikelse(enhet=folk.norra, rapportor=folk.anna, status=status, **falt)
    assert {p.username for p in folk.alla if arende.far_handlagga(p)} == far
    for person in folk.alla:
        assert bool(arende.mojliga(person)) == (person.username in far)


def test_the_chief_hands_lex_sarah_on_and_then_only_reads(folk):
    arende = skapa_avvikelse(enhet=folk.norra, status="bedomd", slag="lex_sarah")
    assert arende.far_handlagga(folk.bo)
    assert arende.far_handlagga(folk.uno)
    handlingar.tilldela(avvikelse=arende, av=folk.bo, utredare=folk.uno, beslutare=folk.lena)
    assert not arende.far_handlagga(folk.bo)
    assert arende.far_lasa(folk.bo)
    assert {p.username for p in folk.alla if arende.far_besluta(p)} == {"lena"}


def test_reclassification_is_counted_by_the_first_kind(folk):
    arende = lex_sarah(folk, utfall="inget")
    arende = handlingar.omklassificera(avvikelse=arende, av=folk.uno, slag="synpunkt", skal="Ingen brist i insatsen.")
    assert (arende.slag, arende.omklassificerad_fran, arende.utfall) == ("synpunkt", "lex_sarah", "")
    arende = handlingar.omklassificera(avvikelse=arende, av=folk.uno, slag="klagomal", skal="Ett klagomål.")
    assert (arende.slag, arende.omklassificerad_fran) == ("klagomal", "lex_sarah")
    arende = handlingar.omklassificera(avvikelse=arende, av=folk.uno, slag="lex_sarah", skal="Det var rätt först.")
    assert arende.omklassificerad_fran == ""
    assert arende.history.first().history_change_reason.startswith("Omklassificerat: Det var rätt")


@pytest.mark.parametrize(("slag", "skal"), [("synpunkt", " "), ("lex_sarah", "Samma."), ("finns_inte", "Fel.")])
def test_reclassification_needs_another_kind_and_a_reason(folk, slag, skal):
    with pytest.raises(OtillatenOvergang):
        handlingar.omklassificera(avvikelse=lex_sarah(folk), av=folk.uno, slag=slag, skal=skal)


GORA = {
    "ändra": lambda arende, av: handlingar.spara_andring(avvikelse=arende, av=av),
    "bedöma": lambda arende, av: handlingar.bedom_avvikelse(avvikelse=arende, av=av),
    "omklassificera": lambda arende, av: handlingar.omklassificera(avvikelse=arende, av=av, slag="berom", skal="x"),
    "utse": lambda arende, av: handlingar.tilldela(avvikelse=arende, av=av, utredare=av, beslutare=None),
    "ge åtgärd": lambda arende, av: handlingar.ny_atgard(
        avvikelse=arende, av=av, rubrik="x", ansvarig=None, senast=None
    ),
    "byta läge": lambda arende, av: handlingar.byt_lage(avvikelse=arende, av=av, till="makulerad", motivering="x"),
}


@pytest.mark.parametrize("gor", GORA.values(), ids=GORA.keys())
def test_nobody_else_may_do_anything(folk, gor):
    pk = skapa_avvikelse(enhet=folk.norra, rapportor=folk.anna, status="bedomd").pk
    for person in folk.alla:
        if person != folk.bo:
            with pytest.raises(PermissionDenied):
                gor(Avvikelse.objects.get(pk=pk), person)
    assert not Atgard.objects.exists()


def test_an_action_from_a_protected_case_is_protected(folk):
    skyddad = handlingar.ny_atgard(
        avvikelse=lex_sarah(folk), av=folk.uno, rubrik="Ny rutin", ansvarig=folk.bo, senast=None
    )
    vanlig = handlingar.ny_atgard(
        avvikelse=skapa_avvikelse(enhet=folk.norra), av=folk.bo, rubrik="Ny lista", ansvarig=None, senast=None
    )
    assert (skyddad.skyddad, vanlig.skyddad) == (True, False)
    assert not Atgard.objects.synliga_for(folk.kim).filter(pk=skyddad.pk).exists()


def test_an_action_from_a_case_about_the_chief_passes_the_chief_by(folk):
    arende = skapa_avvikelse(enhet=folk.norra, galler_chef=True, status="utreds", utredare=folk.uno)
    atgard = handlingar.ny_atgard(avvikelse=arende, av=folk.uno, rubrik="Samtal", ansvarig=None, senast=None)
    assert not Atgard.objects.synliga_for(folk.bo).filter(pk=atgard.pk).exists()
    assert Atgard.objects.synliga_for(folk.uno).filter(pk=atgard.pk).exists()


def test_sent_back_to_investigation_the_decision_no_longer_holds(folk):
    arende = beslutad(folk)
    arende = handlingar.byt_lage(avvikelse=arende, av=folk.uno, till="utreds", motivering="Mer behövs.")
    assert (arende.beslutad_av, arende.beslutad_vid) == (None, None)
    assert arende.history.all()[1].beslutad_av == folk.lena
