"""A crash that is most likely one through a lost lease: the part of its log that would tell is missing."""

from __future__ import annotations

from evals.agents.reference.case import Case
from evals.agents.reference.diagnosis import Diagnosis
from evals.agents.reference.lease_crash import MECHANISM
from evals.agents.reference.naming import run_label
from evals.agents.reference.undecided import nothing_more_is_known
from evals.agents.reference.wording import is_exception


def likely_lease_crash(case: Case) -> Diagnosis | None:
    """Infer a lost lease from what can be read; None where nothing speaks for one.

    The tool gives the beginning of a log and no more. What speaks for a lost lease then is the state's
    message, together with a limit on the deployment: it is the one way in which Prefect itself cancels a run
    under a limit.
    """
    limit = case.deployment.limit if case.deployment else None
    if case.run is None or limit is None or case.message.kind != "cancelled":
        return None
    if case.log is None or not case.log.cut or any(is_exception(line) for line in case.lines):
        return None
    likely = nothing_more_is_known(case)
    return Diagnosis(
        cause=(
            f"The crash of {run_label(case.run)} was most likely caused by a failed renewal of its "
            "concurrency lease. This is an inference: the end of its log could not be read."
        ),
        evidence=(
            (
                f'The run is in state `CRASHED`, with the message "{case.message.quoted}" A run that '
                "Prefect itself terminates after a lost lease ends with it; so does any other cancellation."
            ),
            f"Its deployment has a concurrency limit, `{limit.name}`, so the run held a slot under a lease.",
            (
                "The part of its log that I could read has no sign of another reason: no exception, no "
                "exit code."
            ),
        ),
        mechanism=MECHANISM,
        reasons=likely.reasons,
        ruled_out=(
            (
                "Not an out-of-memory kill or a termination signal: Prefect records those with messages of "
                "their own."
            ),
            "Not an exception in the flow's own code: the run would be Failed.",
        ),
        advice=(
            (
                "Look at the last lines of the run's log in the UI: an error there that names a lease "
                "confirms it."
            ),
            *likely.advice,
        ),
        unknown=likely.unknown,
    )
