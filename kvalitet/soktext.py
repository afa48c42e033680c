"""Free text search that treats å, ä, ö alike on both databases: a casefolded column beside the text."""

from django.db.models import Q


def soktext(*delar: object) -> str:
    """One casefolded string of the given parts, empty ones left out, white space folded."""
    return " ".join(" ".join(str(d) for d in delar if d).casefold().split())


def traffar(sokt: str, falt: str = "soktext") -> Q:
    """Condition: every word of `sokt` occurs somewhere in the column. Empty search matches all."""
    villkor = Q()
    for ord_ in sokt.casefold().split()[:8]:
        villkor &= Q(**{f"{falt}__contains": ord_[:60]})
    return villkor
