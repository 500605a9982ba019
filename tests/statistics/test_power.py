from __future__ import annotations

import numpy as np
import pytest

from evals.statistics.power import POWER, chance_to_see, repeats_needed, repeats_needed_now
from evals.statistics.regression import Arms, compare


def simulated(evals: int, before: int, now: int, rate: float, drop: float) -> float:
    dice = np.random.default_rng(7)
    pairs = 300
    red = 0
    for _ in range(pairs):
        passed, passes = dice.binomial(before, rate, evals), dice.binomial(now, rate - drop, evals)
        red += compare(
            [
                Arms(before_runs=before, before_passes=int(b), now_runs=now, now_passes=int(n))
                for b, n in zip(passed, passes, strict=True)
            ]
        ).red
    return red / pairs


@pytest.mark.parametrize(
    ("evals", "before", "now", "rate", "drop"),
    [
        (33, 10, 4, 0.7, 0.15),
        (33, 10, 5, 0.9, 0.10),
        (33, 3, 3, 0.9, 0.15),
        (5, 10, 10, 0.95, 0.2),
        (1, 14, 14, 0.95, 0.45),
    ],
)
def test_it_is_as_often_as_in_a_simulation_or_somewhat_less(
    evals: int, before: int, now: int, rate: float, drop: float
) -> None:
    chance = chance_to_see([(before, now)] * evals, rate=rate, drop=drop)
    assert -0.1 < chance - simulated(evals, before, now, rate, drop) < 0.05


def test_the_difference_that_the_gate_is_held_to_takes_about_14_repeats() -> None:
    # eval-statistics folklore, from the normal approximation: 95 % from 50 % takes about 11 to 14 an arm,
    # 95 % from 85 % about 110 to 140.
    assert repeats_needed(evals=1, rate=0.95, drop=0.45) in range(10, 15)
    assert repeats_needed(evals=1, rate=0.95, drop=0.10) in range(100, 141)


def test_many_evals_take_fewer_repeats_of_each() -> None:
    of_one, of_many = (repeats_needed(evals=evals, rate=0.9, drop=0.1) for evals in (1, 33))
    assert of_one is not None
    assert of_many is not None
    assert of_many < of_one / 10


def test_it_is_the_least_number_that_does() -> None:
    repeats = repeats_needed_now(before=[10] * 33, rate=0.8, drop=0.15)
    assert repeats is not None
    assert chance_to_see([(10, repeats)] * 33, rate=0.8, drop=0.15) >= POWER
    assert chance_to_see([(10, repeats - 1)] * 33, rate=0.8, drop=0.15) < POWER


def test_a_small_baseline_can_not_be_made_up_for() -> None:
    assert repeats_needed_now(before=[1, 1], rate=0.9, drop=0.1) is None


def test_a_rate_can_not_fall_below_0() -> None:
    assert chance_to_see([(100, 100)], rate=0.1, drop=0.2) == 0.0
    assert repeats_needed(evals=1, rate=0.1, drop=0.2) is None


def test_from_always_to_never_is_seen() -> None:
    assert chance_to_see([(5, 5)] * 3, rate=1.0, drop=1.0) == 1.0


def test_evals_without_runs_on_a_side_tell_nothing() -> None:
    assert chance_to_see([(0, 9), (9, 0)], rate=0.9, drop=0.2) == 0.0
