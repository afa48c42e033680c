"""Units, people, roles and stand-ins: who belongs where and may do what."""

from collections.abc import Iterable
from datetime import date

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from simple_history.models import HistoricalRecords
from tree_queries.models import TreeNode
from tree_queries.query import TreeQuerySet

from kvalitet.datum import idag
from kvalitet.ordning import pa_svenska
from kvalitet.roller import RATTIGHETER, Ratt, Roll


class EnhetQuerySet(TreeQuerySet):
    def synliga_for(self, anvandare: "Anvandare") -> "EnhetQuerySet":
        """Units are no secret inside the house: every signed-in person sees the whole tree."""
        return self if anvandare.is_active else self.none()

    def giltiga(self, dag: date | None = None) -> "EnhetQuerySet":
        """Units in use on the day (default today)."""
        dag = dag or idag()
        return self.filter(Q(giltig_fran__isnull=True) | Q(giltig_fran__lte=dag)).filter(
            Q(giltig_till__isnull=True) | Q(giltig_till__gte=dag)
        )

    def pa_svenska(self) -> "EnhetQuerySet":
        return self.order_by(pa_svenska("namn"), "pk")


class Enhet(TreeNode):
    """A place in the organisation: nämnd, förvaltning, enhet or grupp. Closed units are retired, never deleted."""

    class Slag(models.TextChoices):
        NAMND = "namnd", "nämnd"
        FORVALTNING = "forvaltning", "förvaltning"
        ENHET = "enhet", "enhet"
        GRUPP = "grupp", "grupp"

    namn = models.CharField("namn", max_length=120, unique=True)
    kortnamn = models.CharField("kortnamn", max_length=20, blank=True)
    slag = models.CharField("slag", max_length=12, choices=Slag, default=Slag.ENHET)
    giltig_fran = models.DateField("giltig från", null=True, blank=True)
    giltig_till = models.DateField("giltig till och med", null=True, blank=True)

    objects = EnhetQuerySet.as_manager(with_tree_fields=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "enhet"
        verbose_name_plural = "enheter"
        constraints = [
            models.CheckConstraint(
                name="enhet_giltig_ordning",
                condition=Q(giltig_till__isnull=True)
                | Q(giltig_fran__isnull=True)
                | Q(giltig_till__gte=F("giltig_fran")),
                violation_error_message="Giltig till och med kan inte vara före giltig från.",
            )
        ]

    def __str__(self) -> str:
        return self.namn


def enheter_under(rotter: Iterable[int]) -> frozenset[int]:
    """Ids of the given units and everything below them, closed units too, so that history keeps its place."""
    return _under(rotter, _vagar())


def _vagar() -> list[tuple[int, ...]]:
    """Every unit's ids from the top down to itself."""
    return [tuple(enhet.tree_path) for enhet in Enhet.objects.with_tree_fields().only("pk", "parent")]


def _under(rotter: Iterable[int], vagar: Iterable[tuple[int, ...]]) -> frozenset[int]:
    sokta = set(rotter)
    return frozenset(vag[-1] for vag in vagar if not sokta.isdisjoint(vag))


class Anvandare(AbstractUser):
    """A person who signs in. `skyddad`: name and place are hidden in lists, mails and exports."""

    titel = models.CharField("titel", max_length=80, blank=True)
    skyddad = models.BooleanField("skyddade personuppgifter", default=False)
    paminnelser = models.BooleanField("påminnelser med e-post", default=True)

    class Meta:
        verbose_name = "användare"
        verbose_name_plural = "användare"
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="anvandare_epost_unik",
                condition=~Q(email=""),
                violation_error_message="E-postadressen används redan av en annan användare.",
            )
        ]

    def __str__(self) -> str:
        return self.visat_namn

    @property
    def visat_namn(self) -> str:
        """The name that others may see."""
        return "Skyddad person" if self.skyddad else self.get_full_name() or self.username

    @property
    def namn_och_titel(self) -> str:
        return f"{self.visat_namn}, {self.titel}" if self.titel and not self.skyddad else self.visat_namn

    def _rotter(self) -> dict[Ratt, set[int]]:
        """Right → the units where today's roles grant it. One query, kept on the instance: as long as a request."""
        if not hasattr(self, "_rotter_per_ratt"):
            rotter: dict[Ratt, set[int]] = {}
            for roll, enhet_id in self.rolltilldelningar.galler_nu().values_list("roll", "enhet_id"):
                for ratt in RATTIGHETER[roll]:
                    rotter.setdefault(ratt, set()).add(enhet_id)
            self._rotter_per_ratt = rotter
        return self._rotter_per_ratt

    def _trad(self) -> list[tuple[int, ...]]:
        """The unit tree, one query for all rights of the request."""
        if "_vagar" not in self.__dict__:
            self.__dict__["_vagar"] = _vagar()
        return self.__dict__["_vagar"]

    def enhetsid_med(self, ratt: Ratt) -> frozenset[int]:
        """Ids of all units (with those below) where the person holds the right today."""
        cache: dict[Ratt, frozenset[int]] = self.__dict__.setdefault("_enhetsid", {})
        if ratt not in cache:
            rotter = self._rotter().get(ratt, set()) if self.is_active else set()
            cache[ratt] = _under(rotter, self._trad()) if rotter else frozenset()
        return cache[ratt]

    def enhetsid_ovanfor(self, ratt: Ratt) -> frozenset[int]:
        """As `enhetsid_med`, together with the units above: what those decide holds here too."""
        med = self.enhetsid_med(ratt)
        return med.union(*(vag for vag in self._trad() if vag[-1] in med)) if med else med

    def enhetsid_under(self, enhet_id: int) -> frozenset[int]:
        """As `enheter_under`, from the tree that the request has read already."""
        return _under([enhet_id], self._trad())

    def har_ratt(self, ratt: Ratt, enhet_id: int | None = None) -> bool:
        """Whether the person holds the right: in the given unit or, without one, anywhere."""
        if not self.is_active:
            return False
        if enhet_id is None:
            return ratt in self._rotter()
        return enhet_id in self.enhetsid_med(ratt)

    def glom_rattigheter(self) -> None:
        """Drop the cached rights, after roles have changed within the same request or test."""
        for namn in ("_rotter_per_ratt", "_enhetsid", "_vagar"):
            self.__dict__.pop(namn, None)
        self.__dict__.pop("_vagar", None)

    def hemenhet(self) -> "Enhet | None":
        """The unit to propose when the person reports: the first of today's roles, medarbetare before others."""
        roller = list(self.rolltilldelningar.galler_nu().select_related("enhet").order_by("pk"))
        roller.sort(key=lambda r: r.roll != Roll.MEDARBETARE)
        return roller[0].enhet if roller else None


class RolltilldelningQuerySet(models.QuerySet["Rolltilldelning"]):
    def galler_nu(self) -> "RolltilldelningQuerySet":
        """Those in force today; both days are included."""
        dag = idag()
        return self.filter(fran__lte=dag).filter(Q(till__isnull=True) | Q(till__gte=dag))


class Rolltilldelning(models.Model):
    """A person's role in a unit and everything below it, from a day and possibly to a day."""

    anvandare = models.ForeignKey(
        Anvandare, verbose_name="användare", on_delete=models.CASCADE, related_name="rolltilldelningar"
    )
    roll = models.CharField("roll", max_length=20, choices=Roll)
    enhet = models.ForeignKey(Enhet, verbose_name="enhet", on_delete=models.PROTECT, related_name="rolltilldelningar")
    fran = models.DateField("från", default=idag)
    till = models.DateField("till och med", null=True, blank=True)

    objects = RolltilldelningQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "rolltilldelning"
        verbose_name_plural = "rolltilldelningar"
        ordering = ["anvandare", "roll", "fran"]
        constraints = [
            models.CheckConstraint(
                name="rolltilldelning_ordning",
                condition=Q(till__isnull=True) | Q(till__gte=F("fran")),
                violation_error_message="Till och med kan inte vara före från.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.anvandare}: {self.get_roll_display()} i {self.enhet}"


def handlaggare_i(enhet: Enhet, ratt: Ratt) -> "models.QuerySet[Anvandare]":
    """Active people who hold the right in the unit through a role there or above it."""
    ids = [e.pk for e in enhet.ancestors(include_self=True)]
    roller = [roll for roll, ratter in RATTIGHETER.items() if ratt in ratter]
    galler = Rolltilldelning.objects.galler_nu().filter(enhet_id__in=ids, roll__in=roller)
    return Anvandare.objects.filter(is_active=True, pk__in=galler.values("anvandare_id")).order_by(
        pa_svenska("last_name"), pa_svenska("first_name"), "pk"
    )
