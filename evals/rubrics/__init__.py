"""What answers are graded on."""

from evals.rubrics.lease_renewal import LEASE_RENEWAL_CRITERIA, lease_renewal_rubric, names_root_cause
from evals.rubrics.look_alike import look_alike_rubric, names_actual_cause, recommends
from evals.rubrics.rubric import Criterion, LooksFor, Rubric, Weight, plain_rubric

__all__ = [
    "LEASE_RENEWAL_CRITERIA",
    "Criterion",
    "LooksFor",
    "Rubric",
    "Weight",
    "lease_renewal_rubric",
    "look_alike_rubric",
    "names_actual_cause",
    "names_root_cause",
    "plain_rubric",
    "recommends",
]
