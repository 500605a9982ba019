"""What the replayed crashes have in common."""

from __future__ import annotations

from evals.scenarios.lease_renewal import ENGINE_MESSAGE, LEASE_ERROR, question_about
from evals.scenarios.replayed.evidence import RecordedLine
from evals.scenarios.replayed.replay import Replayed
from evals.scenarios.stage import Stage, require, require_state

BLAMES_THE_SERVER = (
    r"\b(?:root cause|likeliest cause|most likely cause|culprit|reason) (?:is|was)[^.;]{0,60}"
    r"\b(?:re-?start|re-?deploy|outage|network|unreachable|connection|lease storage|replicas|eviction)"
    r"|\b(?:crashed|failed|was terminated|was lost|was gone|lost its lease|lease was lost) "
    r"(?:because|since|due to|as) (?:of )?(?:the |a |an )?(?:prefect )?"
    r"(?:server|api|network|connection)\b[^.;]{0,30}"
    r"\b(?:re-?start|re-?deploy|outage|down|unreachable|trouble|lost|unavailable)"
    r"|(?:^|[.:!|>-] )(?:the |your |a )?(?:prefect )?(?:server|api|backend)(?:'s)? (?:was|had been|has been"
    r"|got) (?:\w+ )?"
    r"(?:re-?started|re-?booted|re-?deployed|bounced|replaced)[^.;]{0,40}\b(?:lost|forgot|dropped|wiped"
    r"|forgotten|gone)\b"
    r"|\b(?:api|server|network|connection|backend) (?:then )?(?:went|was|had gone|had been|broke"
    r"|dropped) (?:\w+ )?(?:down|away"
    r"|offline|dead|unreachable|out|off)\b[^.;]{0,15}\b(?:so|therefore|hence|which"
    r"|thus)\b[^.;]{0,30}\b(?:lease|renewal|slot)"
    r"|\b(?:was|were|got|had been) (?:\w+ )?(?:lost|wiped|erased|taken)\b[^.;,]{0,12}\b(?:in|by|through"
    r"|with|during) "
    r"(?:a|an|the) (?:\w+ ){0,2}(?:re-?start|re-?boot|re-?deploy|outage)"
)
"""Names a restart, an outage, the network or the storage as what was behind the failed renewal."""


def question_after_upgrade(run_name: str) -> str:
    """The question about a crash that only an older server makes: the one that answers now is newer."""
    return f"{question_about(run_name)} We have upgraded our Prefect server since then."


def lease_error(replayed: Replayed) -> RecordedLine:
    """The line that reports the failed renewal."""
    return next(line for line in replayed.recording.lines if line.message.startswith(LEASE_ERROR))


async def require_lease_crash(stage: Stage, replayed: Replayed) -> None:
    """Require that the run, as read from the server, crashed as the engine words it, that its log is the one
    on record with one lease error in it, and that it began and ended when the record says."""
    flow_run, recording = replayed.flow_run, replayed.recording
    require_state(flow_run, name="Crashed", message=ENGINE_MESSAGE)
    lines = [(line.level, line.name, line.message) for line in await stage.logs(flow_run.id)]
    require(
        lines == [(line.level, line.logger, line.message) for line in recording.lines],
        "its log is the one on record",
    )
    errors = [message for level, _, message in lines if level == 40 and message.startswith(LEASE_ERROR)]
    require(len(errors) == 1, f"its log has the lease error once: {errors}")
    took_s = recording.states[-1].at_s - next(s.at_s for s in recording.states if s.type == "RUNNING")
    require(
        flow_run.start_time is not None
        and flow_run.end_time is not None
        and abs((flow_run.end_time - flow_run.start_time).total_seconds() - took_s) < 0.001,
        f"it ran for {took_s} s: {flow_run.start_time} to {flow_run.end_time}",
    )
