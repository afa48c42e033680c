"""What the core itself contributes to menu and start page."""

from kvalitet import bidrag
from kvalitet.roller import Ratt


def registrera() -> None:
    bidrag.registrera(
        meny=[
            bidrag.Menyval("Översikt", 0, "Start", "start", lambda anvandare: True),
            bidrag.Menyval(
                "Administration",
                0,
                "Organisation och listor",
                "admin:index",
                lambda anvandare: (
                    anvandare.is_staff and (anvandare.har_ratt(Ratt.ORGANISATION) or anvandare.har_ratt(Ratt.LISTOR))
                ),
            ),
        ]
    )
