"""Judges, and the verdicts they give."""

from evals.judges.judge import CannotGrade, Judge
from evals.judges.verdict import CriterionVerdict, Decision, JudgeUsage, Verdict

__all__ = ["CannotGrade", "CriterionVerdict", "Decision", "Judge", "JudgeUsage", "Verdict"]
