"""Read settings from the environment; a bad value stops the start with a sentence that says what to do."""

import os
import re
import secrets
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def text(namn: str, forval: str = "") -> str:
    """The variable's value, stripped; `forval` when unset or empty."""
    return os.environ.get(namn, "").strip() or forval


def val(namn: str, tillatna: tuple[str, ...], forval: str) -> str:
    """One of `tillatna`. Raises ImproperlyConfigured for anything else."""
    varde = text(namn, forval)
    if varde not in tillatna:
        raise ImproperlyConfigured(f"{namn} är {varde!r} men ska vara ett av: {', '.join(tillatna)}.")
    return varde


def heltal(namn: str, forval: int) -> int:
    """A whole number, 0 or larger."""
    varde = text(namn, str(forval))
    if not varde.isdecimal():
        raise ImproperlyConfigured(f"{namn} är {varde!r} men ska vara ett heltal.")
    return int(varde)


def lista(namn: str, forval: str = "") -> list[str]:
    """Comma-separated values without empty ones."""
    return [del_.strip() for del_ in text(namn, forval).split(",") if del_.strip()]


def farg(namn: str, forval: str) -> str:
    """A colour as #rrggbb in lower case."""
    varde = text(namn, forval).lower()
    if not re.fullmatch(r"#[0-9a-f]{6}", varde):
        raise ImproperlyConfigured(f"{namn} är {varde!r} men ska vara en färg som #14525c.")
    return varde


def bild(namn: str) -> Path | None:
    """A picture file, SVG or PNG of at most 200 kB, None when unset. Raises ImproperlyConfigured for anything else."""
    if not (varde := text(namn)):
        return None
    fil = Path(varde)
    if not fil.is_file():
        raise ImproperlyConfigured(f"{namn} är {varde!r} men där finns ingen fil.")
    borjan = fil.read_bytes()[:1000]
    svg, png = fil.suffix.lower() == ".svg" and b"<svg" in borjan, borjan.startswith(b"\x89PNG\r\n\x1a\n")
    if not (svg or (png and fil.suffix.lower() == ".png")) or fil.stat().st_size > 200_000:
        raise ImproperlyConfigured(f"{namn} är {varde!r} men ska vara en bild i SVG eller PNG på högst 200 kB.")
    return fil.resolve()


def adress(namn: str, forval: str) -> str:
    """A web address without a path's last slash, as https://kvalitet.exempel.se."""
    varde = text(namn, forval).rstrip("/")
    delar = urlsplit(varde)
    if delar.scheme not in ("http", "https") or not delar.hostname or delar.query or delar.fragment:
        raise ImproperlyConfigured(f"{namn} är {varde!r} men ska vara en adress som https://kvalitet.exempel.se.")
    return varde


OIDC = ("KVALITET_OIDC_UTFARDARE", "KVALITET_OIDC_KLIENT", "KVALITET_OIDC_HEMLIGHET", "KVALITET_OIDC_NAMN")


def oidc(lage: str) -> dict[str, str]:
    """Sign-in through the municipality's own service: utfardare, klient, hemlighet, namn, konto. Empty when unset.

    Raises ImproperlyConfigured when only some are set, or when the issuer is not reached by https.
    """
    varden = {namn.rpartition("_")[2].lower(): text(namn) for namn in OIDC}
    if not any(varden.values()):
        return {}
    if saknas := [namn for namn in OIDC if not text(namn)]:
        raise ImproperlyConfigured(
            f"Inloggningen med OpenID Connect är halvt inställd. Ange även {', '.join(saknas)}, eller ta bort alla."
        )
    varden["utfardare"] = adress(OIDC[0], "")
    delar = urlsplit(varden["utfardare"])
    if delar.scheme != "https" and (lage == "drift" or delar.hostname not in ("localhost", "127.0.0.1")):
        raise ImproperlyConfigured(f"{OIDC[0]} är {varden['utfardare']!r} men ska börja med https://.")
    varden["konto"] = val("KVALITET_OIDC_KONTO", ("epost", "anvandarnamn"), "epost")
    return varden


def oidc_appar(oidc: dict[str, str]) -> list[dict[str, object]]:
    """The same as django-allauth wants it."""
    if not oidc:
        return []
    return [
        {
            "provider_id": "kommun",
            "name": oidc["namn"],
            "client_id": oidc["klient"],
            "secret": oidc["hemlighet"],
            "settings": {"server_url": oidc["utfardare"]},
        }
    ]


def hemlig_nyckel(lage: str, mapp: Path) -> str:
    """The secret key. Required in operation; elsewhere made once and kept in `mapp`."""
    if nyckel := text("KVALITET_HEMLIG_NYCKEL"):
        if len(nyckel) < 32:
            raise ImproperlyConfigured("KVALITET_HEMLIG_NYCKEL ska vara minst 32 tecken.")
        return nyckel
    if lage == "drift":
        raise ImproperlyConfigured("Ange KVALITET_HEMLIG_NYCKEL (minst 32 slumpade tecken) när KVALITET_LAGE är drift.")
    if lage == "test":
        return "endast-for-prov-" + "0" * 32
    fil = mapp / "hemlig_nyckel"
    if not fil.exists():
        mapp.mkdir(parents=True, exist_ok=True)
        fil.touch(mode=0o600)
        fil.write_text(secrets.token_urlsafe(50))
    return fil.read_text().strip()


def databas(namn: str, forval: str) -> dict[str, object]:
    """Django's database settings from an address.

    `sqlite:////absolute/path` or `postgresql://user:password@host:port/name` or, over a socket,
    `postgresql:///name?host=/folder&user=name`. Raises ImproperlyConfigured for anything else.
    """
    adress = text(namn, forval)
    delar = urlsplit(adress)
    if delar.scheme == "sqlite" and not delar.netloc and delar.path.strip("/"):
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": "/" + unquote(delar.path.lstrip("/")),
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            },
        }
    if delar.scheme in ("postgresql", "postgres") and delar.path.strip("/"):
        fragor = parse_qs(delar.query)
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(delar.path.strip("/")),
            "USER": unquote(delar.username or fragor.get("user", [""])[0]),
            "PASSWORD": unquote(delar.password or ""),
            "HOST": delar.hostname or fragor.get("host", [""])[0],
            "PORT": str(delar.port or fragor.get("port", [""])[0]),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
    raise ImproperlyConfigured(
        f"{namn} är {adress!r} men ska se ut som sqlite:////mapp/fil.sqlite3 eller postgresql://namn@server/databas."
    )
