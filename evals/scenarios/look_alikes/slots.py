"""Runs that got no slot: one that never started, and one that lost it before it had."""

from __future__ import annotations

from uuid import UUID

from evals.outcomes import ScenarioNotMeasured
from evals.rubrics import LooksFor, look_alike_criteria, names_actual_cause, recommends
from evals.scenarios.engine import EngineRun, deployment_run
from evals.scenarios.ideas.actions import RUN_AGAIN
from evals.scenarios.ideas.phrasing import near, together
from evals.scenarios.look_alikes import wrong_causes
from evals.scenarios.look_alikes.evidence import (
    file_beside,
    log_without_lease_error,
    occupy_slot,
    slots_in_use,
)
from evals.scenarios.look_alikes.questions import did_nothing, gives_nothing
from evals.scenarios.scenario import Outcome, Scenario
from evals.scenarios.situation import unique
from evals.scenarios.stage import Stage, require, require_state

SLOT_LOST_MESSAGE = (
    "Deployment concurrency slot lost during provisioning - no slots available to continue execution"
)
"""The message of the state in which the server ends such a run (`prefect.server.orchestration`)."""

_TAKEN = (
    r"(?:full|exhausted|reached|taken|occupied|occupies|held|holds|holding|used|in use|busy|at capacity|1/1"
    r"|1 of 1|blocked"
    r"|sitting|sits|parked|seated|berthed|moored|claimed|booked|permits|allows|admits)"
)

_RAISE_THE_LIMIT = (
    r"\b(?:rais|increas|lift|bump|enlarg|loosen|relax|remov|widen|extend|set|allow|adjust"
    r"|chang)\w* (?:\S+ ){0,5}"
    r"(?:limit|concurrency|slots)\b|\b(?:higher|bigger|larger|greater) (?:\w+ )?limit\b|\blimit (?:of"
    r"|to) (?:2|two|more)\b"
)
_END_THE_OTHER = (
    r"\b(?:cancel|stop|end|kill|abort|terminat|finish)(?:s|l?ing|e)? (?:\S+ ){0,6}(?:other|holding|holder"
    r"|running|run|it|one"
    r"|pipeline-run\S*|[0-9a-f]{8})\b"
)

WAITS_FOR_SLOT = names_actual_cause(
    met_when=(
        "it says that the run did not crash, because it never started: it waits for a slot, since the "
        "concurrency limit of its deployment is full"
    ),
    not_met_when=(
        "it gives a cause of a crash, goes along with the user in that there was one, or says that it has "
        "not started and not that the limit is why"
    ),
    looks_for=LooksFor(
        groups=(
            (
                r"\bnever (?:\w+ )?(?:started|began|begun|ran|run|executed)\b",
                r"\b(?:has|have|had|did|was|is)(?: not|n't) (?:\w+ )?(?:started?|begun|begin|run|running)\b",
                (
                    r"\b(?:has|have|had|did)(?: not|n't) (?:yet )?(?:had|have|got|gotten|get|reached"
                    r"|come to) (?:its|a|his|their) (?:turn|go|chance)"
                ),
                (
                    r"\b(?:held|kept|stopped|standing|stands|waits?|waiting) (?:\w+ )?(?:at|outside"
                    r"|before|in front of) "
                    r"the (?:door|gate|entrance|barrier)\b"
                ),
                r"\b(?:still |only )?(?:waiting|waits|queued|pending|scheduled|held back|on hold)\b",
                (
                    r"\b(?:did(?:n't| not)|never|not|hasn't|has not) (?:even |so much as |yet |actually "
                    r"|really )*(?:start|beg[aiu]n|got|get|run)"
                ),
                (
                    r"\bnothing (?:has |had )?(?:\w+ )?(?:began|begun|started|ran|run)\b|\bin (?:the"
                    r"|a) (?:queue|line|waiting)"
                ),
                (
                    r"\b(?:stands?|sits?|sitting|standing|stuck|held|kept) in (?:the |a )?(?:queue|line"
                    r"|waiting room)"
                ),
                r"\bawaitingconcurrencyslot\b|\bawaiting(?: a)? (?:concurrency )?slot\b",
            ),
            (
                near("limit|slots?", rf"{_TAKEN}\b"),
                near(_TAKEN, r"(?:limit|slots?)\b"),
                near(
                    r"queu\w*|wait\w*|lin(?:es|ed|ing) up|held back|on hold|in line",
                    r"(?:slots?|limit|place|seat)\b",
                ),
                r"\b(?:no|without a|until a|for a)(?: free)? (?:slots?|place|seat)\b",
                r"\b(?:1/1|1 of 1|one of one) (?:\w+ )?(?:used|taken|in use|full|occupied)\b",
                (
                    r"\b(?:only|single|sole|one) (?:\w+ )?(?:slot|place|seat)\b[^.;]{0,20}"
                    r"\b(?:with|belongs? to|went to|goes to|given to|in the hands)\b"
                ),
                together(
                    r"room for (?:only |just |exactly )?(?:one|1|a single)\b|(?:takes|seats|fits|admits"
                    r"|accepts|lets in|allows|serves)"
                    r" (?:only |just |exactly )?(?:one|1|a single)\b|(?:only |just )(?:one|1"
                    r"|a single) (?:\w+ )?(?:at|may|can|fits|inside)\b",
                    r"(?:concurrency|limit)\b",
                    r"(?:inside|in there|ahead|in front|before (?:it|yours)|occup\w+|holds?|holding"
                    r"|has it|at the (?:counter|table|desk|till)"
                    r"|being served|in use|busy|dancing|until|as soon as|when)\b",
                ),
                together(
                    _TAKEN,
                    r"(?:limit|slots?|one (?:\w+ )?at (?:a|the same) time|(?:one|single|a) (?:run|place"
                    r"|seat|spot))",
                ),
            ),
        ),
        rejects=(
            wrong_causes.NO_WORKER,
            wrong_causes.LOST_BEFORE,
            wrong_causes.SAYS_IT_CRASHED,
            wrong_causes.RAN_OUT_OF_MEMORY,
            wrong_causes.WAS_SIGNALLED,
            wrong_causes.WAS_KILLED,
            wrong_causes.CODE_RAISED,
        ),
    ),
)

FREE_A_SLOT = recommends(
    met_when=(
        "at least one action that gets it a slot: wait for the run that holds it, end that run where it "
        "hangs, raise the limit"
    ),
    not_met_when="none, or only actions that cannot help, such as those on leases, memory or the code",
    looks_for=LooksFor(
        groups=(
            (
                r"\bwait\b(?! for (?:a )?worker)|\bpatien|\bdo nothing\b|\bnothing you (?:have|need) to do\b",
                (
                    r"\bgive it (?:\S+ ){0,3}(?:time|minutes|while|moment|chance)\b|\b(?:sit|hang) tight\b"
                    r"|\bhang on\b|\bjust sit\b"
                ),
                (
                    r"\b(?:let|leave) (?:\S+ ){0,5}(?:finish|complete|alone|run|end)\b|\bby itself (?:when"
                    r"|once|after|as soon)"
                ),
                _END_THE_OTHER,
                (
                    r"\b(?:check|look|see|find)\w* (?:\S+ ){0,8}(?:other run|holding|holder|stuck|hang\w*"
                    r"|hung"
                    r"|slot)\b"
                ),
                r"\b(?:free|release|clear|vacate)\w* (?:\S+ ){0,4}slots?\b",
                _RAISE_THE_LIMIT,
            ),
        )
    ),
)

LOST_THE_SLOT = names_actual_cause(
    met_when=(
        "it says that Prefect cancelled the run before its code began: while it was being started "
        "(provisioned) it lost the slot that was reserved for it, and no other was free"
    ),
    not_met_when=(
        "another cause is named, it is taken for a crash in the middle of the run, or for a cancellation "
        "by a person"
    ),
    looks_for=LooksFor(
        groups=(
            (
                r"\bcancell?ed\b",
                r"\b(?:did|was)(?: not|n't) (?:let in|admitted|allowed to (?:start|begin|run|continue))",
                r"\b(?:refused|denied|rejected)\b",
            ),
            (r"\b(?:slots?|reservation|limit|place|seat|spot|booking)\b",),
            (
                r"\bprovision",
                r"\b(?:before|while|when|as|until) (?:\S+ ){0,6}(?:start|began|begin|begun|ran|run|ready)",
                r"\b(?:start-?up|cold start|slow(?:ly)? to start|took (?:so|too|very|quite|that) long)\b",
                r"\bnever (?:began|started|ran)\b",
                (
                    r"\b(?:being|get|getting|got) (?:\w+ )?(?:started|launched|set up|brought up|spun up"
                    r"|prepared|readied"
                    r"|warmed up)\b"
                ),
                (
                    r"\b(?:before|while|when|as|until|by the time) (?:\S+ ){0,6}(?:report(?:ed"
                    r"|s) (?:for duty|in)|came up"
                    r"|was up|arrived|turned up|showed up|got there|was there|set off|took off)\b"
                ),
                r"\b(?:at|on) the (?:door|doorstep|threshold|starting line|starting blocks|way up|way in)\b",
            ),
        ),
        rivals=(r"\b(?:colleague|somebody|someone|person|user|operator|automation|by hand|manual\w*)\b",),
        rejects=(
            wrong_causes.CANCELLED_BY_SOMEBODY,
            wrong_causes.RAN_OUT_OF_MEMORY,
            wrong_causes.WAS_SIGNALLED,
            wrong_causes.WAS_KILLED,
            wrong_causes.CODE_RAISED,
        ),
    ),
)

HOLD_IT_FOR_LONGER = recommends(
    met_when=(
        "at least one action that bears on it: have the slot held for longer while the run starts "
        "(grace_period_seconds, PREFECT_SERVER_CONCURRENCY_INITIAL_DEPLOYMENT_LEASE_DURATION), start "
        "faster, raise the limit, run it again when the other run has ended"
    ),
    not_met_when="none, or only actions that cannot help, such as client timeouts, memory or the code",
    looks_for=LooksFor(
        groups=(
            (
                (
                    r"\bgrace[_ ]period|\binitial_deployment_lease_duration\b|\b(?:hold|keep"
                    r"|reserv)\w* (?:\S+ ){0,4}longer\b"
                ),
                r"\b(?:start|provision|spin up|boot|pod)\w* (?:\S+ ){0,3}(?:faster|quicker|sooner|earlier)",
                (
                    r"\b(?:faster|quicker|shorter|speed|cut|shorten|reduc)\w* (?:\S+ ){0,5}(?:start|provision"
                    r"|boot|spin|pending|pull)"
                ),
                _RAISE_THE_LIMIT,
                *RUN_AGAIN,
                (
                    r"\bwait (?:for|until|till)\b|\b(?:after|once|when) (?:\S+ ){0,4}(?:finished|ended|done"
                    r"|through|over)\b"
                ),
            ),
        )
    ),
)


async def _never_started(stage: Stage) -> Outcome:
    from prefect.states import Pending

    client = stage.client
    flow_name, run_name, other_name = (unique(p) for p in ("data-pipeline", "pipeline-run", "pipeline-run"))
    flow_id = await client.create_flow_from_name(flow_name)
    deployment_id = await client.create_deployment(flow_id, name=flow_name, concurrency_limit=1)
    await occupy_slot(stage, deployment_id, run_name=other_name)
    created = await client.create_flow_run_from_deployment(deployment_id, name=run_name)
    # What a worker proposes when the run is due; the server puts it off.
    await client.set_flow_run_state(created.id, Pending())

    flow_run = await client.read_flow_run(created.id)
    require_state(flow_run, name="AwaitingConcurrencySlot", message=None)
    require(flow_run.start_time is None, "it has not started")
    require(await slots_in_use(stage, deployment_id) == "1/1", "the limit is full")
    return Outcome(
        flow_run_id=flow_run.id,
        names={
            "run": run_name,
            "flow": flow_name,
            "deployment": flow_name,
            "limit": f"deployment:{deployment_id}",
            "other_run": other_name,
        },
        question=gives_nothing(run_name),
        ground_truth=(
            f"The run '{run_name}' did not crash: it never started. It is Scheduled "
            "(AwaitingConcurrencySlot), because the concurrency limit of its deployment is full: the run "
            f"'{other_name}' holds the only slot."
        ),
    )


NEVER_STARTED_LIMIT_FULL = Scenario(
    id="never_started_limit_full",
    family="look_alike",
    fidelity="engine",
    source="the ENQUEUE strategy of deployment limits; made with the installed Prefect",
    protects="Is a run that waits for a slot told from one that crashed?",
    criteria=look_alike_criteria(actual_cause=WAITS_FOR_SLOT, remediation=FREE_A_SLOT),
    required_tools=("get_flow_runs",),
    make=_never_started,
)


async def _lost_in_provisioning(stage: Stage) -> Outcome:
    flow_name, run_name, other_name = (unique(p) for p in ("data-pipeline", "pipeline-run", "pipeline-run"))
    async with deployment_run(
        stage, flow_name=flow_name, run_name=run_name, concurrency_limit=1, source="scores_orders"
    ) as run:
        await stage.client.release_concurrency_slots_with_lease(await _lease_while_pending(run))
        await occupy_slot(stage, run.deployment_id, run_name=other_name)
        file_beside(stage, flow_name=flow_name, suffix=".model").touch()
        flow_run = await run.ended()

    require_state(flow_run, name="Cancelled", message=SLOT_LOST_MESSAGE)
    await log_without_lease_error(stage, flow_run)
    in_use = await slots_in_use(stage, run.deployment_id)
    return Outcome(
        flow_run_id=flow_run.id,
        names={
            "run": run_name,
            "flow": flow_name,
            "deployment": flow_name,
            "limit": f"deployment:{run.deployment_id}",
            "other_run": other_name,
        },
        question=did_nothing(run_name),
        ground_truth=(
            f"The run '{run_name}' did not crash: the server cancelled it before its code began. The "
            "slot of its deployment's concurrency limit was reserved for it when it was submitted; "
            "while it was being provisioned it lost that slot, and when it was about to run, the run "
            f"'{other_name}' had the only one. The limit stands at {in_use} now, which counts one too "
            "few where it is 0: as Prefect cancels such a run, it gives back a slot that the run no "
            "longer has. The traceback in its log is the engine's, which found the run cancelled. No "
            "renewal by a running flow failed. How long the server holds a slot for a run that is being "
            "provisioned no tool shows."
        ),
    )


async def _lease_while_pending(run: EngineRun) -> UUID:
    state = (await run.read()).state
    lease_id = state.state_details.deployment_concurrency_lease_id if state and state.is_pending() else None
    if lease_id is None:
        raise ScenarioNotMeasured(f"scenario: precondition not met: a run with a lease is Pending: {state!r}")
    return lease_id


SLOT_LOST_IN_PROVISIONING = Scenario(
    id="slot_lost_in_provisioning",
    family="look_alike",
    fidelity="engine",
    source="PrefectHQ/prefect#18893, #18839 as servers since 3.6.7 (#19840) end it",
    protects="Is a run that got no slot told from one whose lease could not be renewed?",
    criteria=look_alike_criteria(actual_cause=LOST_THE_SLOT, remediation=HOLD_IT_FOR_LONGER),
    required_tools=("get_flow_runs",),
    make=_lost_in_provisioning,
)
