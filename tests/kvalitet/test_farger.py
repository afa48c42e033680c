import pytest

from kvalitet.farger import farger, kontrast

KULORER = [
    "#14525c",
    "#ffcd00",
    "#00ffff",
    "#000",
    "#fff",
    "#ff0000",
    "#0000ff",
    "#00ff00",
    "#ff00ff",
    "#7a7a7a",
    "#005AA0",
]


def test_the_looks_own_colour():
    f = farger("#14525c")
    assert (f.profil, f.profil_djup) == ("#12515b", "#00333b")


@pytest.mark.parametrize("farg", KULORER)
def test_text_keeps_its_contrast_with_any_colour(farg):
    f = farger(farg)
    assert kontrast(f.profil, "#ffffff") >= 7
    assert kontrast("#ffffff", f.profil_djup) >= 7
    assert kontrast(f.profil_ljus, f.profil_djup) >= 4.5
    assert kontrast(f.profil_linje, f.profil_djup) >= 3
    assert kontrast(f.profil, f.profil_ton) >= 4.5
    assert kontrast(f.text_2, f.profil_ton) >= 4.5


def test_the_hue_is_the_municipalitys():
    gul = farger("#ffcd00").profil
    assert int(gul[1:3], 16) > int(gul[5:7], 16)
    bla = farger("#00f").profil
    assert int(bla[5:7], 16) > int(bla[1:3], 16)


def test_black_gives_greys():
    f = farger("#000")
    assert len({f.profil[1:3], f.profil[3:5], f.profil[5:7]}) == 1


@pytest.mark.parametrize("farg", ["", "red", "#12", "#gggggg", "#14525c;}", "14525c", "#14525cff", "#14525c\n"])
def test_anything_but_a_hex_colour_is_refused(farg):
    with pytest.raises(ValueError, match="#rrggbb"):
        farger(farg)


def test_css_has_the_five_properties():
    css = farger("#14525c").css
    assert css.startswith("--profil: #")
    assert [d.split(":")[0].strip() for d in css.split(";")[:-1]] == [
        "--profil",
        "--profil-djup",
        "--profil-linje",
        "--profil-ton",
        "--profil-ljus",
    ]


def test_contrast_is_wcags():
    assert kontrast("#000000", "#ffffff") == pytest.approx(21)
    assert kontrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
