"""Whether an answer commits to a cause at all, or leaves it open between several, or unknown."""

from __future__ import annotations

from evals.judges.keyless.phrases import phrases

_CANT = (
    "can't|couldn't|could not|unable to|not able to|wasn't able to|not in a position to|not possible to"
    "|impossible to|no way to|no means to|nothing that lets me|don't dare to|won't|wouldn't|hard to"
    "|difficult to|not willing to|don't want to|refuse to|hesitate to|reluctant to|not prepared to"
)
_CHOOSE = (
    "choose|decide|prefer|favou?r|single out|pick|rank|narrow|settle|commit|tell (which|them|these|the two"
    "|one|apart)|say (which|what it was|for sure|with certainty)|know which|determine (which|what)|pin"
    "|establish (which|what)|prove|weigh|discriminate|distinguish|tell for sure|put (my|a) (name|money|finger)"
)
_SEVERAL = (
    "two|three|four|five|several|some|many|various|different|a few|a number of|a couple of|multiple|numerous"
    "|a handful of|a range of|lots of|plenty of|all sorts of|all kinds of|any number of"
)
_CAUSES = (
    "reasons?|causes?|explanations?|candidates?|possibilit(y|ies)|readings?|hypothes[ei]s|theories|theory"
    "|scenarios?|options?|suspects?|interpretations?|stories|things|factors?|avenues|issues|culprits"
)
_LIKELY = "plausible|likely|probable|possible|good|conceivable|well|strong|weak|consistent|convincing"

WAVERS = phrases(
    r"""
    (<cant>) (\w+ ){0,3}?(<choose>)(?! (why|who|whether))
    (don't|do not|didn't|did not|nor do i|neither) (\w+ )?(favou?r|prefer|lean|pick|rank|single|commit|know which)
    (<several>) (\w+ ){0,2}?(<causes>)(?! (i|we) (\w+ )?(ruled|excluded|checked))
    (could|can|may|might) (also |well |just as well |equally |each |all |either |both )*(be|have been) \
        (either|any|one of|all of|both|anything)
    (any|either|each|one|none|all|both) of (these|them|those|the (two|three|four|above|following)|which) \
        (\w+ )?(could|can|may|might|would|fits?|is possible|is plausible|are possible|remains?)
    (equally|just as|about as|every bit as|no less|similarly|roughly as) (<likely>)
    (equal|same|similar|identical) (weight|probability|odds|chances?|likelihood|footing)|even (odds|chances?|\
        money)|on (a )?par\b
    (rate|weigh|weight|rank|consider|hold|see|put|treat|regard) (\w+ ){0,3}?(the same|equal|equally|alike|\
        on a par)
    fifty[- ]fifty|50[/ -]50|50 ?% each|toss[- ]?up|coin[- ](flip|toss)|flip a coin|take your pick|anyone's guess
    (my |our |a |an? educated )*(best )?guess(,| and)? (and )?(it |that |this )?(is|'s) (just |only |no more than )*(a |my )?guess
    (it's|it is|that's|that is|this is|is) (just |only |merely |no more than |nothing but |pure |mere )+(a |my |an )?(\w+ )?(guess\w*|\
        speculation|hunch|conjecture|suspicion|hypothesis)|(take|treat) (it|this|that) (\w+ )?as a (guess|hunch|hypothesis)
    (none|neither|nothing)( of (them|these|those|the \w+))? (is |are |being )?(\w+ )?(favou?red|preferred|singled out)|before (picking|choosing|\
        settling on) (one|any)
    torn between|waver\w*|vacillat\w*|in two minds|on the fence|undecided|sit(ting)? on the fence|oscillat\w*
    (it )?could (just as well |equally |also |well )?(be|have been) (the )?(\w+ ){1,4}?, (it )?(could|might|may)
    ((remains?|left|leave|stays?|is still|are still|keep) (\w+ ){0,2}?(open|unclear|undetermined|unresolved|\
        unknown|ambiguous))|inconclusive
    confidence( level)?\W{0,3}(is )?(very )?low|(low|little|no|limited) confidence|don't trust myself
    (not|n't|no) (\w+ ){0,2}?(favou?rite|preference|clear winner|front-?runner|single (cause|explanation|\
        reason|answer))
    (wouldn't|would not|can't|not) (\w+ )?(bet|swear|stake|put) (\w+ )?(money|name|on|to|my|anything)
    (or|and) (it )?(could|might|may) (also |equally |just as well |as well )?(be|have been) something (else|\
        different|other)
    without (more|further|access|the|any) (\w+ ){0,4}?(can't|couldn't|impossible|not possible|hard)
    """,
    cant=_CANT,
    choose=_CHOOSE,
    several=_SEVERAL,
    causes=_CAUSES,
    likely=_LIKELY,
)
"""Leaves open which of several causes it was."""

RESOLVES = phrases(
    r"""
    (log|record|message|evidence|error|state|that|this|which|it) (\w+ )?(decides?|settles?|resolves?|tips)
    (only|just) one (of (them|these|those) )?(\w+ )?(fits|remains?|is left|survives|holds|matches|agrees)
    (so|hence|therefore|thus|then) it('s| is| was) (2|two|1|one|the (first|second|latter|former|lease))
    (i|we) (\w+ )?(settled|decided|landed|come down|came down|end up|ended up) (on|with|for)
    (the )?(winner|verdict|answer|conclusion|culprit|real (cause|reason|culprit)|actual cause) (is|was)\b
    """
)
"""Takes a decision after weighing."""

ASSERTS = phrases(
    r"""
    ! (don't|do not|doesn't|no|lack|lacking|without|missing)( (have|know|name|see|find))?\W{1,3}(an? |the |any )?(culprit|cause|reason)
    because|due to|caused by|causes?|caused|reasons? (is|was|for|why)|culprit|owing to|as a (result|consequence)
    (that's|that is|this is|which is|it's|here's) (\w+ )?(why|how|what|where)|that's (the|a|your) \w+|had to|led to|leads to|is behind|was behind
    so (it|the|your|prefect|that|this)|therefore|thus|hence|consequently|thereby|brought (\w+ )?down|made it
    (is|was|it's|that's) (an?|the) (\w+ ){0,3}?(problem|issue|matter|crash|failure|fault|error|bug|hiccup|case)
    (must|will|has to) have (been )?\w+|means? that|diagnosis|explains|happened|broke|tells (me|us|you)
    (terminat|kill|stopp|evict|interrupt|halt|shut|restart|drain|remov|delay)ed
    (went|goes|came|fell|broke) (down|away|apart|over|wrong)|died|dies|victim|stuck|hung|frozen|as no|since no
    in my experience|obviously|clearly|evidently|no doubt|certainly|definitely|i('m| am) (sure|certain|confident)
    """
)
"""Says what was the matter."""
