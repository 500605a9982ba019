"""What the user asks about: the names in the question, and what it takes for granted."""

from __future__ import annotations

import re
from dataclasses import dataclass

_UUID = re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b", re.IGNORECASE)
_WORD_WITH_JOINTS = re.compile(r"\b\w+(?:[-_.]\w+)+\b")
# A quotation mark opens after a space and closes before one or before punctuation, so "don't" is not one.
_QUOTES = (("'", "'"), ('"', '"'), ("`", "`"), ("‘", "’"), ("“", "”"))
_MOST_NAMES = 20


@dataclass(frozen=True)
class Question:
    """The user's words."""

    text: str

    @property
    def run_ids(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(match.lower() for match in _UUID.findall(self.text)))

    @property
    def names(self) -> tuple[str, ...]:
        """What may be the name of a run, the likeliest first.

        Quoted text; where a name itself has quotation marks in it, shorter and longer readings. Without
        any quoted text, words with a hyphen, an underscore or a dot inside.
        """
        quoted = [text for opening, closing in _QUOTES for text in self._between(opening, closing)]
        quoted.sort(key=lambda text: (self.text.index(text), len(text)))
        joined = [word for word in _WORD_WITH_JOINTS.findall(self.text) if not _UUID.fullmatch(word)]
        return tuple(dict.fromkeys(quoted or joined))[:_MOST_NAMES]

    def _between(self, opening: str, closing: str) -> list[str]:
        starts = [m.end() for m in re.finditer(rf"(?<![^\s(]){re.escape(opening)}", self.text)]
        ends = [m.start() for m in re.finditer(rf"{re.escape(closing)}(?!\w)", self.text)]
        return [self.text[start:end] for start in starts for end in ends if start < end]

    @property
    def about_deployment_limit(self) -> bool:
        """Whether the user brings up a limit, a deployment or serving."""
        return (
            re.search(r"\b(?:limits?|deployments?|serv(?:e|ed|ing)|workers?)\b", self.text, re.IGNORECASE)
            is not None
        )

    @property
    def about_restart(self) -> bool:
        """Whether the user asks what a restart did."""
        return bool(re.search(r"\b(?:restart|reboot|redeploy)", self.text, re.IGNORECASE))
