"""What an answer is graded on where the decisive end of a log is out of the agent's reach.

Written for an agent with the tools of the Prefect MCP server: one that reads logs by other means could
know more than these criteria allow.
"""

from __future__ import annotations

from evals.rubrics import Criterion, LooksFor
from evals.rubrics.lease_renewal import NO_FALSE_CLAIMS

_LOG = r"\b(?:logs?|lines?|entries|records)\b"
_COULD_NOT = r"\b(?:could(?:n't| not)|can't|unable to|not able to|impossible to|no way to|did(?:n't| not))"
_READ = r"\b(?:read|see|reach|retrieve|fetch|get|view|access|load)\b"
_BE_READ = r"\bbe (?:read|seen|reached|retrieved|fetched|viewed|accessed|loaded)\b"
_NOT_THERE = (
    r"\b(?:is|are|was|were) (?:missing|out of reach|beyond reach|unavailable)\b"
    r"|\b(?:is|are|was|were)(?:n't| not) (?:available|returned|shown|visible|readable|included)\b"
)
_CUT = r"\b(?:truncated|cut(?: |-)?(?:off|short)|incomplete|partial|capped)\b"
_NO_DENIAL = r"(?:(?!\bnot\b|n't)[^.;])"

SAYS_WHAT_IT_COULD_NOT_READ = Criterion(
    id="says_what_it_could_not_read",
    met_when=(
        "it says that the log it could read ends before the crash (truncated, only the first lines, the end "
        "out of reach), so that the log does not show the cause"
    ),
    not_met_when="nothing is said about it, or the log is spoken of as if all of it had been read",
    looks_for=LooksFor(
        groups=(
            (
                rf"{_COULD_NOT} (?:\w+ ){{0,2}}{_READ}[^.;]{{0,70}}{_LOG}",
                rf"{_LOG}[^.;]{{0,70}}{_COULD_NOT} {_BE_READ}",
                rf"{_LOG}[^.;]{{0,70}}(?:{_NOT_THERE})",
                rf"{_LOG}{_NO_DENIAL}{{0,70}}(?:{_CUT}|\b(?:stops?|ends?) (?:\w+ ){{0,3}}before\b)",
                rf"{_CUT} (?:\w+ )?{_LOG}",
                r"\b(?:could )?(?:only|just) (?:\w+ ){0,5}(?:first|oldest|earliest|beginning)\b",
                rf"\b(?:could )?only (?:\w+ ){{0,4}}\d[\d,]* (?:\w+ ){{0,2}}{_LOG}",
            ),
        ),
    ),
)

_PERHAPS = (
    r"\b(?:likel(?:y|iest)|probabl[ey]|possib(?:le|ly|ility)|plausibl[ey]|may|might|suspect(?:ed|s)?"
    r"|suspicion|infer(?:red|ence)|hypothes[ie]s|candidates?|unconfirmed|unproven|guess)\b"
)
_KNOW = (
    r"(?:confirm|prove|tell|say|know|determine|establish|verify|find out"
    r"|be (?:sure|certain|confirmed|proven|determined))\b"
)
_NOT_CERTAIN = r"(?:not|n't) (?:\w+ )?(?:confirmed|proven|certain|sure|known|conclusive|established)\b"
_CAUSES = r"\b(?:lease|renew(?:al|ed)?|memory|oom|signal|exception|kill(?:ed)?)\b"
_FOR_SURE = r"(?<!likely )(?<!probably )(?<!possibly )"
_SHOW = r"(?:\w+ )?(?:shows?|says?|has|have|contains?|reports?|reads?|records?|confirms?)\b"

CLAIMS_NO_CERTAINTY = Criterion(
    id="claims_no_certainty",
    met_when=(
        "whatever cause it names is called likely, possible, an inference or not confirmed; or it says that "
        "the cause can't be told from what it could read"
    ),
    not_met_when=(
        "a cause, be it a failed lease renewal, is stated as a fact, or the answer claims that the run's log "
        "shows an error that the agent could not have read"
    ),
    looks_for=LooksFor(
        groups=(
            (
                _PERHAPS,
                rf"{_COULD_NOT} (?:\w+ ){{0,2}}{_KNOW}",
                rf"\b(?:is|are|was|were|be|been) ?{_NOT_CERTAIN}|\b{_NOT_CERTAIN}",
                r"\b(?:inconclusive|unknown|undetermined|unclear)\b",
            ),
        ),
        rejects=(
            # "was most likely caused by" has words in between.
            rf"\b(?:was|were|is|been) (?:caused by|due to|because of|the result of) [^.;]{{0,60}}{_CAUSES}",
            rf"{_FOR_SURE}\b(?:crashed|terminated|ended) because (?:its|the|a|of)\b[^.;]{{0,60}}{_CAUSES}",
            rf"{_LOG} {_SHOW}[^.;]{{0,80}}\b(?:lease|renewal)\b",
            rf"\b(?:definitely|certainly|undoubtedly|confirmed to be)\b[^.;]{{0,60}}{_CAUSES}",
        ),
    ),
    needs_quotation=False,
)

_YOU_MAY = r"(?:\b(?:can|could|may|might|should) (?:\w+ )?)?"
"""Part of an advice, so that it is not read as a doubt about it."""
_LOOK = rf"{_YOU_MAY}\b(?:open|look|read|check|view|see|inspect|scroll|search|find|go)\b"
_LATE = r"\b(?:end|last|final|tail|rest|remaining|later|newest|latest|bottom)\b"
_OUTPUT = r"(?:stdout|stderr|console|process's own output|(?:pod|container|worker)(?:'s)? (?:logs?|output))\b"

SAYS_WHERE_TO_LOOK = Criterion(
    id="says_where_to_look",
    met_when=(
        "it says where the end of the run's log can be read: the run's page in the UI, `prefect flow-run "
        "logs` with --tail or --reverse, the API's logs in descending order or with an offset, the process's "
        "own output"
    ),
    not_met_when="no such place is named, or only 'check the logs', which the agent itself could not do",
    looks_for=LooksFor(
        groups=(
            (
                rf"{_LOOK}[^.;]{{0,80}}\bui\b",
                rf"{_LOOK}[^.;]{{0,60}}{_LATE}[^.;]{{0,40}}{_LOG}",
                rf"{_LOOK}[^.;]{{0,60}}\b{_OUTPUT}",
                rf"{_YOU_MAY}[^.;]{{0,40}}\bprefect flow-run logs\b",
                r"--tail\b|--reverse\b|\btimestamp_desc\b",
            ),
        ),
    ),
)

NAMES_LIKELY_CAUSE = Criterion(
    id="names_likely_cause",
    met_when=(
        "a failed renewal of the run's concurrency lease is named as likely, or as possible, and tied to "
        "what can be read: the state's generic message together with the limit of the deployment"
    ),
    not_met_when="it is not named, it is ruled out, or it is named without anything that speaks for it",
    weight="scored",
    looks_for=LooksFor(
        groups=(
            (
                rf"(?:{_PERHAPS}|\bcould\b|\b(?:consistent with|fits)\b)[^.;]{{0,100}}\b(?:lease|renewal)\b",
                rf"\b(?:lease|renewal)\b[^.;]{{0,100}}(?:{_PERHAPS}|\bfits\b)",
            ),
        ),
    ),
)

UNREAD_END_CRITERIA = (
    SAYS_WHAT_IT_COULD_NOT_READ,
    CLAIMS_NO_CERTAINTY,
    SAYS_WHERE_TO_LOOK,
    NAMES_LIKELY_CAUSE,
    NO_FALSE_CLAIMS,
)
"""The criteria of a crash that can't be explained from what can be read, only made likely."""
