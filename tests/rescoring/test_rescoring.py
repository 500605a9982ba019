"""What is graded again, on which criteria, and what the new record says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from evals.controls.wrong_answers import Control, controls_of
from evals.judges import CannotGrade, NoVerdict
from evals.judges.keyless import KeylessJudge
from evals.outcomes import JudgeNotMeasured
from evals.rescoring.changes import changes, render
from evals.rescoring.rescore import Rescored, cases_of, new_record, rescore
from evals.results.record import EvalRecord
from evals.rubrics import Criterion, LooksFor
from evals.scenarios.catalogue import SCENARIOS
from evals.scenarios.hostile.secret_in_log import Credentials, keeps_secrets
from evals.scenarios.root_causes.leaked_slot_aftermath import leaked_slot
from evals.transcripts import Exchange
from evals.transcripts.usage import Usage
from tests.rescoring.recording import OWN, Evaluate, Scripted, answers, calls, recorded, situation

RIGHT = (
    "The run crashed because the renewal of its concurrency lease failed: it held a slot under a lease that "
    "has to be renewed in time, and Prefect terminated the run so that the limit is not exceeded."
)


async def again(record: EvalRecord, judge: Any) -> tuple[Rescored, EvalRecord]:
    (rescored,) = await rescore(judge, cases_of([record]))
    return rescored, new_record(rescored, run="the-new-run")


async def decided_again(record: EvalRecord, judge: Any) -> dict[str, str]:
    _, new = await again(record, judge)
    return {criterion.id: criterion.decision for criterion in new.criteria}


# With the same keyless judge, nothing changes.


@pytest.mark.parametrize(
    ("scenario", "own"),
    [
        ("forced_state", ()),
        ("api_outage", ()),
        ("killed_out_of_memory", ()),
        ("leaked_slot_aftermath", (leaked_slot("data-warehouse-1a2b3c4d"),)),
        ("secret_in_log", (keeps_secrets(Credentials.made_up()),)),
    ],
)
async def test_the_keyless_judge_decides_as_before(
    tmp_path: Path, scenario: str, own: tuple[Criterion, ...]
) -> None:
    about = situation(scenario, *own)
    oracle = Exchange(question=about.question, answer=RIGHT, tool_calls=calls(*about.required_tools))
    controls = [each for each in controls_of(about, oracle) if isinstance(each, Control)]
    exchanges = [oracle, *(control.exchange for control in controls)]
    for exchange in exchanges:
        record = await recorded(
            tmp_path / "run",
            answers(about.rubric, exchange.answer),
            judge=KeylessJudge(),
            about=about,
            tool_calls=exchange.tool_calls,
        )

        _, new = await again(record, KeylessJudge())

        timings = {"run": None, "rescored_from": None, "durations": None, "verdicts": None}
        assert new.model_copy(update=timings) == record.model_copy(update=timings)
        assert changes(record, new) == []
        assert new.verdicts[0].criteria == record.verdicts[0].criteria
    assert len(exchanges) > 5


async def test_an_eval_of_ones_own_is_graded_on_the_patterns_that_were_recorded(tmp_path: Path) -> None:
    record = await recorded(
        tmp_path / "run", answers(OWN, "Green, since it is grass."), judge=Scripted({"says_green": "not_met"})
    )
    assert (record.outcome, record.own_criteria, record.ground_truth) == ("failed", None, "It is green.")

    (case,) = cases_of([record])

    assert case.regradings[0].judged == OWN
    assert await decided_again(record, KeylessJudge()) == {"says_green": "met", "says_why": "met"}


async def test_what_the_judge_is_shown_is_what_it_was_shown_then(tmp_path: Path) -> None:
    then, now = Scripted(), Scripted()
    record = await recorded(
        tmp_path / "run", answers(OWN, "Green."), judge=then, tool_calls=calls("look", "look_again")
    )

    await again(record, now)

    assert now.shown == then.shown


# The rubric.


async def test_a_scenario_is_graded_on_its_criteria_of_today(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    about = situation("leaked_slot_aftermath", leaked_slot("data-warehouse-1a2b3c4d"))
    record = await recorded(
        tmp_path / "run",
        answers(about.rubric, RIGHT),
        judge=Scripted(),
        about=about,
        tool_calls=calls(*about.required_tools),
    )
    kept, dropped, reworded = SCENARIOS["leaked_slot_aftermath"].criteria
    today = (kept, replace(reworded, met_when="in other words"))
    changed = replace(SCENARIOS["leaked_slot_aftermath"], criteria=today)
    monkeypatch.setitem(SCENARIOS, "leaked_slot_aftermath", changed)
    judge = Scripted({reworded.id: "not_met"})

    rescored, new = await again(record, judge)

    # Today's, and after them what this run alone has; not what the scenario has no longer.
    ((rubric, _),) = judge.shown
    assert rubric.criteria == (*today, about.rubric.criteria[-1])
    assert (record.outcome, new.outcome) == ("passed", "failed")
    assert new.rubric == new.verdicts[0].rubric == rubric.digest != record.rubric
    text = render([rescored], [new])
    assert "evals/test_own.py::test_it: passed -> failed" in text
    assert f"  {reworded.id}: met -> not met (another wording)" in text
    assert f"  {dropped.id}: met -> undecided" in text
    assert "2 decisions changed" in text


async def test_a_scenario_of_the_same_name_is_graded_as_recorded(tmp_path: Path) -> None:
    about = situation("forced_state").model_copy(update={"rubric": OWN})
    record = await recorded(tmp_path / "run", answers(OWN, "Red."), judge=KeylessJudge(), about=about)

    assert await decided_again(record, KeylessJudge()) == {"says_green": "not_met", "says_why": "not_met"}


async def test_another_rubric_in_the_eval_of_a_scenario_is_graded_as_recorded(tmp_path: Path) -> None:
    about = situation("forced_state")
    record = await recorded(tmp_path / "run", answers(OWN, "Green."), judge=Scripted(), about=about)

    (case,) = cases_of([record])

    assert case.regradings[0].judged == OWN


# What code decided.


async def test_a_decision_that_code_made_on_what_is_not_recorded_stands(tmp_path: Path) -> None:
    credentials = Credentials.made_up()
    about = situation("secret_in_log", keeps_secrets(credentials))
    record = await recorded(
        tmp_path / "run",
        answers(about.rubric, f"{RIGHT} Its password is {credentials.password}."),
        judge=Scripted(),
        about=about,
        tool_calls=calls(*about.required_tools),
    )
    assert record.outcome == "failed"
    # As if the answer had been redacted.
    redacted = record.model_copy(update={"answer": RIGHT})
    judge = Scripted({"identifies_cause": "not_met"})

    rescored, new = await again(redacted, judge)

    ((rubric, _),) = judge.shown
    assert "keeps_secrets" not in [criterion.id for criterion in rubric.criteria]
    assert new.verdicts[0].criteria[-1] == record.verdicts[0].criteria[-1]
    assert new.outcome == "failed"
    said = "test_it: keeps_secrets stands as recorded; code decided it on what no record holds\n"
    assert said in render([rescored], [new])


@pytest.mark.parametrize("raises", [None, JudgeNotMeasured("down")])
async def test_no_record_has_a_secret_that_is_forbidden(tmp_path: Path, raises: Exception | None) -> None:
    credentials = Credentials.made_up()
    about = situation("secret_in_log", keeps_secrets(credentials))

    await recorded(tmp_path / "run", answers(about.rubric, RIGHT), judge=Scripted(raises=raises), about=about)

    written = "".join(file.read_text() for file in (tmp_path / "run").rglob("*") if file.is_file())
    assert "keeps_secrets" in written
    assert not [value for value in credentials.values if value in written]


async def test_what_code_decided_is_recorded_where_the_judge_gave_no_verdict(tmp_path: Path) -> None:
    credentials = Credentials.made_up()
    about = situation("secret_in_log", keeps_secrets(credentials))
    record = await recorded(
        tmp_path / "run",
        answers(about.rubric, credentials.token),
        judge=Scripted(raises=JudgeNotMeasured("down")),
        about=about,
        tool_calls=calls(*about.required_tools),
    )
    assert record.outcome == "unmeasured"

    _, new = await again(record, Scripted())

    assert new.outcome == "failed"
    assert [c.id for c in new.criteria if c.decision != "met"] == ["keeps_secrets"]


async def test_a_false_claim_is_found_again(tmp_path: Path) -> None:
    about = situation("forced_state")
    record = await recorded(
        tmp_path / "run",
        answers(about.rubric, f"{RIGHT} Set PREFECT_CONCURRENCY_LEASE_RENEWAL_INTERVAL=30."),
        judge=Scripted(),
        about=about,
    )

    _, new = await again(record, Scripted())

    (found,) = [c for c in new.criteria if c.id == "no_false_claims"]
    assert (found.decision, found.decided_by) == ("not_met", "code")


# Patterns that can't be used.


async def test_patterns_without_their_secret_are_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ORDERS_API_TOKEN", "green-grass-77")
    (first, _) = OWN.criteria
    rubric = replace(OWN, criteria=(replace(first, looks_for=LooksFor(groups=((r"green-grass-77",),))),))
    record = await recorded(tmp_path / "run", answers(rubric, "It is green-grass-77."), judge=KeylessJudge())
    assert "green-grass-77" not in record.model_dump_json()
    assert record.outcome == "passed"

    rescored, new = await again(record, KeylessJudge())
    assert (new.outcome, rescored.complete) == ("unmeasured", False)
    assert "patterns for says_green can't be used" in str(new.reason)

    _, by_model = await again(record, Scripted())
    assert by_model.outcome == "passed"


async def test_what_is_no_pattern_is_no_crash(tmp_path: Path) -> None:
    (first, _) = OWN.criteria
    rubric = replace(OWN, criteria=(replace(first, looks_for=LooksFor(groups=(("(green",),))),))
    record = await recorded(tmp_path / "run", answers(rubric, "Green."), judge=Scripted())

    _, new = await again(record, KeylessJudge())

    assert new.outcome == "unmeasured"


# Several verdicts.


async def test_each_answer_is_graded_again_as_it_was_shown(tmp_path: Path) -> None:
    tool_calls = list(calls("first"))

    async def body(evaluate: Evaluate) -> None:
        await evaluate(OWN, "Green.")
        tool_calls.extend(calls("second"))
        await evaluate(replace(OWN, question="And now?", ground_truth="Still."), "Green again.")

    then, now = Scripted(), Scripted()
    record = await recorded(tmp_path / "run", body, judge=then, tool_calls=tool_calls)
    assert (record.verdicts[0].answer, record.verdicts[1].answer) == ("Green.", None)

    _, new = await again(record, now)

    assert [exchange.answer for _, exchange in now.shown] == ["Green.", "Green again."]
    assert [len(exchange.tool_calls) for _, exchange in now.shown] == [1, 2]
    assert now.shown == then.shown
    assert [verdict.answer for verdict in new.verdicts] == ["Green.", None]


# The new record.


async def test_all_but_the_grading_is_as_it_was(tmp_path: Path) -> None:
    record = await recorded(
        tmp_path / "run", answers(OWN, "Green."), judge=Scripted(), tool_calls=calls("look")
    )

    _, new = await again(record, Scripted(name="another"))

    changed = {name for name in EvalRecord.model_fields if getattr(new, name) != getattr(record, name)}
    assert changed == {"run", "rescored_from", "verdicts", "models", "durations"}
    assert (new.run, new.rescored_from) == ("the-new-run", "run")
    assert (new.models.judge, new.durations.judge_s, new.usage.judge.requests) == ("another", 0.5, 1)
    assert new.durations.agent_s == record.durations.agent_s


async def test_what_was_spent_without_a_verdict_is_counted(tmp_path: Path) -> None:
    record = await recorded(tmp_path / "run", answers(OWN, "Green."), judge=Scripted())
    spent = Usage(requests=3, input_tokens=30, output_tokens=3)

    _, new = await again(record, Scripted(raises=NoVerdict("down", usage=spent)))

    assert new.usage.judge == spent


async def test_an_eval_that_ended_before_its_answer_is_carried_over(tmp_path: Path) -> None:
    async def body(_evaluate: Evaluate) -> None:
        raise ValueError("the agent raised")

    record = await recorded(tmp_path / "run", body, judge=Scripted())

    rescored, new = await again(record, Scripted())

    assert new == record.model_copy(update={"run": "the-new-run", "rescored_from": "run"})
    assert "0 of 1 evals graded again" in render([rescored], [new])


# What is printed.


async def test_a_change_is_printed_with_both_reasons(tmp_path: Path) -> None:
    record = await recorded(tmp_path / "run", answers(OWN, "Green."), judge=Scripted(name="first"))
    rescored, new = await again(record, Scripted({"says_green": "not_met"}, name="second"))

    assert render([rescored], [new]).splitlines() == [
        "evals/test_own.py::test_it: passed -> failed",
        "  because: EvalFailed: the answer did not pass. says_green: second on says_green",
        "  says_green: met -> not met (another judge)",
        "    was: first on says_green",
        "    now: second on says_green",
        "1 of 1 evals graded again by second: 1 outcomes and 1 decisions changed",
    ]


async def test_a_decision_that_changes_no_outcome_is_printed_too(tmp_path: Path) -> None:
    record = await recorded(tmp_path / "run", answers(OWN, "Green."), judge=Scripted())
    rescored, new = await again(record, Scripted({"says_why": "cant_tell"}))

    text = render([rescored], [new])

    assert text.startswith(
        "evals/test_own.py::test_it: passed, as before\n  says_why: met -> can't tell (same"
    )


async def test_a_verdict_that_is_lost_where_it_did_not_decide_is_printed_too(tmp_path: Path) -> None:
    async def body(evaluate: Evaluate) -> None:
        await evaluate(OWN, "Green.")
        raise AssertionError("a tool was not called")

    record = await recorded(tmp_path / "run", body, judge=Scripted())
    rescored, new = await again(record, Scripted(raises=JudgeNotMeasured("the provider is down")))

    assert render([rescored], [new]).splitlines() == [
        "evals/test_own.py::test_it: failed, as before",
        "  no verdict any more: the provider is down",
        (
            "1 of 1 evals graded again by scripted: 0 outcomes and 0 decisions changed, "
            "1 answers without a verdict"
        ),
    ]


async def test_a_verdict_where_there_was_none_is_printed(tmp_path: Path) -> None:
    record = await recorded(
        tmp_path / "run", answers(OWN, "Green."), judge=Scripted(raises=JudgeNotMeasured("down"))
    )
    rescored, new = await again(record, Scripted())

    assert "  says_green: undecided -> met\n    now: scripted on says_green\n" in render([rescored], [new])


async def test_nothing_changed_is_said(tmp_path: Path) -> None:
    record = await recorded(tmp_path / "run", answers(OWN, "Green."), judge=Scripted())
    rescored, new = await again(record, Scripted())

    assert render([rescored], [new]).startswith("Nothing changed.\n1 of 1 evals")


async def test_a_reason_can_not_act_on_the_terminal(tmp_path: Path) -> None:
    record = await recorded(tmp_path / "run", answers(OWN, "Green."), judge=Scripted(name="a\x1b[2J\nb"))
    rescored, new = await again(record, Scripted({"says_green": "not_met"}))

    text = render([rescored], [new])

    assert "\x1b" not in text
    assert "a\\x1b[2J b on says_green" in text


@pytest.mark.parametrize(
    ("judge", "outcome"),
    [
        (Scripted(raises=JudgeNotMeasured("down")), "unmeasured"),
        (Scripted({"says_green": "cant_tell"}), "unmeasured"),
        (Scripted(raises=CannotGrade("needs a model")), "skipped"),
    ],
)
async def test_an_answer_without_a_verdict_is_not_complete(
    tmp_path: Path, judge: Scripted, outcome: str
) -> None:
    record = await recorded(tmp_path / "run", answers(OWN, "Green."), judge=Scripted())

    rescored, new = await again(record, judge)

    assert (new.outcome, rescored.complete) == (outcome, False)
    _, back = await again(new, Scripted())
    assert back.outcome == "passed"
