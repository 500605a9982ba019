"""The words that deny, and those that end the reach of a denial or a doubt, as data."""

from __future__ import annotations

import re

from evals.judges.keyless.phrases import phrases

_NEGATED = r"(?<!can't be )(?<!not be )(?<!n't )(?<!not )(?<!never )(?<!to be )(?<!can't )(?<!unable to )(?<!fully )(?<!entirely )"
"""Keeps "can't be ruled out" and "not ruled out" from denying."""

_ACTIVE = r"(?<! is )(?<! was )(?<! are )(?<! were )(?<! be )(?<! been )"
"""Keeps "X was ruled out, it was Y" from denying Y."""

_NO_MODAL = r"(?<!could )(?<!can )(?<!did )(?<!does )(?<!do )(?<!will )(?<!would )(?<!should )"
"""Leaves the "not" of a verb to `NEGATED_VERB`."""

DENIES_AHEAD = phrases(
    rf"""
    not the (\w+ )?(cause|reason|problem|issue|culprit)( here)?( is| are| was| were)?:?
    {_NEGATED}(excluded|ruled out|dismissed|eliminated|discounted|discarded|out),? (and |but )?(so|as|likewise|ditto|\
        also|equally|the same (goes|holds|applies|is true) for)( (can|is|are|was|were|may|must|does))?( be)?
    (speaks?|argues?|argued|tells?|evidence|arguments?|counts?|indicates?|points?) (strongly |clearly |also )?against
    (would|could|can|do|did|does|will)(n't| not) ((\w+ )?(say|claim|argue|maintain|believe|think|assume|suppose|conclude|guess|\
        reckon|pretend|state|swear|call)|see how|see that)( that)?(?= (it|this) (was|is|were|has been|had been|comes from|came from|be)\b)
    (other|ordinary|normal|real|most|further) (\w+ )?(crashes|failures|causes|kinds|ends|endings) (\w+ )?(look|are|read|leave|end) \
        (\w+ )?(different(ly)?|otherwise|another)( \w+){{0,3}}?(?=:)
    (can|could|may|i|we|i'd|we'd|let's) (\w+ )?((strike|cross|scratch|tick)( (out|off|aside))?|(throw|leave) (out|off|aside))
    (one|only|single|sole|first|two|both) (thing|kind|cause|possibilit|candidate|option|explanation|alternative)\w* \
        (that |which |i |we )*(can be|could be|is|are|was|were|may be|can|could|'d|would|did|am able to) (safely |\
        already |also |really )*(excluded?|ruled? out|dismiss(ed)?|eliminated?|discard(ed)?)( (is|are|was))?(,? which \
        is|,? that is|,? namely|,? and that('s| is))?
    (would be|is|was|it's) (wrong|a mistake|an error|misleading|premature|a misreading|a misunderstanding|incorrect) to (\w+ )?(read|take|\
        see|interpret|blame|call|conclude|assume|think|look|suspect|say|speak)
    (isn't|aren't|wasn't|is not|was not|are not) (there|here|it|among (them|these)|in (it|there|the log))(?=:)
    (not possible|impossible|not (it|involved|guilty|at fault)|off the (table|list)|struck (out|off)|crossed (out|off))(?=:)
    ! not (enough|sufficient|much|many)
    (was|is|are|were|it's|that's|this is|has|have|had)(n't| not)(?= (a|an|the|any|your|because of|due to|\
        caused by) )
    ! (not|never) (easily |readily |lightly )?(give|giving|given) up|not (yet |quite |strictly |fully )?(proven|provable|\
        proved|confirmed|established)
    ! not (only|just|merely|simply|surprising\w*|until|sure|certain|clear|necessarily|uncommon|unusual|\
        unlikely)
    ! (has|have|had|am|was|were|is)(n't| not) (yet )?(been )?(able|in a position) to
    ! (has|have|had)(n't| not) (\w+ )?(check|look|investigat|examin|verif|rule|exclude)\w*
    ! (is|was|are|were)?(n't| not|not) (\w+ )?(impossible|implausible|inconceivable|improbable|unthinkable|out of the \
        question)
    ! (excluded|ruled out|dismissed),? nor
    ! not (be )?(ruled|excluded?|rule out)|not yet|not (able|possible) to (tell|say)|whether or not|why not|\
        or not
    {_NO_MODAL}(?<!-)not(?!-)|never|neither|nor|none of|nobody|no one|no-one|nowhere
    (is|was|are|were|has|have|had)n't(?! only| just| sure| certain| clear| (been )?(ruled|excluded))
    ! (worth|should|must|need to|needs to|helps?|let's|please|first|want to|try to|have to|\
        (?<!able )(?<!safe )(?<!possible )(?<!enough )(?<!sufficient )(?<!fair )(?<!easy )(?<!me )(?<!us )(?<!free )to) (first |also |then )?\
        (rul(e|ing) out|exclud(e|ing)|dismiss(ing)?|eliminat(e|ing)|discard(ing)?)
    ! (isn't|aren't|is not|not|no|any) (any |much )?less (likely|probable|plausible|possible)
    ! no (longer|doubt|matter|more than|later|sooner|wonder|surprise|guarantee|way|idea|choice)
    no(?!,|\.|:|!)|zero|nothing(?! else)
    without (a|an|any|your|raising|throwing|hitting|running out|being|getting|\w*(error|exception|traceback|\
        code|signal))
    rather than|instead of|as opposed to|as against|in contrast (to|with)|contrary to|other than
    unlike|different (from|to|than)|differs from|distinct from|distinguish\w* ~4 from|sets? ~3 apart from
    unrelated to|independent of|free of|far from|no relation|(not|n't) confuse
    {_NEGATED}{_ACTIVE}(rul(ed|es?|ing)( \w+)? out|exclud(ed?|es|ing)|dismiss(ed|es|ing)?|discount(ed|s|ing)?)
    {_NEGATED}{_ACTIVE}(eliminat(ed?|es|ing)|reject(ed|s)? (the )?(idea|hypothesis|theory|alternatives?|\
        explanations?))
    (can|could|i|we) (also |safely )?(rule out|exclude|dismiss|eliminate)
    rul(es|ed|ing) ((an?|the|any) )?([\w'-]+ ){{1,6}}?out|forget( about)?|(lack|absence) of|lack(s|ed|ing)|\
        hardly|{_ACTIVE}(denied|unlikely|doubtful|implausible)|wrongly
    (you|we|i|there)('d| would) (have |also |normally |usually |then )*(see|seen|expect|expected|find|found|\
        be|been)
    if (it|this|that) (had|were|was)|\
        (?<!check )(?<!see )(?<!ask )(?<!verify )(?<!know )if(?= ([\w'-]+ ){{1,5}}?had )
    (?<!\w )had (it|this|that|the|your|there|someone|somebody|a|an)
    ❌
    """
)
"""Deny what comes after them. "If it had been ..." is how an answer says what it was not."""

NEGATED_VERB = phrases(
    r"""
    ! (do|did|does|can|would|will|could|wo|ca)(n't| not)(?=:)
    ! (ca|can|could)(n't| not) (be )?(\w+ly )?(ruled?|excluded?|dismissed?|tell|say|see why|know|sure|certain|help)
    ! (ca|can|could)(n't| not) (see|read|access|check|inspect|view|look at|get at|look into) (the|its|your|that|what|whether|if|how)
    ! (did|do|have|has|had|could)(n't| not) (\w+ )?(look(ed)? (into|at)|check(ed)?|investigat\w*|examin\w*|\
        verif\w*|consider\w*)
    ! (should|would|did|do|does|must)(n't| not) (be )?(ruled?|excluded?|dismiss\w*)
    ! do(n't| not) (know|just|only|simply)|does(n't| not) (just|only|necessarily|matter)
    (could|can|did|does|do|will|would|should|ca|wo)(n't| not)(?! only| just)
    """
)
"""Deny what comes after them, unless what failed is just what the statement tells ("could not reach")."""

PERCEIVES = re.compile(
    r"\W+(?:\w+ )?(?:see|find|have|look|show|notice|spot|detect|contain|think|believe|come|point|indicate)\b"
)
"""After a negated verb: what follows is denied in any case ("I didn't find any network trouble")."""

SPEAKS_OF_FINDING = re.compile(
    rf"{PERCEIVES.pattern}|\W+(?:\w+ )?(?:be|cause|crash|fail|die|stem|originate|lie|blame|involve|get|rais|throw|happen|suggest|seem|appear|relate|concern"
    r"|speak|mention|report|log|record|kill|run out|exit)"
)
"""The same, and what causes: after a negated verb, it denies even a common word ("it didn't raise an exception")."""

DENIES_BEHIND = phrases(
    rf"""
    ! (has|have|had|did|do)(n't| not) (\w+ )?(look|check|investigat|examin|verif|consider|test|go into|gone into|explor|stud|analy|\
        trac)\w*
    (falls?|fell|drops?|dropped) (away|flat|out)(?! of)|does(n't| not) (survive|stand)|in the clear|blameless|off the hook|exonerated|acquitted|did (nothing|no) wrong|without fault|has an alibi|have an alibi|\
        above suspicion
    (looks?|looked|reads?|appears?|shows? up|ends?|behaves?) (quite |very |rather |completely |altogether |totally |\
        entirely )?(different(ly)?|otherwise|unlike)
    (?<=raised )nothing|(?<=threw )nothing|(?<=thrown )nothing|(?<=raised )none
    {_NEGATED}(rul(ed|ing) (this |that |it |them |these |both )?out|excluded|dismissed|discounted|eliminated)
    ! (is|was|are|were|has|have|had)(n't| not) (yet )?(been )?(able|in a position) to
    ! (is|was|are|were|has|have|had)(n't| not) (only|just|clear|certain|sure|yet|been ruled|ruled|excluded)
    (is|was|are|were|do|does|did|has|have|had)(n't| not)(?! (caught|handled|give|let|allow|wait|warn))
    could(n't| not) (be (the|to blame|responsible|behind|it)|explain|account|produce|cause|have)
    <be> (\w+ )?(absent|missing|unrelated|irrelevant|innocent|incidental|coincidental|not|never|unlikely)
    <be> (\w+ )?(normal|stable|unremarkable|unlikely|fine|healthy|clean|ok|okay|intact|doubtful|implausible|\
        nowhere|out of the question|no issue)
    (had|has|have) nothing to do|nothing to do with (it|this)|(played|plays|had|has|have) no (part|role)|\
        ran (fine|ok|okay|normally|without (any )?errors?)|improbable|(look|seem|appear)(s|ed)? (fine|ok|\
        healthy|normal)
    ok|okay|never (happened|occurred|raised|appear\w*|fired|shows?|showed|came)
    (<be>|(?<=')s) out(?= ?([,.;)]|$|since\b|because\b|as\b|too\b|here\b|for\b))
    (i|we) (can|could|would|do|'d|must) (\w+ )?(exclude|rule out|dismiss|discard|discount|set aside|cross (off|out)|\
        strike|eliminate)(?=[,.;:)]| here| as| since| because|$)
    (i'd|we'd|i|we) (exclude|rule out|dismiss)(?=[,.;:)]| here| since| because|$)
    (it|this|that) (is|was|were)(n't| not)(?=[,.;:)]| as| since| because|$)
    (would |normally |usually |always |only |on its own |by itself |alone |itself )*(ends?|ended|end up|results?|leads?|\
        gets?|gives?|yields?|produces?|makes?|means?|shows?|lands?|counts?|goes|puts?|leaves?|turns?) (\w+ ){{0,4}}?"?failed\
        (?! (renewal|lease))
    red herring|coinciden\w+|false lead|unrelated|not involved|out of the (question|picture)|off the table
    ! would (\w+ )?(look|appear|seem) (just |much )?(similar|the same|alike|like this|identical)
    need(s|ed)?(n't| not) (to )?be (\w+ )?(considered|assumed|pursued|suspected|looked)
    would(?! (\w+ )?(be|explain|fit|help|make sense|match|account|tie|square|suit|speak|point|tally)\b)<filler>*( \w+)? (?!be |explain|fit|help|make sense|match|account|tie in|square|go with|suit|speak for|point|tally)\w+
    would (\w+ )?be "?(visible|logged|named|mentioned|noted|told|different|recorded|reported|seen|shown|listed|failed|cancelled|crashed|a|an|in|\
        no|marked|different)
    (there|you|we|i|it|that|they|which|state|logs?)'d (be|see|have|say|show|expect|find|get|look|read|end|\
        leave)
    (doesn't|does not|didn't|don't) (fit|match|apply|hold|explain|square|go with|work here|add up)|unlikely|not consistent|inconsistent with
    (can|may|could) (also |safely |therefore |thus |all |both |be )*(be )?(ruled out|excluded|dismissed|discounted|\
        eliminated|set aside|crossed (off|out)|struck( (off|out))?|ticked off|scratched|left aside|put aside|taken off|forgotten|left out)
    """,
    be="is|was|are|were|be|been|isn't|wasn't",
    filler="'ve| have| also| normally| typically| usually| instead| then| only| rather| at least",
)
"""Deny what comes before them in the same clause."""

LIST_ENDS = re.compile(r",(?! (?:or|nor)\b)")
"""Between a denial and a reason: it denies what stands before the comma ("not reachable, restarted")."""

REASON_DENIED = re.compile(
    r"(?:(?!\b(?:that|which|who|whose)\b)[^.;]){0,25}?\b(?:(?:is|was|are|were)(?:n't| not) (?!im|(?:\w+ )?(?:able|reach|respond|avail|answer|up\b"
    r"|share))|(?:is|was|are|were) (?:fine|healthy|ok|okay|stable)"
    r"|(?:did|has|have|had)(?:n't| not) (?:happen|occur|been)|ruled out|excluded|unlikely|never"
    r"|need(?:s)?(?:n't| not)(?: to)? be|(?:can|may) be (?:\w+ )?(?:ignored|left out|left aside|set aside|disregarded))\b"
)
"""Right after a reason: it is denied ("the network was fine")."""

DENIES_IN_A_WORD = re.compile(
    r"(?:[:=|(-]|->|\?) ?(?:no(?=\W*$|[.,;:)|]| (?:sign|evidence|trace|hint|indication|exit|such|exception"
    r"|error|signal|log|mention"
    r"|entry|record|message|kill|memory|oom|cancel|one|user|pod|sig|line|problem|issue|stack|137|code))"
    r"|none\b|not\b|nope\b|n/a\b|ruled out|excluded|rejected|discarded|dismissed|eliminated|refuted|disproved|false|absent|unlikely|negative|❌|nothing|nowhere)"
    r"|[:=|] ?(?:~|<|≈|about |around |practically |nearly )?(?:0(?:\.0\d*)? ?%?|nil|zero)(?=\s?[.,;)|]|\s*$)|[~≈] ?0(?=[.,;)|]|\s*$)"
    r"|[(] ?(?:different|another|other) (?:message|wording|text|state|error)"
    r"|[(:|] ?(?:very|highly|most|extremely|rather|quite) (?:unlikely|improbable|implausible)"
    r"|[:|(] ?(?:innocent|fine|ok|okay|clean|healthy|unremarkable|nothing unusual|in order)(?=\s?[.,;)|]|\s*$)"
    r"|❌|-> ?(?:a )?\"?failed\b"
)
"""Deny what comes right before them: "OOM: no", "Was it my code? No", "| cancelled | ruled out |"."""

DENIES_BACK = phrases(
    r"""
    ! (none|neither|nothing)( of (them|these|those|it|this|which|that))? (is|are|was|were|has|have|can)( be| been)? \
        (what i'd|my|proven|provable|proved|certain|sure|likely|visible|seen|shown|confirmed|established|verified)
    ^(no|nope)(?=[.,;:!)]|$)|^not (really|at all|the case)
    ! (renewals?|renewing|renew|extension|heartbeat|client|engine|attempt|request|one)( [\w-]+){0,3} (found|met) (nothing|none)
    (and|but) (I )?(found|see|saw|there was) (nothing|none)|: nothing(?=[.,;)]|$)|(found|turned up|\
        came up with) (nothing|none|empty)(?! (to|left|of)\b)|came back (nothing|none)|(search\w*|quer\w+|checks?|look) (\w+ ){0,4}came back empty(?! (to|left|of)\b)
    but (it|that|this) (isn't|wasn't|is not|was not)(?=[.,;)]|$)
    (that's|this is|that is|which is|it's) not (what|the case|how|so)|that (isn't|is not|wasn't) (what|\
        the case|how|so)
    ^(but |well,? )?(it|that|this) (isn't|wasn't|is not|was not)(?=[,.;:)]|$)
    ^against( it| that)?:|^(nah|naw|negative|nein|no way|no chance|not a chance|hardly|unlikely|wrong)(?=[,.;:!)]|$)
    (both|all|each|these|they|everything|all of (them|these|those)|both of (them|these)) ((of )?(that|these|them|\w+) )?\
        ((are|were|is|was|came|come|came out|came back|turned out|turn out|can be|could be|have been|has been|proved) )*\
        (negative|excluded|ruled out|eliminated|discarded|dismissed|crossed (out|off)|out(?=[.,;]|$))
    (neither|none|nothing)( (of (them|these|those|it|that|this)))?( (is|was|are|were))? (present|there|found|in evidence|visible|\
        to be (seen|found)|turned up|shows? up|showed up|applies|fits|recorded)
    (none|neither|nothing) (of )?(these|those|which|them|that|the sort|the kind|this|either)|neither (is|was|\
        applies|happened|shows|fits)
    nothing (like that|of the (kind|sort))|no such|(none|neither) (is|are|was|were|of that is) (here|there|\
        present|recorded|logged|the case)
    (here|but) there (is|was|are|were) (none|nothing|no)|there (is|was|are|were) none
    """
)
"""Deny what was named before them, in this statement or in the one before it."""

REACH_ENDS = re.compile(
    r";|:(?=\s)|\s-\s|\s->\s|[)|]|[.!?](?=\s)|\b(?:but|however|although|though|whereas|yet|while)\b"
    r"|(?:,| and| so| then| hence| thus| therefore| because) ?(?=(?:that|what)(?:'s| is| was| has| had"
    r"| means| lost) )"
    r"|,? (?:and|so|then|hence|thus|therefore|because)? ?(?=(?:it|this|they|we|you|i)"
    r"(?:'s| is| was| has| had| were| are| means| lost| can| could| did| does|'re) )"
    r"|, (?:and |or )?(?:(?:the|an?|its|your) )?\w+ (?:was|is|were|had|has|did|could|got)\b"
    r"|, (?:so|it|this|all|everything|these|they|what|which|prefect|instead|just|only|simply|rather|merely|here|in fact"
    r"|the (?:run|lease|renewal|real|actual|engine|client|server|problem|issue|crash|cause|process"
    r"|flow run|slots?|limit|api|next|other|second))\b"
    r"|,? and (?:prefect|(?:the|its) (?:run|lease|renewal|engine|client|server|logs?|error|state|crash"
    r"|cause|slot))\b"
    r"|\bso (?:that|the|prefect)\b|\band everything\b"
    r"|\band (?=(?:go|goes|went|keeps?|kept|still|continue[sd]?|carr(?:y|ies|ied)|did|could|was|is|has|had|does|then|therefore|thus|hence|never)\b)"
)
"""Where a denial or a doubt stops."""

NEXT_PREDICATE = re.compile(r",(?: and)? (?:(?!which|that|who|as|so)\w+ )?(?:\w+ed|threw|died|went|got)\b")
"""Where a negated verb stops as well ("a value it can't parse, raised ValueError")."""

SUBORDINATE = re.compile(
    r"\b(?:when|because|where|if|since|whose|after|until)\b|\b(?:that|which)(?= \w+(?:n't| not)\b)"
)
"""Where a denial that reaches back stops as well."""

REASON_FOLLOWS = phrases(
    r"(?<=, )as(?= (the|it|there|its|this|you|they|no|nothing)\b)|because|since|due to|as a result of|when|after|once|until|owing to"
)
"""Ends a denial too ("did not finish because X"), unless the reason itself is denied."""

NEVER_CAME_ABOUT = re.compile(
    r"(?:nobody|no one|nothing) (?:was |had |has )?(?:there|home|answer|listen|respond|repl|pick)"
    r"|never (?:\w+ )?(?:visible|seen|saw|reach|heard|knew|known|got|made|left|arriv|receiv|answer|came|shared|told|sent)"
    r"|(?:(?<=was )|(?<=were )|(?<=is ))not (?:\w+ )?(?:reachable|accessible|available|responding|answering|shared|visible|up)\b"
)
"""A failure, and so no denial of a reason ("was never visible to that replica")."""

IF_IT_HAD = re.compile(r"(?:if|had)\b")
"""Begins a condition that was not fulfilled."""

LOOKS_LIKE_THIS = re.compile(
    r"\b(?:look|looks|appear|see|get|have|be|give|produce|yield)\w*(?: you| us)? (?:just |exactly |much |precisely )?"
    r"(?:like (?:this|that|it)|the (?:very )?same|alike|identical|no different|this|what (?:we|you|i|is|was))\b"
    r"|\b(?:this|that)(?:'s| is| would be) (?:just |exactly )?(?:how|what)\b|\bagain the same\b|\bsame (?:picture|result|error|effect|thing)\b"
    r"|\bwould (?:also |equally |do |well )*(?:explain|fit|account for|do it|suffice|match)|\b(?:also|likewise|ditto|as well|too)\W*$"
)
"""What a condition would look like: this, so it is no denial ("if it had been restarted, it'd look the same")."""

DENIES_REASON = re.compile(
    r"\b(?:crash|fail|die|died|stop|end|happen|occur|caus|kill|terminat|abort|cancel|simply|just|only"
    r"|solely|merely)"
    r"\w*\W*$"
)
"""Stands between a denial and a reason that it denies ("did not crash because of X", "not because of X")."""
