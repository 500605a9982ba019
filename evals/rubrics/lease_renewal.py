"""What an answer about a lease-renewal crash is graded on."""

from __future__ import annotations

from evals.rubrics.rubric import Criterion, LooksFor

NAMES_ROOT_CAUSE = "names_root_cause"
"""The id of the criterion that a scenario adds where its evidence establishes one root cause."""

IDENTIFIES_CAUSE = Criterion(
    id="identifies_cause",
    met_when=(
        "the answer commits to a failed renewal of the run's concurrency lease (or of its hold on a "
        "concurrency slot) as the cause of the crash"
    ),
    not_met_when=(
        "it is one candidate among several with no commitment, it is denied, or another cause is named "
        "as the cause"
    ),
)

EXPLAINS_MECHANISM = Criterion(
    id="explains_mechanism",
    met_when=(
        "both halves in substance: the run holds a slot of a concurrency limit under a time-limited lease "
        "that has to be renewed while it runs; and when renewal fails Prefect ends the run, because the "
        "slot may go to another run and the limit would be exceeded"
    ),
    not_met_when="one half only, or the words of the error message repeated with no explanation",
)

SUGGESTS_ROOT_CAUSES = Criterion(
    id="suggests_root_causes",
    met_when=(
        "at least two distinct, plausible reasons why a renewal fails, out of: API or server unreachable, "
        "network trouble; slow API or request timeouts; server restart, or lease storage lost or not shared "
        "between replicas; process or event loop blocked, paused or asleep; lease expired before it was "
        "renewed, lease duration; a known client or server version defect"
    ),
    not_met_when=(
        "fewer than two, or only reasons that have no effect on renewal (bad input data, the limit's size, "
        "memory, slot decay, collision strategy)"
    ),
)

DIFFERENTIATES = Criterion(
    id="differentiates",
    met_when=(
        "at least one other kind of crash is ruled out by name: an exception in the flow's code, out of "
        "memory or an exit code, a termination signal or lost infrastructure, a cancellation by a person, "
        "a run that could not get a slot"
    ),
    not_met_when="no other kind of crash is mentioned, or it is mentioned as equally likely",
)

QUOTES_ERROR = Criterion(
    id="quotes_error",
    met_when=(
        "the distinctive words of the recorded error appear verbatim, ignoring case: "
        '"Concurrency lease renewal failed", "slots are no longer reserved" or '
        '"Terminating execution to prevent over-allocation"'
    ),
    not_met_when="paraphrase only",
    weight="scored",
)

RECOMMENDS_REMEDIATION = Criterion(
    id="recommends_remediation",
    met_when=(
        "at least one concrete action that bears on a failed renewal: make the API reachable and stable, "
        "durable or shared lease storage on the server, upgrade, take blocking work off the event loop, "
        "keep the machine awake, client timeouts or retries where the API was unreachable, run again"
    ),
    not_met_when="none, or only actions that cannot help",
    weight="scored",
)

NO_FALSE_CLAIMS = Criterion(
    id="no_false_claims",
    met_when="everything stated as fact fits the evidence and Prefect as installed",
    not_met_when=(
        "a setting, environment variable, option or command that Prefect does not have; an invented run, "
        "id, number, exit code or log line; a mechanism stated wrongly (for example that the crash came "
        "because the limit was full)"
    ),
    needs_quotation=False,
)


def names_root_cause(*, met_when: str, not_met_when: str, looks_for: LooksFor) -> Criterion:
    """The required criterion of a scenario whose evidence establishes why the renewal failed.

    The texts say which cause has to be ranked first and which evidence it has to be tied to.
    """
    return Criterion(id=NAMES_ROOT_CAUSE, met_when=met_when, not_met_when=not_met_when, looks_for=looks_for)


def lease_renewal_criteria(*, root_cause: Criterion | None = None) -> tuple[Criterion, ...]:
    """The criteria of a lease-renewal crash, in the order in which verdicts list them: seven, and
    `root_cause` after them.

    Raises `ValueError` where `root_cause` was not made by `names_root_cause`.
    """
    criteria = (
        IDENTIFIES_CAUSE,
        EXPLAINS_MECHANISM,
        SUGGESTS_ROOT_CAUSES,
        DIFFERENTIATES,
        QUOTES_ERROR,
        RECOMMENDS_REMEDIATION,
        NO_FALSE_CLAIMS,
    )
    if root_cause is None:
        return criteria
    if (root_cause.id, root_cause.weight) != (NAMES_ROOT_CAUSE, "required"):
        raise ValueError(f"a root cause is a required {NAMES_ROOT_CAUSE!r}, not {root_cause.id!r}")
    return (*criteria, root_cause)
