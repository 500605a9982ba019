"""How a judge's decisions agree with labels: error rates with intervals, and Cohen's kappa.

True-positive and true-negative rates are told apart, because a judge that passes everything agrees with
most labels. A decision that the judge could not make counts as a wrong one, in both rates.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from pydantic import BaseModel, ConfigDict, NonNegativeInt

from evals.judges.verdict import Decision
from evals.statistics.estimate import Estimate, wilson

VERDICT = "verdict"
"""The name of the agreement on whether answers pass."""


class Agreement(BaseModel):
    """One criterion, or the verdict: the confusion matrix and what follows from it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    met_as_met: NonNegativeInt
    met_as_not_met: NonNegativeInt
    met_undecided: NonNegativeInt
    """Labelled met; the judge could not tell."""
    not_met_as_not_met: NonNegativeInt
    not_met_as_met: NonNegativeInt
    not_met_undecided: NonNegativeInt
    true_positive_rate: Estimate | None
    """Of the answers that are labelled met, the share that the judge calls met, with its Wilson interval;
    None where there is none."""
    true_negative_rate: Estimate | None
    kappa: Estimate | None
    """Cohen's kappa with its asymptotic interval; None where labels or decisions are all the same."""

    @property
    def positives(self) -> int:
        """How many answers are labelled met."""
        return self.met_as_met + self.met_as_not_met + self.met_undecided

    @property
    def negatives(self) -> int:
        """How many answers are labelled not met."""
        return self.not_met_as_not_met + self.not_met_as_met + self.not_met_undecided


def agreement(name: str, pairs: Iterable[tuple[bool, Decision]]) -> Agreement:
    """Count `pairs` of a label and a decision, and estimate the rates behind them."""
    count = Counter(pairs)
    met = (count[True, "met"], count[True, "not_met"], count[True, "cant_tell"])
    not_met = (count[False, "met"], count[False, "not_met"], count[False, "cant_tell"])
    return Agreement(
        name=name,
        met_as_met=met[0],
        met_as_not_met=met[1],
        met_undecided=met[2],
        not_met_as_met=not_met[0],
        not_met_as_not_met=not_met[1],
        not_met_undecided=not_met[2],
        true_positive_rate=wilson(met[0], sum(met)),
        true_negative_rate=wilson(not_met[1], sum(not_met)),
        kappa=_kappa(met, not_met),
    )


def _kappa(met: tuple[int, int, int], not_met: tuple[int, int, int]) -> Estimate | None:
    decided = [first + second for first, second in zip(met, not_met, strict=True)]
    if not sum(met) or not sum(not_met) or max(decided) == sum(decided):
        return None  # with one class only, chance agreement is complete and kappa is not defined
    from statsmodels.stats.inter_rater import cohens_kappa

    # A third row for the label that nobody gave: the table has to be square. Its interval is of 95 %.
    found = cohens_kappa([met, not_met, (0, 0, 0)])
    return Estimate(
        value=float(found.kappa),
        low=max(-1.0, float(found.kappa_low)),
        high=min(1.0, float(found.kappa_upp)),
    )
