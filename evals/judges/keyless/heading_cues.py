"""The headings and lead-ins under which things are denied, or named as candidates, as data."""

from __future__ import annotations

import re

from evals.judges.keyless.phrases import phrases

DENIAL_HEADING = phrases(
    r"""
    ! (can't|couldn't|not|n't) (be )?(ruled?|excluded?) out|not (clear|sure|known|yet|certain)|(isn't|\
        aren't) (one|any|an?) (\w+ )?(obvious|single|clear)
    rul(ed|ing|es?) (\w+ )?out|exclu(ded?|ding|sions?)|(strike|struck|striking|cross|crossed|crossing|ticked|leave|left|throw|thrown|set) (out|off|aside)|\
        dismiss(ed)?|eliminated?|discard(ed)?|discount(ed)?|reject(ed)?|unlikely|\
        no evidence
    not the (\w+ )?(cause|reason|problem|issue|culprit)|not (to blame|responsible|involved|an?|your|caused)
    ! (<it> )?(is|was|are|isn't|wasn't|aren't)( not)? (\w+ )?(possible|able|easy|enough|obvious|in a position) to
    what('s| is| was| are| were)? (\w+ )?(not|never)|not behind|(not|isn't|wasn't) (the )?(answer|explanation)
    not (the case|applicable|here|so)|n/a|(doesn't|does not) apply
    not possible|impossible|not (it|guilty|at fault|involved)|^out$|off the (list|table)|(crossed|struck) (out|off)|\
        negatives?|innocent|acquitted|cleared|did(n't| not) happen|what('s| is| was| are) (missing|absent|lacking|not there)
    <it> (is|was|isn't|wasn't|are|were)? ?(not|n't)|^not( (?!crash|start|yet|fail|run|complet|\
        cancel)\w+){0,2}(?= ?[:.]?$)|(what|why) <it>('s)? ?(isn't|wasn't|aren't|not|is not|was not)
    what (didn't|did not|doesn't|don't|isn't|wasn't|aren't|does not|do not)|why not|how <it> (differs|is different)|doesn't (fit|match)|\
        nothing to do with|unrelated|red herrings?|against
    (other|different|alternative) (kinds|types|causes|explanations) (of \w+ )?(that )?(i |we )?(checked|\
        considered|looked at)
    """,
    it="it|this|that|i|they|this one|the crash|we know it",
)
"""A heading, lead-in or table header under which things are named in order to deny them."""

CANDIDATE_HEADING = phrases(
    r"""
    (can't|can not|couldn't|don't|didn't|not|unable to) (\w+ )?(tell|say|know|determine|decide|\
        establish) (which|what)
    <maybe> (\w+ ){0,3}<causes>
    (could|might|may|can) (also |well |have )?(be|been|include|come|happen|result|stem|explain|crash|end|\
        ended|fail|cause)
    (can't|couldn't|unable to|not able to|don't|won't) (\w+ )?(rank|order|weigh|choose|decide|prefer|pick|separate|distinguish|commit)
    (say|tell|know|decide) (which|what)|which (of (these|them) )?(one )?(applies|it (is|was))
    candidates|hypothes[ie]s|suspects|possibilit(y|ies)|usual(ly)?|typical(ly)?
    ^(reading|option|hypothesis|theory|possibility|scenario|suspect|candidate|explanation|variant|story|case|idea|guess) \
        (#?\d|[a-e]|one|two|three|four)
    (two|three|four|five|six|several|some|a few|many|\d) (\w+ )?(readings|stories|theories|options|scenarios|\
        interpretations|explanations|accounts|variants)|put (any )?money on
    (one|any) of (the|these|several|many|a)|things? (that|which) (can|could|may|might)
    what (could|might|may|can)|why (do|does|would|could|might|can)|(many|several|various|different|number of|\
        following) <causes>
    """,
    maybe="possible|potential|likely|plausible|candidate|common|typical|usual|known|probable|conceivable",
    causes="causes?|reasons?|explanations?|culprits?|triggers?|scenarios?|candidates?|sources?|suspects?"
    "|factors?",
)
"""A heading or lead-in under which things are named as candidates."""

HEADING_CLAUSE = re.compile(r".*(?:[,;.] (?:so|but|and|here)\b|[;.] )")
"""What of a lead-in comes before the clause that leads in."""
