"""What is said of others than the run: other runs that crashed with it, and who set its state."""

from __future__ import annotations

from evals.scenarios.ideas.phrasing import near, together

_MANY = (
    r"other|others|several|multiple|different|two|three|four|five|many|more|various|both|all|unrelated"
    r"|another|further"
    r"|neighbou?r\w*|sibling\w*|\d|every|strangers?|a number of|a handful of|a couple of|guests?|else"
)
_RUNS = r"(?:deployments?|runs?|flows?|pipelines?|jobs?|strangers?|neighbou?rs?|leases|guests?|ones?\b)"
_MET_IT = (
    r"crash|lost|lose|fail|died|die\b|410|same\b|together|at once|simultaneous|cluster|within|also\b|too\b"
    r"|likewise"
    r"|identical|hit\b|turned|went down|came down|fell|fall|refused|reject|gone\b|moment|alike|very same"
    r"|in parallel|same time"
)
_RUN_NAME = r"[a-z]+(?:-[a-z]+)*-run-[0-9a-z]+"
LOST_THEIRS_TOO = (
    (
        r"\b(?:cluster|wave|batch|group|series|bunch|number|handful|couple|pair"
        r"|string) of (?:[\w-]+ ){0,2}(?:runs|crashes|losses)\b"
    ),
    near(rf"(?:{_MANY})\b(?: [\w']+){{0,4}} {_RUNS}", _MET_IT, within=160),
    near(
        _MET_IT, rf"(?:{_MANY}|the)\b(?: [\w']+){{0,4}} (?:deployments|runs|flows|pipelines|jobs)", within=160
    ),
    rf"\b({_RUN_NAME})\b.{{0,400}}?\b(?!\1\b){_RUN_NAME}\b[^;]{{0,120}}\b(?:{_MET_IT})",
    rf"\b(?:{_MET_IT})[^;]{{0,120}}\b({_RUN_NAME})\b[^;]{{0,60}}\b(?!\1\b){_RUN_NAME}\b",
    near(r"not (?:only|just|alone)", r"(?:you|your|yours|this|it)\b", within=20),
)
"""Runs of other deployments lost their leases with it."""

_ACTOR = (
    r"automations?|scripts?|person\b|somebody|someone|something|external\w*|outside\w*|watchdog|zombie\w*"
    r"|monitor\w*|rule\b"
    r"|hook\b|policy|cron\w*|detector|detection|sweeper|reaper|janitor|clean-?up|third part\w+"
    r"|another (?:process|actor|party"
    r"|client|program)|actor|foreign|guard\w*|supervisor|health[ -]?check\w*|heartbeat\w*|operator"
    r"|trigger\w*|api (?:call|client)"
    r"|not (?:by )?(?:the|its) (?:engine|process|run)|sentinel|bot\b"
)
_MARKED = (
    r"mark(?:ed|s|ing)|set (?:\w+ ){0,3}(?:to )?crashed|set (?:the|its|it|this)\b|was set|been set|had set"
    r"|chang(?:ed|es|ing)"
    r"|moved?\b|flipp|forc(?:ed|es)|transition|put (?:it|the)|declar|written off|wrote (?:it |the run )?off"
    r"|shot|pronounc|took"
    r" (?:it|the run) for|taken for|label|flagg|ended|switch(?:ed|es)|overr(?:ode|idden)|state change"
    r"|killed off|book(?:ed|s)"
    r"|assign|impos|report(?:ed|s) (?:it |the run )?(?:as )?(?:dead|crashed)|crashed (?:it|the run)\b"
    r"|register|record(?:ed|s) as"
    r"|says|crashed by|tagg|condemn"
)
_ENDED = (
    r"crashed\b|dead\b|crash\b|final|terminal|finished|over\b|ended|zombie|state"
    r"|as (?:gone|lost|failed)|healthy|living|live\b"
)
MARKED_FROM_OUTSIDE = (together(_MARKED, _ACTOR, _ENDED),)
"""Something outside of the run's process had set its state."""

CRASHED_BEFORE = (
    r"\bmissing heartbeats?\b|\bheartbeats? (?:\w+ ){0,3}(?:missing|absent|lacking|stopped|not)",
    near(r"two|2|second|twice|earlier|first|already|previous(?:ly)?|before|former|other|both", "crash"),
    near(r"crash(?:ed|es)?", r"(?:twice|two times|second time|first|earlier|already|before|events?)\b"),
    near(
        r"end(?:ed)?(?:[ _-]?(?:time|at))?", r"(?:earlier|before|precede[sd]|prior|ahead|lies)\b", within=80
    ),
)
"""The first of its two Crashed states."""
