"""Who sees what follows from the contracts: one register for the whole house."""

from typing import Self, TypeVar

from django.db import models

from kvalitet.models import Anvandare
from kvalitet.roller import Ratt

M = TypeVar("M", bound=models.Model, covariant=True)


class RegisterQuerySet(models.QuerySet[M]):
    def synliga_for(self, anvandare: Anvandare) -> Self:
        """Contracts, audits and purchases are open to those who follow providers anywhere, as the providers are."""
        return self if anvandare.har_ratt(Ratt.UTFORARE_LASA) else self.none()
