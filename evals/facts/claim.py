"""A statement in an answer that code knows to be false."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ClaimKind = Literal[
    "setting",
    "command",
    "option",
    "parameter",
    "value",
    "module",
    "id",
    "name",
    "exit_code",
    "http_status",
    "quotation",
    "time",
    "amount",
    "contradiction",
]
"""What the answer names: `setting`, `command`, `option`, `parameter`, `value` and `module` that the
installed Prefect does not have; `contradiction`, something that the run's log contradicts; the rest,
something about the run that no tool returned."""


@dataclass(frozen=True, kw_only=True)
class FalseClaim:
    """One thing that an answer states and that is not so."""

    kind: ClaimKind
    text: str
    """Verbatim from the answer."""
    why: str
    """One sentence for the reader of a verdict."""
    nearest: str | None = None
    """What was probably meant: the real setting, command or name most like it; None where nothing is.
    `why` names it too."""


def or_rather(nearest: str | None) -> str:
    """The end of a `why` that names what was probably meant."""
    return f"; the nearest is {nearest}" if nearest else ""
