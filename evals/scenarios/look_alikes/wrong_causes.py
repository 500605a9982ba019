"""Phrasings that blame something for a run's end, for the criteria of runs that came to another end.

A mention is not enough ("check for evictions", "a SIGKILL leaves no log line"): each says that it happened
to the run. A failed lease renewal is not among them, because the judge looks for that in every answer
about a look-alike.
"""

from __future__ import annotations

_WHAT = r"\b(?:it|run|flow|process|pod|container)(?! that| which)(?: \S+)?"
_ENDED = r"\b(?:crash|fail|end|stop|terminat|cancel|kill|die|abort)\w*"
_BECAUSE = r"\b(?:because|since|as|due to|caused by)"

RAN_OUT_OF_MEMORY = (
    r"\b(?:ran|running) out of (?:memory|ram)\b"
    r"|\boom[- ]?killed\b|\bkilled by (?:the )?(?:\w+ ){0,2}oom\b"
    rf"|{_BECAUSE} (?:of )?(?:an? |the )?(?:out[- ]of[- ]memory|oom)\b"
    r"|\b(?:was|is) (?:an? |the )?(?:out[- ]of[- ]memory|oom)\b"
)
WAS_SIGNALLED = (
    r"\b(?:received|got|was sent|were sent|hit by|because of|due to|caused by|by) (?:a |an |the )?"
    r"(?:sigterm|termination signal)"
    rf"|{_WHAT} (?:was|got|has been) (?:evicted|preempted|scaled down)\b"
)
WAS_KILLED = (
    rf"{_WHAT} (?:was|got|has been) (?!not |never )(?:\w+ )?killed\b"
    r"|\b(?:received|got|was sent|because of|due to|caused by|by) (?:a |an |the )?sigkill\b"
    r"|\bexited with (?:status |exit )?(?:code )?:? ?(?:-9|137)\b"
)
CANCELLED_BY_SOMEBODY = (
    r"\bcancell?ed (?:manually|by (?:a |an |another |the |your )?(?:user|person|operator|somebody|someone"
    r"|human|colleague))\b"
    r"|\b(?:user|person|operator|somebody|someone) (?:has )?cancell?ed\b"
)
BLAMES_THE_LIMIT = (
    rf"{_ENDED}\b[^.;]{{0,60}}{_BECAUSE}(?: \w+){{0,4}} (?:limit|slots?)(?: \w+){{0,4}} "
    r"(?:full|exhausted|reached|taken|occupied|used up|in use)\b"
    rf"|{_ENDED}\b[^.;]{{0,60}}\b(?:no|without a)(?: free)? slots?\b"
)
CODE_RAISED = (
    r"\b(?:code|flow|run|function|script|task) (?:\w+ )?(?:raised|threw|hit|encountered|failed with) "
    r"(?:a |an )?(?:unhandled |uncaught )?(?:exception|\w*(?<!cancelled)error)\b"
    r"|\bbug in (?:the|your) (?:flow|code)"
)
SAYS_IT_CRASHED = (
    r"\b(?:run|flow)(?: \S+)? (?:crashed|was terminated|was killed|died|failed)"
    r"(?: \w+)? (?:because|due to|when|after|as|since|with)\b"
    r"|\bit (?:\S+ )?(?:crashed|died) (?:because|due to|when|after|as|since|with)\b"
    r"|\bwhy it crashed\b"
    r"|\bcrash(?: of [^.;]{1,100}?)? (?:was|is) (?:most likely |probably )?"
    r"(?:caused by|due to|because of|the result of)\b"
)
