"""Whether the recorded error is quoted."""

from __future__ import annotations

import re

from evals.judges.keyless.finding import Finding
from evals.judges.keyless.material import Material
from evals.judges.keyless.text import fold

_WORDS = re.compile(
    "concurrency lease renewal failed|slots are no longer reserved"
    "|terminating execution to prevent over-allocation"
)
_LINE_START = re.compile(r"\n\s*>+\s?")


def quotes_error(material: Material) -> Finding:
    """The distinctive words stand in the raw answer, white space folded, case ignored."""
    folded = fold(_LINE_START.sub(" ", material.reading.raw))
    found = _WORDS.search(folded.lower())
    if found is None:
        return Finding(False, "none of the distinctive words of the recorded error appear")
    return Finding(True, "quotes the recorded error", (folded[found.start() : found.end()],))
