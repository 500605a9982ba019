"""Is it worse than before? One-sided tests for one eval, and for all of them together.

The error rate that is asked for is split in half: one half for the evals each by themselves, corrected for
their number (Holm), one for all of them pooled with each as a stratum. A regression of one eval is seen by
the first, a small one of many by the second; by chance either goes red in at most the rate asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

ALPHA = 0.05
"""How often the gate may go red where nothing changed."""


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
    """The one-sided p-value of the exact Cochran-Mantel-Haenszel test, with each eval a stratum: how probable
    so few passes now are, given how many of each eval's runs passed in all. 1 where no stratum can tell.

    Exact, because the normal approximation goes red too often where few runs fail and the arms are unequal.
    """
    import numpy as np
    from scipy.stats import hypergeom

    passes_now, least = 0, 0
    chances = np.ones(1)
    for e in evals:
        runs, passes = e.before_runs + e.now_runs, e.before_passes + e.now_passes
        fewest, most = max(0, passes - e.before_runs), min(passes, e.now_runs)
        passes_now += e.now_passes
        least += fewest
        if fewest < most:
            stratum = hypergeom.pmf(np.arange(fewest, most + 1), runs, passes, e.now_runs)
            chances = np.convolve(chances, stratum)
    return min(1.0, float(chances[: passes_now - least + 1].sum()))
