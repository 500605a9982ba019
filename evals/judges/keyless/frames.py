"""Ideas as frames: classes of words that stand near each other, whatever stands in between.

Where `phrases` lists wordings, a frame says which kinds of words make up an idea ("has to" near "renew"), so
that it also finds wordings that nobody wrote down.

A lexicon gives classes their words: entries separated by white space, `stem*` for any ending, and
`one_after_another` for words that stand in a row. Entries of the
class `idle` take their words out of every other class.

A frame is a line such as `must ~6 renew & hold ! advice`: a word of `must` and then, at most six words
further, one of `renew`; a word of `hold` near by, on either side; and none of `advice` in the sentence.
`renew ~8-fail while` wants no word of `fail` in between. A semicolon separates what is near.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from evals.judges.keyless.phrases import Span

_WORD = re.compile(r"[\w'+-]*\w|;")
_NEAR = 22
"""Words over which the parts of a frame may be spread."""
_SHORTEST_STEM = 2


class Tagged(NamedTuple):
    """A text whose words have been looked up."""

    places: tuple[Span, ...]
    """Where each word stands in the text."""
    found: dict[str, list[Span]]
    """Of each class that occurs, the words: the first one and the one after the last one, by their number."""
    barriers: tuple[int, ...]
    """The numbers of the semicolons."""


class _Gap(NamedTuple):
    """How many words may stand between two, and of which class none of them may be."""

    words: int
    without: str = ""


class _Chain(NamedTuple):
    """Classes in their order, and what may stand between each and the one before it."""

    classes: tuple[str, ...]
    gaps: tuple[_Gap, ...]


class _Frame(NamedTuple):
    parts: tuple[_Chain, ...]
    wanted: frozenset[str]
    absent: frozenset[str]


def _chain(written: str) -> _Chain:
    items = written.split()
    classes = [item for item in items if not item.startswith("~")]
    gaps = [item[1:].partition("-") for item in items if item.startswith("~")]
    if not classes or len(gaps) != len(classes) - 1:
        raise ValueError(f"not a chain of classes and gaps: {written!r}")
    return _Chain(tuple(classes), tuple(_Gap(int(words), without) for words, _, without in gaps))


def _frame(line: str) -> _Frame:
    wanted, *absent = line.split("!")
    parts = tuple(_chain(part) for part in wanted.split("&"))
    return _Frame(
        parts,
        frozenset(name for chain in parts for name in chain.classes),
        frozenset(name for part in absent for name in part.split()),
    )


class Lexicon:
    """Classes of words, and groups of classes that make up a class of their own."""

    def __init__(self, classes: Mapping[str, str], groups: Mapping[str, str] | None = None) -> None:
        """`groups`: by name, frames of one part, one a line, that may use the groups before them."""
        self._exact: dict[str, set[str]] = {}
        self._stems: dict[str, set[str]] = {}
        self._rows: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for name, entries in classes.items():
            for entry in entries.split():
                first, *rest = entry.split("_")
                if rest:
                    self._rows.setdefault(first.rstrip("*"), []).append(((first, *rest), name))
                elif entry.endswith("*"):
                    self._stems.setdefault(entry[:-1], set()).add(name)
                else:
                    self._exact.setdefault(entry, set()).add(name)
        self._groups = tuple(
            (name, tuple(_chain(line) for line in lines.strip().splitlines()))
            for name, lines in (groups or {}).items()
        )
        self.names = frozenset(classes) | {name for name, _ in self._groups}
        self._classes_of = lru_cache(maxsize=8192)(self._look_up)

    def _look_up(self, word: str) -> tuple[frozenset[str], tuple[tuple[tuple[str, ...], str], ...]]:
        """The classes of a word, and the rows of words that may begin with it."""
        found: set[str] = set()
        rows: list[tuple[tuple[str, ...], str]] = []
        bare = word.removesuffix("'s").removesuffix("s'")
        for form in {word, bare, bare.replace("-", "")}:
            found |= self._exact.get(form, set())
            rows += self._rows.get(form, ())
            for end in range(_SHORTEST_STEM, len(form) + 1):
                found |= self._stems.get(form[:end], set())
                rows += (row for row in self._rows.get(form[:end], ()) if row[0][0].endswith("*"))
        return frozenset(found), tuple(dict.fromkeys(rows))

    def tag(self, text: str) -> Tagged:
        """Look up the words of a normalised text."""
        matches = list(_WORD.finditer(text))
        words = [match[0] for match in matches]
        found: dict[str, list[Span]] = {}
        idle_until = 0
        for at, word in enumerate(words):
            classes, rows = self._classes_of(word)
            in_a_row = (
                [(at + len(row), name) for row, name in rows if _stands(row, words, at)] if rows else []
            )
            for end, name in in_a_row:
                if name == "idle":
                    idle_until = max(idle_until, end)
            if at < idle_until:
                continue
            for name in classes:
                found.setdefault(name, []).append((at, at + 1))
            for end, name in in_a_row:
                found.setdefault(name, []).append((at, end))
        tagged = Tagged(
            tuple(match.span() for match in matches),
            found,
            tuple(at for at, word in enumerate(words) if word == ";"),
        )
        for name, chains in self._groups:
            grouped = sorted({span for chain in chains for span in _runs(chain, tagged)})
            if grouped:
                found[name] = sorted({*found.get(name, ()), *grouped})
        return tagged


def _stands(row: tuple[str, ...], words: list[str], at: int) -> bool:
    """Whether the words of a row, but for the first, follow the one at `at`."""
    following = words[at + 1 : at + len(row)]
    if len(following) != len(row) - 1:
        return False
    return all(
        word.startswith(part[:-1]) if part.endswith("*") else word == part
        for part, word in zip(row[1:], following, strict=True)
    )


def _runs(chain: _Chain, tagged: Tagged) -> Iterator[Span]:
    """Where the classes of a chain follow each other."""
    if any(name not in tagged.found for name in chain.classes):
        return
    runs = tagged.found[chain.classes[0]]
    for name, gap in zip(chain.classes[1:], chain.gaps, strict=True):
        runs = [
            (begin, then[1])
            for begin, end in runs
            for then in tagged.found[name]
            if 0 <= then[0] - end <= gap.words and not _parted(gap, end, then[0], tagged)
        ]
    yield from runs


def _parted(gap: _Gap, begin: int, end: int, tagged: Tagged) -> bool:
    """Whether what stands between two words keeps them apart."""
    between = tagged.found.get(gap.without, ())
    return any(begin <= stop < end for stop in tagged.barriers) or any(begin <= at < end for at, _ in between)


def _together(parts: tuple[_Chain, ...], tagged: Tagged, so_far: Span | None = None) -> Iterator[Span]:
    for span in _runs(parts[0], tagged):
        whole = span if so_far is None else (min(span[0], so_far[0]), max(span[1], so_far[1]))
        if so_far is not None:
            overlap = span[0] < so_far[1] and so_far[0] < span[1]
            apart = any(whole[0] <= stop < whole[1] for stop in tagged.barriers)
            if whole[1] - whole[0] > _NEAR or apart or (overlap and len(parts) == 1 and span == so_far):
                continue
        if len(parts) == 1:
            yield whole
        else:
            yield from _together(parts[1:], tagged, whole)


class Framed(NamedTuple):
    """An idea that an answer may express, as frames over a lexicon."""

    says: str
    """What the idea is, as verdicts word it."""
    lexicon: Lexicon
    frames: tuple[_Frame, ...]

    def spans(self, text: str) -> Iterator[Span]:
        """Where a normalised text expresses the idea."""
        tagged = self.lexicon.tag(text)
        for frame in self.frames:
            if not frame.wanted <= tagged.found.keys() or not frame.absent.isdisjoint(tagged.found):
                continue
            for first, end in _together(frame.parts, tagged):
                yield tagged.places[first][0], tagged.places[end - 1][1]

    def found(self, text: str) -> bool:
        """Whether a normalised text expresses the idea."""
        return next(self.spans(text), None) is not None


def framed(says: str, lexicon: Lexicon, lines: str) -> Framed:
    """An idea from its frames, one a line. Raises `ValueError` for a class that the lexicon doesn't have."""
    frames = tuple(_frame(line.strip()) for line in lines.splitlines() if line.strip())
    for frame in frames:
        used = frame.wanted | frame.absent
        used |= {gap.without for chain in frame.parts for gap in chain.gaps if gap.without}
        if unknown := used - lexicon.names:
            raise ValueError(f"no such classes: {', '.join(sorted(unknown))}")
    return Framed(says, lexicon, frames)
