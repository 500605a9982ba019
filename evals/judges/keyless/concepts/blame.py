"""The words that tie something to the crash as its cause."""

from __future__ import annotations

import re

from evals.judges.keyless.phrases import phrases

ASSERTS_A_CAUSE = phrases(
    r"""
    because|due to|caus(e|es|ed|ing)|reasons?|culprit|owing to|as a result|result(ed|ing|s)? (in|of|from)|\
        led to|leads? to
    triggered|(that's|which is|this is|explains) why|diagnos(is|ed)|what happened|explanation|consequence|\
        so prefect|blame
    (terminat|kill|abort|stopp|crash|cancel|halt|bail)(ed|es|s|ped|led)?|died|ended|(shut|brought|took|\
        tore) (\w+ ){0,3}?down|pulled
    responsible|behind (this|the|it)|(problem|issue) (is|was)|root|failed with|what went wrong|shot
    """
)

CAUSE_HEADING = phrases(
    r"""
    ! (not|no|possible|potential|likely|candidate|ruled out|excluded) .*|what (could|might|may) .*
    (root |proximate )?cause|diagnosis|what happened|reason|verdict|tl;?dr|summary|short answer|conclusion|\
        what went wrong
    """
)

SERVER_SIDE = re.compile(
    r"\b(?:api|server|database|redis|replica|backend|postgres|control plane"
    r"|orchestrator)(?:'s)?(?: \w+){0,3}\W*$"
)
"""Before a kind of crash: it is the server that it happened to."""

CORRECTS = re.compile(r"\b(?:actual|real|true|however|in fact|closer look|really)\b")
"""Takes back what was said before."""

_ENDS = r"(?:terminat|stop|kill|cancel|end|crash|abort|shut|pull|tear|tore|let go|brought down|quit|withdr|bail|threw|throw|put an end|gave up)"

LEASE_BLAMED_AHEAD = re.compile(
    rf"\b(?:because|since)\b[^.;]{{0,40}}$|, for\b[^.;]{{0,40}}$|\b{_ENDS}\w*\b[^.;]{{0,60}}\b(?:because"
    rf"|after|since|as|when|for|over)\b[^.;]*$"
    r"|\b(?:conclude|means|shows?)\b[^.;]{0,40}$"
    r"|\b(?:trace[ds]?|attribut\w+|pin\w*|blame\w*|owed?|owes|(?:comes?|came|boils?|goes) (?:down|back)|points?)\b"
    r"[^.;]{0,40}\b(?:to|on|at)\b[^.;]{0,40}$"
)
"""Before a failed renewal: it is what ended the run."""

LEASE_BLAMED_WHEN = re.compile(r"\b(?:as|after|when|once)\b[^.;]{0,40}$")
"""The same, where what follows says how it ended."""

IS_ENDED = re.compile(
    rf"\b{_ENDS}|\btook (?:\w+ ){0, 3}(?:away|down|back)\b|\b(?:threw|throw\w*|kicked|pushed|forced) (?:\w+ ){0, 3}out\b|\bsent\b|\bsig(?:term|kill)|\bremoved\b"
)
"""Says how a run ended."""

WISHES = re.compile(
    r"\bso (?:that )?(?:[\w']+ ){0,4}(?:don't|doesn't|won't|can't|aren't|isn't|never|survive)\b|^(?:keep|move|use|make|set|avoid)\b"
)
"""Says what should not happen again."""

BEFORE_THE_START = re.compile(
    r"\b(?:before|when|until|till|by the time|while|as)\b[^.;]{0,45}\b(?:start\w*|beg[aiu]n\w*|report\w*|provision\w*|boot\w*|ready"
    r"|came up|come up|was up|arrived|got going|got round)\b|\b(?:during|in) (?:provisioning|start-?up|preparation)\b"
)
"""Speaks of the time before a run began."""

NO_LEASE = phrases(
    r"""
    ! (having|with|holding|possessing|left with|now|then) no (\w+ )?lease
    (no|not a|not the|nothing to do with( a| the)?|isn't a|wasn't a|(rules?|ruled|ruling) out( a| the)?|exclud\w+( a| \
        the)?|not about( a| the)?|(therefore|thus|hence|so) not (a|the|its|about the)) (\w+ )?(lease|renewal)( (problem|issue|renewal|failure|error|crash|line|loss|message|story|entry)s?)?\
        (?=[,.;:)]|$| here| at all| involved| in (it|this|the log)| either| anywhere)
    """
)
"""Says that there is no question of a lease."""

LEASE_BLAMED_BEHIND = re.compile(
    rf"\b(?:so|and|therefore|hence|which|thus|had to|as a result|consequently)\b[^.;]{{0,60}}\b(?<!can )(?<!may )(?<!might )(?<!could ){_ENDS}"
)
"""Behind a failed renewal: it is what ended the run."""

ENDS_IT = re.compile(
    rf"^(?:so |then |therefore,? |hence,? |as a result,? |and |that'?s why |which is why "
    rf"|(?:having|with|holding|being|without)\b[^.;,]{{0,40}}, )?(?:prefect"
    rf"|the engine|that|this|it)\b[^.;]{{0,110}}\b{_ENDS}"
)
"""The statement behind a failed renewal: it is what ended the run."""

BY_PREFECT = re.compile(r" (?:by|from) (?:prefect|the engine|its engine|itself)")
"""After a kind of crash: it was Prefect that did it."""

OR = re.compile(r"[^;.]{0,40}\bor(?: that| because)?\b[^;.]{0,40}")
"""Between two claims: an alternative."""

SETS_APART = re.compile(r"; |\b(?:here|this time|in (?:your|this) case|but|however|only one)\b")
"""Between two claims: the second is set apart from the first."""

_BLAMES_OUTRIGHT = (
    r"\b(?:because(?: of)?|due to|owing to|as a result of|(?:result|aftermath|consequence|effect|fallout|outcome|product|victim) of"
    r"|thanks to|(?:caused|killed|terminated|stopped|ended|(?:brought|taken) down) by)\b[^.;:]{0,45}$"
    r"|\b(?:cause|reason|culprit|diagnosis|explanation|verdict|conclusion|problem|issue"
    r"|more (?:likely|probable|plausible)|what happened|what (?:\w+ )?(?:ended|killed|stopped|crashed|brought|took))"
    r"(?: [\w'-]+){0,6}? ?(?:\b(?:is|was|are|were|being|looks like|looks to be|appears to be|seems to be|points to"
    r"|comes down to|must be|must have been)\b|'s|:|->)[^.;:]{0,40}$"
    r"|^\W*(?:(?:\w+ )?cause|diagnosis|reason|verdict|answer|summary|tl;?dr)\W{1,4}[^.;:]{0,40}$"
)

BLAMES_OUTRIGHT = re.compile(_BLAMES_OUTRIGHT)
"""Before a kind of crash: it is called the cause."""

BLAMES_AHEAD = re.compile(
    _BLAMES_OUTRIGHT
    + r"|\b(?:it|this|that)(?: [\w'-]+){0,6}? ?(?:\b(?:is|was|are|were|being|looks like|looks to be|appears to be|seems to be"
    r"|points to|comes down to|must be|must have been)\b|'s|:|->)[^.;:]{0,40}$"
    r"|\b(?:crashed|died|failed|ended|stopped|went down)\b(?: \w+){0,4}"
    r" (?:with|when|after|on|from|by|as|in|because)\b[^.;:]{0,40}$"
    r"|\b(?:this|it|your (?:flow )?run|the (?:flow )?run|the crash|crash|your flow|the process|process)(?: \w+)?"
    r" (?:is|was|got|has|had|hit|ran into|suffered|encountered|experienced)\b[^.;:]{0,30}$"
)
"""The same, or it is said to have happened to the run."""

BLAMES_BEHIND = re.compile(
    r"[^.;:]{0,40}\b(?:caused|killed|crashed|brought (?:it |the run )?down|took (?:it |the run )?down|ended"
    r"|terminated"
    r"|stopped|aborted|led to|is why|is what|explains|is to blame|is responsible|was responsible|triggered"
    r"|is the (?:\w+ )?(?:cause|reason|culprit)|is behind|was behind)\b"
)

DIRECT = phrases(
    r"""
    oom[ -]?killed|ran out of (memory|ram)|(was|got|been|were|is) (\w+ )?(killed|evicted|preempted|\
        manually cancelled)
    (was|got|been|were|is) (\w+ )?(cancelled by|stopped by)(?! the (runtime|engine))(?! prefect)
    (someone|somebody|a user|an operator|a person|a colleague|a teammate) ~4 (cancel\w+|stopped|aborted|\
        killed)
    """
)
"""Says what happened without any word for causing."""

BESIDE_THE_POINT = phrases(
    r"""
    had no effect|no bearing|(no|without|didn't have|not have) (any )?(further )?consequences?|logged as a warning|survivable|did no harm
    only ~3 (afterwards|later)|before the (flow|run) (even |had )*(began|begun|started|got going)|(didn't|\
        did not) (\w+ )?(stop|end|affect|matter|cause|crash|interrupt|hurt) ~2 (anything|it|run|the run|flow)
    execution will continue|(prefect|engine|and|which) (then |simply |just )?lets? (the run|it) (continue|\
        go on|carry on)|(isn't|is not|not|non)[ -]strict|as it should|that's normal|doesn't end
    (run|flow|it) (then |simply |nevertheless |still )?(went on|completed|carried on|finished)|(after|once|\
        with) the (kill|(process|pod|container|worker) (was |is )?(dead|gone|killed|died))
    (a|an|another|its own|only a|just a|merely a) (\w+ and )?(separate|lesser|minor|secondary|side|smaller|second|different|unconnected) \
        ((and|or) \w+ )?(matter|topic|issue|problem|question|story|thing|chapter|concern)
    carried on|continued (anyway|regardless|normally|and finished)|(is|was) (only |just )?a warning|\
        a warning that|the warning about|(only|just|merely) (a|the) warning
    """
)
"""Said of a failed renewal, in its sentence or the next: it is mentioned, and isn't what ended the run."""

NOT_TO_BLAME = re.compile(
    r"[^,;.]{0,45}?(?:, (?:but|though|yet) (?:it|that|this)(?:'s| is| was)?[^,;.]{0,20}?)?"
    r"\b(?:(?:is|was|are|were)(?:n't| not) (?:the (?:\w+ )?(?:cause|reason|culprit)|to blame|what|why"
    r"|related|relevant|responsible|behind"
    r"|involved|the (?:issue|problem))|unrelated|irrelevant|nothing to do|ruled out|excluded|dismissed"
    r"|out of the question"
    r"|doesn't (?:fit|explain|apply|match)|would (?:\w+ )?(?:have|also|show|leave|look|be logged"
    r"|be recorded|produce|appear)(?! (?:exactly|just|precisely|the same|this|like this))|'d (?:be|have|see)"
    r"|(?:is|was) (?:unlikely|fine|healthy)|- no\b|: no\b|\? no\b|(?:not|n't) (?:its|the) cause"
    r"|it (?:is|was)(?:n't| not)(?=[,.;:)]|$)|(?:is|was)(?:n't| not) (?:it|on the (?:list|table|cards)|among|one of)\b|(?:can|may|could) (?:\w+ )?be (?:struck|crossed|ruled|excluded|set aside|dismissed)|(?:is|was) out\b|(?:doesn't|does not|didn't) (?:come into|enter|feature|play)|(?:consequence|side effect|by-product|result) of (?:the |it |its )?(?:being |process |run "
    r"|pod )*(?:kill|oom|terminat|signal|evict|process))"
    r"|[^,;.]{0,12}\bonly (?:\w+ )?(?:after|once|when|because)\b"
)
"""Right after a failed renewal: it isn't the cause."""

DISMISSES = re.compile(r"^(?:(?:but |however,? )?(?:it|this|that|these|they)\b|execution will continue)")
"""How a statement begins that speaks of the one before it."""

SPEAKS_OF_THE_END = phrases(
    r"""
    crash(ed|es)?|died|(kill|terminat|stop|stopp|abort|cancel|interrupt|end)(s|es|ed|led|ates|e)?|\
        brought down|went down|(take|took) ~5 down|ran out|could not continue|evicted|reclaimed
    """
)

NAMES_A_CAUSE = phrases(
    r"""
    ! (for|of) (many|several|various|any of the following) reasons|possible (causes?|reasons?)|(can|could|\
        may|might) (be )?(caused?|crash)
    because|due to|caused by|(root )?cause (is|was|of)|reason (is|was|for|why)|culprit|owing to|as a result|\
        result of|so prefect|therefore
    (that's|which is|this is) why|led to|is behind|was behind|what ended|what happened (is|was)|diagnosis|\
        (happened|crashed|failed|died) (when|after)
    """
)
"""Commits to some cause, whichever."""

GENERALLY = phrases(
    r"""
    renewals|(a|any|each|every) ((\w+ ){0,2}(run|lease|renewal|flow|slot)|lease-renewal)|when(ever)?|if|once|\
        as soon as|runs|flows|leases (are|have|must)|in case|normally
    """
)
"""Speaks of how things are, not of what happened."""

IN_GENERAL_AHEAD = re.compile(
    r"(?:^|\b)(?:in|for|with|than|like|as in) (?:an? |any |every |such an? )(?:(?:failed|concurrency|slot"
    r"|classic|typical|real|lost) )*(?:lease[ -])?$"
    r"|\b(?:is|are|'s|was) (?:also |just |exactly |precisely )*(?:what|how|the way|the (?:message|sentence|text|wording|words|line)(?: that| which)?)"
    r" (?:an? |any |every |such a )?(?:\w+ )?(?:runs?|flows?|one|you|people|we|prefect|engine)(?: \w+)? "
    r"(?:shows?|gets?|gives?|reads?|writes?|logs?|looks?|sees?|ends?|has|have|finds?|uses?|reports?|bears?|carr(?:y|ies)|prints?|leaves?)"
    r"[^.;]{0,20}\b(?:when|if|where|after|once|whose|for|with|in case)\b[^.;]{0,30}$"
)
"""Before "lease-renewal failure": one is spoken of, not this one."""

IN_GENERAL_BEHIND = re.compile(
    r"[\w -]{0,12}?(?:^|\s)(?:which )?(?:ends?|leaves?|shows?|looks?|would|(?:is|are) (?:always|usually"
    r"|normally|typically|logged|recorded|reported)"
    r"|carr(?:y|ies)|produces?|gives?|appears?)\b"
    r"|[^,;.]{0,12}\b(?:can|may|could|might)(?: \w+)? (?:end|crash|kill|stop|abort|terminate|bring down|cost) (?:an?|any|some|such a)\b"
)
"""The same behind it."""

PRESENT = re.compile(
    r"\b(?:fails?|can't|isn't|doesn't|don't|aren't|unable|(?:is|are) (?!an? |the )(?:\w+ )?(?:rejected|refused|lost|gone|turned down|dropped|denied)|expires?"
    r"|lapses?|loses?|lose)\b"
)

REFUTES = phrases(
    r"""
    no|nope|nah|negative|none|nothing|nowhere|never|neither|nor|unlikely|hardly|wrong|absent|missing|fine|excluded|\
        ruled out|different(ly)?|\w+n't|not|without|other
    would|it'd|that'd|there'd|you'd|we'd|i'd|(the|this) \w+ (is|was) prefect's
    """
)
"""Answers a question in the negative, or by what one would have seen otherwise."""

SUPPOSES = phrases(
    r"^(now |but |well,? |first,? |let me |let's |let us |just |for a moment,? )*(suppose|assume|imagine|pretend|grant|say)"
)
"""Begins a supposition."""

NOT_SO = phrases(
    r"""
    (it|that|this|the (message|idea|theory|story|claim|supposition|assumption)) (\w+ )?(isn't|wasn't|can't be|couldn't be|can't have been) \
        (true|so|the case|right|it|what|correct)
    (it|that|this|the (message|idea|theory|story|claim|supposition|assumption)) (\w+ )?(is|was) (\w+ )?(false|untrue|wrong|refuted|out|excluded)
    (it|that|this|the (message|idea|theory|story|claim|supposition|assumption)) (\w+ )?(doesn't|didn't|does not|did not) \
        (hold|fit|apply|happen|work|stand|match|agree|square)
    (but|yet|only|and) (nothing|none) of (the|that) (sort|kind)|contradict\w+ (it|that|this)
    """
)
"""Says that what was supposed isn't so."""

LEAVES_OPEN = phrases(
    r"""
    (can't|couldn't|can not|don't|didn't|not|unable to|hard to|impossible to) (\w+ )?(say|tell|exclude|rule|know|be sure|\
        dismiss|judge|check|see whether|see if|excluded|ruled|sure|clear|certain|known|verify|confirm|look)
    possib(le|ly)|maybe|perhaps|might|may|could (be|have|well)|probably|plausible|i suspect|yes|indeed|likely|unclear|\
        unknown|open
    """
)
"""Answers a question with neither yes nor no, or with yes."""
