"""What answers are graded on."""

from evals.rubrics.rubric import Criterion, LooksFor, Rubric, Weight, plain_rubric

__all__ = ["Criterion", "LooksFor", "Rubric", "Weight", "plain_rubric"]
