"""The words that deny, hedge, lean, or end the reach of either, as data."""

from __future__ import annotations

import re

from evals.judges.keyless.phrases import phrases

_BE = "is|was|are|were|be|been|isn't|wasn't|aren't|weren't"
_NEGATED = r"(?<!can't be )(?<!not be )(?<!n't )(?<!not )(?<!never )(?<!to be )(?<!can't )"
"""Keeps "can't be ruled out" and "not ruled out" from denying."""

DENIES_AHEAD = phrases(
    rf"""
    not(?! only| just| merely| simply| surprising| until| sure| certain| clear| (be )?(ruled|exclude|\
        rule out)| unlikely| unusual| uncommon| necessarily| because)
    (?<=not )because(?= of)?
    (is|was|are|were|did|does|do|could|would|should|has|have|had|ca|wo)n't(?! only| just| (be )?(ruled|\
        exclude|rule out)| know| tell| say| sure| certain| help)
    no(?! longer| doubt| matter| more than| later| sooner| wonder|,|\.|:)
    never|neither|nor|none of|nobody|no one|no-one|nowhere
    nothing(?! else)
    without (a|an|any|your|raising|throwing|hitting|running out|being|getting)
    without \w*(error|exception|traceback|code|signal)
    rather than|instead of|as opposed to|as against|in contrast (to|with)|contrary to|other than
    unlike|different (from|to|than)|differs from|distinct from|distinguish\w* ~4 from|sets? ~3 apart from
    unrelated to|independent of|free of|far from|no relation
    {_NEGATED}(rul(ed|es?|ing)( \w+)? out|exclud(ed?|es|ing)|dismiss(ed|es|ing)?|discount(ed|s|ing)?)
    {_NEGATED}(eliminat(ed?|es|ing)|reject(ed|s)? (the )?(idea|hypothesis|theory|alternatives?|explanations?))
    (lack|absence) of|lack(s|ed|ing)|denied|hardly|unlikely|doubtful|implausible|wrongly
    if (it|this|that|there|someone|somebody|the|your|a|an) ~3 (had|were|was)
    had (it|this|that|the|your|there|someone|somebody|a|an)
    ❌
    """
)
"""Deny what comes after them. "If it had been ..." is how an answer says what it was not."""

DENIES_BEHIND = phrases(
    rf"""
    {_NEGATED}(rul(ed|ing) (this |that |it |them |these |both )?out|excluded|dismissed|discounted|eliminated)
    (is|was|are|were|do|does|did|has|have|had)(n't| not)(?! only| just| clear| certain| sure| yet)
    could(n't| not) (be (the|to blame|responsible|behind|it)|explain|account|produce|cause|have)
    (<be>) (\w+ )?(absent|missing|unrelated|irrelevant|innocent|incidental|coincidental|not|never|unlikely)
    (<be>) (\w+ )?(fine|healthy|clean|ok|okay|intact|doubtful|implausible|nowhere|out of the question)
    (had|has) nothing to do|nothing to do with (it|this)|played no (part|role)
    never (happened|occurred|raised|appear\w*|fired|shows?|came)
    red herring|coinciden\w+|false lead|unrelated|not involved|out of the (question|picture)|off the table
    would('ve| have| also| normally| typically| usually| instead| then| only| rather)*( \w+)? (?!be |explain|\
        fit|help|make sense|match)\w+
    would be (visible|logged|recorded|reported|seen|shown|listed|failed|cancelled|crashed|a|an|in|no)
    doesn't (fit|match|apply|hold|explain)|not consistent|inconsistent with
    can (also |safely |therefore |thus |all |both |be )*(be )?(ruled out|excluded|dismissed|discounted|\
        eliminated|set aside)
    """,
    be=_BE,
)
"""Deny what comes before them in the same clause."""

DENIES_IN_A_WORD = re.compile(
    r"(?:[:=|-]|->|\() ?(?:no\b(?! doubt)|none\b|not\b|nope\b|n/a\b|ruled out|excluded|absent|unlikely|❌"
    r"|nothing|nowhere)"
    r"|❌"
)
"""Deny what comes right before them: "OOM: no", "| cancelled | ruled out |"."""

DOUBT_AHEAD = phrases(
    r"""
    might|may(?! \d)|could(?! not| no longer|n't)|possibl[ey]|perhaps|maybe|potential(ly)?|conceivabl[ey]|\
        speculat\w+
    one of|either|whether|unclear|uncertain|unsure|not (sure|certain|clear)|not necessarily
    can't (tell|say|be sure|be certain)|don't know|(hard|difficult|impossible) to (say|tell)
    candidates?|hypothes[ie]s|guess(es|ing)?|(can't|couldn't|not) (be )?(ruled?|excluded?)
    if|unless|assum(e|ing)|suppos(e|ing)|in case|anything from|would
    can be (caused|due|the result|triggered)
    (typical|common|usual|known|frequent) (causes?|reasons?|explanations?|culprits?|suspects?)
    """
)
"""Turn what comes after them from a statement into a possibility or a condition."""

DOUBT_BEHIND = phrases(
    r"""
    (is|are|was|were|remains?|seems?) (all |also |both |just |only |another |one |an? |equally )*(possible|\
        plausible|conceivable)
    (is|are|was|were|remains?|seems?) (all |also |both |just |only |another |one |an? |\
        equally )*(possibilit(y|ies)|candidates?|options?|suspects?|hypothes[ie]s)
    (can't|couldn't|not) be (ruled out|excluded|dismissed)
    (might|may|could) (also |well |each |all |equally )?(be|have)
    or something else|among other( thing)?s
    """
)
"""The same for what comes before them."""

LEANS = phrases(
    r"""
    (most|very|more) (likely|probable|probably|plausible)|probably|likeliest|almost certainly|my money
    best (explained|explanation|fit)|in all likelihood|(leading|primary) (suspect|cause|hypothesis|candidate)
    """
)
"""Commit to what they stand by, even in the middle of doubt."""

REACH_ENDS = re.compile(
    r";|:(?=\s)|\s-\s|\s->\s|[()|]|[.!?](?=\s)|\b(?:but|however|although|though|whereas|yet|while)\b"
    r"|,? (?:and|so|then|hence|thus|therefore|because)? ?(?=(?:it|this|that|they|what|we|you|i)"
    r"(?:'s| is| was| has| had| were| are| means| lost| can| could| did| does|'re) )"
    r"|, (?:so|it|this|they|what|which|prefect|instead|just|only|simply|rather|merely|here|in fact"
    r"|the (?:run|lease|renewal|real|actual|engine|client|server|problem|issue|crash|cause|process"
    r"|flow run))\b"
    r"|,? and (?:prefect|(?:the|its) (?:run|lease|renewal|engine|client|server|logs?|error|state|crash"
    r"|cause|slot))\b"
    r"|\bso (?:that|the|prefect)\b|\band (?=(?:did|could|was|is|has|had|does|then|therefore|thus|hence"
    r"|never)\b)"
)
"""Where a denial or a doubt stops."""

REASON_FOLLOWS = phrases("because|since|due to|as a result of|when|after|once|until|owing to")
"""Ends a denial too ("did not finish because X"), unless the reason itself is denied."""

DENIES_REASON = re.compile(
    r"\b(?:crash|fail|die|died|stop|end|happen|occur|caus|kill|terminat|abort|cancel|simply|just|only"
    r"|solely|merely)"
    r"\w*\W*$|^\W*$"
)
"""Stands between a denial and a reason that it denies ("did not crash because of X", "not because of X")."""

DENIAL_HEADING = phrases(
    r"""
    rul(ed|ing|es?) (\w+ )?out|exclu(ded|ding|sions?)|dismissed|eliminated|discarded|rejected|unlikely|\
        no evidence
    not the (\w+ )?(cause|reason|problem|issue|culprit)|not (to blame|responsible|involved|an?|your|caused)
    (was|is|it's|were)(n't| not)(?! (clear|sure|known))|why not|why it('s)? (isn't|wasn't|not)
    how (this|it|we know it) (differs|is different)|doesn't (fit|match)|nothing to do with|unrelated|\
        red herrings?
    """
)
"""A heading, lead-in or table header under which things are named in order to deny them."""

CANDIDATE_HEADING = phrases(
    r"""
    <maybe> (\w+ ){0,3}<causes>
    (could|might|may|can) (also |well )?(be|have been|have|include|come|happen|result|stem|explain)
    candidates|hypothes[ie]s|suspects|possibilit(y|ies)|usual(ly)?|typical(ly)?
    (one|any) of (the|these|several|many|a)|things? (that|which) (can|could|may|might)
    what (could|might|may|can)|why (do|does|would|could|might|can)
    """,
    maybe="possible|potential|likely|plausible|candidate|common|typical|usual|known|probable|conceivable",
    causes="causes?|reasons?|explanations?|culprits?|triggers?|scenarios?|candidates?|sources?|suspects?"
    "|factors?",
)
"""A heading or lead-in under which things are named as candidates."""
