from __future__ import annotations

import pytest

from evals.statistics.estimate import shown, wilson


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [
        # Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
        pytest.param(81, 263, 0.2553, 0.3662, id="81 of 263"),
        pytest.param(15, 148, 0.0624, 0.1605, id="15 of 148"),
        pytest.param(0, 20, 0.0000, 0.1611, id="none of 20"),
        pytest.param(1, 29, 0.0061, 0.1718, id="1 of 29"),
    ],
)
def test_wilson_interval_is_the_published_one(successes: int, trials: int, low: float, high: float) -> None:
    estimate = wilson(successes, trials)
    assert estimate is not None
    assert estimate.value == pytest.approx(successes / trials)
    assert [estimate.low, estimate.high] == pytest.approx([low, high], abs=5e-5)


def test_no_trials_have_no_rate() -> None:
    assert wilson(0, 0) is None
    assert shown(None) == "-"


def test_an_estimate_is_shown_with_its_interval() -> None:
    assert shown(wilson(5, 5)) == "1.000 (0.57-1.00)"
