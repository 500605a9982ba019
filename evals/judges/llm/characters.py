"""Characters that don't read as what they are: shown, or folded away before texts are compared.

Covers format and control characters (bidirectional marks, zero-width characters, tag characters),
letters that draw nothing, and the few look-alikes listed here. It is no full table of confusables.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

OPENERS = dict.fromkeys(map(ord, "<\u2039\u2329\u27e8\u276e\u3008\ufe64\u1438\u02c2"), "\uff1c")
"""Characters that open a tag, or look as if they did, to the full-width less-than sign."""

_INVISIBLE_CATEGORIES = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
_BLANK_BUT_NOT_BY_CATEGORY = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"  # joiners, fillers, the braille blank
    "\u180b\u180c\u180d\u180f"  # Mongolian variation selectors
    + "".join(map(chr, range(0xFE00, 0xFE0E)))  # variation selectors, except the two that emoji use
    + "".join(map(chr, range(0xE0100, 0xE01F0)))
)
_LAYOUT = frozenset("\n\t")
_EMOJI_SELECTORS = frozenset("\ufe0e\ufe0f")

_NOT_COMPARED = frozenset("*_`~#>|\\") | _EMOJI_SELECTORS
_READ_ALIKE = str.maketrans(
    "\u0430\u0441\u0435\u0501\u2018\u2019\u201c\u201d\u201e\u2011\u2013\u2014", 'aced\'\'"""---'
)
_SHOWN_OR_CHARACTER = re.compile(r"\[U\+[0-9A-F]{4,6}\]|.", re.DOTALL)


@lru_cache(maxsize=4096)
def is_invisible(character: str) -> bool:
    """Whether a character draws nothing and is not plain layout (a space, a tab, a line break)."""
    if character in _LAYOUT or character in _EMOJI_SELECTORS:
        return False
    return unicodedata.category(character) in _INVISIBLE_CATEGORIES or character in _BLANK_BUT_NOT_BY_CATEGORY


def show(text: str) -> str:
    """Write every invisible character as `[U+XXXX]`; line breaks of every platform become a line feed."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(f"[U+{ord(c):04X}]" if is_invisible(c) else c for c in lines)


@lru_cache(maxsize=4096)
def _folded(character: str) -> str:
    if is_invisible(character):
        return ""
    plain = unicodedata.normalize("NFKD", character.translate(OPENERS).translate(_READ_ALIKE)).casefold()
    return "".join(c for c in plain if not (c.isspace() or c in _NOT_COMPARED or unicodedata.combining(c)))


@dataclass(frozen=True, kw_only=True)
class Folded:
    """A text as it compares, which remembers where every character of it came from."""

    source: str
    text: str
    origins: tuple[int, ...]
    """For each character of `text`, its position in `source`."""

    def span(self, folded: str, *, start: int = 0) -> tuple[int, int] | None:
        """Where `folded` first occurs at or after position `start` of `text`, as a span of `source`."""
        at = self.text.find(folded, start)
        if at < 0 or not folded:
            return None
        return self.origins[at], self.origins[at + len(folded) - 1] + 1


def fold(source: str) -> Folded:
    """Leave out of `source` what doesn't count when texts are compared: white space, case, width,
    accents, typographic quotes and dashes, markdown's marks, and invisible characters, shown or not."""
    characters: list[str] = []
    origins: list[int] = []
    for match in _SHOWN_OR_CHARACTER.finditer(source):
        if len(match[0]) == 1:
            folded = _folded(match[0])
            characters.append(folded)
            origins.extend([match.start()] * len(folded))
    return Folded(source=source, text="".join(characters), origins=tuple(origins))
