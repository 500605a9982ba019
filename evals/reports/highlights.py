"""Where in an answer the judge's quotations stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evals.judges.llm.characters import Folded


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A stretch of an answer that the same criteria quote."""

    text: str
    cited: tuple[int, ...] = ()
    """The numbers of those criteria; none for text that nobody quotes."""
    begins: tuple[int, ...] = ()
    """Those of them whose quotation begins here."""


@dataclass(frozen=True, kw_only=True)
class Highlighted:
    """An answer in pieces, which joined are the answer."""

    pieces: tuple[Piece, ...]
    missing: Mapping[int, tuple[str, ...]]
    """By criterion: quotations that the answer does not have."""


def highlighted(answer: str, quotations: Mapping[int, Sequence[str]]) -> Highlighted:
    """Find each criterion's quotations in `answer`, word for word, or else as the judge's own check does:
    white space, case, typography and Markdown's marks don't count. Of one that occurs more often, the first
    place counts."""
    spans: list[tuple[int, int, int]] = []
    missing: dict[int, tuple[str, ...]] = {}
    places = _Places(answer)
    for number, quotes in quotations.items():
        for quote in quotes:
            span = places.of(quote)
            if span is None:
                missing[number] = (*missing.get(number, ()), quote)
            else:
                spans.append((*span, number))
    return Highlighted(pieces=_pieces(answer, spans), missing=missing)


@dataclass(frozen=True)
class _Places:
    answer: str

    def of(self, quote: str) -> tuple[int, int] | None:
        start = self.answer.find(quote)
        if start >= 0 and quote:
            return start, start + len(quote)
        # Not at module level: the package of the model judge takes a second to load.
        from evals.judges.llm.characters import fold

        return self._folded.span(fold(quote).text)

    @cached_property
    def _folded(self) -> Folded:
        from evals.judges.llm.characters import fold

        return fold(self.answer)


def _pieces(answer: str, spans: Sequence[tuple[int, int, int]]) -> tuple[Piece, ...]:
    edges = sorted({0, len(answer), *(edge for start, end, _ in spans for edge in (start, end))})
    return tuple(
        Piece(
            text=answer[start:end],
            cited=tuple(sorted({number for first, last, number in spans if first <= start and end <= last})),
            begins=tuple(sorted({number for first, _, number in spans if first == start})),
        )
        for start, end in pairwise(edges)
    )
