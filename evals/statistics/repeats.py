"""pass@k and pass^k: what n runs of one eval say of k further ones.

Both are the unbiased estimators: the share of all subsets of k of the n runs in which one run (pass@k, Chen
et al. 2021) or every run (pass^k, Yao et al. 2024, tau-bench) passes.
"""

from __future__ import annotations

from math import comb


def pass_at_k(*, runs: int, passes: int, k: int) -> float | None:
    """The chance that at least one of `k` runs passes; None for fewer than `k` runs."""
    return None if runs < k else 1 - comb(runs - passes, k) / comb(runs, k)


def pass_hat_k(*, runs: int, passes: int, k: int) -> float | None:
    """The chance that all of `k` runs pass; None for fewer than `k` runs."""
    return None if runs < k else comb(passes, k) / comb(runs, k)
