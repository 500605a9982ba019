"""The words that rank causes: this one first, that one behind it, or none before the others."""

from __future__ import annotations

from evals.judges.keyless.phrases import phrases

FIRST = phrases(
    r"""
    ! (normally|usually|ordinarily|typically|in most cases|otherwise|elsewhere) ([\w',-]+ ){0,6}?(i'd|i would|\
        we'd|one would|you'd) \w+
    ! (is|was|are) (what|why|how) (a|an|any|every|such a|you|one|people|runs|flows)
    ! (least|less|not|more|as) (likely|probable|plausible)|(not|n't) (the )?most (likely|probable|plausible)
    rank(ed)?:? (no\.? ?|number |#)?(1|one)(?= ?[:).,(|]| )
    (most|very|quite|highly|overwhelmingly) (likely|probable|probably|plausible|plausibly)|likeliest|\
        probably|presumably
    in (all|every) (likelihood|probability)|almost certainly|in (the )?first (place|position|line)|\
        on (the )?first place
    first (on|in|of) (my|the|this) list|<put> ~6 (first|top|ahead|above|highest|at the top)|comes? first|\
        ranks? (clearly |easily )?(first|highest|top)|(clearly|easily|for me|by far) first|number one|no\.? ?1|\
        #1|top (candidate|suspect|explanation|hypothesis|of (my|the) list)
    <chief> <cause>|(my|our|the) (best|first|strongest|working|own) (guess|bet|reading|hypothesis|theory|\
        explanation|suspicion|candidate|suspect|idea)|my (money|guess|bet|reading|answer|verdict|\
        conclusion|suspicion|view|take|diagnosis)
    \(?(best|favou?red|preferred|strongest|leading|top)\)?(?= ?[:)|]|$)
    first (guess|bet|suspect|candidate)|(before|above|over) (everything|anything|all) else|above all|\
        first and foremost|best (explained|explanation|guess|bet|fit|candidate|hypothesis)
    (i'd|i would|i) (also |therefore |rather |strongly |clearly )?(guess|say|bet|blame|think|believe|suspect|\
        suppose|assume|conclude|reckon|attribute|go with|settle on|lean towards?|incline to)
    (suspicion|suspect|finger|everything|evidence|all|that|this|which|pattern|timing) (\w+ )?\
        (falls on|points? (\w+ )?(to|at)|speaks? for|argues? for|suggests?)
    (lease|leases|renewal|it|hold|slot) (was |were |had been |got |has )?(lost|gone|failed|wiped|erased) \
        (because( of)?|since|due to|owing to|in|through|by|with) (a|an|the)|best(?= ?[:|]|$)
    makes? me (think|suspect|believe)|that's (the|your) (\w+ )?(root|cause|reason|culprit)|\
        (is|was) (what|why|behind|responsible|to blame)
    """,
    put="put|rank|rate|place|list|see|have|hold|consider",
    chief="root|deeper|deepest|underlying|real|actual|true|main|primary|prime|principal|chief|leading|"
    "strongest|top|key|best|favou?rite|preferred|likely|probable|ultimate",
    cause="cause|reason|culprit|explanation|suspect|candidate|hypothesis|guess|bet|origin|problem|trigger",
)
"""Ranks what they stand by ahead of everything else."""

BEHIND = phrases(
    r"""
    ! (a|one|half a|\d+|per|every|each|same|split|within a) seconds?|\
        second (chance|try|crash\w*|event|state|attempt|half|time|run|line|error|one (is|was)|renewal|message|opinion)
    second(ly)?|third(ly)?|fourth|(2nd|3rd) |runner-up|next( best| likely| (candidate|guess|suspect|idea))?\
        (?= ?(:|in line|on|comes|would|guess|best|likely|candidate|suspect|i'd))|then(?= (comes|come|follow))
    (much |far |clearly |somewhat |a (bit|lot) |rather )?(less|least) (likely|probable|probably|plausible|\
        convincing|weight)
    (ranks?|ranked|rate|rated|put|puts|place|placed) ~6 (low|lower|lowest|behind|below|last|second|third|well \
        below|further down|under)|lower (down|weight|probability|likelihood|rank\w*)|(well|far|clearly|a \
        distant|way) (behind|below|second|third)|further down|down the list
    (weaker|weak|remote|outside|minor|secondary|distant|poor|faint) (\w+ )?(explanations?|candidates?|\
        possibilit(y|ies)|chance|guess|suspects?|alternatives?|second|third|hypothes[ei]s|options?)
    rank(ed)?:? (no\.? ?|number |#)?([2-9]|two|three)(?= ?[:).,(|]| )
    (this|it|that|which|them|these) ((well|far|clearly|much) )?(above|ahead of|before|over) (a|an|the|any|some)|alternativ(e|es|ely)|(other|another|further|different) (\w+ )?(possible |plausible |conceivable )?\
        (possibilit(y|ies)|reasons?|causes?|explanations?|candidates?|suspects?|ways?|options?)
    (also|would be|is|are|be|still|not) (\w+ )?(possible|conceivable|thinkable|imaginable)|possible too|\
        (could|might|may) (also|too|as well)|conceivabl[ey]|in (other|some) cases|in general
    (my |the |a )?(very )?last (guess|bet|candidate|suspect|choice|idea|thing|resort)
    normally|usually|ordinarily|typically|in most cases
    (would|could|will) give (you )?(a|the) (410|same)|don't (quite )?(buy|believe)|doubt( it|ful)?|unlikely|improbable|far-fetched|weak(er|ly)?|\
        i considered|i('ve)? (also )?(thought of|weighed|considered|looked at)|neither (explains|accounts|\
        has|fits|needs)|would(n't| not) explain|doesn't explain|unlike
    """
)
"""Ranks what they stand by behind something else."""

SIDE_BY_SIDE = phrases(
    r"""
    ! (rank|put|plac|prefer|favou?r|believ|pick|chos|choos)\w* (it|this|that|them|the \w+) ~12 (each|all|both|either|any|neither) of which
    ! not (equally|as) (likely|probable|plausible)|(not|isn't|aren't) ~2 equal
    equally|(just |every bit |exactly )?as (likely|plausible|probable|possible|good)( as|$)|fifty[ -]+fifty|\
        50 ?[/:-] ?50
    (equal|same|similar) (footing|weights?|terms|chances?|rank\w*|likelihood|probability|odds)|on a par|\
        level pegging
    <cannot> (\w+ )?(quite |really |honestly )?(prefer|favou?r|choose|rank|single|narrow|pick|decide|commit|\
        tell (them|which|between|apart|the)|say which|know which|determine which|put (my |any )?money|\
        establish which|settle on|make up my mind)
    (tell|say|know|decide|determine|establish|clear) which (of|one|is|was|it|did|cause|reason|came|ended|\
        applies)
    no (clear |particular |strong |real )?(favou?rites?|preference|ranking|winner)|unranked|\
        in no (particular|special|specific) order|toss-?up|coin (flip|toss)|torn between|undecided|\
        waver(ing|s)?|(not|n't|never) (put|rank|place|set|prefer) (\w+ ){0,3}\
        (before|above|over|ahead of) (the )?others?|(none|neither|nothing) \
        (of (them|these|those|the (two|three)) )?(stands out|(is |was |being |are )(clearly |much |any |particularly )?(ahead|first|better|more likely|\
        likelier)|(is |was |being |are )?(favou?red|preferred|preferable|singled out)|comes \
        first|ranks (first|ahead|above))
    (before|without|until|rather than) (picking|choosing|settling on|deciding on|singling out|naming|committing to) (any |just |a single )?\
        (one|a (cause|culprit|favou?rite|winner))(?=[.,;)]|$)
    (<cannot>|nothing|no way|not) (\w+ )?(see|find|have|here|know|say|that|to) ~6 (decides?|choose|distinguish(es)?|discriminates?|tell|tells|\
        separates?) (between|among|them|these)
    what we (don't|do not) (have|know)\W{1,3}(a |the )?(culprit|cause|reason|why)
    no (idea|clue|telling|saying|knowing) which|which of (the (two|three)|them|these|those) (it (is|was) )?(is|was|remains|i|we) \
        (unclear|unknown|open|undecided|anyone's guess|can't|don't)
    (both|all|each|either|the (two|three)) (are |is |were |was )?(just |about |roughly )?as (likely|plausible|probable|possible)
    not in a position to|(each|all|both|either|any)( one)?( of (them|these|those|which|the (two|three)))? \
        (could|might|may|can|would) (just |equally |well |also )*(have (been|caused|ended|done|led|produced)|\
        be (it|the (cause|reason|culprit))|explain|fit|account|do it|produce|lead)
    """,
    cannot="can't|couldn't|don't|do not|won't|wouldn't|would not|didn't|unable to|not able to|hard to"
    "|difficult to|impossible to|not possible to|will not|cannot|could not|refuse to|reluctant to",
)
"""Leaves several causes side by side, with none ahead of the others."""

ORDERED = phrases(
    r"""
    rank(ed|ing)|most (likely|probable|plausible) first|likeliest first|most plausible|by (likelihood|\
        probability|plausibility)|(in )?(descending|decreasing|falling)( order)?|(in|by) order of \
        (likelihood|probability|plausibility)|(causes?|reasons?|hypothes[ie]s|explanations?), ~4 first|\
        from most to least|likely (causes?|reasons?)
    """
)
"""A heading or lead-in of a list whose first item is ranked first."""
