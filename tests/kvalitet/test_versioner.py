"""What counts as a conflict, and how the two values are shown."""

import pytest
from django.http import QueryDict

from avvikelser.forms.handlaggning import AndraForm, BedomForm
from avvikelser.models import Kategori
from kvalitet.versioner import konflikt
from tests.stod.arenden import skapa_avvikelse


def skickat(**falt):
    fraga = QueryDict(mutable=True)
    for namn, varde in falt.items():
        fraga.setlist(namn, varde if isinstance(varde, list) else [str(varde)])
    return fraga


@pytest.fixture
def arende(folk):
    return skapa_avvikelse(
        enhet=folk.norra,
        status="bedomd",
        slag="intern",
        allvarlighetsgrad=2,
        allvar_motivering="Deras ord.",
        kategorier=Kategori.objects.filter(namn__in=["Fall", "Information"]),
        version=3,
    )


def andrat(folk, arende, **falt):
    lika = {
        "version": 2,
        "allvarlighetsgrad": 2,
        "allvar_motivering": "Deras ord.",
        "riktad_mot": "egen",
        "kalla": "medarbetare",
        "kategorier": [str(k.pk) for k in arende.kategorier.all()],
    }
    form = BedomForm(skickat(**lika | falt), instance=arende, anvandare=folk.bo)
    return {k.etikett: (k.ditt, k.deras) for k in konflikt(form)}


def test_the_same_values_are_no_conflict_whatever_their_kind(folk, arende):
    assert andrat(folk, arende) == {}


def test_the_present_version_is_never_a_conflict(folk, arende):
    assert andrat(folk, arende, version=3, allvar_motivering="Mina ord.") == {}


@pytest.mark.parametrize("version", ["", "x", "2"])
def test_another_version_or_none_is(folk, arende, version):
    svar = andrat(folk, arende, version=version, allvar_motivering="Mina ord.")
    assert svar == {"Motivera bedömningen": ("Mina ord.", "Deras ord.")}


def test_choices_are_shown_as_people_read_them(folk, arende):
    fall = str(Kategori.objects.get(namn="Fall").pk)
    svar = andrat(folk, arende, allvarlighetsgrad=4, kategorier=[fall])
    assert svar["Hur allvarligt är det för den enskilde?"] == ("4 katastrofal", "2 måttlig")
    assert svar["Vad handlar det om?"] == ("Fall", "Fall, Information")


def test_line_ends_and_outer_space_do_not_differ(folk, arende):
    arende.handelse = "Rad ett\nrad två"
    form = AndraForm(
        skickat(
            version=1,
            rubrik=arende.rubrik,
            handelse=" Rad ett\r\nrad två ",
            mottagen=arende.mottagen,
            enhet=arende.enhet_id,
        ),
        instance=arende,
        anvandare=folk.bo,
    )
    assert konflikt(form) == []
