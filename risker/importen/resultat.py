"""What an import does or did, as shown in the preview and printed by the command."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from kvalitet.skillnad import Segment, ord_for_ord

SLAG = ("Processer", "Risker", "Delrisker", "Rader i planen", "Egenkontroller", "Åtgärder", "Förbättringsområden")
NY, ANDRAD, LIKA = "ny", "ändrad", "oförändrad"


@dataclass(frozen=True)
class Faltandring:
    etikett: str
    fore: str
    efter: str

    @property
    def segment(self) -> list[Segment]:
        return ord_for_ord(self.fore, self.efter)


@dataclass(frozen=True)
class Post:
    """One record of the import: new, changed (with what) or unchanged."""

    slag: str
    id: str
    text: str
    status: str
    andringar: tuple[Faltandring, ...] = ()


@dataclass(frozen=True)
class Antal:
    slag: str
    nya: int
    andrade: int
    lika: int

    @property
    def alla(self) -> int:
        return self.nya + self.andrade + self.lika


@dataclass
class Importresultat:
    """`utanfor`: what the plan holds but the file does not, left as it is."""

    poster: list[Post] = field(default_factory=list)
    utanfor: list[Post] = field(default_factory=list)
    anmarkningar: list[str] = field(default_factory=list)

    def lagg(self, slag: str, id: str, text: str, ny: bool, andringar: Iterable[Faltandring] = ()) -> None:
        funna = tuple(andringar)
        status = NY if ny else ANDRAD if funna else LIKA
        self.poster.append(Post(slag, id, text, status, funna))

    @property
    def antal(self) -> list[Antal]:
        svar = []
        for slag in SLAG:
            statusar = [post.status for post in self.poster if post.slag == slag]
            svar.append(Antal(slag, statusar.count(NY), statusar.count(ANDRAD), statusar.count(LIKA)))
        return svar

    @property
    def andrade(self) -> list[Post]:
        return [post for post in self.poster if post.status == ANDRAD]

    @property
    def nya(self) -> list[Post]:
        return [post for post in self.poster if post.status == NY]

    @property
    def andrar_nagot(self) -> bool:
        return any(post.status != LIKA for post in self.poster)
