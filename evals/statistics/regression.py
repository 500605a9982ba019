"""Is it worse than before? One-sided tests for one eval, and for all of them together.

The error rate that is asked for is split in half: one half for the evals each by themselves, corrected for
their number (Holm), one for all of them pooled with each as a stratum. A regression of one eval is seen by
the first, a small one of many by the second; by chance either goes red in at most the rate asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, sqrt

ALPHA = 0.05
"""How often the gate may go red where nothing changed."""

POWER = 0.80
"""How often it has to go red where the difference that was asked for is there."""


@dataclass(frozen=True, kw_only=True)
class Arms:
    """One eval before and now: runs that were measured, and those of them that passed."""

    before_runs: int
    before_passes: int
    now_runs: int
    now_passes: int


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """What the tests say."""

    p_values: tuple[float, ...]
    """For each eval, corrected for the number of evals and for the pooled test beside."""
    pooled: float
    """For all evals together, corrected for the tests of single evals beside."""

    @property
    def red(self) -> bool:
        return min((*self.p_values, self.pooled)) <= ALPHA


def compare(evals: Sequence[Arms]) -> Comparison:
    """Test whether `evals` pass less often now. A single eval is tested once, so nothing is to be split."""
    singles = [worse(arms) for arms in evals]
    if len(evals) == 1:
        return Comparison(p_values=(singles[0],), pooled=singles[0])
    return Comparison(
        p_values=tuple(min(1.0, 2 * p) for p in holm(singles)), pooled=min(1.0, 2 * pooled_worse(evals))
    )


def holm(p_values: Sequence[float]) -> list[float]:
    """Correct p-values for their number: Holm's step-down method, in the order given.

    Not statsmodels' `multipletests`: it collects garbage at every call, which takes a tenth of a second.
    """
    corrected = [1.0] * len(p_values)
    highest = 0.0
    for rank, place in enumerate(sorted(range(len(p_values)), key=p_values.__getitem__)):
        highest = max(highest, p_values[place] * (len(p_values) - rank))
        corrected[place] = min(1.0, highest)
    return corrected


def worse(arms: Arms) -> float:
    """The one-sided p-value of Boschloo's exact test: never too small, and more powerful than Fisher's."""
    return _boschloo(arms.before_runs, arms.before_passes, arms.now_runs, arms.now_passes)


@lru_cache(maxsize=4096)
def _boschloo(before_runs: int, before_passes: int, now_runs: int, now_passes: int) -> float:
    if not before_runs or not now_runs:
        return 1.0
    if now_passes * before_runs >= before_passes * now_runs:
        return 1.0  # not worse: no evidence of a regression, whatever the exact value between 0.5 and 1
    from scipy.stats import boschloo_exact

    table = [[now_passes, before_passes], [now_runs - now_passes, before_runs - before_passes]]
    return float(boschloo_exact(table, alternative="less").pvalue)


def pooled_worse(evals: Sequence[Arms]) -> float:
    """The one-sided p-value of the Cochran-Mantel-Haenszel test, with each eval a stratum and Mantel's
    continuity correction; 1 where no stratum can tell."""
    import numpy as np
    from scipy.stats import norm
    from statsmodels.stats.contingency_tables import StratifiedTable

    tables = [
        [[e.now_passes, e.now_runs - e.now_passes], [e.before_passes, e.before_runs - e.before_passes]]
        for e in evals
        # Strata without both outcomes, or with one arm only, have no variance and tell nothing.
        if 0 < e.now_passes + e.before_passes < e.now_runs + e.before_runs and e.now_runs and e.before_runs
    ]
    if not tables:
        return 1.0
    observed = sum(table[0][0] for table in tables)
    expected = sum((t[0][0] + t[0][1]) * (t[0][0] + t[1][0]) / np.sum(t) for t in tables)
    if observed >= expected:
        return 1.0
    arrays = [np.asarray(table, dtype=float) for table in tables]
    statistic = float(StratifiedTable(arrays).test_null_odds(correction=True).statistic)
    return float(norm.sf(sqrt(max(0.0, statistic))))


def repeats_needed(*, drop: float, rate: float, evals: int) -> int:
    """How many runs in each arm of one eval show a fall of `drop` from `rate` with `POWER`, where `evals` are
    compared at once: the normal approximation, corrected as `compare` corrects."""
    from statsmodels.stats.proportion import samplesize_proportions_2indep_onetail

    alpha = ALPHA if evals == 1 else ALPHA / 2 / evals
    # Its approximation has no answer for rates of exactly 0 or 1.
    before = min(max(rate, 0.01), 0.99)
    now = max(before - drop, 0.005)
    size = samplesize_proportions_2indep_onetail(
        now - before, before, POWER, ratio=1, alpha=alpha, alternative="smaller"
    )
    return ceil(float(size))
