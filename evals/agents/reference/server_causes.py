"""Failed renewals that come from the server or the way to it."""

from __future__ import annotations

from evals.agents.reference.case import Case
from evals.agents.reference.evidence import moment
from evals.agents.reference.naming import run_label
from evals.agents.reference.root_cause import (
    DURABLE_STORAGE,
    EVICTED,
    REPLICAS,
    RESTARTED,
    RUN_AGAIN,
    STORAGE_UNSEEN,
    RootCause,
    lower,
)
from evals.agents.reference.undecided import lease_was_gone


def outage(case: Case) -> RootCause | None:
    """The API was not there, or did not answer properly, when the lease was to be renewed."""
    if case.loss is None or case.loss.error != "unreachable":
        return None
    said = f'"{case.loss.reported}"'
    return RootCause(
        summary=f"The renewal failed because the Prefect API could not be reached: the line says {said}.",
        reasons=(
            (
                "An outage of the API: the server was down or restarting when the renewal was due, for all "
                f"of the client's attempts. {said} means that no proper answer came, not that the server "
                "refused the lease."
            ),
            (
                "Trouble on the network between the run and the server (routing, proxy, DNS, a load "
                "balancer), which looks the same from the run's side."
            ),
        ),
        advice=(
            (
                f"Find out why the API was unreachable around {case.loss.line.stamp}; make the server, and "
                "the network path to it, stable."
            ),
            (
                "So that a run outlasts a short outage, raise `PREFECT_CLIENT_MAX_RETRIES` in the flow's "
                "environment; where requests hang, `PREFECT_API_REQUEST_TIMEOUT` sets how long one may "
                "take."
            ),
            RUN_AGAIN,
        ),
        unknown=("Why the API was away: no tool shows the server's own log or the network.",),
    )


def restart(case: Case) -> RootCause | None:
    """The server lost the leases of several deployments' runs together."""
    if not case.siblings or case.loss is None or case.run is None or lease_was_gone(case) is None:
        return None
    lines = [case.loss.line, *(sibling.loss.line for sibling in case.siblings)]
    first = min(lines, key=lambda line: line.stamp)
    evidence = [
        f"The {run_label(s.run)}, of another deployment (`{s.run.deployment_id}`), lost its lease too: "
        f'"{s.loss.reported}" at {s.loss.line.stamp}.'
        for s in case.siblings
    ]
    starts = [moment(run.start_time) for run in (case.run, *(sibling.run for sibling in case.siblings))]
    if first.at and all(start and start < first.at for start in starts):
        evidence.append(f"All of them had been running before the first of these losses, at {first.stamp}.")
    if case.completed_later:
        names = ", ".join(run_label(run).removeprefix("flow run ") for run in case.completed_later[:3])
        evidence.append(f"Runs that started after the last of them were fine: {names} completed.")
    return RootCause(
        summary=(
            f'The server was there and answered "{case.loss.reported}": it no longer had the lease. It had '
            "lost the leases of several deployments' runs at about the same time, so most likely the "
            "server was restarted and kept its leases in memory. No tool can prove that."
        ),
        evidence=tuple(evidence),
        reasons=(
            f"{RESTARTED} Several deployments' runs lost theirs together, which is what a restart does.",
            f"Less likely, since it would go on at random: {lower(REPLICAS)}",
            f"Less likely: {lower(EVICTED)}",
        ),
        advice=(
            f"Ask whoever runs the server whether it was restarted or redeployed before {first.stamp}.",
            DURABLE_STORAGE,
            (
                "Before a planned restart, let the runs that are under way finish. Then run the crashed "
                "ones again."
            ),
            "Client retries or longer timeouts would not have helped: the server did answer.",
        ),
        unknown=(STORAGE_UNSEEN,),
    )
