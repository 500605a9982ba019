from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from evals.outcomes import Outcome
from evals.results.groups import EvalGroup, grouped, pooled_rate
from evals.results.record import Durations, EvalRecord, Models, UsageByRole
from evals.results.table import summary_table
from evals.statistics.estimate import wilson
from evals.transcripts.usage import Usage

Record = Callable[..., EvalRecord]


def runs(a_record: Record, *outcomes: Outcome, **fields: Any) -> list[EvalRecord]:
    return [a_record(repeat=n, outcome=outcome, **fields) for n, outcome in enumerate(outcomes, 1)]


def only(groups: list[EvalGroup]) -> EvalGroup:
    (group,) = groups
    return group


def test_what_was_not_measured_is_left_out_of_the_rate(a_record: Record) -> None:
    group = only(grouped(runs(a_record, "passed", "unmeasured", "failed", "skipped", "passed")))
    assert (group.passes, group.measured) == (2, 3)
    assert group.rate == wilson(2, 3)


def test_runs_are_in_the_order_of_their_repeats(a_record: Record) -> None:
    group = only(grouped(reversed(runs(a_record, "passed", "failed", "passed"))))
    assert [record.repeat for record in group.records] == [1, 2, 3]


def test_models_are_told_apart(a_record: Record) -> None:
    groups = grouped(
        [
            *runs(a_record, "passed", models=Models(agent="b"), crossed_with="b"),
            *runs(a_record, "failed", models=Models(agent="a"), crossed_with="a"),
        ]
    )
    assert [(group.model, group.passes) for group in groups] == [("a", 0), ("b", 1)]


def test_a_run_that_ended_before_it_had_a_model_counts_for_the_only_one(a_record: Record) -> None:
    records = [*runs(a_record, "unmeasured"), *runs(a_record, "passed", models=Models(agent="a"))]
    group = only(grouped(records))
    assert (group.model, len(group.records), group.measured) == ("a", 2, 1)


def test_it_counts_for_the_model_that_it_was_crossed_with(a_record: Record) -> None:
    records = [
        *runs(a_record, "unmeasured", crossed_with="b"),
        *runs(a_record, "passed", models=Models(agent="a"), crossed_with="a"),
    ]
    assert [group.model for group in grouped(records)] == ["a", "b"]


def test_the_pooled_interval_counts_runs_of_one_scenario_as_alike(a_record: Record) -> None:
    outcomes: list[Outcome] = ["passed", "passed", "passed", "failed"] * 3
    records = [
        record
        for place, outcome in enumerate(outcomes)
        for record in runs(a_record, *[outcome] * 5, eval=f"e{place}", scenario=f"s{place}")
    ]
    pooled, plain = pooled_rate(grouped(records)), wilson(45, 60)
    assert pooled is not None
    assert plain is not None
    assert pooled.value == 0.75
    assert pooled.low < plain.low < plain.high < pooled.high


def test_a_table_has_one_row_an_eval(a_record: Record) -> None:
    usage = UsageByRole(agent=Usage(requests=1, input_tokens=900, output_tokens=100, cost_usd=0.01))
    fields = {"usage": usage, "durations": Durations(agent_s=1.5)}
    table = summary_table(runs(a_record, "passed", "failed", "passed", "unmeasured", **fields))
    head, _, *rows = table.splitlines()[:4]
    assert [[cell.strip() for cell in line.split("|")] for line in (head, *rows)] == [
        ["eval", "passed", "95 %", "pass@3", "pass^3", "not measured", "tokens", "cost", "seconds"],
        ["test_forced", "2 of 3", "0.21-0.94", "1.00", "0.00", "1", "4,000", "$0.0400", "1.5"],
        ["all", "2 of 3", "0.09-0.97", "", "", "1", "4,000", "$0.0400", ""],
    ]
    assert "total: 4 evals (2 passed, 1 failed, 1 unmeasured)" in table


def test_models_have_a_column_where_there_are_several(a_record: Record) -> None:
    table = summary_table(
        [
            a_record(models=Models(agent="openai:a\x1b"), crossed_with="openai:a\x1b"),
            a_record(models=Models(agent="openai:b"), crossed_with="openai:b", outcome="failed"),
        ]
    )
    assert "model" in table.splitlines()[0]
    assert "openai:a\\x1b" in table


@pytest.mark.parametrize(("outcomes", "colour"), [(["passed", "passed"], 32), (["passed", "failed"], 31)])
def test_an_eval_that_does_not_always_pass_is_red(
    a_record: Record, outcomes: list[Outcome], colour: int
) -> None:
    table = summary_table(runs(a_record, *outcomes), colour=True)
    assert f"\x1b[{colour}m{outcomes.count('passed')} of 2" in table
