"""The chain as drawn: which links hold, where it is broken and what lies after the break."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from kvalitet.bidrag import Brott, Led, Post


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


def brott(antal: int, ental: str, flertal: str, url: str, poster: tuple[Post, ...] = ()) -> tuple[Brott, ...]:
    """The break as a link of the chain has it: nothing for none, "En risk saknar …", "3 risker saknar …"."""
    if not antal:
        return ()
    return (Brott(antal, f"En {ental}" if antal == 1 else f"{antal} {flertal}", url, poster),)


def sammanlagda(led: Iterable[Led]) -> Iterator[Led]:
    """One link for each place: what several rooms say about it put together, in the words of the one that counts it."""
    for _, samma in groupby(led, key=lambda d: d.ordning):
        delar = list(samma)
        forst = next((d for d in delar if d.rubrik), delar[0])
        yield replace(forst, brott=tuple(b for d in delar for b in d.brott))


def lankar(led: Iterable[Led]) -> list[Lank]:
    """The links in order. One without records after a break is drawn as what has not come yet."""
    bruten = False
    svar = []
    for d in sammanlagda(led):
        if d.brott:
            nod, klass, under = "bruten", "bruten", "kedjan är bruten här"
        elif not d.antal:
            nod, klass, under = "tom", "efter" if bruten else "", "inget ännu"
        else:
            nod, klass, under = "klar", "", ""
        bruten = bruten or bool(d.brott)
        svar.append(Lank(d.rubrik, d.vad, d.url, nod, klass, under, d.brott))
    return svar
