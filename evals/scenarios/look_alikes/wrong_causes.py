"""Phrasings that blame something for a run's end, for the criteria of runs that came to another end.

A mention is not enough ("check for evictions", "a SIGKILL leaves no log line"): each says that it happened
to the run. A failed lease renewal is not among them, because the judge looks for that in every answer
about a look-alike.
"""

from __future__ import annotations

_WHAT = r"\b(?:it|run|flow|process|pod|container)(?! that| which)(?: \S+)?"
_ENDED = r"\b(?:crash|fail|end|stop|terminat|cancel|kill|die|abort)\w*"
_EXCEPTION = r"\b(?:key ?error|value ?error|exception|traceback|error)"
_FULL = r"(?:full|exhausted|reached|taken|occupied|used up|in use|exceeded|at capacity)"
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
    rf"{_FULL}\b"
    rf"|{_ENDED}\b[^.;]{{0,60}}\b(?:no|without a)(?: free)? slots?\b"
    rf"|{_BECAUSE}[^.;]{{0,40}}\b(?:over|at|above|beyond) (?:its|the|your) (?:concurrency )?limit\b"
    rf"|(?:^|[.:!?] ){_BECAUSE}[^.;,]{{0,50}}\b(?:limit|slots?)\b[^.;,]{{0,20}}\b(?:is|was|were"
    rf"|being) {_FULL}\b"
    rf"[^.;]{{0,60}}{_ENDED}"
    rf"|{_BECAUSE}[^.;]{{0,30}}\b(?:no|without a)(?: \w+)? (?:slots?|room|place)\b[^.;]{{0,60}}{_ENDED}"
    r"|\b(?:had|was|left|is) (?:\w+ )?no (?:more )?(?:room|space|place|slot) (?:left )?for (?:it|yours?"
    r"|this|the)\b"
    r"|\b(?:fell )?(?:victim|prey) (?:to|of) (?:its|the|your) (?:\w+ )?(?:limit|slot)"
    r"|\b(?:concurrency )?limit (?:is|was) (?:the (?:\w+ )?(?:cause|reason|culprit|problem)|to blame|what"
    r"|why)\b"
    rf"|\b(?:problem|cause|culprit|reason|explanation|trouble)\b[^.;]{{0,30}}(?::| is| was"
    rf"| -) [^.;]{{0,40}}\b(?:limit|slots?)\b"
    rf"[^.;]{{0,20}}\b(?:is|was|are|were|being) {_FULL}\b"
    r"|\b(?:pushed|forced|kicked|thrown|squeezed|crowded|bumped|knocked|driven|ousted|displaced) (?:out|off"
    r"|aside|from)\b"
    rf"|\b(?:full|exhausted|exceeded) (?:\w+ )?limit\b[^.;]{{0,40}}(?:is why|caused|made|led|{_ENDED})"
)
_PLAINLY = (
    r"(?:(?!\b(?:not|never|no|nor|neither|without|rather|instead|value ?error|key ?error|exception)\b"
    r"|n't)[^.;,])"
)
"""A character of a clause that denies nothing and names no exception."""

LEASE_BLAMED = (
    rf"\b(?:lease|renewal)\b{_PLAINLY}{{0,30}}\b(?:is|was)\b(?!n't){_PLAINLY}{{0,15}}\b(?:cause|culprit"
    rf"|reason|to blame"
    r"|responsible|what (?:ended|killed|stopped))"
    rf"|\b(?:root cause|culprit|cause of (?:the|this))\b{_PLAINLY}{{0,80}}(?:\b(?:is|was)\b(?!n't)"
    rf"|:){_PLAINLY}{{0,40}}"
    r"\b(?:lease|renewal)\b"
)
"""Outright; the judge looks for the rest."""
TOLD_BY_PREFECT = (
    r"\b(?:leases?|renewal|slots?)\b[^.;]{0,60}\b(?:prefect|engine|server) (?:\w+ )?(?:sent|sends|issued"
    r"|issues|told|tells"
    r"|ordered|asked|signalled|signaled|raised)\b"
    r"|\b(?:(?:no|without(?: an?| its| the)?|lacking an?) (?:\w+ )?)?(?:leases?|renewal"
    r"|slots?)\b(?:(?!\b(?:not|never|no)\b|n't\b)[^.;]){0,60}\b(?:terminated|aborted|stopped|ended"
    r"|killed|signall?ed"
    r"|cancelled|shut down|sent (?:a|the) \w+(?: \w+)?) by (?:prefect|(?:the|its) (?:engine|server))\b"
)
"""The signal is said to have come from Prefect, on account of a lease."""
LOST_BEFORE = (
    r"\b(?:when|because|since|as|after|once) (?:the |its )?(?:renewal of )?(?:its |the )?(?:\w+ )?(?:lease"
    r"|renewal)\b[^.;,]{0,40}"
    r"\b(?:fail\w*|lost|gone|refused|(?:was|could)(?:n't| not))\b"
    r"|\b(?:aftermath|result|consequence) of (?:a|the|its) (?:lost|failed)"
)
"""A run that never held a slot is said to have lost one."""
A_MERE_EFFECT = (
    r"\b(?:leases?|slots?|renewal)\b[^.;]{0,40}\b(?:lost|gone|fail\w*|taken|expired|refused|lapsed"
    r"|withdrawn|revoked)\b[^.;]{0,30}"
    r"\b(?:so|hence|therefore|thus|and this|and that|this|which|consequently|as a result)\b[^.;]{0,30}"
    rf"\b(?:only 80|80 of|interrupt\w*|cut|made (?:it|the run|the flow|the code) fail|{_EXCEPTION[2:]})\b|"
    rf"{_EXCEPTION}\b[^.;]{{0,40}}\b(?:is|was|are|were|being|as|be|only|just|merely|thus)\b[^.;]{{0,25}}\b"
    r"(?:symptoms?|effect|fallout|side[- ]effect|by-?product|aftermath|follow-up|after-effect|collateral"
    r"|(?:consequence|result|product)(?! of (?:(?:a|an|the|one|your|some|its) )?(?:record|row|missing|bad"
    r"|data|input|check"
    r"|validation|comparison|code|flow)))"
    rf"|{_EXCEPTION}\b[^.;]{{0,40}}\b(?:comes?|came|arises?|arose|follows?|followed|appears?|appeared"
    rf"|is raised"
    r"|was raised|results?|resulted|stems?|occurs?|occurred|happened|happens)\b[^.;]{0,20}\b(?:when|as"
    r"|because|after|from"
    r"|since|only)\b[^.;]{0,30}\b(?:interrupt|stopp|cut (?:off|short)|cancel|lost|los[st]|terminat|slot"
    r"|lease|limit)"
    rf"|{_EXCEPTION}\b[^.;]{{0,30}}\b(?:is|was) (?:\w+ )?(?:harmless|incidental|beside the point|unrelated"
    rf"|noise"
    r"|a red herring|a distraction|secondary)\b"
    rf"|{_EXCEPTION}\b[^.;]{{0,30}}\b(?:is|was)(?: only| just| merely)? (?:what|all that) (?:remains"
    rf"|is left|was left|remained"
    r"|one gets|you get|results|follows|happens|comes out)\b"
    rf"|\b(?:interrupted|stopped|cut (?:off|short)|cancelled|without (?:the|its|a) (?:slot"
    rf"|lease))\b[^.;]{{0,80}}"
    rf"\b(?:therefore|hence|so|thus|which is why|as a result|consequently|and so)\b[^.;]{{0,60}}"
    rf"(?:{_EXCEPTION}|\b80\b)"
)
"""The exception is called what something else led to."""
CODE_RAISED = (
    r"\b(?:code|flow|run|function|script|task) (?:\w+ )?(?:raised|threw|hit|encountered|failed with) "
    r"(?:a |an )?(?:unhandled |uncaught )?(?:exception|\w*(?<!cancelled)error)\b"
    r"|\bbug in (?:the|your) (?:flow|code)"
)
SAYS_IT_CRASHED = (
    r"\b(?:run|flow)(?: \S+)? (?:crashed|was terminated|was killed|died|failed)"
    r"(?: \w+)? (?:because|due to|when|after|as|since|with|waiting|while)\b"
    r"|\bit (?:\S+ )?(?:crashed|died) (?:because|due to|when|after|as|since|with|waiting|while)\b"
    r"|\bwhy it crashed\b"
    r"|\bcrash(?: of [^.;]{1,100}?)? (?:was|is) (?:most likely |probably )?"
    r"(?:caused by|due to|because of|the result of)\b"
)
GOES_ALONG = (
    r"\b(?:what you saw|it|that|this|here|there) (?:really |indeed |in fact )?(?:was"
    r"|is) (?:\w+ )?a (?:\w+ )?crash\b"
    r"|\b(?:must|seems to|appears to|does seem to|did) (?:have )?(?:(?!not\b|never\b)\w+ )?(?:crash(?:ed)?"
    r"|died?|broken? (?:off|down)|gone down)"
    r"|\b(?:it|run|flow|process|execution)(?: [\w-]+)? (?:really |actually |indeed |in fact |first "
    r"|briefly |once )*"
    r"(?:crashed|died|went down|broke (?:off|down)|fell over|was (?:taken away|killed|interrupted|restarted"
    r"|knocked out))"
    r"(?= (?:at|after|in|around|between|midway|there|then|but|and|before|once|for|somewhere|half|briefly"
    r"|during|right))"
    r"|\b(?:crash|interruption|breakdown) (?:\w+ )?(?:happened|occurred|came|took place|must have|lies"
    r"|falls|was) (?:at|in|between"
    r"|after|around|during|there|before)"
    r"|\bthe crash (?:was|is) (?!not|never|an? (?:mis|assum|myth))(?:\w+ )?(?:brief|short|temporary"
    r"|transient|minor|harmless|over"
    r"|real|at|in|followed|recovered)\b"
    r"|\b(?:completed|succeeded|finished) (?:\w+ )?(?:on|after|by|thanks to|only after) (?:a|the"
    r"|its) (?:\w+ )?(?:restart|retry"
    r"|recovery|second attempt)"
    r"|\b(?:a )?restart(?:ed)?(?: of it)? then (?:finished|completed|did)|\bwas picked up again\b"
    r"|\brecovered from (?:the|a) crash"
)
"""Goes along with the user in that there was a crash."""
NO_WORKER = (
    r"\b(?:no|missing|without a|lack of a) workers? (?:\w+ ){0,2}?(?:poll|pick|tak|there|run|up|online"
    r"|available|listen|claim"
    r"|serv|is|was|has)|\bworker (?:problem|issue|is (?:missing|down|not|offline))|\b(?:because|as"
    r"|since) no worker"
    r"|\bworkers?\b[^.;]{0,30}\b(?:problem|offline|down)\b|\bhasn't been picked up\b"
    r"|\bnobody has picked it up\b"
    r"|\b(?:room|free slots?|slots? free|space|capacity) (?:enough|left|available)?\b[^.;]{0,20}\b(?:under"
    r"|in|within) the "
    r"(?:\w+ )?limit"
)
"""That it waits for a worker, or that the limit has room."""
