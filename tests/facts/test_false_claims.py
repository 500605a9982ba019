import time

import pytest

from evals.facts import false_claims
from tests.facts.fact_cases import QUESTION, false_statements, recorded_calls, tool_call, true_statements


@pytest.mark.parametrize(("answer", "kind", "text"), false_statements("answers"))
def test_one_false_claim_is_reported(answer: str, kind: str, text: str) -> None:
    claims = false_claims(question=QUESTION, answer=answer, tool_calls=recorded_calls())
    assert [(claim.kind, claim.text) for claim in claims] == [(kind, text)]


@pytest.mark.parametrize("answer", true_statements("answers"))
def test_a_true_answer_has_no_false_claim(answer: str) -> None:
    assert false_claims(question=QUESTION, answer=answer, tool_calls=recorded_calls()) == ()


def test_the_claims_of_all_checks_come_together_in_the_same_order() -> None:
    answer = (
        "The process exited with code 137. Set PREFECT_LEASE_TTL=600, run `prefect lease renew`, "
        "then PREFECT_LEASE_TTL=900."
    )
    kinds = ["setting", "command", "exit_code"]
    for _ in range(2):
        claims = false_claims(question=QUESTION, answer=answer, tool_calls=recorded_calls())
        assert [claim.kind for claim in claims] == kinds


def test_every_claim_stands_in_the_answer_word_for_word() -> None:
    answer = "\n\n".join(answer for answer, _, _ in false_statements("answers"))
    claims = false_claims(question=QUESTION, answer=answer, tool_calls=recorded_calls())
    assert len(claims) > 10
    assert all(claim.text in answer for claim in claims)


def test_an_empty_answer_has_no_false_claim() -> None:
    assert false_claims(question="", answer="", tool_calls=recorded_calls()) == ()


def test_a_usual_answer_takes_a_few_milliseconds() -> None:
    answer = true_statements("answers")[0].replace("`prefect deployment run 'nightly-etl/prod'`", "it")
    calls = recorded_calls()
    false_claims(question=QUESTION, answer=answer, tool_calls=calls)

    def seconds() -> float:
        start = time.thread_time()
        false_claims(question=QUESTION, answer=answer, tool_calls=calls)
        return time.thread_time() - start

    assert min(seconds() for _ in range(50)) < 0.005


MEGABYTE = 1_000_000
HOSTILE = {
    "spaces": " ",
    "line ends": "\n",
    "backticks": "`",
    "code spans": "`a` ",
    "fences": "```\n",
    "quotation marks": '"',
    "apostrophes": "'",
    "quotations": 'The error was "a b c d e f g h" ',
    "settings": "PREFECT_A1 ",
    "split settings": "PREFECT_`\n`",
    "commands": "`prefect x --y` ",
    "commands in prose": "run prefect gcl --x ",
    "assignments": "A=b ",
    "containers": "```\nkubectl x ",
    "calls": ".serve(x=1,",
    "brackets": "(",
    "yaml": "```yaml\nconcurrency_limit:\n  a: b\n",
    "dots": "a.b.",
    "hex": "a1",
    "ids": "3f6e2d91-52c7-4b8a-9f10-6d7e8c9b0a12 ",
    "names": "flow run `a-b1` ",
    "exit codes": "The process exited with code 137. ",
    "statuses": "it returned 503 ",
    "turns": "; but ",
    "list items": "- x\n",
    "surrogates": "\ud800",
    "zero bytes": "\0",
}


@pytest.mark.slow
@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_megabyte_of_anything_takes_seconds_at_most(unit: str) -> None:
    answer = unit * (MEGABYTE // len(unit))
    start = time.perf_counter()
    claims = false_claims(question=QUESTION, answer=answer, tool_calls=recorded_calls())
    assert time.perf_counter() - start < 10
    assert len(claims) <= 40


@pytest.mark.slow
def test_a_megabyte_of_different_made_up_names_takes_seconds_at_most() -> None:
    answer = " ".join(f"PREFECT_X{n} `prefect y{n}` flow run `z-{n}` 9e{n:06x}" for n in range(20_000))
    start = time.perf_counter()
    claims = false_claims(question=QUESTION, answer=answer, tool_calls=recorded_calls())
    assert time.perf_counter() - start < 10
    assert {claim.kind for claim in claims} >= {"setting", "command", "id"}


def test_a_tool_result_that_holds_itself_is_no_trouble() -> None:
    result: dict[str, object] = {"name": "calm-ibex-3"}
    result["self"] = [result]
    call = tool_call(name="get_flow_runs", args={}, result=result)
    answer = "The flow run `calm-ibex-3` crashed, not `x`; the flow run `wild-boar-9` too."
    claims = false_claims(question="", answer=answer, tool_calls=[call])
    assert [claim.text for claim in claims] == ["wild-boar-9"]


@pytest.mark.parametrize(
    "result", ["{" * 5_000 + "}", "[" * 200_000 + "]" * 200_000, b"\xff\xfe", 3.5, object()]
)
def test_a_tool_result_of_any_kind_is_read(result: object) -> None:
    call = tool_call(name="get_flow_runs", args={}, result=result)
    claims = false_claims(question="", answer="The flow run `wild-boar-9` crashed.", tool_calls=[call])
    assert [claim.text for claim in claims] == ["wild-boar-9"]
