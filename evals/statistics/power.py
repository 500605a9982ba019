"""Would a fall have been seen? The power of the test over all evals together (`regression.pooled_worse`).

Assumes that every eval falls by the same amount and passes as often as all of them do on average. Where evals
differ in how often they pass, they vary less than that, and the test sees more.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import sqrt

from evals.statistics.regression import ALPHA

POWER = 0.80
"""How often the gate has to go red where the fall that was asked for is there."""

_MOST_REPEATS = 100_000


def chance_to_see(runs: Sequence[tuple[int, int]], *, rate: float, drop: float) -> float:
    """How often a fall of `drop` from `rate` goes red, for each eval so many `runs` before and now.

    The normal approximation to the power of the Cochran-Mantel-Haenszel test with Mantel's continuity
    correction, which stands for what the exact test of several evals loses. One eval by itself is tested by
    Boschloo's test at the whole error rate, which loses next to nothing. Within 0.1 of simulated values, in
    most cases within 0.05 and below.
    """
    from scipy.stats import norm

    runs = [(before, now) for before, now in runs if before and now]
    if not runs or drop > rate:
        return 0.0
    alpha, correction = (ALPHA, 0.0) if len(runs) == 1 else (ALPHA / 2, 0.5)
    falls_to = rate - drop
    middle = (rate + falls_to) / 2
    weights = [before * now / (before + now) for before, now in runs]
    unchanged = sqrt(sum(weights) * middle * (1 - middle))
    fallen = sqrt(
        sum(
            weight**2 * (falls_to * (1 - falls_to) / now + rate * (1 - rate) / before)
            for weight, (before, now) in zip(weights, runs, strict=True)
        )
    )
    beyond = drop * sum(weights) - correction - float(norm.isf(alpha)) * unchanged
    if not fallen:  # from always to never
        return float(beyond > 0)
    return float(norm.cdf(beyond / fallen))


def repeats_needed(*, evals: int, rate: float, drop: float) -> int | None:
    """How many runs of each of `evals`, before and now each, show a fall of `drop` from `rate` with `POWER`;
    None where a rate can't fall so far."""
    return _fewest(lambda repeats: chance_to_see([(repeats, repeats)] * evals, rate=rate, drop=drop))


def repeats_needed_now(*, before: Sequence[int], rate: float, drop: float) -> int | None:
    """How many runs of each eval now show such a fall, where there were so many of each `before`; None where
    no number of them does."""
    return _fewest(lambda repeats: chance_to_see([(runs, repeats) for runs in before], rate=rate, drop=drop))


def _fewest(chance: Callable[[int], float]) -> int | None:
    enough = 1
    while chance(enough) < POWER:
        enough *= 2
        if enough > _MOST_REPEATS:
            return None
    low = enough // 2
    while enough - low > 1:
        middle = (low + enough) // 2
        if chance(middle) < POWER:
            low = middle
        else:
            enough = middle
    return enough
