"""A new verdict replaces the old one and nothing else."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from evals.judges import CannotGrade
from evals.judges.keyless import KeylessJudge
from evals.outcomes import EvalFailed, JudgeNotMeasured, Outcome, ServerNotMeasured
from evals.rescoring.rescore import cases_of, new_record, rescore
from evals.results.record import EvalRecord
from evals.rubrics import Criterion, Rubric
from tests.rescoring.recording import Body, Evaluate, Scripted, answers, calls, recorded, situation

RUBRIC = Rubric(
    question="What colour?",
    ground_truth="Green.",
    criteria=(Criterion(id="says_green", met_when="it does", not_met_when="it does not"),),
)
FAILS = {"says_green": "not_met"}
GREEN = "Green."


def passing() -> Scripted:
    return Scripted()


def failing() -> Scripted:
    return Scripted({"says_green": "not_met", "identifies_cause": "not_met"})


def silent() -> Scripted:
    return Scripted(raises=JudgeNotMeasured("the provider is down"))


def unable() -> Scripted:
    return Scripted(raises=CannotGrade("it needs a model"))


def undecided() -> Scripted:
    return Scripted({"says_green": "cant_tell"})


async def again(record: EvalRecord, judge: Scripted | KeylessJudge) -> EvalRecord:
    (rescored,) = await rescore(judge, cases_of([record]))
    return new_record(rescored, run="new")


def then_raises(error: Exception) -> Body:
    async def body(evaluate: Evaluate) -> None:
        await evaluate(RUBRIC, GREEN)
        raise error

    return body


# What was not the verdict's doing stays.


@pytest.mark.parametrize(
    ("error", "outcome"),
    [(AssertionError("a tool was not called"), "failed"), (ServerNotMeasured("gone"), "unmeasured")],
)
@pytest.mark.parametrize("judge", [passing(), failing(), silent()])
async def test_what_went_wrong_after_the_grading_still_did(
    tmp_path: Path, error: Exception, outcome: Outcome, judge: Scripted
) -> None:
    record = await recorded(tmp_path / "run", then_raises(error), judge=passing())
    assert (record.outcome, record.beside_verdicts) == (outcome, "trouble")

    new = await again(record, judge)

    assert (new.outcome, new.reason) == (outcome, record.reason)
    assert [verdict.outcome for verdict in new.verdicts] != [] or judge.raises is not None


@pytest.mark.parametrize("judge", [passing(), failing(), silent(), unable()])
async def test_a_changed_server_fails_an_eval_whatever_the_verdict(tmp_path: Path, judge: Scripted) -> None:
    about = situation("forced_state")
    record = await recorded(
        tmp_path / "run",
        answers(about.rubric, GREEN),
        judge=judge,
        about=about,
        tool_calls=calls("get_flow_runs"),
        server_changed="the agent deleted a flow",
    )
    assert (record.outcome, record.reason) == ("failed", "EvalFailed: the agent deleted a flow")

    new = await again(record, passing())

    assert (new.outcome, new.reason) == (record.outcome, record.reason)


async def test_trouble_in_a_teardown_is_not_made_a_pass(tmp_path: Path) -> None:
    trouble = RuntimeError("cleaning up")
    passed = await recorded(tmp_path / "a", answers(RUBRIC, GREEN), judge=passing(), teardown=trouble)
    failed = await recorded(tmp_path / "b", answers(RUBRIC, GREEN), judge=failing(), teardown=trouble)

    assert [(await again(record, passing())).outcome for record in (passed, failed)] == [
        "unmeasured",
        "failed",
    ]


async def test_an_error_with_the_words_of_a_verdict_is_none(tmp_path: Path) -> None:
    error = EvalFailed("the answer did not pass.\nsays_green: no")
    record = await recorded(tmp_path / "run", then_raises(error), judge=passing())

    assert (await again(record, passing())).outcome == "failed"


# A verdict had ended the eval, or the lack of one.


@pytest.mark.parametrize("first", [failing(), silent(), unable(), undecided()])
async def test_what_an_eval_of_ones_own_checks_next_is_not_known(tmp_path: Path, first: Scripted) -> None:
    record = await recorded(tmp_path / "run", answers(RUBRIC, GREEN), judge=first)
    assert record.beside_verdicts == "not_run"

    new = await again(record, passing())

    assert new.outcome == "unmeasured"
    assert "what the eval checks after that never ran" in str(new.reason)
    assert [verdict.outcome for verdict in new.verdicts] == ["passed"]
    # And it stays so.
    assert (await again(new, passing())).outcome == "unmeasured"


@pytest.mark.parametrize("first", [failing(), silent(), unable()])
@pytest.mark.parametrize(
    ("called", "outcome"),
    [
        (calls("get_flow_runs", "get_flow_run_logs"), "passed"),
        (calls("get_flow_runs"), "failed"),
        ((*calls("get_flow_runs"), *calls("get_flow_run_logs", error="timed out")), "failed"),
    ],
)
async def test_the_required_tools_of_a_scenario_are_checked(
    tmp_path: Path, first: Scripted, called: tuple[object, ...], outcome: Outcome
) -> None:
    about = situation("engine_crash")
    record = await recorded(
        tmp_path / "run",
        answers(about.rubric, "Its lease."),
        judge=first,
        about=about,
        tool_calls=called,  # type: ignore[arg-type]
    )
    assert record.outcome in ("failed", "unmeasured", "skipped")

    new = await again(record, passing())

    assert new.outcome == outcome
    assert (new.reason is None) is (outcome == "passed")
    assert "get_flow_run_logs" in str(new.reason) or outcome == "passed"


@pytest.mark.parametrize(
    ("judge", "outcome"), [(failing(), "failed"), (undecided(), "unmeasured"), (silent(), "unmeasured")]
)
async def test_a_verdict_that_does_not_pass_decides(
    tmp_path: Path, judge: Scripted, outcome: Outcome
) -> None:
    record = await recorded(tmp_path / "run", answers(RUBRIC, GREEN), judge=silent())

    assert (await again(record, judge)).outcome == outcome


async def test_what_no_verdict_can_be_had_of_stays_skipped(tmp_path: Path) -> None:
    record = await recorded(tmp_path / "run", answers("Does it say green?", GREEN), judge=KeylessJudge())
    assert record.outcome == "skipped"

    new = await again(record, KeylessJudge())

    assert (new.outcome, new.reason, new.ungraded) == (record.outcome, record.reason, record.ungraded)


# The eval had passed.


@pytest.mark.parametrize(
    ("judge", "outcome"),
    [
        (passing(), "passed"),
        (failing(), "failed"),
        (undecided(), "unmeasured"),
        (silent(), "unmeasured"),
        (unable(), "skipped"),
    ],
)
async def test_the_new_verdict_decides(tmp_path: Path, judge: Scripted, outcome: Outcome) -> None:
    record = await recorded(tmp_path / "run", answers(RUBRIC, GREEN), judge=passing())
    assert (record.outcome, record.beside_verdicts) == ("passed", "sound")

    new = await again(record, judge)

    assert new.outcome == outcome
    # All else had been checked, which is not forgotten.
    assert (await again(new, passing())).outcome == "passed"


async def test_one_verdict_of_several_that_fails_is_enough(tmp_path: Path) -> None:
    record = await recorded(tmp_path / "run", answers(RUBRIC, GREEN, "Yes, green."), judge=passing())

    class FailsFirst(Scripted):
        async def grade(self, rubric, exchange):  # type: ignore[no-untyped-def]
            self.decisions = dict(FAILS) if exchange.answer == GREEN else {}  # type: ignore[arg-type]
            return await super().grade(rubric, exchange)

    new = await again(record, FailsFirst())

    assert (new.outcome, [verdict.outcome for verdict in new.verdicts]) == ("failed", ["failed", "passed"])


# The eval makes something of its own of its verdicts.


async def expects_a_failure(evaluate: Evaluate) -> None:
    with pytest.raises(AssertionError):
        await evaluate(RUBRIC, "Red.")


async def asks_twice(evaluate: Evaluate) -> None:
    with contextlib.suppress(AssertionError):
        await evaluate(RUBRIC, GREEN)


@pytest.mark.parametrize("body", [expects_a_failure, asks_twice])
async def test_an_eval_that_passed_without_its_verdict_is_left_alone_or_not_measured(
    tmp_path: Path, body: Body
) -> None:
    record = await recorded(tmp_path / "run", body, judge=failing())
    assert (record.outcome, record.beside_verdicts) == ("passed", "unknown")

    assert (await again(record, failing())).outcome == "passed"
    for judge in (passing(), silent()):
        new = await again(record, judge)
        assert new.outcome == "unmeasured"
        assert (await again(new, failing())).outcome == "unmeasured"


async def test_an_answer_that_was_given_up_on_is_graded_in_its_place(tmp_path: Path) -> None:
    judge = passing()

    async def body(evaluate: Evaluate) -> None:
        judge.raises = JudgeNotMeasured("down")
        with contextlib.suppress(JudgeNotMeasured):
            await evaluate(RUBRIC, "Greenish.")
        judge.raises = None
        await evaluate(RUBRIC, GREEN)

    record = await recorded(tmp_path / "run", body, judge=judge)
    assert (record.outcome, len(record.verdicts), len(record.ungraded)) == ("passed", 1, 1)

    new = await again(record, passing())

    assert [(verdict.answer, verdict.outcome) for verdict in new.verdicts] == [
        ("Greenish.", "passed"),
        (None, "passed"),
    ]
    assert new.outcome == "unmeasured"
