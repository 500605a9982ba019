"""Records for the gate, made from as little as a test has to say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

from evals.gate.runs import Side, read_side
from evals.results.graded import CriterionRecord, VerdictRecord
from evals.results.record import EvalRecord, Models
from evals.results.redaction import Redactor
from evals.rubrics.rubric import PLAIN_CRITERION
from evals.transcripts.usage import Usage

_numbers = count(1)
PAIRS = Path(__file__).parent / "pairs"
"""Records of real runs without their texts: five evals, ten repeats of each, with outcomes set by hand."""


def verdict(
    rubric: str = "aaa",
    *,
    judge: str = "keyless",
    instrument: str = "111",
    prompt: str | None = None,
    passed: bool = True,
) -> VerdictRecord:
    decided = {"decision": "met", "reason": "", "quotes": (), "decided_by": "judge"}
    asked = {"id": PLAIN_CRITERION, "weight": "required", "met_when": prompt, "not_met_when": "no"}
    return VerdictRecord(
        rubric=rubric,
        judge=judge,
        instrument=instrument,
        outcome="passed" if passed else "failed",
        criteria=() if prompt is None else (CriterionRecord.model_validate(asked | decided),),
        usage=Usage(),
        seconds=0.1,
    )


def record(
    outcome: str = "passed",
    *,
    eval: str = "a",  # noqa: A002
    model: str | None = "m",
    **fields: Any,
) -> EvalRecord:
    """One run. Where it passed or failed it was graded on a rubric of its situation."""
    measured = outcome in ("passed", "failed")
    given: dict[str, Any] = {
        "eval": eval,
        "run": "20260102T030405Z-ab12",
        "repeat": next(_numbers),
        "question": "Why?",
        "outcome": outcome,
        "rubric": "aaa",
        "verdicts": (verdict(passed=outcome == "passed"),) if measured else (),
        "models": Models(agent=model, judge="keyless"),
        "started_at": datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
    }
    return EvalRecord.model_validate(given | fields)


def records(passes: int, runs: int, **fields: Any) -> list[EvalRecord]:
    return [record("passed" if number < passes else "failed", **fields) for number in range(runs)]


def written(file: Path, of: Sequence[EvalRecord]) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("".join(one.model_dump_json() + "\n" for one in of), encoding="utf-8")
    return file


def side(tmp_path: Path, of: Sequence[EvalRecord], *, redactor: Redactor | None = None) -> Side:
    """`of` as the gate reads them back."""
    file = written(tmp_path / f"side-{next(_numbers)}.jsonl", of)
    return read_side([file], redactor=redactor or Redactor())
