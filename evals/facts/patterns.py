"""Regular expressions out of lists of alternatives."""

from __future__ import annotations

import re


def words(text: str) -> tuple[str, ...]:
    """Take apart a list of alternatives, separated by `;` or line ends."""
    return tuple(word for part in text.replace("\n", ";").split(";") if (word := part.strip()))


def pattern(*alternatives: str, before: str = "", after: str = "") -> re.Pattern[str]:
    """Compile `before`, one of `alternatives`, `after`; case doesn't matter and `.` takes line ends too."""
    return re.compile(f"{before}(?:{'|'.join(alternatives)}){after}", re.IGNORECASE | re.DOTALL)


def phrases(text: str) -> re.Pattern[str]:
    """Compile one of the alternatives of `text`, as whole words; see `words`."""
    return pattern(*words(text), before=r"\b", after=r"\b")
