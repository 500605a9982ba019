"""The runs that a gate compares: of each record, only what is needed for that."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict

from evals.gate.grading import Graded, Grading, prompt_digest
from evals.outcomes import Outcome
from evals.results.redaction import Redactor
from evals.results.store import read_parts, results_file, without_superseded
from evals.rubrics.rubric import PLAIN_CRITERION


class _Part(BaseModel):
    """A part of `EvalRecord`; what a gate does not need is not even kept while a file is read."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class _Criterion(_Part):
    id: str
    met_when: str


class _Verdict(_Part):
    rubric: str
    judge: str
    instrument: str = ""
    criteria: tuple[_Criterion, ...]


class _Models(_Part):
    agent: str | None = None


class _Record(_Part):
    schema_version: Literal[1] = 1
    eval: str
    repeat: int = 1
    crossed_with: str | None = None
    run: str
    scenario: str | None = None
    rubric: str | None = None
    verdicts: tuple[_Verdict, ...] = ()
    outcome: Outcome
    reason: str | None = None
    models: _Models = _Models()
    versions: dict[str, str] = {}
    started_at: AwareDatetime
    rescored_from: str | None = None


@dataclass(frozen=True, kw_only=True)
class EvalRun:
    """One eval, run once. Its texts are without the secrets of this process's environment."""

    run: str
    eval: str
    repeat: int
    crossed_with: str | None
    answered_in: str
    """The run in which the agent answered; another one where the answer was graded again."""
    started_at: datetime
    scenario: str | None
    model: str | None
    """The agent's; None where the run ended before it had one."""
    outcome: Outcome
    trouble: str = ""
    """What kept it from being measured: the type of what was raised."""
    grading: Grading
    versions: tuple[tuple[str, str], ...] = ()
    """Names of packages, and their versions."""

    @property
    def measured(self) -> bool:
        return self.outcome in ("passed", "failed")


@dataclass(frozen=True, kw_only=True)
class Side:
    """All runs of one side of a comparison."""

    runs: tuple[EvalRun, ...]
    copies: int = 0
    """How many records were not counted: copies of others, or superseded when a run was resumed."""


def read_side(paths: Iterable[Path], *, redactor: Redactor) -> Side:
    """Read the runs in `paths`: results files, or folders of runs. A run that is there more than once (in
    files that were merged twice, run again by a resumed run, graded again with the same judge) counts once.

    Raises `ResultsError` where a path can't be read, or is of another format.
    """
    clean = cache(redactor.redact_text)
    records = [_run(record, clean) for path in paths for record in read_parts(results_file(path), _Record)]
    last = without_superseded(sorted(records, key=lambda run: run.started_at))
    answers = {(run.answered_in, run.eval, run.repeat, run.model, run.grading): run for run in last}
    return Side(runs=tuple(answers.values()), copies=len(records) - len(answers))


def _run(record: _Record, clean: Callable[[str], str]) -> EvalRun:
    model = record.models.agent or record.crossed_with
    unmeasured = record.outcome == "unmeasured"
    return EvalRun(
        run=record.run,
        repeat=record.repeat,
        crossed_with=record.crossed_with,
        answered_in=record.rescored_from or record.run,
        started_at=record.started_at,
        eval=clean(record.eval),
        scenario=clean(record.scenario) if record.scenario else None,
        model=clean(model) if model else None,
        outcome=record.outcome,
        trouble=clean((record.reason or "unknown").partition(":")[0]) if unmeasured else "",
        grading=Grading(
            rubric=clean(record.rubric) if record.rubric else None,
            graded=tuple(
                Graded(
                    rubric=clean(_digest(verdict)),
                    judge=clean(verdict.judge),
                    instrument=clean(verdict.instrument),
                )
                for verdict in record.verdicts
            ),
        ),
        versions=tuple((clean(name), clean(version)) for name, version in sorted(record.versions.items())),
    )


def _digest(verdict: _Verdict) -> str:
    if [criterion.id for criterion in verdict.criteria] == [PLAIN_CRITERION]:
        return prompt_digest(verdict.criteria[0].met_when)
    return verdict.rubric
