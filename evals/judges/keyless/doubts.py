"""The words that hedge, and those that lean towards something in the middle of doubt, as data."""

from __future__ import annotations

import re

from evals.judges.keyless.phrases import phrases

DOUBT_AHEAD = phrases(
    r"""
    ! (can't|couldn't|don't|hard to|difficult to|impossible to|not (sure|certain|clear|known)) (\w+ )?(tell|\
        say|know|see)? ?(you |for sure |exactly |yet |for certain )?(why|how|what (made|caused|led))
    ! (unclear|uncertain|unsure|not (sure|certain|clear|known)) (\w+ )?(why|how|what (made|caused|led))
    ! (may|might|could) (well )?(have )?(been |be )?(notice\w*|see|seen|saw|wonder\w*|alarm\w*|confus\w*|\
        mis(led|lead\w*)|surpris\w*|worr\w*|look|appear|seem|sound)
    (i|we) (\w+ )?(consider(ed)?|thought of|thought about|weighed|looked at)|first (idea|thought|guess|suspicion)
    ! not possible|impossible
    might|may(?! \d)|possibl[ey]|perhaps|maybe|potential(ly)?|conceivabl[ey]|speculat\w+|could(?! not|\
        no longer|n't)
    (it|that|this|there|they|which|these|those|one|log|state|message)'d (\w+ )?(be|read|say|show|have|look|see|end|leave|find|mean|\
        get|appear|give|tell|speak|report|name|carry|stand)
    one of|either(?! ?[:,.;)])(?!$)|whether|unclear|uncertain|unsure|not (sure|certain|clear)|not necessarily
    (you|one|people|anyone)('d| would| might| could) (\w+ ){0,3}?(think|suspect|assume|guess|bet|expect|believe|\
        blame|say)
    you (\w+ )?(suspect\w*|thought|think|assum\w+|wonder\w*|guess\w*|asked|said|believe\w*)|at first (sight|\
        glance|look)
    (look\w*|search\w*|check\w*|grep\w*) (\w+ )?for|(different|other|another|previous|\
        earlier) runs?,? ~3 (crashed|failed|died|ended) (because|when|after|with)
    (the )?same (?!second|minute|moment|instant|time|breath)(\w+ ){0,4}(as|that|which)|the one (that|which)|resembl\w+|similar to|as (if|though)|\
        from the outside|can't (tell|say|be sure|be certain)|don't know|(hard|difficult|impossible) to (say|\
        tell)
    candidates?|hypothes[ie]s|(can't|couldn't|not) (be )?(ruled?|excluded?)
    if|unless|assum(e|ing)|suppos(e|ing)|in case|anything from|would
    (can|may) be (caused|due|the result|triggered)|any of|(?<!\d)[1-7]?\d ?%
    (typical|common|usual|known|frequent) (causes?|reasons?|explanations?|culprits?|suspects?)
    """
)
"""Turn what comes after them from a statement into a possibility or a condition."""

DOUBT_BEHIND = phrases(
    r"""
    (is|are|was|were|remains?|seems?) <also>(possible|plausible|conceivable|possibilit(y|ies)|candidates?|\
        options?|suspects?)
    (is|are|was|were|remains?) <also>(possible |plausible |potential |conceivable )?(hypothes[ie]s|\
        explanations?|reasons?)
    (can't|couldn't|not) be (ruled out|excluded|dismissed)
    would be <also>(possible |plausible |potential )?(hypothes[ie]s|explanations?|reasons?|candidates?|\
        another)
    (might|may|could) (also |well |each |all |equally )?(be|have|explain|account|cause|lead)
    (was|were) (\w+ )?(my|our|the) first (idea|thought|guess|suspicion)|or something else|\
        among other( thing)?s
    """,
    also="(all |also |both |just |only |another |one |an? |equally |as |of the )*",
)
"""The same for what comes before them."""

NEW_SUBJECT = re.compile(r", (?:it|this|that|they) $")
"""Right before a doubt: it is about something else than what stands before the comma."""

ASKS = re.compile(r"\?[\"')\]]*$")
"""A question names nothing as a fact."""

CERTAIN = re.compile(
    r"[:=|(,-] ?(?:confirmed|accepted|proven|proved|✅|✔|✓|yes|fits|matches|bingo|true)(?=\s?[.,;)|]|\s*$)"
    r"|\| ?(?:confirmed|proven|proved|accepted|yes|guilty|certain|it was this|the cause)\b(?! ?\?)"
    r"|✅|[:=|] ?(?:~|>|about |over |nearly )?(?:1(?:\.0)?|0\.9\d*|9\d ?%|100 ?%)(?=\s?[.,;)|]|\s*$)|[~≈] ?1(?=[.,;)|]|\s*$)"
)
"""Commits to what stands right before it, as a probability ("lost lease: 95 %")."""

LEANS = phrases(
    r"""
    (most|very|more) (likely|probable|probably|plausible)|most probable|probably|likeliest|almost certainly|\
        my money
    (8\d|9\d|100) ?%|which (is (exactly |just )?what |also )?(happened|occurred|was the case)(?= (here|at|to|in|on|with)|[.,;)]|$)
    (so|hence|thus|therefore),? (it|this|that)('s| is| was| must be| must have been)(?! (either|one|possib\w*|hard|un\w+|not|may|\
        could|might|a question|difficult|still|any))|(that|which) leaves|what('s| is) left is|leaves (us|me|only)|\
        (settles|clinches|decides) it|by elimination
    best (explained|explanation|fit)|in all likelihood|(leading|primary|prime|main) (suspect|cause|\
        hypothesis|candidate)
    """
)
"""Commit to what they stand by, even in the middle of doubt."""
