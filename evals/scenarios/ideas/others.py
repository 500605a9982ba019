"""What is said of others than the run: other runs that crashed with it, and who set its state."""

from __future__ import annotations

from evals.scenarios.ideas.phrasing import near, together

_OTHERS = (
    r"(?:(?:the )?others?|several|multiple|different|separate|distinct|various|unrelated|further|more"
    r"|sibling|neighbou?ring"
    r"|fellow|independent|(?:two|three|four|five|both|\d|all|all the) (?:other|different|unrelated"
    r"|separate|more|of the"
    r"|strangers|deployments|of them|three|two))"
)
_RUNS = (
    r"(?:deployments?|runs?|flows?|pipelines?|jobs?|strangers?|neighbou?rs?|siblings?|guests?|leases of)\b"
)
_MET_IT_TOO = (
    r"410\b|same\b|together|at once|simultaneous|cluster|within|also\b|too\b|likewise|identical|alike"
    r"|in parallel|as well"
    r"|lost (?:theirs|their|its|a|the)|los(?:e|ing) theirs|crashed|died|failed|vanish|hit\b|met\b|got\b"
    r"|turned (?:away|down)"
    r"|went down|came down|fell\b|(?:was|were) (?:refused|rejected|hit|gone|lost|terminated|ended|stopped)"
    r"|in (?:one|the) "
    r"(?:breath|instant|moment|go)|around (?:the|that|then)|side by side"
)
_RUN_NAME = r"[a-z]+(?:-[a-z]+)*-run-[0-9a-f]{4,}"
LOST_THEIRS_TOO = (
    (
        r"\b(?:cluster|wave|batch|group|series|bunch|number|handful|couple|pair"
        r"|string) of (?:[\w-]+ ){0,2}(?:runs|crashes|losses)\b"
    ),
    near(rf"{_OTHERS}(?: [\w',-]+){{0,4}}? {_RUNS}", rf"(?:{_MET_IT_TOO})", within=160),
    near(rf"(?:{_MET_IT_TOO})", rf"{_OTHERS}(?: [\w'-]+){{0,4}}? {_RUNS}", within=160),
    rf"\b({_RUN_NAME})\b.{{0,600}}?\b(?!\1\b){_RUN_NAME}\b[^;]{{0,120}}?\b(?:{_MET_IT_TOO})",
    rf"\b(?:{_MET_IT_TOO})[^;]{{0,120}}?\b({_RUN_NAME})\b[^;]{{0,60}}?\b(?!\1\b){_RUN_NAME}\b",
    near(
        _RUN_NAME,
        r"(?:identical|likewise|of (?:a|another|its) (?:different|separate|other|own)|(?:different|another"
        r"|other)"
        r" deployment)",
        within=120,
    ),
    (
        r"\b(?:three|four|five|two|all|both) (?:\w+ )?(?:runs|deployments|flows"
        r"|pipelines)\b[^.;]{0,60}\b(?:410|same (?:second|time"
        r"|moment|minute|instant|error)|at once|simultaneous|together|theirs)"
    ),
    r"\bnot (?:only|just) (?:to |at |with )?(?:you|yours?|this|it|load-run)\b|\b(?:not|n't|neither) alone\b",
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
    r"mark(?:ed|s|ing)|set (?:\w+ ){0,3}(?:to )?crashed|set (?:the|its|it|this)\b|set (?:state|status)\b"
    r"|was set|been set|had set"
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
    near(
        r"(?:flow-run\.)?crash(?:ed|es)?",
        r"(?:precedes?|preceded|preceding|ahead of|came before|comes before|lies before|stands before"
        r"|older than|prior to)\b",
    ),
    near(r"crash(?:ed|es)?", r"(?:twice|two times|second time|first|earlier|already|before|events?)\b"),
    near(
        r"end(?:ed)?(?:[ _-]?(?:time|at))?", r"(?:earlier|before|precede[sd]|prior|ahead|lies)\b", within=80
    ),
)
"""The first of its two Crashed states."""
