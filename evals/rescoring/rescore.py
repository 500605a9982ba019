"""Grades the answers of recorded evals again, and makes their new records."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.agents.models import KEYLESS
from evals.calibration.record import standing_of
from evals.judges import Judge, NoVerdict, Verdict
from evals.judges.batch import grade_all
from evals.outcomes import JudgeNotMeasured
from evals.rescoring.material import Regrading, is_on_scenario, own_criteria, regradings_of
from evals.rescoring.outcome import Graded, outcome_of
from evals.results.directory import ResultsError, new_run_directory
from evals.results.graded import GradedRecord, UngradedRecord, VerdictRecord, ungraded_record, verdict_record
from evals.results.record import EvalRecord
from evals.results.store import RunStore
from evals.results.transcript import write_transcript
from evals.transcripts.usage import total_usage


@dataclass(frozen=True, kw_only=True)
class Case:
    """A recorded eval with all that is graded again of it, which is nothing where it ended before."""

    record: EvalRecord
    regradings: tuple[Regrading, ...]


@dataclass(frozen=True, kw_only=True)
class Rescored:
    """A recorded eval, and what its answers came to now."""

    case: Case
    judge: str
    graded: tuple[Graded, ...]
    """In the order of the case's regradings."""

    @property
    def complete(self) -> bool:
        """Whether every answer got a verdict that can tell."""
        return all(isinstance(one, Verdict) and one.outcome != "unmeasured" for one in self.graded)


def cases_of(records: Iterable[EvalRecord]) -> list[Case]:
    """What is graded again. Raises `ResultsError` where the criteria of a record make no rubric."""
    return [Case(record=record, regradings=regradings_of(record)) for record in records]


async def rescore(
    judge: Judge, cases: Sequence[Case], *, done: Callable[[], None] = lambda: None
) -> list[Rescored]:
    """Have every answer of `cases` graded by `judge`. `done` is called after each answer."""
    usable = [
        regrading
        for case in cases
        for regrading in case.regradings
        if not (judge.name == KEYLESS and regrading.unusable)
    ]
    graded = await grade_all(judge, [(one.judged, one.exchange) for one in usable], done=done)
    results = iter(graded)
    return [
        Rescored(
            case=case,
            judge=judge.name,
            graded=tuple(
                _without_patterns(regrading)
                if judge.name == KEYLESS and regrading.unusable
                else _complete(regrading, next(results))
                for regrading in case.regradings
            ),
        )
        for case in cases
    ]


def _complete(regrading: Regrading, graded: Graded) -> Graded:
    return regrading.complete(graded) if isinstance(graded, Verdict) else graded


def _without_patterns(regrading: Regrading) -> JudgeNotMeasured:
    ids = ", ".join(regrading.unusable)
    return JudgeNotMeasured(f"the keyless judge's patterns for {ids} can't be used as they were recorded")


def new_record(rescored: Rescored, *, run: str) -> EvalRecord:
    """The record of a rescored eval, for the results of `run`: verdicts, outcome, judge and what the judge
    cost are new, everything else is as it was."""
    old = rescored.case.record
    changed: dict[str, object] = {"run": run, "rescored_from": old.run}
    if rescored.graded:
        outcome, reason = outcome_of(old, rescored.graded)
        verdicts, ungraded = _graded_records(rescored)
        usages = [one.usage for one in rescored.graded if isinstance(one, Verdict | NoVerdict)]
        seconds = sum(one.seconds for one in rescored.graded if isinstance(one, Verdict))
        on_scenario = [one for one in rescored.case.regradings if is_on_scenario(one.recorded, old)]
        changed |= {
            "rubric": on_scenario[0].rubric.digest if on_scenario else old.rubric,
            "own_criteria": own_criteria(old) if on_scenario else old.own_criteria,
            "verdicts": verdicts,
            "ungraded": ungraded,
            "outcome": outcome,
            "reason": reason,
            "models": old.models.model_copy(
                update={"judge": rescored.judge, "judge_standing": standing_of(rescored.judge).line}
            ),
            "usage": old.usage.model_copy(update={"judge": total_usage(usages)}),
            "durations": old.durations.model_copy(update={"judge_s": seconds}),
        }
    return old.model_copy(update=changed)


def write(rescored: Sequence[Rescored], root: Path) -> tuple[RunStore, list[EvalRecord]]:
    """Write records and transcripts to a new folder in `root`, and return them as written.

    Raises `ResultsError` where they can't be.
    """
    try:
        store = RunStore(new_run_directory(root))
        records = [store.append(new_record(one, run=store.directory.name)) for one in rescored]
        for record in records:
            write_transcript(record, store.directory)
    except OSError as error:
        raise ResultsError(f"{root}: can't be written to: {error.strerror or error}") from error
    return store, records


def _graded_records(rescored: Rescored) -> tuple[tuple[VerdictRecord, ...], tuple[UngradedRecord, ...]]:
    verdicts: list[VerdictRecord] = []
    ungraded: list[UngradedRecord] = []
    for regrading, graded in zip(rescored.case.regradings, rescored.graded, strict=True):
        as_before = {name: getattr(regrading.recorded, name) for name in _SHOWN}
        if isinstance(graded, Verdict):
            verdicts.append(verdict_record(graded).model_copy(update=as_before))
        else:
            none = ungraded_record(regrading.rubric, decided=regrading.kept, after=len(verdicts))
            ungraded.append(none.model_copy(update=as_before))
    return tuple(verdicts), tuple(ungraded)


_SHOWN = GradedRecord.model_fields.keys() - {"rubric"}
