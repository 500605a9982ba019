from __future__ import annotations

import random

import pytest

from evals.statistics.clusters import Cluster, clustered_rate, effective_runs
from evals.statistics.estimate import wilson


def clusters(*passes: int, runs: int) -> list[Cluster]:
    return [Cluster(runs=runs, passes=count) for count in passes]


def test_one_run_a_scenario_is_the_plain_interval() -> None:
    assert clustered_rate(clusters(1, 1, 1, 0, runs=1)) == wilson(3, 4)


def test_runs_that_are_all_alike_within_scenarios_count_once() -> None:
    # Every scenario passes always or never: ten runs of it say what one says, less what the
    # variance of few clusters is corrected by.
    effective = effective_runs(clusters(*[10] * 30, *[0] * 10, runs=10))
    assert effective == pytest.approx(40 * 39 / 40, rel=0.01)


def test_runs_that_differ_as_much_within_as_between_scenarios_count_fully() -> None:
    dice = random.Random(1)
    drawn = [sum(dice.random() < 0.7 for _ in range(20)) for _ in range(200)]
    assert effective_runs(clusters(*drawn, runs=20)) == pytest.approx(4_000, rel=0.15)


@pytest.mark.filterwarnings("ignore:.* is deprecated and will be removed")  # statsmodels with pandas 3
def test_the_variance_is_statsmodels_cluster_robust_one() -> None:
    from statsmodels.regression.linear_model import OLS

    given = [Cluster(runs=4, passes=4), Cluster(runs=2, passes=0), Cluster(runs=6, passes=3)]
    outcomes = [1.0] * 4 + [0.0] * 2 + [1.0] * 3 + [0.0] * 3
    groups = [0] * 4 + [1] * 2 + [2] * 6
    fit = OLS(outcomes, [1.0] * 12).fit(cov_type="cluster", cov_kwds={"groups": groups})
    rate = 7 / 12
    assert effective_runs(given) == pytest.approx(rate * (1 - rate) / fit.bse[0] ** 2)


def test_where_no_variance_can_be_told_a_scenario_counts_as_one_run() -> None:
    estimate = clustered_rate(clusters(5, 5, 5, 5, runs=5))
    assert estimate == wilson(4, 4)


def test_scenarios_without_a_run_do_not_count() -> None:
    assert clustered_rate([Cluster(runs=0, passes=0)]) is None
    assert clustered_rate([Cluster(runs=0, passes=0), Cluster(runs=1, passes=1)]) == wilson(1, 1)


def test_the_interval_covers_the_truth_where_scenarios_differ() -> None:
    dice = random.Random(2)
    covered = 0
    for _ in range(300):
        rates = [dice.betavariate(3, 1) for _ in range(30)]  # 0.75 on average, spread widely
        drawn = [sum(dice.random() < rate for _ in range(10)) for rate in rates]
        estimate = clustered_rate(clusters(*drawn, runs=10))
        assert estimate is not None
        covered += estimate.low <= 0.75 <= estimate.high
    assert covered / 300 >= 0.92
