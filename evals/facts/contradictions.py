"""What an answer says of a run's lease and process, held against what the run's own log shows.

Three things that logs settle: whether the server answered at all, whose lease it was, and whether the
process was still there after the crash.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from evals.facts.answer_text import AnswerText, Surroundings
from evals.facts.claim import FalseClaim
from evals.facts.evidence import Evidence
from evals.facts.patterns import pattern, phrases
from evals.facts.stance import is_negated, is_order, is_supposed

_LEASE_ERROR = "lease renewal failed"
_TASK_LOGGER = "prefect.task_runs"
_RUN_LOGGER = "prefect.flow_runs"
_UNREACHED = re.compile(
    r"connection refused|connecterror|connecttimeout|all connection attempts failed|name or service not known"
)
_ANSWERED = re.compile(r"\b410\b|\b404\b|lease not found")
_CRASHED = "Crash detected!"
_STATE_LINE = re.compile(
    r"Crash detected!|Finished in state|Received non-final state|lease renewal failed", re.IGNORECASE
)
_SURELY_AFTER_S = 0.5
"""A line that is stamped so much later than the crash was not on its way."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line of a run's log."""

    logger: str
    message: str
    at: datetime | None


@dataclass(frozen=True, kw_only=True)
class _Contradiction:
    holds: Callable[[Evidence, tuple[Line, ...]], bool]
    """Whether the logs settle it."""
    said: re.Pattern[str]
    why: str


def _server_not_reached(_: Evidence, lines: tuple[Line, ...]) -> bool:
    lost = [line.message.lower() for line in lines if _LEASE_ERROR in line.message.lower()]
    return bool(lost) and all(_UNREACHED.search(text) and not _ANSWERED.search(text) for text in lost)


def _server_answered(_: Evidence, lines: tuple[Line, ...]) -> bool:
    lost = [line.message.lower() for line in lines if _LEASE_ERROR in line.message.lower()]
    return bool(lost) and all(_ANSWERED.search(text) and not _UNREACHED.search(text) for text in lost)


def _crashed(evidence: Evidence, _: tuple[Line, ...]) -> bool:
    return {run.get("state_type") for run in asked_runs(evidence)} == {"CRASHED"}


def _lease_of_a_task(_: Evidence, lines: tuple[Line, ...]) -> bool:
    return {line.logger for line in lines if _LEASE_ERROR in line.message.lower()} == {_TASK_LOGGER}


def _slot_leaked(evidence: Evidence, lines: tuple[Line, ...]) -> bool:
    """Whether a task lost the lease on its slot, and every limit that was read is taken to the last slot."""
    limits = [limit for result in evidence.results for limit in _mappings(result.get("concurrency_limits"))]
    taken = [limit.get("active_slots") == limit.get("limit") for limit in limits]
    return _lease_of_a_task(evidence, lines) and bool(taken) and all(taken)


def _went_on(_: Evidence, lines: tuple[Line, ...]) -> bool:
    crashed = [line.at for line in lines if line.message.startswith(_CRASHED) and line.at is not None]
    return bool(crashed) and any(
        line.at is not None
        and (line.at - min(crashed)).total_seconds() > _SURELY_AFTER_S
        and line.logger in (_RUN_LOGGER, _TASK_LOGGER)
        and not _STATE_LINE.search(line.message)
        for line in lines
    )


_DENIED = re.compile(r"\bnot\b|n['’]t be\b", re.IGNORECASE)
_SETS_APART = phrases(
    "separate; independent; unlike; differs?; different; tasks?; task['’]s; apart; besides; other than"
)
_ALTERNATIVE = re.compile(r"\b(?:or|either)\b(?: \w+){0,2} ?$", re.IGNORECASE)
_SERVER = r"(?:server|api|backend)"
_BODY = r"(?:process|threads|pod|container)"
_CONTRADICTIONS = (
    _Contradiction(
        holds=_server_not_reached,
        said=pattern(
            rf"{_SERVER} (?:\w+ )?(?:had|has|kept|held) (?:no|lost|forgotten|dropped|discarded|mislaid) "
            r"(?:\w+ ){0,2}(?:record|memory|knowledge|trace|entry|leases?|track)",
            rf"{_SERVER} (?:didn['’]t|did not|no longer) (?:recogni[sz]ed?|knew|know|have|had|remember\w*)"
            r" (?:(?:that|the|this|its|your|a|any|such) ){0,2}(?:\w+ )?lease",
            rf"{_SERVER} (?:(?:then|simply|duly|had|has) )?(?:rejected|refused|denied|declined"
            rf"|turned down|answered) "
            r"(?:(?:the|its|this|that|with|a|your) ){0,2}(?:renewal|request|410|extension|lease)",
            r"no longer (?:had|has|knew|held|knows) (?:the|that|its|this|any|your) (?:\w+ )?lease",
            r"lease (?:was|had been|is|has been) (?:revoked|forgotten|deleted|removed|reclaimed|discarded)"
            rf" (?:by|on|from) (?:the )?{_SERVER}",
            before=r"\b",
            after=r"\b",
        ),
        why="the log has the connection refused, so the server answered nothing about the lease",
    ),
    _Contradiction(
        holds=_server_answered,
        said=pattern(
            rf"(?:because|since|as|reason|cause|when|so"
            rf"|:)[^.;?\n]{{0,40}}?\b{_SERVER} (?:process )?(?:was|is|went|had gone|being"
            r"|had been|became) (?:\w+ly |then |already )?"
            r"(?:offline|down|unreachable|not reachable|unavailable|not available|not running"
            r"|not responding|out of reach)",
            rf"{_SERVER} (?:was|went|had gone|had been|became) (?:\w+ly |then |already )?"
            r"(?:offline|down|unreachable|not reachable|unavailable|out of reach)"
            r" (?:when|at|while|as) [^.;?\n]{0,40}?(?:renew|lease|\d\d:\d\d)",
            rf"\b(?:got|received|had|there was) no (?:response|answer|reply"
            rf"|reaction)[^.;?\n]{{0,30}}?{_SERVER}",
            rf"{_SERVER} (?:did not|didn['’]t|never|failed to) (?:answer|respond|reply|react)\b",
            rf"{_SERVER} (?:could|can)(?: not|n['’]t) be (?:reached|contacted|accessed)",
            r"\b(?:client|run|flow|log|engine|renewal) (?:\w+ )?(?:logged|raised|threw|got|hit|reported|saw"
            r"|ran into) (?:an? )?"
            r"[`\"]?(?:ConnectTimeout|ReadTimeout|ConnectError|connection error"
            r"|connect(?:ion)? time-?out|time-?out)",
            rf"\bconnection (?:to|with) (?:the |your )?(?:prefect )?{_SERVER} (?:was|had been|got) "
            r"(?:refused|lost|cut|broken|dropped|interrupted|reset|closed)",
            r"(?:renewal|renewals|renewal request|renewal call"
            r"|attempt to renew)s? (?:\w+ )?(?:timed out|ran into an? time-?out"
            r"|hit an? time-?out|got a connection (?:error|refused))",
            r"\b(?:could|did) ?(?:not|n['’]t)(?: even)? (?:reach|connect to|contact"
            r"|get through to) (?:the |your )?(?:prefect )?"
            rf"{_SERVER}",
            rf"\bwas unable to (?:reach|connect to|contact) (?:the |your )?(?:prefect )?{_SERVER}",
            r"(?:log|error|message|exception|traceback) (?:\w+ )?(?:shows?|says?|has|reads?"
            r"|contains?|reports?) (?:\w+ ){0,2}?"
            r"(?:read time-?out|connect time-?out|time-?out|connection refused|connection reset"
            r"|connecterror|dns)",
        ),
        why="the log has the server's answer to the renewal, so it was reached",
    ),
    _Contradiction(
        holds=_crashed,
        said=pattern(
            r"(?:\brun|\w-[0-9a-f]{8}[`*]{0,3}|\bthe(?= (?:final|end) state))(?:['’]s)? "
            r"(?:(?:final |end )?state (?:is|was)|(?:is"
            r"|was|ended|finished|went|came to rest|stands) "
            r"(?:in(?:to)? )?(?:the )?(?:state )?(?:of )?(?:as )?)(?: ?[`*\"'“]{0,3})"
            r"(?-i:FAILED|Failed|COMPLETED|Completed|CANCELLED|Cancelled)\b",
        ),
        why="the run that was asked about is Crashed",
    ),
    _Contradiction(
        holds=_lease_of_a_task,
        said=pattern(
            r"\blease\b[^.;?\n]{0,60}?\bdeployment(?:['’]s)?(?:[*_`\s]{1,6}(?:concurrency[*_`\s]{1,4})?(?:limit|slot)\b)?",
            r"\bslot\b[^.;?\n]{0,30}?\b(?:of|in|on|from|under) [^.;?\n]{0,20}?\bdeployment['’]s[*_`\s]{1,6}"
            r"(?:concurrency[*_`\s]{1,4})?limit\b",
        ),
        why="the lease error stands in a task's log: the task took the lease, not the deployment",
    ),
    _Contradiction(
        holds=_slot_leaked,
        said=pattern(
            r"slots? (?:was|were|is|are|has been|had been|got)"
            r" (?:(?!not\b|never\b)\w+ ){0,2}?(?:given back|handed back|returned|released|freed|free\b)",
            r"nothing (?:is |was )?(?:left )?to (?:clean|tidy|reset|release|free)\b",
            before=r"\b",
        ),
        why="the limit still counts the slot as taken",
    ),
    _Contradiction(
        holds=_went_on,
        said=pattern(
            rf"{_BODY} (?:was|were|has been|had been|is|are) (?:\w+ly )?"
            r"(?:shut down|ended|gone|finished|over)",
            rf"{_BODY} (?:was|were|has been|had been) (?:\w+ly )?(?:stopped|terminated|torn down)",
            rf"{_BODY} (?:\w+ly )?(?:ended|exited|stopped|died|went away|went down|quit|terminated)",
            r"nothing (?:is|was) (?:left )?(?:running|still going|alive) any ?(?:more|longer)",
            r"nothing kept running",
            rf"(?:infrastructure|{_BODY}) (?:went|came) (?:away|down)(?: \w+ly)?",
            r"(?:infrastructure) (?:was|is|has been|had been) (?:\w+ly )?(?:shut down|gone|stopped"
            r"|torn down|cleaned up|removed|ended)",
            before=r"\b",
            after=r"\b",
        ),
        why="the run's log goes on after the crash, so its process was still there",
    ),
)


def check_contradictions(answer: AnswerText, evidence: Evidence) -> Iterator[FalseClaim]:
    """Yield a claim for each statement that the run's log contradicts, the first of each sort."""
    lines: tuple[Line, ...] | None = None
    for contradiction in _CONTRADICTIONS:
        for match in answer.find(contradiction.said):
            if not _asserted(answer.around(*match.span()), match.group()):
                continue
            # Read where it is first needed: most answers say none of this.
            lines = log_lines(evidence) if lines is None else lines
            if contradiction.holds(evidence, lines):
                yield FalseClaim(kind="contradiction", text=match.group(), why=contradiction.why)
                break


def _asserted(around: Surroundings, text: str) -> bool:
    return not (
        is_supposed(around)
        or is_order(around)
        or is_negated(around.before)
        or _ALTERNATIVE.search(around.before)
        or _SETS_APART.search(f"{around.before}{text}")
        or _DENIED.search(text)
    )


def log_lines(evidence: Evidence) -> tuple[Line, ...]:
    """The log of the run that was asked about, as far as it was read; empty where that run was not found."""
    asked = {run.get("id") for run in asked_runs(evidence)}
    return tuple(
        _line(entry)
        for result in evidence.results
        if result.get("flow_run_id") in asked
        for entry in _mappings(result.get("logs"))
    )


def asked_runs(evidence: Evidence) -> Iterator[Mapping[str, object]]:
    for result in evidence.results:
        for run in _mappings(result.get("flow_runs")):
            if isinstance(name := run.get("name"), str) and name in evidence.question:
                yield run


def _mappings(values: object) -> Iterator[Mapping[str, object]]:
    if isinstance(values, list):
        yield from (value for value in values if isinstance(value, Mapping))


def _line(entry: Mapping[str, object]) -> Line:
    try:
        at = datetime.fromisoformat(str(entry.get("timestamp")))
    except ValueError:
        at = None
    logger = str(entry.get("name") or entry.get("logger") or "")
    return Line(logger=logger, message=str(entry.get("message")), at=at)
