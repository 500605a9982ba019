"""Judges, and the verdicts they give."""

from evals.judges.judge import CannotGrade, Judge, NoVerdict
from evals.judges.verdict import CriterionVerdict, Decision, Verdict

__all__ = ["CannotGrade", "CriterionVerdict", "Decision", "Judge", "NoVerdict", "Verdict"]
