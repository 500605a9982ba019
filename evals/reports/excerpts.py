"""Long texts, cut so that a report stays small. The whole is in results.jsonl."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import escape
from pydantic import JsonValue
from pydantic_core import to_json

from evals.results.escaping import visible
from evals.results.redaction import Redactor

_MARGIN = 2_000
"""Characters beyond a cut that are looked at for secrets: half a secret would not be recognised."""

LAYOUT = "\n\t"
"""The control characters that are shown as what they are."""


@dataclass(frozen=True, kw_only=True)
class Excerpt:
    """The beginning of a text, without secrets."""

    text: str
    left_out: int = 0
    """How many characters follow it."""


def as_text(value: JsonValue) -> str:
    """A text as it is, any other value as indented JSON."""
    # Not `json`: it takes a hundred times as long where it indents.
    return value if isinstance(value, str) else to_json(value, indent=1).decode()


def excerpt(value: JsonValue, *, length: int, redactor: Redactor) -> Excerpt:
    """Cut `value`, as text, to `length` characters; secrets on the cut's far side included, they are gone."""
    text = as_text(value)
    shown = redactor.redact_text(text[: length + _MARGIN])[:length]
    return Excerpt(text=shown, left_out=max(0, len(text) - length))


def in_page(text: str) -> int:
    """The bytes that `text` takes in a page: escaped, what can't be seen spelled out."""
    return len(escape(visible(text, keep=LAYOUT)).encode())


def fair_length(sizes: Iterable[int], *, budget: int) -> int:
    """The greatest length to which texts of these `sizes` can be cut so that together they take no more than
    `budget`: short ones stay whole, long ones share what is left evenly. The longest, where all fit."""
    left, ordered = budget, sorted(sizes)
    for place, size in enumerate(ordered):
        share = left // (len(ordered) - place)
        if size > share:
            return share
        left -= size
    return ordered[-1] if ordered else budget
