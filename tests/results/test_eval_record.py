import json
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import UTC, datetime
from typing import Any, get_args

import pytest
from pydantic import ValidationError
from pydantic_ai import Agent
from pydantic_ai.messages import (
    ModelMessagesTypeAdapter,
    ModelRequest,
    ModelResponse,
    TextPart,
    ToolCallPart,
    ToolReturnPart,
)
from pydantic_ai.models.function import AgentInfo, FunctionModel

from evals.judges import Verdict
from evals.outcomes import Outcome
from evals.results.graded import LooksForRecord, shown, ungraded_record, verdict_record
from evals.results.record import (
    EvalRecord,
    Models,
    first_paragraph,
    message_records,
    tool_call_records,
)
from evals.results.redaction import Redactor
from evals.rubrics import LooksFor
from evals.transcripts import Exchange, ToolCall
from evals.transcripts.usage import Usage

Record = Callable[..., EvalRecord]
Call = Callable[..., ToolCall]

FIELDS = {
    *(
        "schema_version",
        "eval",
        "eval_doc",
        "repeat",
        "crossed_with",
        "run",
        "scenario",
        "family",
        "fidelity",
        "source",
    ),
    *("question", "answer", "ground_truth", "rubric", "messages", "tool_calls", "verdicts", "outcome"),
    *("reason", "models", "usage", "durations", "versions", "started_at", "trace_id"),
    *("own_criteria", "ungraded", "beside_verdicts", "rescored_from"),
}


class Unprintable:
    def __repr__(self) -> str:
        raise RuntimeError("no repr")


def test_the_format_has_these_fields(a_record: Record) -> None:
    assert json.loads(a_record().model_dump_json()).keys() == FIELDS


@pytest.mark.parametrize(
    "wrong",
    [
        {"schema_version": 2},
        {"verdict": "passed"},
        {"outcome": "errored"},
        {"repeat": 0},
        {"fidelity": "real"},
        {"started_at": datetime(2026, 1, 2)},  # noqa: DTZ001 - without a zone is what must be refused
    ],
)
def test_what_is_not_in_the_format_is_refused(a_record: Record, wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError) as refusal:
        a_record(**wrong)

    assert [error["loc"] for error in refusal.value.errors()] == [(next(iter(wrong)),)]


def test_a_record_can_not_be_changed(a_record: Record) -> None:
    with pytest.raises(ValidationError, match="frozen"):
        a_record().outcome = "passed"  # type: ignore[misc]


def test_text_that_utf8_can_not_hold_is_spelled_out(a_record: Record) -> None:
    record = a_record(question="why \udc80?", answer="\ud800", models=Models(agent="m\udcff"))

    assert EvalRecord.model_validate_json(record.model_dump_json()) == record
    assert (record.question, record.answer, record.models.agent) == ("why \\udc80?", "\\ud800", "m\\udcff")


@pytest.mark.parametrize("outcome", get_args(Outcome))
def test_a_record_is_read_back_as_written(
    a_record: Record, a_call: Call, a_verdict: Verdict, outcome: Outcome
) -> None:
    record = a_record(
        outcome=outcome,
        tool_calls=tool_call_records([a_call(args={"n": float("nan")}, result={1, 2}), a_call(error="no")]),
        verdicts=(verdict_record(a_verdict),),
        messages=message_records([ModelResponse(parts=[TextPart("because")])]),
    )

    assert EvalRecord.model_validate_json(record.model_dump_json()) == record


def test_a_tool_call_is_recorded_as_it_ended(a_call: Call) -> None:
    [done, failed] = tool_call_records([a_call(args={"limit": 5}, result={"runs": []}), a_call(error="gone")])

    assert json.loads(done.model_dump_json()) == {
        "name": "get_flow_runs",
        "args": {"limit": 5},
        "result": {"runs": []},
        "error": None,
        "succeeded": True,
        "started_at": "2026-01-02T03:04:05Z",
        "duration_s": 0.25,
    }
    assert (failed.error, failed.succeeded) == ("gone", False)


def test_a_start_without_a_zone_is_local_time(a_call: Call) -> None:
    local = datetime(2026, 1, 2, 12, 0)  # noqa: DTZ001 - what a careless tool wrapper hands over

    [call] = tool_call_records([a_call(started_at=local)])

    assert call.started_at == local.astimezone(UTC)


def test_arguments_and_results_of_any_kind_are_recorded(a_call: Call) -> None:
    [call] = tool_call_records(
        [a_call(args={"a": b"\xff", "b": Unprintable()}, result=[float("inf"), "\ud800"])]
    )

    assert call.args == {"a": "\\xff", "b": "<Unprintable without a repr>"}
    assert call.result == ["Infinity", "\\ud800"]


def test_a_verdict_keeps_the_wording_it_was_given_on(a_verdict: Verdict) -> None:
    recorded = verdict_record(a_verdict)

    assert (recorded.judge, recorded.rubric) == ("openai:some-model", a_verdict.rubric.digest)
    assert (recorded.outcome, recorded.seconds) == ("failed", 1.5)
    assert recorded.usage == Usage(requests=1, input_tokens=900, output_tokens=80, cost_usd=0.002)
    assert recorded.criteria[0].model_dump() == {
        "id": "identifies_cause",
        "weight": "required",
        "met_when": "it does",
        "not_met_when": "it doesn't",
        "needs_quotation": True,
        "looks_for": None,
        "decision": "met",
        "reason": "names the lease",
        "quotes": ("the lease",),
        "decided_by": "judge",
        "votes": (),
    }
    assert [criterion.id for criterion in recorded.criteria[1:]] == ["differentiates", "quotes_error"]


async def test_messages_can_be_read_by_pydantic_ai_again() -> None:
    def look_then_answer(messages: list[Any], _info: AgentInfo) -> ModelResponse:
        if len(messages) == 1:
            return ModelResponse(parts=[ToolCallPart("runs", {"limit": 2})])
        return ModelResponse(parts=[TextPart("because")])

    agent = Agent(FunctionModel(look_then_answer, model_name="reference"), instructions="Be brief.")

    @agent.tool_plain
    def runs(limit: int) -> list[str]:
        return ["crashed"] * limit

    messages = (await agent.run("why?")).all_messages()

    recorded = message_records(messages)

    assert json.loads(json.dumps(recorded, allow_nan=False)) == list(recorded)
    assert ModelMessagesTypeAdapter.validate_python(list(recorded)) == messages


@pytest.mark.parametrize("content", [float("nan"), "\ud800", Unprintable(), b"\xff", {1: {2, 3}}])
def test_a_message_with_anything_in_it_is_recorded(content: object) -> None:
    part = ToolReturnPart(tool_name="runs", content=content, tool_call_id="call-1")

    [recorded] = message_records([ModelRequest(parts=[part])])

    assert "call-1" in json.dumps(recorded, allow_nan=False).encode("utf-8").decode("utf-8")


def test_a_message_that_is_none_is_recorded_all_the_same() -> None:
    assert message_records([Unprintable()]) == (  # type: ignore[list-item]
        {"unreadable": "<Unprintable without a repr>"},
    )


def test_every_text_of_a_record_is_redacted(a_record: Record, a_call: Call) -> None:
    planted = "s3cret-value"
    record = a_record(
        eval=f"evals/test_a.py::test_b[{planted}]",
        question=planted,
        answer=f"it is {planted}",
        tool_calls=tool_call_records(
            [a_call(args={planted: planted}, result=[{"log": planted}], error=planted)]
        ),
        messages=message_records([ModelResponse(parts=[TextPart(planted)])]),
        models=Models(agent=planted),
        reason=planted,
    )

    redacted = record.redacted(Redactor.from_environ({"A_KEY": planted}))

    assert record.model_dump_json().count(planted) == 10
    assert redacted.model_dump_json().count("[redacted A_KEY]") == 10
    assert planted not in redacted.model_dump_json()


@pytest.mark.parametrize("word", ["messages", "versions", "tool_calls", "replayed", "unmeasured", "required"])
def test_a_secret_that_is_a_word_of_the_format_does_not_break_it(
    a_record: Record, a_verdict: Verdict, word: str
) -> None:
    record = a_record(outcome="unmeasured", fidelity="replayed", verdicts=(verdict_record(a_verdict),))

    redacted = record.redacted(Redactor(secrets=(("CACHE_KEY", word),)))

    assert EvalRecord.model_validate_json(redacted.model_dump_json()) == record


@pytest.mark.parametrize(
    ("docstring", "expected"),
    [
        (None, None),
        ("", None),
        ("One line.", "One line."),
        ("\n    Does the agent\n    see it?\n\n    More on that.\n    ", "Does the agent see it?"),
    ],
)
def test_first_paragraph(docstring: str | None, expected: str | None) -> None:
    assert first_paragraph(docstring) == expected


def test_what_the_keyless_judge_looks_for_is_recorded(a_verdict: Verdict) -> None:
    looks_for = LooksFor(groups=(("lease", "slot"), ("lost",)), at_least=1, rejects=("memory",))
    first, *others = a_verdict.rubric.criteria
    rubric = replace(a_verdict.rubric, criteria=(replace(first, looks_for=looks_for), *others))

    recorded = verdict_record(replace(a_verdict, rubric=rubric)).criteria[0].looks_for

    assert recorded is not None
    assert LooksFor(**recorded.model_dump()) == looks_for


def test_what_a_judge_was_shown_is_recorded_where_the_record_has_it_not(
    a_record: Record, a_call: Call, a_verdict: Verdict
) -> None:
    record = a_record(question="Why did it crash?", answer="\\udc80", ground_truth="The lease was lost.")
    same = Exchange(question="Why did it crash?", answer="\udc80", tool_calls=(a_call(),))
    other = Exchange(question="And now?", answer="Still.")
    verdict = verdict_record(a_verdict)

    as_record = shown(verdict, a_verdict.rubric, same, record=record)
    as_other = shown(verdict, replace(a_verdict.rubric, ground_truth=""), other, record=record)

    fields = ("question", "answer", "ground_truth", "tool_calls")
    assert [getattr(as_record, name) for name in fields] == [None, None, None, 1]
    assert [getattr(as_other, name) for name in fields] == ["And now?", "Still.", "", 0]


def test_answers_are_graded_in_their_order(a_record: Record, a_verdict: Verdict) -> None:
    first, second = (verdict_record(replace(a_verdict, judge=name)) for name in ("first", "second"))
    none = [ungraded_record(a_verdict.rubric, decided=(), after=after) for after in (0, 1, 1)]

    record = a_record(verdicts=(first, second), ungraded=tuple(none))

    assert record.graded == (none[0], first, none[1], none[2], second)


def test_what_is_looked_for_is_recorded_whole() -> None:
    assert set(LooksForRecord.model_fields) == {field.name for field in fields(LooksFor)}
