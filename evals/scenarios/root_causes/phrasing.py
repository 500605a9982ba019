"""How patterns for what answers say are put together; see `evals.judges.keyless.looks_for`."""

from __future__ import annotations


def near(first: str, then: str, *, within: int = 60) -> str:
    """A pattern for `first` and, at most `within` characters later in the same clause, `then`.

    Both are alternatives of a regular expression that begin at a word; `then` may go on after its end.
    """
    # A dot inside a word, as in "flow.serve()", ends no sentence.
    return rf"\b(?:{first})\b(?:[^.;]|\.(?=\S)){{0,{within}}}?\b(?:{then})"
