import pytest

from evals.facts.evidence import Evidence
from tests.facts.fact_cases import tool_call

CALL = tool_call(
    name="get_flow_run_logs",
    args={"flow_run_id": "7c1e9f04-3b5d-4a62-9d0e-5f8a21b4c673"},
    result={
        "logs": [{"message": "It’s **gone** –\n  status 410"}],
        "raw": r'{"name": "db-pool", "slots": -9, "said": "caf\u00e9"}',
    },
)
EVIDENCE = Evidence(question="What of amber-falcon?", tool_calls=[CALL])


@pytest.mark.parametrize(
    "text",
    ["it's gone - status 410", "IT'S GONE", "amber-falcon", "db-pool", "slots", "get_flow_run_logs", "café"],
)
def test_text_occurs_whatever_its_case_space_and_marks(text: str) -> None:
    assert EVIDENCE.has(text)


def test_text_that_no_tool_returned_does_not_occur() -> None:
    assert not EVIDENCE.has("status 411")


@pytest.mark.parametrize(
    "part", ["7c1e9f04", "7C1E9F04-3b5d", "7c1e9f043b5d4a629d0e5f8a21b4c673", "21b4c673"]
)
def test_an_id_occurs_in_part_and_without_hyphens(part: str) -> None:
    assert EVIDENCE.has_id(part)


@pytest.mark.parametrize(("number", "there"), [("410", True), ("-9", True), ("9", False), ("41", False)])
def test_a_number_occurs_by_itself_only(number: str, there: bool) -> None:
    assert EVIDENCE.has_number(number) is there


@pytest.mark.parametrize(("result", "there"), [({}, True), ("", True), (None, False)])
def test_a_call_without_a_result_is_no_evidence(result: object, there: bool) -> None:
    call = tool_call(name="get_flow_runs", args={}, result=result)
    assert Evidence(question="?", tool_calls=[call]).has_results is there
