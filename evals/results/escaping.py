"""Showing text that nobody vouches for: nothing in it acts on a terminal, or on the Markdown around it."""

from __future__ import annotations

import re
import unicodedata

_ACTIVE_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
"""Control, invisible and direction-changing characters, surrogates, and Unicode's own line ends."""


def visible(text: str, *, keep: str = "") -> str:
    """Return `text` with characters that act, or that can't be seen, spelled out (`\\x1b`), those in
    `keep` excepted."""
    # The usual case, a hundred times as fast: no character of those categories counts as printable.
    if text.translate(dict.fromkeys(map(ord, keep))).isprintable():
        return text
    return "".join(
        character.encode("unicode_escape").decode()
        if unicodedata.category(character) in _ACTIVE_CATEGORIES and character not in keep
        else character
        for character in text
    )


def shortened(text: str, *, length: int) -> str:
    """Return `text` on one line, cut to `length` characters with `...` at the end where it is longer."""
    line = visible(" ".join(text.split()))
    return line if len(line) <= length else line[: length - 3].rstrip() + "..."


def fenced(text: str, *, language: str = "text") -> str:
    """Return `text` as a Markdown code block. Its fence is longer than any run of backticks inside, so
    nothing in `text` can end it."""
    shown = visible(text.replace("\r\n", "\n"), keep="\n\t")
    fence = "`" * max(3, _longest_backticks(shown) + 1)
    return f"{fence}{language}\n{shown}\n{fence}"


def inline_code(text: str) -> str:
    """Return `text` as Markdown code within a line, in a table's cell, too."""
    shown = visible(text).replace("|", "\\|")
    ticks = "`" * (_longest_backticks(shown) + 1)
    space = " " if shown.startswith("`") or shown.endswith("`") or not shown else ""
    return f"{ticks}{space}{shown}{space}{ticks}"


def _longest_backticks(text: str) -> int:
    return max(map(len, re.findall("`+", text)), default=0)
