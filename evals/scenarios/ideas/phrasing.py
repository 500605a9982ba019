"""How patterns for what answers say are put together; see `evals.judges.keyless.looks_for`."""

from __future__ import annotations

from evals.rubrics.rubric import TOGETHER


def near(first: str, then: str, *, within: int = 60) -> str:
    """A pattern for `first` and, at most `within` characters later in the same clause, `then`,
    with no "not" in between.

    Both are alternatives of a regular expression that begin at a word; `then` may go on after its end.
    """
    # A dot inside a word, as in "flow.serve()", ends no sentence.
    between = rf"(?:(?!\b(?:not|never)\b|n't\b)[^.;]|\.(?=\S)){{0,{within}}}?"
    return rf"\b(?:{first})\b{between}\b(?:{then})"


def together(*parts: str) -> str:
    """A pattern for all `parts` close together, in whatever order and in one sentence or in several.

    Each is alternatives that begin at a word and may go on after their end. The first is the one whose
    denial or doubt counts: it should be what is claimed.
    """
    return TOGETHER.join(rf"\b(?:{part})" for part in parts)
