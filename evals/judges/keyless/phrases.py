r"""The notation in which vocabulary is written down: one phrasing a line, compiled to one pattern.

A line is a regular expression over normalised text that begins and ends at the edge of a word, with
three shorthands: `(a|b)` groups without capturing, ` ~3 ` stands for up to three words in between, and
`<name>` for a list of alternatives given by name. A line that begins with `! ` is an exception: what it
matches expresses nothing. A backslash at the end of a line joins it with the next one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_JOIN = re.compile(r"\\\n\s*")
_GROUP = re.compile(r"(?<!\\)\((?!\?)")
_GAP = re.compile(r" ~(\d+) ")
_NAME = re.compile(r"(?<!P)<([a-z_]+)>")
_EXCEPTION = "! "

Span = tuple[int, int]


def phrases(lines: str, **names: str) -> re.Pattern[str]:
    """Compile phrasings, one a line; `names` are alternatives separated by `|`, for `<name>`."""

    def named(match: re.Match[str]) -> str:
        return f"({names[match[1]]})"

    written = [line.strip() for line in _JOIN.sub("", lines).splitlines() if line.strip()]
    exceptions = "|".join(line[2:] for line in written if line.startswith(_EXCEPTION))
    source = "|".join(line for line in written if not line.startswith(_EXCEPTION))
    if exceptions:
        source = f"(?P<exception>{exceptions})|{source}"
    while _NAME.search(source):
        source = _NAME.sub(named, source)
    source = _GAP.sub(r"(?:[^\\w;]+[\\w'-]+){0,\1}?[^\\w;]+", source)
    return re.compile(rf"(?<!\w)(?:{_GROUP.sub('(?:', source)})(?!\w)")


def spans(pattern: re.Pattern[str], text: str) -> Iterator[Span]:
    """Where a pattern of `phrases` matches, exceptions left out."""
    for match in pattern.finditer(text):
        if match.lastgroup != "exception":
            yield match.span()


class Concept(NamedTuple):
    """An idea that an answer may express."""

    name: str
    says: str
    """What the idea is, as verdicts word it."""
    pattern: re.Pattern[str]
    needs: tuple[str, ...] = ()
    """Of these letters some stand in whatever matches: looking for them first is faster."""

    def spans(self, text: str) -> Iterator[Span]:
        """Where a normalised text expresses the idea."""
        if not self.needs:
            return spans(self.pattern, text)
        # A loop, as `any` with a generator takes twice the time.
        for letters in self.needs:
            if letters in text:
                return spans(self.pattern, text)
        return iter(())

    def found(self, text: str) -> bool:
        """Whether a normalised text expresses the idea."""
        return next(self.spans(text), None) is not None
