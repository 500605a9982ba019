"""What answers are graded on."""

from evals.rubrics.lease_renewal import lease_renewal_criteria, names_root_cause
from evals.rubrics.look_alike import look_alike_criteria, names_actual_cause, recommends
from evals.rubrics.rubric import Criterion, LooksFor, Rubric, Weight, plain_rubric

__all__ = [
    "Criterion",
    "LooksFor",
    "Rubric",
    "Weight",
    "lease_renewal_criteria",
    "look_alike_criteria",
    "names_actual_cause",
    "names_root_cause",
    "plain_rubric",
    "recommends",
]
