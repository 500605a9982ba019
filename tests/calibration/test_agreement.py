from __future__ import annotations

import math
import random

import pytest

from evals.calibration.agreement import Agreement, agreement
from evals.judges import Decision

Pairs = list[tuple[bool, Decision]]


def pairs(*, tp: int = 0, fn: int = 0, tn: int = 0, fp: int = 0) -> Pairs:
    counts: list[tuple[tuple[bool, Decision], int]] = [
        ((True, "met"), tp),
        ((True, "not_met"), fn),
        ((False, "not_met"), tn),
        ((False, "met"), fp),
    ]
    return [pair for pair, count in counts for _ in range(count)]


def test_rates_are_told_apart() -> None:
    found = agreement("verdict", pairs(tp=9, fn=1, tn=3, fp=2))
    assert (found.positives, found.negatives) == (10, 5)
    assert found.true_positive_rate is not None
    assert found.true_negative_rate is not None
    assert (found.true_positive_rate.value, found.true_negative_rate.value) == (0.9, 0.6)


def test_a_judge_that_passes_everything_has_no_true_negatives() -> None:
    found = agreement("verdict", pairs(tp=90, fp=10))
    assert found.true_negative_rate is not None
    assert found.true_negative_rate.value == 0.0
    assert found.kappa is None


def test_kappa_is_that_of_the_textbook_example() -> None:
    # 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no: observed 0.7, by chance 0.5 (the article on Wikipedia).
    found = agreement("verdict", pairs(tp=20, fn=5, fp=10, tn=15))
    assert found.kappa is not None
    assert found.kappa.value == pytest.approx(0.4)


def test_the_interval_of_kappa_is_that_of_resampling() -> None:
    judged = pairs(tp=60, fn=6, fp=8, tn=46)
    found = agreement("verdict", judged).kappa
    assert found is not None
    resample = random.Random(4)
    kappas = [_kappa_by_hand(resample.choices(judged, k=len(judged))) for _ in range(2_000)]
    mean = sum(kappas) / len(kappas)
    spread = math.sqrt(sum((kappa - mean) ** 2 for kappa in kappas) / len(kappas))
    assert (found.high - found.low) / 2 == pytest.approx(1.96 * spread, rel=0.1)


def _kappa_by_hand(judged: Pairs) -> float:
    total = len(judged)
    agreed = sum(label == (decision == "met") for label, decision in judged) / total
    labelled = sum(label for label, _ in judged) / total
    called = sum(decision == "met" for _, decision in judged) / total
    chance = labelled * called + (1 - labelled) * (1 - called)
    return (agreed - chance) / (1 - chance)


def test_an_undecided_answer_counts_as_wrong_in_both_rates() -> None:
    undecided: Pairs = [(True, "cant_tell"), (False, "cant_tell")]
    found = agreement("verdict", [*pairs(tp=3, tn=3), *undecided])
    assert (found.met_undecided, found.not_met_undecided) == (1, 1)
    assert found.true_positive_rate is not None
    assert found.true_negative_rate is not None
    assert (found.true_positive_rate.value, found.true_negative_rate.value) == (0.75, 0.75)


def test_no_interval_leaves_what_is_possible() -> None:
    found = agreement("verdict", pairs(tp=10, tn=9, fp=1)).kappa
    assert found is not None
    assert found.high == 1.0


def test_without_labels_of_a_kind_there_is_no_rate() -> None:
    found = agreement("verdict", pairs(tp=3))
    assert found.true_negative_rate is None
    assert found.kappa is None


def test_it_survives_being_written_down() -> None:
    found = agreement("verdict", pairs(tp=9, fn=1, tn=3, fp=2))
    assert Agreement.model_validate_json(found.model_dump_json()) == found
