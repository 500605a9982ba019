from datetime import timedelta

from evals.reports.runs import LONGEST, runs_of
from evals.results.record import EvalRecord
from evals.results.redaction import Redactor
from tests.reports.making import STARTED, call, record

TOOL_CALL = {
    "part_kind": "tool-call",
    "tool_name": "get_flow_runs",
    "args": {"limit": 5},
    "tool_call_id": "1",
}


def prepared(*records: EvalRecord) -> list[list[tuple[str, str]]]:
    return [
        [(event.kind, event.title) for event in run.events] for run in runs_of(records, redactor=Redactor())
    ]


def test_turns_calls_and_the_answer_are_in_order() -> None:
    one = record(
        answer="The lease.",
        tool_calls=(call(),),
        messages=(
            {"kind": "request", "parts": [{"part_kind": "user-prompt", "content": "Why did it crash?"}]},
            {"kind": "response", "parts": [{"part_kind": "thinking", "content": "hm"}, TOOL_CALL]},
            {"kind": "request", "parts": [{"part_kind": "tool-return", "tool_call_id": "1", "content": "x"}]},
            {"kind": "response", "parts": [{"part_kind": "text", "content": "The lease."}]},
        ),
    )
    assert prepared(one) == [
        [
            ("turn", "Turn 1"),
            ("said", "thinking"),
            ("call", "get_flow_runs"),
            ("turn", "Turn 2"),
            ("note", "the answer, in full above"),
        ]
    ]


def test_a_call_has_its_time_its_arguments_and_what_came_of_it() -> None:
    failed = call(
        error="no such run", result=None, succeeded=False, started_at=STARTED + timedelta(seconds=3)
    )
    ((_, event),) = [run.events for run in runs_of([record(tool_calls=(failed,))], redactor=Redactor())]
    assert (event.after_s, event.took_s, event.failed) == (3.0, 0.25, True)
    assert [(block.label, block.excerpt.text) for block in event.blocks] == [
        ("arguments", '{\n "limit": 5\n}'),
        ("error", "no such run"),
    ]


def test_a_call_that_the_spy_did_not_see_is_told_from_others() -> None:
    messages = ({"kind": "response", "parts": [TOOL_CALL]},)
    assert prepared(record(messages=messages))[0][1] == ("call", "get_flow_runs, which the spy did not see")


def test_a_long_result_is_cut_and_says_by_how_much() -> None:
    (run,) = runs_of([record(tool_calls=(call(result="x" * 50_000),))], redactor=Redactor())
    shown = run.events[1].blocks[1].excerpt
    assert (len(shown.text), shown.left_out) == (LONGEST, 30_000)


def test_many_runs_share_the_room_and_short_texts_stay_whole() -> None:
    records = [record(repeat=n, tool_calls=(call(result="x" * 50_000),)) for n in range(1, 1_001)]
    runs = runs_of(records, redactor=Redactor())
    results = [run.events[1].blocks[1].excerpt for run in runs]
    assert sum(len(result.text) for result in results) < 9_000_000
    assert {result.left_out > 0 for result in results} == {True}
    assert {run.events[1].blocks[0].excerpt.left_out for run in runs} == {0}


def test_messages_and_calls_are_not_kept_beside_their_events() -> None:
    (run,) = runs_of([record(tool_calls=(call(),))], redactor=Redactor())
    assert (run.calls, run.record.tool_calls, run.record.messages) == (1, (), ())
