import pytest

from evals.facts import false_claims
from tests.facts.fact_cases import (
    QUESTION,
    false_statements,
    found_in,
    recorded_calls,
    tool_call,
    true_statements,
)

KINDS = ("id", "name", "exit_code", "http_status", "quotation", "time", "amount")
CHECKS = ("ids_and_names", "status_codes", "quotations", "times_and_amounts")
TRUE = [statement for check in CHECKS for statement in true_statements(check)]
FALSE = [statement for check in CHECKS for statement in false_statements(check)]


@pytest.mark.parametrize(("answer", "kind", "text"), FALSE)
def test_what_no_tool_returned_is_reported(answer: str, kind: str, text: str) -> None:
    found = [(claim.kind, claim.text) for claim in found_in(answer, kinds=KINDS, grounded=True)]
    assert found == [(kind, text)]


@pytest.mark.parametrize("answer", TRUE)
def test_a_true_statement_of_the_run_is_not_reported(answer: str) -> None:
    assert found_in(answer, kinds=KINDS, grounded=True) == []


@pytest.mark.parametrize(("answer", "kind", "text"), FALSE)
def test_without_a_tool_result_grounding_is_not_checked(answer: str, kind: str, text: str) -> None:
    failed = tool_call(name="get_flow_runs", args={}, result=None)
    assert false_claims(question=QUESTION, answer=answer, tool_calls=[failed]) == (), (kind, text)


def test_an_argument_of_a_call_counts_as_given() -> None:
    call = tool_call(name="get_flow_runs", args={"name": "calm-ibex-3"}, result={"flow_runs": []})
    answer = "The flow run `calm-ibex-3` is not on this server."
    assert false_claims(question="Why?", answer=answer, tool_calls=[call]) == ()


def test_a_name_in_the_question_counts_as_given() -> None:
    call = tool_call(name="get_flow_runs", args={}, result={"flow_runs": []})
    answer = "Nothing is known of the flow run `calm-ibex-3`."
    assert false_claims(question="What of calm-ibex-3?", answer=answer, tool_calls=[call]) == ()


@pytest.mark.parametrize("code", ["exited with code 137", "exited with code -9"])
def test_the_two_numbers_of_one_signal_are_the_same(code: str) -> None:
    message = "Flow run process exited with non-zero status code -9."
    call = tool_call(name="get_flow_runs", args={}, result={"state_message": message})
    answer = f"The process {code}: it was killed."
    assert false_claims(question="Why?", answer=answer, tool_calls=[call]) == ()


def test_the_nearest_name_is_one_that_a_tool_returned() -> None:
    (claim,) = found_in("The flow run `amber-falcom` crashed.", kinds=("name",), grounded=True)
    assert claim.nearest == "amber-falcon"


def test_the_nearest_id_is_one_that_a_tool_returned() -> None:
    (claim,) = found_in("Run 7c1e9f04-3b5d-4a62-9d0e-5f8a21b4c674 crashed.", kinds=("id",), grounded=True)
    assert claim.nearest == "7c1e9f04-3b5d-4a62-9d0e-5f8a21b4c673"


def test_evidence_of_another_run_grounds_nothing() -> None:
    other = tool_call(name="get_flow_runs", args={}, result={"flow_runs": []})
    answer = "The flow run (id 7c1e9f04-3b5d-4a62-9d0e-5f8a21b4c673) crashed."
    assert [claim.kind for claim in false_claims(question="?", answer=answer, tool_calls=[other])] == ["id"]
    assert false_claims(question="?", answer=answer, tool_calls=recorded_calls()) == ()


CUT = {"count": 40, "flow_runs": [{"name": "load-run-5acf3bfd", "end_time": "2026-03-04T02:07:37.502000Z"}]}


@pytest.mark.parametrize(
    "answer",
    [
        "sync-run-9ee98fe3 lost its lease, too.",
        "Another run, 3f6e2d91-52c7-4b8a-9f10-6d7e8c9b0a12, went the same way.",
        "sync-run-9ee98fe3 crashed at 02:05:11.",
        "Other runs crashed at 02:05:11.",
    ],
)
def test_what_a_cut_list_lacks_may_exist(answer: str) -> None:
    whole, cut = (
        false_claims(
            question="Why did load-run-5acf3bfd crash?",
            answer=answer,
            tool_calls=[tool_call(name="get_flow_runs", args={}, result=CUT | {"count": count})],
        )
        for count in (1, 40)
    )
    assert whole != ()
    assert cut == ()


def test_a_slip_in_a_known_name_is_reported_beside_a_cut_list() -> None:
    call = tool_call(name="get_flow_runs", args={}, result=CUT)
    answer = "load-run-5acf3bfe crashed at 02:07:37."
    claims = false_claims(question="Why did load-run-5acf3bfd crash?", answer=answer, tool_calls=[call])
    assert [claim.text for claim in claims] == ["load-run-5acf3bfe"]
