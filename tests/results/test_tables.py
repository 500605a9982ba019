import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace

import pytest

from evals.judges import CriterionVerdict, Decision, Verdict
from evals.results.graded import verdict_record
from evals.results.money import dollars
from evals.results.record import Durations, EvalRecord, UsageByRole, tool_call_records
from evals.results.table import calls_list, summary_table, verdict_table
from evals.transcripts import ToolCall
from evals.transcripts.usage import Usage

Record = Callable[..., EvalRecord]
Call = Callable[..., ToolCall]

UNPRICED = UsageByRole(agent=Usage(requests=3, input_tokens=11_000, output_tokens=345))
PRICED = UsageByRole(
    agent=Usage(requests=2, input_tokens=5_000, output_tokens=500, cost_usd=0.0125),
    judge=Usage(requests=1, input_tokens=900, output_tokens=80, cost_usd=0.002),
)


def cells(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in table.splitlines() if "|" in line]


def test_a_run(a_record: Record, a_call: Call, a_verdict: Verdict) -> None:
    calls = tool_call_records([a_call(), a_call()])
    records = [
        a_record(eval="evals/test_crash.py::test_skipped", outcome="skipped"),
        a_record(
            tool_calls=calls,
            verdicts=(verdict_record(a_verdict),),
            usage=PRICED,
            durations=Durations(total_s=3.25),
        ),
        a_record(
            eval="evals/test_crash.py::test_engine",
            outcome="failed",
            tool_calls=calls,
            usage=UNPRICED,
            durations=Durations(total_s=5.5),
        ),
    ]

    assert summary_table(records) == (
        "eval         | outcome | criteria | calls | tokens |    cost | seconds\n"
        "-------------|---------|----------|-------|--------|---------|--------\n"
        "test_engine  | failed  |        - |     2 | 11,345 | unknown |     5.5\n"
        "test_forced  | passed  |      1/3 |     2 |  5,500 | $0.0125 |     3.2\n"
        "test_skipped | skipped |        - |     0 |      - |       - |     0.0\n"
        "total: 3 evals (1 passed, 1 failed, 1 skipped), 4 tool calls, 8.8 s\n"
        "agent: 5 requests, 16,000 tokens in, 845 out, cost unknown, at least $0.0125\n"
        "judge: 1 requests, 900 tokens in, 80 out, cost $0.0020"
    )


def test_the_judges_own_disagreement_is_told(a_record: Record, a_verdict: Verdict) -> None:
    votes: list[tuple[Decision, ...]] = [("met",), ("not_met", "met", "met"), ("not_met", "not_met")]
    records = [
        a_record(eval=f"{place}", verdicts=(verdict_record(voted(a_verdict, cast)),))
        for place, cast in enumerate(votes)
    ]

    assert summary_table(records).endswith(
        "judge: 2 of 3 answers were graded more than once; on 1 of them its calls disagreed"
    )


def test_a_judge_without_calls_has_no_disagreement(a_record: Record, a_verdict: Verdict) -> None:
    assert "disagreed" not in summary_table([a_record(verdicts=(verdict_record(a_verdict),))])


def voted(verdict: Verdict, votes: tuple[Decision, ...]) -> Verdict:
    return replace(verdict, criteria=tuple(replace(c, votes=votes) for c in verdict.criteria))


def test_an_unknown_cost_is_never_shown_as_a_number(a_record: Record) -> None:
    table = summary_table([a_record(usage=UNPRICED)])

    assert cells(table)[2][5] == "unknown"
    assert "cost unknown" in table
    assert "$" not in table


def test_what_was_not_asked_has_no_cost(a_record: Record) -> None:
    table = summary_table([a_record()])

    assert cells(table)[2][4:6] == ["-", "-"]
    assert "agent: no requests\njudge: no requests" in table


def test_an_empty_run() -> None:
    assert "total: 0 evals (none ran), 0 tool calls, 0.0 s" in summary_table([])


@pytest.mark.parametrize(
    ("cost", "expected"),
    [
        (None, "unknown"),
        (0.0, "$0.0000"),
        (0.00001, "<$0.0001"),
        (0.0125, "$0.0125"),
        (1234.5, "$1,234.5000"),
    ],
)
def test_dollars(cost: float | None, expected: str) -> None:
    assert dollars(cost) == expected


def test_evals_of_one_name_are_told_apart_by_file(a_record: Record) -> None:
    records = [
        a_record(eval="evals/test_b.py::test_x"),
        a_record(eval="evals/test_a.py::test_x"),
        a_record(eval="evals/test_a.py::test_y[1]"),
    ]

    assert [row[0] for row in cells(summary_table(records))[2:]] == [
        "evals/test_a.py::test_x",
        "test_y[1]",
        "evals/test_b.py::test_x",
    ]


def test_no_line_is_over_100_columns_and_no_name_is_cut(a_record: Record) -> None:
    name = "test_" + "crash" * 40
    table = summary_table([a_record(eval=f"evals/test_a.py::{name}", usage=UNPRICED)])

    assert max(map(len, table.splitlines())) <= 100
    assert "".join(row[0] for row in cells(table)[2:]) == name


def test_names_can_not_act_on_a_terminal(a_record: Record) -> None:
    table = summary_table([a_record(eval="evals/test_a.py::test_b[\x1b[31m\n[red]x]")])

    assert "test_b[\\x1b[31m\\n[red]x]" in table
    assert "\x1b" not in table


def test_a_secret_in_a_name_is_not_in_the_table(a_record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_API_KEY", "s3cret-value-of-it")

    table = summary_table([a_record(eval="evals/test_a.py::test_b[s3cret-value-of-it]")])

    assert cells(table)[2][0] == "test_b[[redacted SOME_API_KEY]]"


def test_colour_is_in_the_table_only_when_asked_for(
    a_record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    records = [a_record(), a_record(eval="evals/test_crash.py::test_other", outcome="failed")]

    plain, coloured = summary_table(records), summary_table(records, colour=True)

    assert "\x1b" not in plain
    assert "\x1b[32mpassed" in coloured
    assert "\x1b[31mfailed" in coloured
    assert cells(re.sub(r"\x1b\[\d*m", "", coloured)) == cells(plain)


def test_the_criteria_of_a_verdict(a_verdict: Verdict) -> None:
    assert verdict_table(a_verdict) == (
        "criterion        | weight   | decision   | reason\n"
        "-----------------|----------|------------|----------------\n"
        "identifies_cause | required | met        | names the lease\n"
        "differentiates   | required | not met    | rules out none\n"
        "quotes_error     | scored   | can't tell | unsure"
    )


def with_reason(verdict: Verdict, reason: str) -> Verdict:
    criterion = CriterionVerdict(id="identifies_cause", weight="required", decision="not_met", reason=reason)
    return Verdict(judge="keyless", rubric=verdict.rubric, criteria=(criterion,))


def test_a_long_reason_is_cut_and_wrapped(a_verdict: Verdict) -> None:
    table = verdict_table(with_reason(a_verdict, "why " * 100))

    assert max(map(len, table.splitlines())) <= 100
    assert " ".join(row[3] for row in cells(table)[2:]) == "why " * 49 + "w..."


def test_a_reason_is_not_read_as_markup_and_can_not_act(a_verdict: Verdict) -> None:
    table = verdict_table(with_reason(a_verdict, "[bold]x[/bold] :smile: \x1b[2J"))

    assert "[bold]x[/bold] :smile: \\x1b[2J" in table


def test_no_part_of_a_secret_is_in_a_verdicts_table(
    a_verdict: Verdict, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOME_API_KEY", "s3cret-value-of-it")

    # At the place where the reason is cut, and where a line ends.
    for reason in ("x" * 190 + "s3cret-value-of-it", "it was s3cret-value-of-it " * 7):
        table = verdict_table(with_reason(a_verdict, reason))
        assert "s3c" not in table
        assert "[red" in table


def test_calls(a_call: Call) -> None:
    calls = [
        a_call(args={"limit": 5, "name": "caf\u00e9"}),
        a_call(
            name="get_flow_run_logs", args={"id": float("nan")}, error="not\nfound \x1b[2J", duration_s=1.0
        ),
    ]

    assert calls_list(calls) == (
        '1. get_flow_runs {"limit": 5, "name": "caf\u00e9"} (0.25 s)\n'
        '2. get_flow_run_logs {"id": "NaN"} (1.00 s)\n'
        "   failed: not found \\x1b[2J"
    )


def test_no_calls() -> None:
    assert calls_list([]) == "no tool calls"


def test_a_long_call_is_cut_and_its_error_stays(a_call: Call) -> None:
    first, second = calls_list([a_call(args={"q": "x" * 1_000}, error="e" * 1_000)]).splitlines()

    assert first == '1. get_flow_runs {"q": "' + "x" * 176 + "... (0.25 s)"
    assert second == "   failed: " + "e" * 197 + "..."


def test_no_part_of_a_secret_is_in_a_list_of_calls(a_call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    planted = 's3cret-"value"-of-it'
    monkeypatch.setenv("SOME_API_KEY", planted)

    shown = calls_list([a_call(args={"q": "x" * 160 + planted, planted: 1}, error="e" * 190 + planted)])

    assert "s3c" not in shown
    assert shown.count("[red") >= 2


def test_importing_results_imports_nothing_that_is_only_needed_later() -> None:
    heavy = ["prefect", "pydantic_ai", "fastmcp", "rich.table", "genai_prices"]
    program = f"import sys, evals.results; print([name for name in {heavy} if name in sys.modules])"

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"
