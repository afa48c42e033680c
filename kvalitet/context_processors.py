"""What the frame around every page needs."""

import time
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from kvalitet import bidrag
from kvalitet.farger import farger
from kvalitet.mellanled import MENYANTAL

GALLER = 30  # seconds


def _antal_vantar(request: HttpRequest) -> dict[str, int]:
    """What waits, counted at most twice a minute for one who only reads, and anew after everything the person does.

    Counting costs as much as a list's rows. `kvalitet.mellanled.GlidandeSession` forgets the count at every POST.
    """
    sparat = request.session.get(MENYANTAL)
    if sparat is None or not 0 <= time.time() - sparat["tid"] < GALLER:
        sparat = request.session[MENYANTAL] = {"tid": time.time(), "antal": bidrag.antal_vantar(request.user)}  # type: ignore[arg-type]
    return sparat["antal"]


def _meny(request: HttpRequest) -> list[dict[str, Any]]:
    """The menu's groups; the entry whose address the page lies under is marked, the longest such address."""
    anvandare = getattr(request, "user", None)
    if anvandare is None or not anvandare.is_authenticated:
        return []
    grupper = bidrag.meny_for(anvandare, _antal_vantar(request))
    adresser = [post.url for grupp in grupper for post in grupp.poster]
    traffar = [url for url in adresser if request.path == url or (url != "/" and request.path.startswith(url))]
    aktuell = max(traffar, key=len, default=None)
    return [
        {
            "rubrik": grupp.rubrik,
            "slinga": grupp.slinga,
            "poster": [
                {"titel": post.titel, "url": post.url, "antal": post.antal, "aktuell": post.url == aktuell}
                for post in grupp.poster
            ],
        }
        for grupp in grupper
    ]


def ram(request: HttpRequest) -> dict[str, Any]:
    """Names and colours of the municipality and the signed-in person's menu, reckoned only on pages that show it."""
    return {
        "kommun": settings.KOMMUN,
        "namnd": settings.NAMND,
        "profil": farger(settings.KOMMUNFARG),
        "farger": farger(settings.KOMMUNFARG),  # what charts call them
        "logotyp": f"{reverse('logotyp')}?{settings.LOGOTYP.stat().st_mtime_ns:x}" if settings.LOGOTYP else "",
        "meny": SimpleLazyObject(lambda: _meny(request)),
    }
