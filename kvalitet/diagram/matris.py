"""A risk matrix: where each risk stood and stands, or, when they are many, how many there are in each box."""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kvalitet.diagram.matt import px

if TYPE_CHECKING:
    from kvalitet.diagram.figur import Figur, Punkt

Plats = tuple[int, int]
XY = tuple[float, float]
Mitt = Callable[[Plats, int], XY]  # where a box's place for a node is

SIDA, VANSTER, TOPP = 288, 38, 22  # the square, room for the upright axis and for its name
RADIE = 13
LUCKOR = ((0.23, -0.08), (-0.23, -0.08), (0.23, 0.28), (-0.23, 0.28))  # places for nodes, in shares of a box
FLEST_I_RUTA = len(LUCKOR)
BOKSTAV = 5.9  # width of a letter at 10.5 px


@dataclass(frozen=True)
class Ruta:
    """A box: its place, its product and how grave it is (0–3)."""

    x: str
    y: str
    tal: str
    tal_x: str
    tal_y: str
    grad: int


@dataclass(frozen=True)
class Nod:
    """A risk, or a number of risks: `nu` filled, otherwise as it was (dashed ring)."""

    x: str
    y: str
    text_y: str
    text: str
    nu: bool
    lank: str
    utlasning: str


@dataclass(frozen=True)
class Pil:
    """From before to now: a line and its head."""

    d: str
    huvud: str


@dataclass(frozen=True)
class Steg:
    """A step of an axis: its number and, where there is room, its name."""

    x: str
    y: str
    tal: str
    namn: str
    vrid: str = ""


@dataclass(frozen=True)
class Matris:
    """`antal` says that nodes are numbers of risks. `grans` are the corners of the action limit."""

    bredd: str
    hojd: str
    sida: str
    rutor: tuple[Ruta, ...]
    grans: str
    upprat: tuple[Steg, ...]
    langs: tuple[Steg, ...]
    noder: tuple[Nod, ...]
    pilar: tuple[Pil, ...]
    antal: bool
    mitt_x: str
    botten_y: str


def granska(figur: "Figur") -> None:
    """Raises ValueError for axes without steps and places outside them."""
    if len(figur.axlar) != 2 or not all(2 <= len(axel) <= 10 for axel in figur.axlar):
        raise ValueError("En matris har två axlar med två till tio steg.")
    langs, upprat = map(len, figur.axlar)
    for p in figur.punkter:
        for plats in (p.plats, p.plats_da):
            if plats is not None and not (1 <= plats[0] <= langs and 1 <= plats[1] <= upprat):
                raise ValueError(f"Risken {p.etikett!r} står utanför matrisen: {plats}.")


def rita(figur: "Figur") -> Matris:
    """The measures of a risk matrix."""
    langs, upprat = figur.axlar
    b, h = SIDA / len(langs), SIDA / len(upprat)

    def horn(plats: Plats) -> XY:
        return VANSTER + (plats[0] - 1) * b, TOPP + (len(upprat) - plats[1]) * h

    def mitt(plats: Plats, lucka: int) -> XY:
        x, y = horn(plats)
        dx, dy = LUCKOR[lucka]
        return x + b * (0.5 + dx), y + h * (0.5 + dy)

    per_ruta: Counter[Plats] = Counter(p.plats for p in figur.punkter if p.plats)
    if figur.jamfor:
        per_ruta.update(p.plats_da for p in figur.punkter if p.plats_da and p.plats_da != p.plats)
    antal = max(per_ruta.values(), default=0) > FLEST_I_RUTA or min(b, h) < 55
    noder, pilar = _antal(figur, mitt) if antal else _noder(figur, mitt)
    storst = len(langs) * len(upprat)
    return Matris(
        bredd=str(VANSTER + SIDA + 2),
        hojd=str(TOPP + SIDA + 54),
        sida=px(b),
        rutor=tuple(
            _ruta(horn((s, a)), s * a, _grad(s * a, figur.grans, storst))
            for a in range(1, len(upprat) + 1)
            for s in range(1, len(langs) + 1)
        ),
        grans=_grans(figur, horn, b, h),
        upprat=_steg(upprat, h, [(14.0, horn((1, a))[1] + h / 2) for a in range(1, len(upprat) + 1)], vrid=True),
        langs=_steg(langs, b, [(horn((s, 1))[0] + b / 2, TOPP + SIDA + 16) for s in range(1, len(langs) + 1)]),
        noder=tuple(noder),
        pilar=tuple(pilar),
        antal=antal,
        mitt_x=px(VANSTER + SIDA / 2),
        botten_y=str(TOPP + SIDA + 48),
    )


def _ruta(horn: XY, varde: int, grad: int) -> Ruta:
    x, y = horn
    return Ruta(px(x), px(y), str(varde), px(x + 5), px(y + 14), grad)


def _grad(varde: int, grans: int, storst: int) -> int:
    """How grave a product is: 0 and 1 below the limit, 2 and 3 from it."""
    if not grans or varde < grans:
        return 1 if grans and varde >= grans / 2 else 0
    return 3 if varde >= (grans + storst) / 2 else 2


def _steg(namn: tuple[str, ...], bredd: float, platser: list[XY], *, vrid: bool = False) -> tuple[Steg, ...]:
    """The steps' numbers, with their names when all of them fit."""
    far_plats = max(map(len, namn)) * BOKSTAV <= bredd
    return tuple(
        Steg(px(x), px(y), str(i), n if far_plats else "", f"rotate(-90 {px(x)} {px(y)})" if vrid else "")
        for i, (n, (x, y)) in enumerate(zip(namn, platser, strict=True), start=1)
    )


def _grans(figur: "Figur", horn: Callable[[Plats], XY], b: float, h: float) -> str:
    """The steps between boxes below the limit and from it, as points of a line from the top to the right edge."""
    langs, upprat = map(len, figur.axlar)
    if not figur.grans or figur.grans > langs * upprat:
        return ""
    punkter: list[XY] = []
    for a in range(upprat, 0, -1):
        under = sum(1 for s in range(1, langs + 1) if s * a < figur.grans)
        x, y = VANSTER + under * b, horn((1, a))[1]
        if under == langs:
            if punkter:
                punkter.append((x, y))
            break
        punkter += [(x, y), (x, y + h)]
    return " ".join(f"{px(x)},{px(y)}" for x, y in punkter)


def _noder(figur: "Figur", mitt: Mitt) -> tuple[list[Nod], list[Pil]]:
    """Each risk as a node, those that moved also as a ring where they were, as near each other as there is room."""
    lediga: dict[Plats, list[int]] = defaultdict(lambda: list(range(FLEST_I_RUTA)))
    noder: list[Nod] = []
    strackor: list[tuple[XY, XY]] = []
    # those that moved choose first, so that their arrows are short
    for p in sorted(figur.punkter, key=lambda p: (p.plats is None, p.plats == p.plats_da or p.plats_da is None)):
        if figur.jamfor and p.plats and p.plats_da and p.plats != p.plats_da:
            nu, da = _narmast(p.plats, p.plats_da, lediga, mitt)
            lediga[p.plats_da].remove(da)
            till, fran = mitt(p.plats, nu), mitt(p.plats_da, da)
            strackor.append((fran, till))
            noder.append(_nod(figur, p, fran, nu=False))
        elif p.plats:
            nu = _fri_lucka(p.plats, lediga[p.plats], mitt, strackor)
        if p.plats:
            lediga[p.plats].remove(nu)
            noder.append(_nod(figur, p, mitt(p.plats, nu), nu=True))
        elif figur.jamfor and p.plats_da:
            da = _fri_lucka(p.plats_da, lediga[p.plats_da], mitt, strackor)
            lediga[p.plats_da].remove(da)
            noder.append(_nod(figur, p, mitt(p.plats_da, da), nu=False))
    return sorted(noder, key=lambda n: n.nu), [_pil(*stracka) for stracka in strackor]


def _narmast(har: Plats, stod: Plats, lediga: dict[Plats, list[int]], mitt: Mitt) -> tuple[int, int]:
    """The free places, here and where it stood, that are nearest each other."""
    par = ((i, j) for i in lediga[har] for j in lediga[stod])
    return min(par, key=lambda val: _avstand(mitt(har, val[0]), mitt(stod, val[1])))


def _fri_lucka(plats: Plats, lediga: list[int], mitt: Mitt, strackor: list[tuple[XY, XY]]) -> int:
    """The first free place in a box that no arrow crosses, or the first free one."""
    fria = (lucka for lucka in lediga if all(_fran_strackan(mitt(plats, lucka), *s) > RADIE for s in strackor))
    return next(fria, lediga[0])


def _fran_strackan(punkt: XY, a: XY, b: XY) -> float:
    """How far a point is from the line between two others."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    t = max(0.0, min(1.0, ((punkt[0] - a[0]) * dx + (punkt[1] - a[1]) * dy) / (dx * dx + dy * dy)))
    return float(((a[0] + t * dx - punkt[0]) ** 2 + (a[1] + t * dy - punkt[1]) ** 2) ** 0.5)


def _nod(figur: "Figur", p: "Punkt", plats: XY, *, nu: bool) -> Nod:
    x, y = plats
    return Nod(px(x), px(y), px(y + 4), p.kort, nu, p.lank if nu else "", figur.utlasning(p))


def _antal(figur: "Figur", mitt: Mitt) -> tuple[list[Nod], list[Pil]]:
    """How many risks stand in each box, now and before."""
    tal: dict[tuple[Plats, bool], int] = defaultdict(int)
    for p in figur.punkter:
        if p.plats:
            tal[p.plats, True] += 1
        if figur.jamfor and p.plats_da:
            tal[p.plats_da, False] += 1
    noder = []
    for (plats, nu), n in sorted(tal.items(), key=lambda par: (par[0][1], par[0][0])):
        x, y = mitt(plats, 3 if nu else 2)
        y -= 6
        nar = figur.serier[0] if nu else figur.serier[1]
        utlasning = f"Sannolikhet {plats[0]}, allvar {plats[1]}: {n} {'risk' if n == 1 else 'risker'} ({nar})"
        noder.append(Nod(px(x), px(y), px(y + 4), str(n), nu, "", utlasning))
    return noder, []


def _avstand(a: XY, b: XY) -> float:
    """Squared, and more when the arrow would slant."""
    return (a[0] - b[0]) ** 2 + 1.5 * (a[1] - b[1]) ** 2


def _pil(fran: XY, till: XY) -> Pil:
    dx, dy = till[0] - fran[0], till[1] - fran[1]
    langd = (dx * dx + dy * dy) ** 0.5
    ex, ey = dx / langd, dy / langd
    start = fran[0] + ex * RADIE, fran[1] + ey * RADIE
    spets = till[0] - ex * RADIE, till[1] - ey * RADIE
    bas = spets[0] - ex * 7, spets[1] - ey * 7
    v, h = (bas[0] - ey * 4, bas[1] + ex * 4), (bas[0] + ey * 4, bas[1] - ex * 4)
    return Pil(
        f"M{px(start[0])} {px(start[1])}L{px(bas[0])} {px(bas[1])}",
        f"M{px(spets[0])} {px(spets[1])}L{px(v[0])} {px(v[1])}L{px(h[0])} {px(h[1])}Z",
    )
