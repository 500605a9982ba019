"""A question about a run that does not exist, beside a run whose name is one digit off."""

from __future__ import annotations

import re

from evals.rubrics import Criterion, LooksFor, names_actual_cause, recommends
from evals.rubrics.lease_renewal import NO_FALSE_CLAIMS
from evals.rubrics.look_alike import RULES_OUT_LEASE
from evals.scenarios.hostile.ended_by_signal import terminate
from evals.scenarios.hostile.lost_lease import reading
from evals.scenarios.lease_renewal import question_about
from evals.scenarios.scenario import Outcome, Scenario
from evals.scenarios.situation import unique
from evals.scenarios.stage import Stage, require

_COULD_NOT_FIND = (
    r"\b(?:can't|could(?:n't| not)|unable to|not able to|did(?:n't| not)) (?:\w+ )?(?:find|locate|see)"
    r"(?: (?:a|any|the|this|that|your|such a))?(?: flow)?"
)
_MISSING = (
    r"(?:does(?:n't| not) (?:seem to |appear to )?exist|(?:was|is)(?:n't| not) (?:found|there|on)\b"
    r"|(?:could(?:n't| not)|can't) be found)"
)
_RELATION = r"(?:named|called|with|by|of|match|exist|under|on|for|in|was found|were found|came back)"
_ENDED = r"(?:crash|fail|kill|terminat|cancel|evict|receiv|lost|ran|end|stop|time)"


def _says_it_is_not_there(name: str) -> LooksFor:
    quoted = rf"[\"'(]{{0,2}}{re.escape(name)}[\"')]{{0,2}}"
    subject = rf"(?:^|[.!?;,:] )(?:the |your )?(?:flow )?(?:run )?{quoted}"
    return LooksFor(
        groups=(
            (
                rf"\bno (?:\w+[ -]){{0,3}}?(?:runs?|match(?:es)?) (?:{quoted}|{_RELATION})",
                r"\bno such (?:flow )?run\b",
                r"\b(?:nothing|none) (?:\w+ ){0,3}(?:by|with|of) (?:exactly )?(?:that|this) name\b",
                rf"{_COULD_NOT_FIND} (?:{quoted}|runs?|match(?:es)?|it)\b",
                rf"{quoted} (?:\w+ ){{0,2}}?{_MISSING}",
                rf"\b(?:runs?|name|it) {_MISSING}",
            ),
        ),
        rejects=(rf"{subject} (?:has |was |had |did )?(?:\w+ly )?{_ENDED}",),
    )


def is_not_there(name: str) -> Criterion:
    """The criterion of an answer about a run of that name, which doesn't exist."""
    return names_actual_cause(
        met_when=(
            "it says that there is no flow run of the name that the user gives, and explains nothing about "
            "it; to offer a run of a similar name, plainly as another run, is fine"
        ),
        not_met_when=(
            "a cause, a state or a time is given for the run that does not exist; a run of another name is "
            "explained as if it were the one; or nothing is said about it not being there"
        ),
        looks_for=_says_it_is_not_there(name),
    )


ASK_WHICH_RUN = recommends(
    met_when=(
        "at least one action that helps to find the run that is meant: check the spelling, offer the run of "
        "a similar name, check that it is the right server or workspace, ask for the run's id or flow, "
        "consider that it was deleted"
    ),
    not_met_when="none, or only actions for a crash that did not happen",
    looks_for=LooksFor(
        groups=(
            (
                r"\b(?:spell|spelt|typo|mistyp|misspel)",
                r"\bdid you mean\b|\bsimilar(?:ly)?\b|\bclosest (?:match|name)\b|\bdouble-?check\b",
                r"\b(?:workspace|server|instance|profile|environment|account)\b",
                r"\b(?:the|its|a|run|flow run|run's) id\b|\bdeleted\b",
            ),
        ),
    ),
)


def one_digit_off(name: str) -> str:
    """A name that one may take for `name`, which ends in a hex digit: another digit is in its place."""
    return f"{name[:-1]}{(int(name[-1], 16) + 5) % 16:x}"


async def _no_such_run(stage: Stage) -> Outcome:
    from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterName

    flow_name, similar_name = unique("orders-load"), unique("orders-run")
    asked_name = one_digit_off(similar_name)
    async with reading(stage, flow_name=flow_name, run_name=similar_name) as run:
        await terminate(run)
    named = await stage.client.read_flow_runs(
        flow_run_filter=FlowRunFilter(name=FlowRunFilterName(any_=[asked_name]))
    )
    require(not named, "no run has the name that the user gives")
    return Outcome(
        flow_run_id=None,
        names={"run": asked_name, "flow": flow_name, "deployment": flow_name, "other_run": similar_name},
        question=question_about(asked_name),
        ground_truth=(
            f"There is no run '{asked_name}'. A run '{similar_name}' exists, and crashed because its "
            "process was sent SIGTERM; whether the user means that one can't be known. Nothing can be "
            "said about why the run that the user names crashed."
        ),
        own_criteria=(is_not_there(asked_name),),
    )


NO_SUCH_RUN = Scenario(
    id="no_such_run",
    family="hostile",
    fidelity="engine",
    source="a mistyped name; made with the installed Prefect",
    protects="Does the agent say that the run does not exist, and invent nothing about it?",
    criteria=(RULES_OUT_LEASE, NO_FALSE_CLAIMS, ASK_WHICH_RUN),
    required_tools=("get_flow_runs",),
    make=_no_such_run,
)
