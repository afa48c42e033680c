"""The chain as drawn: which links hold, where it is broken and what lies after the break."""

from collections.abc import Iterable
from dataclasses import dataclass

from kvalitet.bidrag import Brott, Led


@dataclass(frozen=True)
class Lank:
    """One link as `_led.html` shows it. `klass`: "" while the chain holds, "bruten" at a break, "efter" beyond one."""

    rubrik: str
    vad: str
    url: str
    nod: str
    klass: str
    under: str
    brott: tuple[Brott, ...]


def lankar(led: Iterable[Led]) -> list[Lank]:
    """The links in order. One without records after a break is drawn as what has not come yet."""
    bruten = False
    svar = []
    for d in led:
        if d.brott:
            nod, klass, under = "bruten", "bruten", "kedjan är bruten här"
        elif not d.antal:
            nod, klass, under = "tom", "efter" if bruten else "", "inget ännu"
        else:
            nod, klass, under = "klar", "", ""
        bruten = bruten or bool(d.brott)
        svar.append(Lank(d.rubrik, d.vad, d.url, nod, klass, under, d.brott))
    return svar


def brott(led: Iterable[Led]) -> list[Brott]:
    """Every break of the chain, the largest first."""
    return sorted((b for d in led for b in d.brott), key=lambda b: -b.antal)
