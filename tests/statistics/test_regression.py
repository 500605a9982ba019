from __future__ import annotations

from math import comb, sqrt

import numpy as np
import pytest

from evals.statistics.regression import ALPHA, Arms, compare, holm, pooled_worse, repeats_needed, worse


def arms(before: int, now: int, *, runs: int = 14) -> Arms:
    return Arms(before_runs=runs, before_passes=before, now_runs=runs, now_passes=now)


def fisher(found: Arms) -> float:
    passes = found.before_passes + found.now_passes
    total = comb(found.before_runs + found.now_runs, passes)
    return sum(
        comb(found.now_runs, now) * comb(found.before_runs, passes - now) / total
        for now in range(found.now_passes + 1)
        if 0 <= passes - now <= found.before_runs
    )


def test_the_exact_test_is_the_published_one() -> None:
    # The example of scipy's boschloo_exact, after Mehta and Senchaudhuri (2003): 74 of 105, 31 of 74.
    found = Arms(before_runs=105, before_passes=74, now_runs=74, now_passes=31)
    # The same table by Fisher's exact test, by hand, is an upper bound.
    assert worse(found) <= fisher(found)
    assert worse(found) == pytest.approx(0.000086, rel=0.2)


@pytest.mark.parametrize(("before", "now"), [(14, 8), (13, 6), (10, 9)])
def test_it_is_never_above_fishers(before: int, now: int) -> None:
    found = arms(before, now)
    assert worse(found) <= fisher(found)


def test_not_worse_is_no_evidence() -> None:
    assert worse(arms(7, 7)) == worse(arms(7, 14)) == 1.0
    assert worse(Arms(before_runs=0, before_passes=0, now_runs=5, now_passes=0)) == 1.0


def test_the_pooled_test_is_mantel_and_haenszels() -> None:
    evals = [arms(10, 7), arms(12, 9), arms(5, 4)]
    deviation, variance = 0.0, 0.0
    for e in evals:
        n, now, passes = e.before_runs + e.now_runs, e.now_runs, e.before_passes + e.now_passes
        deviation += e.now_passes - now * passes / n
        variance += now * e.before_runs * passes * (n - passes) / (n**2 * (n - 1))
    z = (abs(deviation) - 0.5) / sqrt(variance)
    from statistics import NormalDist

    assert pooled_worse(evals) == pytest.approx(1 - NormalDist().cdf(z))


def test_evals_that_always_or_never_pass_tell_nothing() -> None:
    assert pooled_worse([arms(14, 14), arms(0, 0)]) == 1.0
    assert pooled_worse([arms(14, 14), arms(14, 5)]) == pooled_worse([arms(14, 5)])


def test_better_is_not_worse() -> None:
    assert pooled_worse([arms(5, 10), arms(6, 12)]) == 1.0
    assert not compare([arms(5, 10), arms(6, 12)]).red


def test_one_eval_among_many_is_corrected_for() -> None:
    alone = compare([arms(14, 9)])
    among = compare([arms(14, 9), *[arms(14, 14)] * 32])
    assert alone.red
    assert not among.red
    assert among.p_values[0] == pytest.approx(min(1.0, 2 * 33 * alone.p_values[0]))


def test_a_small_fall_of_many_is_seen_together() -> None:
    assert compare([arms(13, 11)] * 33).red
    assert not compare([arms(13, 11)]).red


def simulate(before: list[float], now: list[float], *, runs: int, pairs: int, seed: int) -> float:
    """The share of simulated pairs of runs that go red."""
    dice = np.random.default_rng(seed)
    red = 0
    for _ in range(pairs):
        evals = [
            Arms(
                before_runs=runs,
                before_passes=int(dice.binomial(runs, b)),
                now_runs=runs,
                now_passes=int(dice.binomial(runs, n)),
            )
            for b, n in zip(before, now, strict=True)
        ]
        red += compare(evals).red
    return red / pairs


def test_holms_correction_is_statsmodels() -> None:
    from statsmodels.stats.multitest import multipletests

    p_values = [0.04, 0.001, 0.3, 0.001, 0.02, 1.0]
    assert holm(p_values) == pytest.approx(list(multipletests(p_values, method="holm")[1]))


@pytest.mark.parametrize(
    "rates",
    [
        pytest.param([0.95], id="one eval"),
        pytest.param([0.5], id="one eval, a coin"),
        pytest.param([0.95] * 33, id="33 evals"),
        pytest.param([0.5] * 10, id="ten coins"),
        pytest.param([0.99] * 20 + [0.6] * 5, id="mixed"),
    ],
)
def test_equal_arms_go_red_in_at_most_one_in_twenty(rates: list[float]) -> None:
    assert simulate(rates, rates, runs=14, pairs=2_000, seed=3) <= ALPHA


@pytest.mark.parametrize("count", [1, 33])
def test_a_fall_from_95_to_50_is_seen_with_14_repeats(count: int) -> None:
    assert simulate([0.95] * count, [0.5] * count, runs=14, pairs=500, seed=4) >= 0.80


def test_how_many_repeats_would_do() -> None:
    # eval-statistics folklore, from the normal approximation: 95 % from 50 % takes about 11 to 14 an arm,
    # 95 % from 85 % about 110 to 140.
    assert 10 <= repeats_needed(drop=0.45, rate=0.95, evals=1) <= 14
    assert 100 <= repeats_needed(drop=0.10, rate=0.95, evals=1) <= 140
    assert repeats_needed(drop=0.10, rate=0.95, evals=33) > repeats_needed(drop=0.10, rate=0.95, evals=1)
    assert repeats_needed(drop=0.5, rate=1.0, evals=1) > 0
