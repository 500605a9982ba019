from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from evals.gate.decision import Gate, Thresholds, decide
from evals.results.record import EvalRecord
from tests.gate.recorded import record, records, side

EVALS = [f"e{number}" for number in range(10)]


class Decided:
    def __init__(self, tmp_path: Path) -> None:
        self._path = tmp_path

    def __call__(self, before: Sequence[EvalRecord], now: Sequence[EvalRecord], **asked: Any) -> Gate:
        return decide(side(self._path, before), side(self._path, now), Thresholds(**{"detect": 0.2} | asked))


@pytest.fixture
def decided(tmp_path: Path) -> Decided:
    return Decided(tmp_path)


def each(passes: int, runs: int) -> list[EvalRecord]:
    return [one for name in EVALS for one in records(passes, runs, eval=name)]


def test_as_often_as_before_is_no_regression(decided: Decided) -> None:
    found = decided(each(9, 10), each(9, 10))
    assert found.decision == "no regression"
    assert found.pooled is not None
    assert (found.pooled.before_passes, found.pooled.before_runs, found.pooled.now_passes) == (90, 100, 90)


def test_one_eval_that_is_much_worse_is_a_regression(decided: Decided) -> None:
    found = decided(each(10, 10), [*each(10, 10)[10:], *records(1, 10, eval="e0")])
    assert found.decision == "regression"
    assert found.reasons[0] == "1 of 10 evals passes less often now (p <= 0.05)"
    assert [one.pair.eval for one in found.compared if one.worse] == ["e0"]
    assert found.compared[0].pair.eval == "e0"


def test_all_that_are_a_little_worse_are_a_regression(decided: Decided) -> None:
    found = decided(each(10, 10), each(8, 10))
    assert found.decision == "regression"
    assert not any(one.worse for one in found.compared)
    assert found.reasons[0].startswith("all evals together pass less often now (p = ")


def test_a_regression_that_is_seen_is_one_with_few_repeats_too(decided: Decided) -> None:
    found = decided(each(2, 2), each(0, 1))
    assert found.pooled is not None
    assert found.pooled.chance < 0.8
    assert found.decision == "regression"


def test_too_few_repeats_are_not_measured_and_it_says_how_many_would_do(decided: Decided) -> None:
    found = decided(each(9, 10), each(1, 1))
    assert found.decision == "not measured"
    assert found.pooled is not None
    enough = found.pooled.repeats_now
    assert enough is not None
    assert f"{enough} repeats of each eval now would do, with this baseline" in found.reasons[0]
    assert decided(each(9, 10), each(enough, enough)).decision == "no regression"


def test_a_smaller_fall_takes_more_repeats(decided: Decided) -> None:
    assert decided(each(9, 10), each(9, 10), detect=0.2).decision == "no regression"
    assert decided(each(9, 10), each(9, 10), detect=0.05).decision == "not measured"


def test_a_baseline_that_can_not_fall_so_far_measures_nothing(decided: Decided) -> None:
    found = decided(each(1, 10), each(1, 10), detect=0.2)
    assert found.decision == "not measured"
    assert found.reasons[0].endswith("the baseline's pass rate of 0.100 can't fall so far")


def test_a_baseline_that_is_too_small_has_to_grow(decided: Decided) -> None:
    reason = decided(each(1, 1)[:2] + records(0, 1, eval="e1"), each(1, 1)[:2]).reasons[0]
    assert reason.endswith("repeats of each eval on both sides would do")


def test_nothing_in_common_is_not_measured(decided: Decided) -> None:
    found = decided(records(9, 9, eval="a"), records(9, 9, eval="b"))
    assert (found.decision, found.pooled) == ("not measured", None)
    assert found.reasons[0].startswith("nothing can be compared")
    assert len(found.left_out) == 2


@pytest.mark.parametrize("empty", ["before", "now"])
def test_no_records_are_not_measured(decided: Decided, empty: str) -> None:
    sides = ([], each(9, 10)) if empty == "before" else (each(9, 10), [])
    assert decided(*sides).decision == "not measured"


class TestTrouble:
    NOW = (*each(9, 9), *[record("unmeasured", eval=name, reason="ModelHTTPError: 529") for name in EVALS])

    def test_above_its_limit_is_not_measured(self, decided: Decided) -> None:
        found = decided(each(9, 10), self.NOW, max_trouble=0.09)
        assert found.decision == "not measured"
        assert found.reasons == (
            "10 of 100 current runs could not be measured: 0.10 is over the limit of 0.09",
        )
        assert found.now.troubles == (("ModelHTTPError", 10),)

    def test_at_its_limit_is_fine(self, decided: Decided) -> None:
        assert decided(each(9, 10), self.NOW, max_trouble=0.1).decision == "no regression"

    def test_skipped_runs_are_none_and_do_not_thin_it(self, decided: Decided) -> None:
        now = [*self.NOW, *[record("skipped", eval=name) for name in EVALS]]
        assert decided(each(9, 10), now, max_trouble=0.09).decision == "not measured"
        assert decided(each(9, 10), now, max_trouble=0.1).decision == "no regression"

    def test_of_the_baseline_does_not_count(self, decided: Decided) -> None:
        before = [*each(9, 10), *[record("unmeasured", eval=name) for name in EVALS * 10]]
        assert decided(before, each(9, 10)).decision == "no regression"

    def test_does_not_hide_a_regression(self, decided: Decided) -> None:
        now = [*each(1, 10), *[record("unmeasured") for _ in range(200)]]
        found = decided(each(10, 10), now)
        assert found.decision == "regression"
        assert found.reasons[-1].startswith("200 of 300 current runs could not be measured")


class TestFloor:
    def test_below_it_is_a_regression(self, decided: Decided) -> None:
        found = decided(each(5, 10), each(5, 10), min_pass_rate=0.51)
        assert found.decision == "regression"
        assert found.reasons[0] == "50 of 100 current runs passed: 0.500, below the floor of 0.51"

    def test_at_it_is_fine(self, decided: Decided) -> None:
        assert decided(each(5, 10), each(5, 10), detect=0.3, min_pass_rate=0.5).decision == "no regression"

    def test_it_is_for_evals_without_a_baseline_too(self, decided: Decided) -> None:
        assert decided([], each(5, 10), min_pass_rate=0.9).decision == "regression"

    def test_too_much_trouble_says_nothing_of_it(self, decided: Decided) -> None:
        now = [record("failed"), *[record("unmeasured") for _ in range(20)]]
        assert decided([], now, min_pass_rate=0.9).decision == "not measured"


def test_versions_that_differ_are_listed(decided: Decided) -> None:
    before = records(1, 1, versions={"prefect": "3.8.8", "pytest": "9"})
    now = records(1, 1, versions={"prefect": "3.8.9", "pytest": "9", "new": "1"})
    assert decided(before, now).versions == (("new", "none", "1"), ("prefect", "3.8.8", "3.8.9"))


def test_the_total_takes_scenarios_into_account(decided: Decided) -> None:
    def runs(scenarios: Sequence[str]) -> list[EvalRecord]:
        return [
            one
            for number, (name, scenario) in enumerate(zip(EVALS, scenarios, strict=True))
            for one in records(10 if number < 5 else 0, 10, eval=name, scenario=scenario)
        ]

    many, few = (decided(runs(s), runs(s)).pooled for s in (EVALS, ["one"] * 5 + ["other"] * 5))
    assert many is not None
    assert few is not None
    assert few.now.high - few.now.low > many.now.high - many.now.low
