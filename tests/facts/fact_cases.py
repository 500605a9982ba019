"""Cases of the deterministic checks, kept as data in `cases/`.

Every file has `true` statements, which must not be reported, and `false` ones, each with the text that must
be reported of it, and nothing else. `evidence.json` is the question and the tool calls of one run.
"""

from __future__ import annotations

import json
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from evals.facts import FalseClaim, false_claims
from evals.transcripts import ToolCall

_FOLDER = Path(__file__).parent / "cases"
_EVIDENCE = json.loads((_FOLDER / "evidence.json").read_text())

QUESTION: str = _EVIDENCE["question"]


def true_statements(name: str) -> list[str]:
    """The true statements of `cases/<name>.toml`."""
    return [*_load(name)["true"]]


def false_statements(name: str) -> list[tuple[str, str, str]]:
    """The false statements of `cases/<name>.toml`: the answer, and kind and text of what is false in it."""
    return [(case["answer"], case["kind"], case["text"]) for case in _load(name)["false"]]


def recorded_calls() -> tuple[ToolCall, ...]:
    """What the tools were given and returned in the run that the grounding cases speak of."""
    return tuple(tool_call(**call) for call in _EVIDENCE["tool_calls"])


def tool_call(*, name: str, args: dict[str, object], result: object) -> ToolCall:
    """A finished call."""
    return ToolCall(
        name=name, args=args, result=result, started_at=datetime(2026, 3, 4, tzinfo=UTC), duration_s=0.1
    )


def found_in(answer: str, *, kinds: tuple[str, ...], grounded: bool = False) -> list[FalseClaim]:
    """What is reported of an answer, of these kinds; `grounded`: with the recorded calls."""
    calls = recorded_calls() if grounded else ()
    claims = false_claims(question=QUESTION, answer=answer, tool_calls=calls)
    return [claim for claim in claims if claim.kind in kinds]


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text())
