from __future__ import annotations

from math import comb

import pytest

from evals.statistics.regression import ALPHA, Arms, compare, holm, pooled_worse, worse
from tools.simulate_gate import simulate


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


def test_the_pooled_test_is_the_published_exact_one() -> None:
    # R's mantelhaen.test(Rabbits, exact=TRUE), after Agresti (1990): rabbits cured where penicillin was
    # injected at once, and after a delay of 1.5 hours, by its dose. One-sided p = 0.01997.
    cured = [((6, 0), (5, 0)), ((6, 3), (6, 0)), ((6, 6), (6, 2)), ((6, 5), (6, 6)), ((2, 2), (5, 5))]
    evals = [
        Arms(before_runs=b_runs, before_passes=b, now_runs=n_runs, now_passes=n)
        for (b_runs, b), (n_runs, n) in cured
    ]
    assert pooled_worse(evals) == pytest.approx(0.01997, abs=0.00001)


def test_the_pooled_test_of_one_eval_is_fishers() -> None:
    found = Arms(before_runs=20, before_passes=18, now_runs=7, now_passes=4)
    assert pooled_worse([found]) == pytest.approx(fisher(found))


def test_evals_that_always_or_never_pass_tell_nothing() -> None:
    assert pooled_worse([arms(14, 14), arms(0, 0)]) == 1.0
    assert pooled_worse([arms(14, 14), arms(14, 5)]) == pooled_worse([arms(14, 5)])


def test_better_is_not_worse() -> None:
    assert pooled_worse([arms(5, 10), arms(6, 12)]) > 0.9
    assert not compare([arms(5, 10), arms(6, 12)]).red


def test_one_eval_among_many_is_corrected_for() -> None:
    assert compare([arms(14, 10)]).red
    assert not compare([arms(14, 10), *[arms(14, 14)] * 32]).red
    alone, among = compare([arms(14, 6)]), compare([arms(14, 6), *[arms(14, 14)] * 32])
    assert among.p_values[0] == pytest.approx(2 * 33 * alone.p_values[0])


def test_a_small_fall_of_many_is_seen_together() -> None:
    assert compare([arms(13, 11)] * 33).red
    assert not compare([arms(13, 11)]).red


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


def test_arms_of_unequal_size_go_red_in_at_most_one_in_twenty() -> None:
    # Where few runs fail, the normal approximation of the pooled test is wrong most.
    assert simulate([0.98] * 33, [0.98] * 33, runs=20, now_runs=1, pairs=2_000, seed=5) <= ALPHA
