"""Words that leave it open which of several explanations is true, or say that none is known."""

from __future__ import annotations

import re

from evals.judges.keyless.phrases import phrases

_STORIES = (
    "explanations?|readings?|possibilit(y|ies)|hypothes[ie]s|theor(y|ies)|scenarios?|stor(y|ies)|candidates?|suspects?"
    "|options?|interpretations?|accounts?|culprits?|variants?|narratives?|cases?|alternatives?"
)

UNDECIDED = phrases(
    r"""
    undecided|(can't|couldn't|unable to|not able to|not possible to|impossible to|no way (of|to)|don't let me|\
        not in a position to) (\w+ )?(decide|tell|say|narrow|pin|determine|know|choose|choosing|prefer|pick|settle|\
        distinguish|single) (\w+ ){0,2}(which|between|among|apart|it down|this down|for sure|one|any|out|on)
    (can't|couldn't|unable to|not able to|impossible to) (decide|narrow|choose)|(two|three|four|several|\
        some) (possible |competing |plausible |rival )?<stories> (and no way|remain|are open|are left|are possible|\
        fit|come to mind|stand|compete|are conceivable|to choose)
    (two|three|several|some) (possible |competing )?(explanations|hypotheses|candidates|possibilities|theories)
    """,
    stories=_STORIES,
)
"""Leaves open which of the causes named it was."""

BETWEEN_STORIES = phrases(
    r"""
    torn between|either (of (them|these|the two) )?(could|might|may) be (the|it)|two (competing|possible|\
        rival) explanations
    which (of (the two|them|these) )?(is|was) the (cause|culprit)|lean(ing)? towards neither
    (wouldn't|would not|won't|couldn't|not) (\w+ )?(put|bet|stake|wager) (any )?(my |our )?(money|name|hand|house|\
        anything|much)? ?(on|to|in) (either|any|one|none|the fire|it)
    (keep|kept|still|am|'m) (wavering|going back and forth|vacillating|in two minds|on the fence|undecided)|\
        (i'm|i am|we're|we are) (still )?(wavering|in two minds|on the fence|of two minds)
    (about |roughly |much |more or less |pretty much |exactly |approximately |all )+(the same|equal) \
        (weight|likelihood|probability|odds|chance|level|footing)|(weight|rate|rank|weigh|see|consider|give) ~5 \
        (about |roughly )?(the same|equal(ly)?|alike|on a par)(?=[,.;:)]|$)
    (fifty|50)[ -/:](fifty|50)|(toss[- ]?up|coin[ -](flip|toss))|equal(ly)? (weight|odds|footing|chances)|\
        even odds|on a par with each other|none (of them )?(stands|stood) out|neither (stands|stood) out
    (take|have) your pick|your guess is as good|pick one|any (one )?of (these|them) (could|might|may) (have |be )
    (both|either|each|all( of (them|these))?|any) (of (them|these|the \w+) )?(could|might|may|would|can) (well |equally |\
        each |just as well |in principle )?(explain|account for|be (the|behind|it\b)|have (caused|ended|led|been))
    (hard|difficult|impossible|tough|not easy|too early) to (say|tell|know|judge|be sure|pin down)( for sure| for certain\
        | with certainty| exactly)? (what|which) (\w+ )?(brought|killed|ended|crashed|stopped|caused|took|made|\
        happened|of (the|these)|one)
    (can't|couldn't|can not|unable to|not able to|no way (of|to)) (\w+ )?(choose|choosing|decide|deciding|distinguish|\
        pick|prefer|rank|order|weigh|separate) (one |them )?(between|among|any|either|from)
    (can't|couldn't|can not) (really |honestly |fully )?(pin|nail) (this|it|that|the crash|the cause)( one)? down
    """
)
"""Leaves open which story of the crash is true, whatever the stories are."""

IF_THE_LEASE = phrases(
    r"""
    (wouldn't|would not|can't|couldn't|hesitate to|reluctant to|not (ready|prepared|willing|inclined) to) (conclude|claim|\
        assert|swear|commit|say for (sure|certain)) (to it |yet )?that (this|it|that|the (lease|renewal)) (is|was|really)
    if (it|this|that|the cause|the reason)( really| indeed)?('s| is| was| were) (really |indeed |in fact |due to |\
        because of )*(the|a|an) (lost |failed |expired |concurrency |slot )*(lease|renewal|reservation|claim)(?! (storage|\
        duration))
    (could|might|may) (well |just as well |equally |also )?(be|have been) (the|a) (lost |failed |concurrency |\
        expired )*(lease|renewal)( \w+)?, (or |but )?(it|this) (could|might|may)
    """
)
"""Speaks of the lease as one of several possibilities."""

IGNORANT = phrases(
    r"""
    (wasn't|not|n't|unable|was unable|couldn't|can't) (\w+ )?(able )?(to )?(determine|find out|tell|say|\
        identify|conclude|figure|see why|know|find)
    (haven't|have not|didn't|did not) (\w+ )?(evaluate|evaluated|analy[sz]ed?|look(ed)? (at|into)|read|examined?|studied|study|\
        gone through|go through|checked|check|interpreted|assessed) (them|it|these|those|any of (them|it)|further|the (rest|traceback\w*))
    (reason|cause|truth|answer|rest) (\w+ )?(will|should|may) (come to light|turn up|show itself|emerge|become clear|be (there|found))
    (share|provide|send|paste|give me) ~4 (logs?|details|information)|would you like|i would (first|need|\
        start)|don't know|more (information|details|context)
    """
)
"""Says that the cause is not known."""

EQUALLY = phrases(
    r"""
    (just |equally |every bit )?as (plausible|likely|possible|probable)|equally (plausible|likely|possible|\
        probable)
    (can't|couldn't|not) be (ruled out|excluded)|alternatively|another (possibility|explanation|candidate)|\
        (could|might) (just as well|equally|also) (be|have been)
    """
)
"""Calls one explanation as likely as another."""

REPORTS = re.compile(
    r"\b(?:messages?|state|text|line|entry|wording)\b[^.;]{0,45}?\b(?:says?|reads?|speaks?|talks?|claims?|mentions?"
    r"|refers?|suggests?|states?)\b"
)
"""Tells what the record says, which commits to nothing yet."""

NAMES_WHY_RENEWALS_FAIL = re.compile(
    r"\b(?:re-?start\w*|replicas?|redis|storage|network|outage|unreachable|instances?|re-?deploy\w*|event loop|in memory"
    r"|vanish\w*|went missing|records?|lost (?:its|the|track)|why (?:the|it|this|that)|where (?:the|it)|reasons?|whose)\b"
)
"""Speaks of why a renewal fails: to be undecided about that is no lack of commitment."""
