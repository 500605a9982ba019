"""Phrasings that blame something for a run's end, for the criteria of runs that came to another end.

A mention is not enough ("check for evictions"): each says that it happened to the run. A failed lease
renewal is not among them, because the judge looks for that in every answer about a look-alike.
"""

from __future__ import annotations

RAN_OUT_OF_MEMORY = (
    r"\b(?:ran|running|run) out of (?:memory|ram)\b"
    r"|\boom[- ]?killed\b|\bkilled by (?:the )?(?:\w+ ){0,2}oom\b"
    r"|\b(?:because|due to|caused by|from|of|was|is) (?:an? |the )?(?:out[- ]of[- ]memory|oom)\b"
)
WAS_SIGNALLED = (
    r"\b(?:received|got|was sent|were sent|hit by|because of|due to|caused by|by) (?:a |an |the )?"
    r"(?:sigterm|termination signal)"
    r"|\b(?:was|were|got|been) (?:evicted|preempted|scaled down)\b"
)
WAS_KILLED = (
    r"\b(?:was|were|got|been) killed\b|\bsigkill\b|\b(?:exit|status)(?: status)?(?: code)?:? (?:-9|137)\b"
)
CANCELLED_BY_SOMEBODY = (
    r"\bcancell?ed (?:manually|by (?:a |an |another |the |your )?(?:user|person|operator|somebody|someone"
    r"|human|colleague))\b"
    r"|\b(?:user|person|operator|somebody|someone) (?:has )?cancell?ed\b"
)
BLAMES_THE_LIMIT = (
    r"\b(?:because|since|as|due to|caused by)(?: \w+){0,4} (?:limit|slots?)(?: \w+){0,4} "
    r"(?:full|exhausted|reached|taken|occupied|used up|in use)\b"
    r"|\b(?:no|without a) (?:free )?slots? (?:left|free|available)\b"
)
CODE_RAISED = (
    r"\b(?:raised|threw|thrown|hit|encountered) (?:a |an )?(?:unhandled |uncaught )?"
    r"(?:exception|\w*(?<!cancelled)error)\b"
    r"|\bbug in (?:the|your) (?:flow|code)"
)
SAYS_IT_CRASHED = (
    r"\b(?:run|flow|it)(?: \S+)? (?:crashed|was terminated|was killed|died|failed)"
    r"(?: \w+)? (?:because|due to|when|after|as|since|with)\b"
)
