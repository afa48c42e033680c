"""Word-by-word differences between two texts, for conflicts and history."""

import difflib
import re
from typing import NamedTuple


class Segment(NamedTuple):
    """A run of text that is `lika`, `borttaget` or `tillagt`."""

    slag: str
    text: str


def ord_for_ord(fore: str, efter: str) -> list[Segment]:
    """The way from `fore` to `efter`. Very long texts (over 20 000 words) are shown as replaced whole."""
    a, b = re.findall(r"\s+|\S+", fore), re.findall(r"\s+|\S+", efter)
    if len(a) + len(b) > 40_000:
        return [Segment("borttaget", fore), Segment("tillagt", efter)]
    segment: list[Segment] = []
    for operation, i1, i2, j1, j2 in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if operation == "equal":
            segment.append(Segment("lika", "".join(a[i1:i2])))
            continue
        if i2 > i1:
            segment.append(Segment("borttaget", "".join(a[i1:i2])))
        if j2 > j1:
            segment.append(Segment("tillagt", "".join(b[j1:j2])))
    return segment
