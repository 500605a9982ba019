from __future__ import annotations

from itertools import combinations

import pytest

from evals.statistics.repeats import pass_at_k, pass_hat_k


@pytest.mark.parametrize("k", [1, 2, 3, 5])
@pytest.mark.parametrize("passes", [0, 1, 3, 5])
def test_the_estimators_are_shares_of_subsets(passes: int, k: int) -> None:
    runs = [True] * passes + [False] * (5 - passes)
    subsets = list(combinations(runs, k))
    assert pass_at_k(runs=5, passes=passes, k=k) == pytest.approx(sum(map(any, subsets)) / len(subsets))
    assert pass_hat_k(runs=5, passes=passes, k=k) == pytest.approx(sum(map(all, subsets)) / len(subsets))


def test_published_values() -> None:
    # Chen et al. 2021, figure 3: 1 - (n - c choose k) / (n choose k); 100 samples, 5 right, k = 10.
    assert pass_at_k(runs=100, passes=5, k=10) == pytest.approx(0.4162, abs=1e-4)
    # Yao et al. 2024: 4 of 5 trials pass, so the estimate of passing twice in a row is 6/10.
    assert pass_hat_k(runs=5, passes=4, k=2) == pytest.approx(0.6)


def test_fewer_runs_than_asked_for_say_nothing() -> None:
    assert pass_at_k(runs=2, passes=2, k=3) is None
    assert pass_hat_k(runs=2, passes=2, k=3) is None
