"""What an answer about a crash that only looks like a lease failure, or about no crash, is graded on."""

from __future__ import annotations

from evals.rubrics.lease_renewal import NO_FALSE_CLAIMS
from evals.rubrics.rubric import Criterion, LooksFor

NAMES_ACTUAL_CAUSE = "names_actual_cause"
RULES_OUT_LEASE_RENEWAL = "rules_out_lease_renewal"

RULES_OUT_LEASE = Criterion(
    id=RULES_OUT_LEASE_RENEWAL,
    met_when=(
        "the answer does not name a failed lease renewal as the cause; saying that it was not one, or not "
        "speaking of leases at all, is fine"
    ),
    not_met_when="a failed renewal of a concurrency lease is named as the cause, or as the likeliest one",
    needs_quotation=False,
)


def names_actual_cause(*, met_when: str, not_met_when: str, looks_for: LooksFor) -> Criterion:
    """The required criterion that says what really happened to the run."""
    return Criterion(id=NAMES_ACTUAL_CAUSE, met_when=met_when, not_met_when=not_met_when, looks_for=looks_for)


def recommends(*, met_when: str, not_met_when: str, looks_for: LooksFor) -> Criterion:
    """The scored criterion that says which advice bears on what really happened."""
    return Criterion(
        id="recommends_remediation",
        met_when=met_when,
        not_met_when=not_met_when,
        weight="scored",
        looks_for=looks_for,
    )


def look_alike_criteria(
    *, actual_cause: Criterion, remediation: Criterion | None = None
) -> tuple[Criterion, ...]:
    """The criteria of a look-alike: its actual cause, no lease renewal named, nothing false, its advice.

    `remediation` is left out where there is nothing to advise. Raises `ValueError` where `actual_cause`
    was not made by `names_actual_cause`, or `remediation` not by `recommends`.
    """
    if (actual_cause.id, actual_cause.weight) != (NAMES_ACTUAL_CAUSE, "required"):
        raise ValueError(f"an actual cause is a required {NAMES_ACTUAL_CAUSE!r}, not {actual_cause.id!r}")
    criteria = (actual_cause, RULES_OUT_LEASE, NO_FALSE_CLAIMS)
    if remediation is None:
        return criteria
    if (remediation.id, remediation.weight) != ("recommends_remediation", "scored"):
        raise ValueError(f"advice is a scored 'recommends_remediation', not {remediation.id!r}")
    return (*criteria, remediation)
