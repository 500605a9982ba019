from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from evals.session.limits import Ledger, RunLimits


def line(
    *, cost: float | None = 0.25, judge: float | None = 0.05, seconds: float = 2.0, model: str = "openai:a"
) -> str:
    record: dict[str, Any] = {
        "models": {"agent": model, "judge": "openai:j"},
        "usage": {"agent": {"requests": 1, "cost_usd": cost}, "judge": {"requests": 1, "cost_usd": judge}},
        "durations": {"agent_s": seconds, "judge_s": 1.0},
    }
    return json.dumps(record) + "\n"


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(results=tmp_path / "results.jsonl", started=time.time())


def test_a_run_without_results_may_go_on(ledger: Ledger) -> None:
    assert ledger.refusal(RunLimits(cost_usd=0.01, seconds=60)) is None


def test_an_eval_that_could_pass_the_limit_is_refused(ledger: Ledger) -> None:
    ledger.results.write_text(line() + line())
    assert ledger.refusal(RunLimits(cost_usd=0.90)) is None
    assert ledger.refusal(RunLimits(cost_usd=0.89)) == (
        "--max-cost 0.89 would be passed: $0.6000 spent, and an eval took up to $0.3000"
    )


def test_what_other_workers_add_counts(ledger: Ledger) -> None:
    ledger.results.write_text(line())
    assert ledger.refusal(RunLimits(cost_usd=0.60)) is None
    with ledger.results.open("a") as file:
        file.write(line())
    assert ledger.refusal(RunLimits(cost_usd=0.60)) is not None


def test_a_line_that_is_being_written_counts_once_it_is_there(ledger: Ledger) -> None:
    whole = line()
    ledger.results.write_text(whole + whole[:40])
    assert ledger.refusal(RunLimits(cost_usd=0.60)) is None
    ledger.results.write_text(whole + whole)
    assert ledger.refusal(RunLimits(cost_usd=0.60)) is not None


@pytest.mark.parametrize(("cost", "judge", "model"), [(None, 0.1, "openai:a"), (0.1, None, "openai:j")])
def test_a_limit_that_can_not_be_kept_is_not_pretended(
    ledger: Ledger, cost: float | None, judge: float | None, model: str
) -> None:
    ledger.results.write_text(line(cost=cost, judge=judge))
    assert ledger.refusal(RunLimits(cost_usd=100)) == (
        f"--max-cost can't be kept: the price of {model} is not known"
    )


def test_the_reference_costs_nothing(ledger: Ledger) -> None:
    ledger.results.write_text(line(cost=None, judge=0.05, model="reference"))
    assert ledger.refusal(RunLimits(cost_usd=0.10)) is None


def test_time_is_limited_by_the_longest_eval(ledger: Ledger) -> None:
    ledger.results.write_text(line(seconds=29.0))
    ledger.started = time.time() - 31
    assert ledger.refusal(RunLimits(seconds=62)) is None
    assert ledger.refusal(RunLimits(seconds=60)) == (
        "--max-seconds 60 would be passed: 31 s are over, and an eval took up to 30.0 s"
    )
