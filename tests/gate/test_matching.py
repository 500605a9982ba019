"""Like with like."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from evals.gate.matching import Matching, match
from evals.results.record import EvalRecord
from tests.gate.recorded import record, records, side, verdict

UUIDS = ("0b5c1f9e-8a51-4b65-9b0e-3f0d5a7c1e22", "f2d9f3c4-1111-4222-8333-944445555666")


class Matched:
    """What is compared, and what is left out, of records on both sides."""

    def __init__(self, tmp_path: Path) -> None:
        self._path = tmp_path

    def __call__(self, before: list[EvalRecord], now: list[EvalRecord]) -> Matching:
        return match(side(self._path, before).runs, side(self._path, now).runs)


@pytest.fixture
def matched(tmp_path: Path) -> Matched:
    return Matched(tmp_path)


def counts(found: Matching) -> list[tuple[str, int, int, int, int]]:
    return [
        (p.eval, p.arms.before_passes, p.arms.before_runs, p.arms.now_passes, p.arms.now_runs)
        for p in found.pairs
    ]


def whys(found: Matching) -> list[tuple[str | None, str, int, int]]:
    return [(one.eval, one.why, one.before, one.now) for one in found.left_out]


def graded(*by: Any, outcome: str = "passed", **fields: Any) -> EvalRecord:
    return record(outcome, verdicts=by, **fields)


def test_the_same_eval_graded_alike_is_compared(matched: Matched) -> None:
    found = matched(records(3, 4) + records(1, 1, eval="b"), records(2, 5) + records(0, 2, eval="b"))
    assert counts(found) == [("a", 3, 4, 2, 5), ("b", 1, 1, 0, 2)]
    assert not found.left_out


def test_new_and_gone_evals_are_left_out(matched: Matched) -> None:
    found = matched([record(), record(eval="old")], [record(), record(eval="new"), record(eval="new")])
    assert counts(found) == [("a", 1, 1, 1, 1)]
    assert whys(found) == [
        ("new", "new: not in the baseline", 0, 2),
        ("old", "gone: not in the current runs", 1, 0),
    ]


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"rubric": "bbb"}, "another rubric (aaa -> bbb)"),
        ({"judge": "openai:gpt"}, "another judge (keyless -> openai:gpt)"),
        ({"instrument": "222"}, "the judge grades with something else (111 -> 222)"),
        (
            {"rubric": "bbb", "judge": "x"},
            "another rubric (aaa -> bbb); another judge (keyless -> x)",
        ),
    ],
)
def test_what_was_graded_otherwise_is_left_out(matched: Matched, changed: dict[str, Any], why: str) -> None:
    found = matched([graded(verdict())], [graded(verdict(**changed))])
    assert counts(found) == []
    assert whys(found) == [("a", why, 1, 1)]


def test_of_a_baseline_with_two_rubrics_the_runs_on_the_current_one_are_compared(matched: Matched) -> None:
    before = [graded(verdict()), graded(verdict()), graded(verdict("bbb"))]
    found = matched(before, [graded(verdict("bbb"))])
    assert counts(found) == [("a", 1, 1, 1, 1)]
    assert found.pairs[0].grading == "keyless on bbb"
    assert whys(found) == [("a", "another rubric (aaa -> bbb)", 2, 0)]


def test_an_eval_graded_by_two_judges_is_compared_for_each(matched: Matched) -> None:
    both = [graded(verdict()), graded(verdict(judge="x"))]
    found = matched(both, both)
    assert sorted(pair.grading for pair in found.pairs) == ["keyless on aaa", "x on aaa"]


def test_unmeasured_and_skipped_runs_are_not_in_the_rates(matched: Matched) -> None:
    found = matched([record()], [record(), record("unmeasured"), record("skipped")])
    assert counts(found) == [("a", 1, 1, 1, 1)]


def test_an_eval_that_was_never_measured_is_left_out(matched: Matched) -> None:
    found = matched([record()], [record("unmeasured"), record("skipped")])
    assert whys(found) == [("a", "none of the current runs was measured", 1, 2)]


class TestFailedBeforeItWasGraded:
    def test_it_counts_as_failed(self, matched: Matched) -> None:
        found = matched([record(), record()], [record(), record("failed", verdicts=())])
        assert counts(found) == [("a", 2, 2, 1, 2)]

    def test_it_does_so_where_all_of_them_did(self, matched: Matched) -> None:
        found = matched([record(), record()], [record("failed", verdicts=())] * 1)
        assert counts(found) == [("a", 2, 2, 0, 1)]

    def test_it_does_so_where_it_did_not_even_have_a_situation(self, matched: Matched) -> None:
        found = matched([record()], [record("failed", verdicts=(), rubric=None)])
        assert counts(found) == [("a", 1, 1, 0, 1)]

    def test_it_is_left_out_where_its_situation_has_another_rubric(self, matched: Matched) -> None:
        found = matched([record()], [record("failed", verdicts=(), rubric="bbb")])
        assert whys(found)[0][1].startswith("another rubric (aaa -> bbb)")

    def test_it_is_left_out_where_there_are_several_it_could_be_graded_on(self, matched: Matched) -> None:
        both = [graded(verdict()), graded(verdict(judge="x"))]
        found = matched(both, [*both, record("failed", verdicts=())])
        assert whys(found) == [("a", "failed before it could be told what they are graded on", 0, 1)]

    def test_one_that_failed_at_the_first_of_two_gradings_belongs_to_both(self, matched: Matched) -> None:
        passed = graded(verdict("one"), verdict("two"))
        found = matched([passed], [graded(verdict("one", passed=False), outcome="failed")])
        assert counts(found) == [("a", 1, 1, 0, 1)]

    def test_one_that_passed_with_fewer_gradings_is_another(self, matched: Matched) -> None:
        found = matched([graded(verdict("one"), verdict("two"))], [graded(verdict("one"))])
        assert whys(found) == [("a", "another rubric (one+two -> one)", 1, 1)]


class TestPlainPrompts:
    def prompted(self, prompt: str) -> list[EvalRecord]:
        return [graded(verdict(prompt, prompt=prompt), rubric=None)]

    @pytest.mark.parametrize(
        ("before", "now"),
        [
            ("Does it name run etl-0a1b2c3d?", "Does it name run etl-ffffaaaa?"),
            (f"Is it {UUIDS[0]}?", f"Is it {UUIDS[1]}?"),
            ("Does it say 17 of 20?", "Does it say 3 of 5?"),
            ("Does it name run etl-0a1b2c3d?", "Does it name run etl-12345678?"),
            ("Does it name amber-fox?", "Does it name quick-heron?"),
        ],
    )
    def test_the_names_of_one_run_do_not_count(self, matched: Matched, before: str, now: str) -> None:
        assert counts(matched(self.prompted(before), self.prompted(now))) == [("a", 1, 1, 1, 1)]

    def test_the_words_do(self, matched: Matched) -> None:
        found = matched(self.prompted("Does it name run 1?"), self.prompted("Does it deny run 1?"))
        assert not found.pairs
        assert found.left_out[0].why.startswith("another rubric")


class TestModels:
    def test_one_on_each_side_is_compared_even_if_it_is_another(self, matched: Matched) -> None:
        found = matched(records(2, 2, model="m"), records(1, 2, model="n"))
        assert counts(found) == [("a", 2, 2, 1, 2)]
        assert found.pairs[0].model == "m -> n"

    def test_those_that_both_sides_have_are_compared_each_with_itself(self, matched: Matched) -> None:
        before = records(2, 2, model="m") + records(1, 2, model="n") + records(1, 1, model="old")
        found = matched(before, records(0, 2, model="n") + records(2, 2, model="m"))
        assert [(pair.model, pair.arms.before_passes, pair.arms.now_passes) for pair in found.pairs] == [
            ("m", 2, 2),
            ("n", 1, 0),
        ]
        assert whys(found) == [(None, "this model is on one side only", 1, 0)]

    def test_several_that_are_all_others_can_not_be_compared(self, matched: Matched) -> None:
        found = matched([record(model="m"), record(model="n")], [record(model="o")])
        assert not found.pairs
        assert found.left_out[0].model == "m, n -> o"

    def test_a_run_that_ended_before_it_had_one_counts_for_the_only_one(self, matched: Matched) -> None:
        found = matched(records(2, 2), [record(), record("failed", model=None, verdicts=())])
        assert counts(found) == [("a", 2, 2, 1, 2)]

    def test_so_it_does_where_no_run_of_the_side_had_one(self, matched: Matched) -> None:
        found = matched(records(2, 2), [record("failed", model=None, verdicts=())])
        assert counts(found) == [("a", 2, 2, 0, 1)]

    def test_one_that_may_have_had_any_is_left_out(self, matched: Matched) -> None:
        both = [record(model="m"), record(model="n")]
        found = matched(both, [*both, record("failed", model=None, verdicts=())])
        assert whys(found) == [(None, "ended before it could be told which model they had", 0, 1)]
