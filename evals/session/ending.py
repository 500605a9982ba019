"""How an eval ends: what its failure says, and the record that it leaves."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from evals.calibration.record import standing_of
from evals.judges.grading import decided_by_code
from evals.outcomes import EvalFailed, NotMeasured
from evals.results.graded import UngradedRecord, VerdictRecord, shown, ungraded_record, verdict_record
from evals.results.record import (
    Durations,
    EvalRecord,
    Models,
    UsageByRole,
    first_paragraph,
    message_records,
    tool_call_records,
)
from evals.results.redaction import Redactor
from evals.results.store import RunStore
from evals.results.table import calls_list, summary_table, verdict_table
from evals.results.transcript import transcript_path, write_transcript
from evals.results.versions import versions
from evals.session.judge_standing import of_records
from evals.transcripts.usage import total_usage, usage_of

if TYPE_CHECKING:
    import pytest

    from evals.scenarios.situation import Situation
    from evals.session.recorder import EvalRecorder, Grading
    from evals.session.run import Run


def explain(
    report: pytest.TestReport, recorder: EvalRecorder, *, run: Run, error: BaseException | None
) -> None:
    """Make a report of an eval that did not pass readable: the criteria as a table, the calls that were
    made, and where the transcript is. A traceback stays only where it tells something."""
    if isinstance(error, (EvalFailed, NotMeasured)):
        report.longrepr = Redactor.from_environ().redact_text(str(error))
    parts = [verdict_table(verdict) for verdict in recorder.verdicts]
    if recorder.spy is not None:
        parts.append(calls_list(recorder.spy.calls))
    transcript = transcript_path(
        Path(run.directory), name=recorder.eval, repeat=recorder.repeat, crossed_with=recorder.crossed_with
    )
    parts.append(f"transcript: {os.path.relpath(transcript)}")
    text = Redactor.from_environ().redact_text("\n\n".join(parts))
    report.sections.append((f"eval {recorder.outcome}", text))


def finish(recorder: EvalRecorder, *, run: Run) -> float | None:
    """Append the record of an eval that has ended to the run's results, and write its transcript.

    Returns what it cost in US dollars, agent and judge; None where that is not known.
    """
    written = RunStore(Path(run.directory)).append(_record(recorder, run=run))
    write_transcript(written, Path(run.directory))
    return total_usage([written.usage.agent, written.usage.judge]).cost_usd


def records_of(run: Run) -> list[EvalRecord]:
    """The records that a run has left so far."""
    store = RunStore(Path(run.directory))
    return store.read() if store.results_path.exists() else []


def summarise(records: Sequence[EvalRecord], *, run: Run) -> list[str]:
    """The lines of the table at the end of a run; none where no eval ran."""
    if not records:
        return []
    return [
        "",
        *summary_table(records).splitlines(),
        *of_records(records),
        f"results and transcripts: {run.shown_directory}",
    ]


def nothing_measured(records: Sequence[EvalRecord]) -> bool:
    """Whether evals ran and not one of them was graded."""
    return bool(records) and all(record.outcome in ("skipped", "unmeasured") for record in records)


def _record(recorder: EvalRecorder, *, run: Run) -> EvalRecord:
    situation = recorder.situation
    rubric = situation.rubric if situation else None
    last = recorder.gradings[-1] if recorder.gradings else None
    asked = rubric or (last.rubric if last else None)
    call_s = recorder.durations.get("call", 0.0)
    record = EvalRecord(
        eval=recorder.eval,
        repeat=recorder.repeat,
        crossed_with=recorder.crossed_with,
        eval_doc=first_paragraph(recorder.doc),
        run=run.id,
        scenario=situation.scenario if situation else None,
        family=situation.family if situation else None,
        fidelity=situation.fidelity if situation else None,
        source=situation.source if situation else None,
        question=last.exchange.question if last else (rubric.question if rubric else ""),
        answer=last.exchange.answer if last else None,
        ground_truth=(asked.ground_truth or None) if asked else None,
        rubric=rubric.digest if rubric else None,
        own_criteria=_own_criteria(situation) if situation else None,
        messages=message_records(recorder.messages),
        tool_calls=tool_call_records(recorder.spy.calls if recorder.spy else ()),
        outcome=recorder.outcome,
        reason=recorder.reason or None,
        beside_verdicts=recorder.beside_verdicts,
        models=Models(
            agent=recorder.models.get("agent"),
            judge=recorder.models.get("judge"),
            judge_standing=_standing(recorder.models.get("judge")),
        ),
        usage=UsageByRole(
            agent=usage_of(recorder.messages, retries=sum(one.count for one in recorder.retries)),
            judge=total_usage(recorder.judge_usage),
        ),
        durations=Durations(
            setup_s=recorder.durations.get("setup", 0.0),
            # What the body does besides waiting for the judge is running the agent.
            agent_s=max(0.0, call_s - recorder.judge_s),
            judge_s=recorder.judge_s,
            total_s=(datetime.now(UTC) - recorder.started_at).total_seconds(),
        ),
        versions=versions(),
        started_at=recorder.started_at,
    )
    verdicts, ungraded = _graded(recorder.gradings, record)
    return record.model_copy(update={"verdicts": verdicts, "ungraded": ungraded})


@cache
def _standing(judge: str | None) -> str | None:
    return None if judge is None else standing_of(judge).line


def _graded(
    gradings: Sequence[Grading], record: EvalRecord
) -> tuple[tuple[VerdictRecord, ...], tuple[UngradedRecord, ...]]:
    verdicts: list[VerdictRecord] = []
    ungraded: list[UngradedRecord] = []
    for grading in gradings:
        rubric, exchange = grading.rubric, grading.exchange
        if grading.verdict is not None:
            verdicts.append(shown(verdict_record(grading.verdict), rubric, exchange, record=record))
        else:
            decided = decided_by_code(rubric, exchange)
            none = ungraded_record(rubric, decided=decided, after=len(verdicts))
            ungraded.append(shown(none, rubric, exchange, record=record))
    return tuple(verdicts), tuple(ungraded)


def _own_criteria(situation: Situation) -> tuple[str, ...] | None:
    """The criteria that a situation has beyond those of its scenario in the catalogue."""
    from evals.scenarios.catalogue import SCENARIOS

    scenario, criteria = SCENARIOS.get(situation.scenario), situation.rubric.criteria
    # One of the same name, made by an eval's own fixture, is another scenario.
    if scenario is None or criteria[: len(scenario.criteria)] != scenario.criteria:
        return None
    return tuple(criterion.id for criterion in criteria[len(scenario.criteria) :])
