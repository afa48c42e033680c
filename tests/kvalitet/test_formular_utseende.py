"""How forms are drawn: label, help, error, field in that order; groups as fieldsets; a summary that links to them."""

import re

import pytest
from django import forms
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils.datastructures import MultiValueDict


class Provblankett(forms.Form):
    vad = forms.CharField(
        label="Vad hände?",
        widget=forms.Textarea,
        help_text="Skriv inte namn.",
        error_messages={"required": "Skriv vad som hände."},
    )
    nar = forms.ChoiceField(label="När hände det?", choices=[("i", "I dag"), ("g", "I går")], widget=forms.RadioSelect)
    dag = forms.DateField(label="Dag", required=False)
    klockan = forms.TimeField(label="Klockan", required=False)
    las = forms.BooleanField(label="Jag har läst varningen")
    fil = forms.FileField(label="Bild", required=False)
    dold = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> None:
        if self.data.get("dold") == "motsagelse":
            raise forms.ValidationError("Uppgifterna säger emot varandra.")


def bunden(**data: str) -> Provblankett:
    return Provblankett(MultiValueDict({namn: [varde] for namn, varde in data.items()}), {})


def test_ordningen_ar_etikett_hjalp_fel_falt() -> None:
    html = bunden()["vad"].as_field_group()
    platser = [html.index(bit) for bit in ("<label", 'id="id_vad_helptext"', 'id="id_vad_error"', "<textarea")]
    assert platser == sorted(platser)
    assert 'aria-describedby="id_vad_helptext id_vad_error"' in html
    assert 'aria-invalid="true"' in html


def test_utan_fel_finns_inget_som_pekar_pa_fel() -> None:
    html = Provblankett()["vad"].as_field_group()
    assert 'aria-describedby="id_vad_helptext"' in html
    assert "_error" not in html
    assert "aria-invalid" not in html


def test_val_ar_en_grupp_med_rubrik_och_stora_rader() -> None:
    html = bunden()["nar"].as_field_group()
    assert '<fieldset class="falt" aria-describedby="id_nar_error">' in html
    assert "<legend>När hände det?</legend>" in html
    assert html.count('<label class="val"') == 2
    assert '<label class="val" for="id_nar_0"><input type="radio"' in html


def test_frivilliga_falt_sager_det() -> None:
    form = Provblankett()
    assert "(frivilligt)" in form["dag"].as_field_group()
    assert "(frivilligt)" not in form["vad"].as_field_group()


def test_ensam_kryssruta_har_etiketten_bredvid_sig() -> None:
    html = Provblankett()["las"].as_field_group()
    assert re.search(r'<label class="val" for="id_las"><input type="checkbox"[^>]*> <span>Jag har läst varningen', html)
    assert html.count("Jag har läst varningen") == 1


def test_datum_och_tid_har_webblasarens_egna_falt() -> None:
    form = Provblankett()
    assert 'type="date"' in str(form["dag"])
    assert 'max="9999-12-31"' in str(form["dag"])
    assert 'type="time"' in str(form["klockan"])


@pytest.mark.parametrize("skrivet", ["2026-02-30", "20026-01-01"])
def test_ett_datum_som_inte_finns_star_kvar_att_rata(skrivet: str) -> None:
    form = bunden(dag=skrivet)
    html = form["dag"].as_field_group()
    assert "Skriv ett datum som finns, till exempel 2026-11-22." in html
    assert f'type="text" name="dag" value="{skrivet}"' in html


def test_filvalet_talar_svenska() -> None:
    html = str(Provblankett()["fil"])
    assert "Välj fil" in html
    assert "Ingen fil är vald" in html


def test_sammanfattningen_lankar_till_varje_falt_i_ordning() -> None:
    html = str(bunden(dag="2026-02-30"))
    ruta = html[: html.index("</div>")]
    assert 'role="alert" tabindex="-1"' in ruta
    assert "Fyra saker behöver rättas" in ruta
    assert re.findall(r'<a href="#([^"]+)">', ruta) == ["id_vad", "id_nar_0", "id_dag", "id_las"]
    assert html.index("felsammanfattning") < html.index("<textarea")


def test_standardfel_far_faltets_etikett_i_sammanfattningen() -> None:
    ruta = render_to_string("_felsammanfattning.html", {"form": bunden(vad="x", las="on")})
    assert "En sak behöver rättas" in ruta
    assert "När hände det? Fyll i fältet." in ruta


def test_fel_som_inte_hor_till_ett_falt_star_forst() -> None:
    ruta = render_to_string("_felsammanfattning.html", {"form": bunden(dold="motsagelse", vad="x", nar="i", las="on")})
    assert "<li>Uppgifterna säger emot varandra.</li>" in ruta


def test_en_orord_blankett_har_ingen_sammanfattning() -> None:
    assert "felsammanfattning" not in str(Provblankett())


def test_dolda_falt_skrivs_ut_en_gang() -> None:
    assert str(Provblankett()).count('name="dold"') == 1


def test_det_skrivna_ar_ofarligt() -> None:
    html = str(bunden(vad="</textarea><script>x</script>"))
    assert "<script>" not in html


def test_sidans_titel_sager_att_nagot_ar_fel(db: None, client: Client) -> None:
    svar = client.post(reverse("account_login"), {"login": "", "password": ""})
    html = svar.content.decode()
    assert "<title>Fel: Logga in" in html
    assert "Användarnamn eller e-postadress: fyll i fältet." in html


def test_filtret_lagger_undan_mindre_vanliga_falt() -> None:
    class Filter(forms.Form):
        fler = ["till"]
        q = forms.CharField(label="Nummer eller ord", required=False)
        till = forms.DateField(label="Till", required=False)

    mall = Template(
        "{% load utseende %}{% filterfalt form as d %}{{ d.forsta|length }}{{ d.fler|length }}{{ d.oppen }}"
    )
    assert mall.render(Context({"form": Filter({})})) == "11False"
    assert mall.render(Context({"form": Filter({"till": "2026-01-01"})})) == "11True"
