"""Wrong accounts of a lease crash that lie with the limit: it was full, another run pushed this one out."""

from __future__ import annotations

from evals.judges.keyless.phrases import Concept, phrases

_LIMIT = (
    "(concurrency |deployment |deployment's |global |slot |its |the |your |run |plan's |workspace |work pool )*"
    "(limits?|slots?|quota|capacity|cap|allowance)"
)
_FULL = (
    "full|exhausted|saturated|reached|maxed[ -]out|exceeded|too low|too small|too tight|at capacity|used up"
    "|all taken|all used|all occupied|depleted|filled|hit|overrun|over-?committed|over-?booked|oversubscribed"
    "|overloaded|crowded"
)
_RAISE = "rais(e|es|ed|ing)|increas\\w*|bump\\w*|lift\\w*|higher|larger|bigger|doubl(e|ing)|widen\\w*"
_OTHER_RUN = (
    "((another|other|newer|new|second|different|later|next|competing|concurrent|sibling|waiting|queued"
    "|[\\w-]+-priority|priority)( \\w+)? (flow )?(runs?|one|deployment|job|newcomer)|newcomer|latecomer)"
)
_PUSHED_OUT = (
    "evict(ed|s|ion)?|push(ed|es)?|preempt(ed|s)?|pre-empt(ed|s)?|displac(ed|es)|bump(ed|s)|crowd(ed|s)"
    "|kick(ed|s)|drove|driv(en|es)|forc(ed|es)|squeez(ed|es)|oust(ed|s)|outrank(ed|s)|replac(ed|es)"
    "|supplant(ed|s)"
)

LIMIT_FULL = Concept(
    "limit_full",
    "that the limit was full, or too low",
    phrases(
        r"""
        ! (a|an|any) (full|exhausted|saturated|used[ -]up) (concurrency |deployment )*limit (\w+ )?(keeps?|keep|would|prevents?|\
            stops?|blocks?|makes?|delays?|holds?|queues?|means|leads?|puts?|lets?|shows?|looks?|never|only|can|leaves?|does|doesn't|isn't)
        <limit> ((of|for|on) (\w+ ){1,3})?(\w+ )?(was|were|had been|got|had) (already |simply |all |just |\
            set )*(<full>)
        <limit> ((of|for|on) (\w+ ){1,3})?(that )?(is|are) (already |simply |all |just |much |far |way |set )*(full|\
            exhausted|saturated|too low|too small|too tight|at capacity|used up|depleted|oversubscribed)
        <who> (had |has |have |already |simply |just )*(exceeded|reached|hit|exhausted|ran out of|run out of|\
            saturated|overran|overshot|used up|maxed out) (all )?(of )?(its |the |your )+(available )?<limit>
        (no|not enough|insufficient|lack of|shortage of) (free |available |open |more |remaining |\
            spare )+(concurrency )?slots?|(was|were|had|are|is) (no|not enough|\
            insufficient) (concurrency )?slots?|short of slots
        (full|exhausted|saturated|low|small|tight|oversubscribed) (concurrency |deployment )*limit
        (because of|due to|were|had|with|caused by|there are|started|running|from) (simply |just )?too many \
            (concurrent |simultaneous |parallel |other )*(flow )?runs
        (more|too many) (flow )?runs (were |was )?(\w+ )?(than (there are |there were |free |available )*\
            slots|than the limit (allows|permits)|queued|competing)
        slots ((of|for|on) (\w+ ){1,3})?(was|were|are) (\w+ )?(occupied|taken|in use|busy)
        (couldn't|could not|unable to|failed to|did not|didn't) (acquire|get|obtain|grab) (a|its|the|\
            any) (free )?(concurrency )?slot
        (?<!means )(?<!be )too many (concurrent |simultaneous |parallel )*(flow )?runs (were|had|at)
        limit of (the |your |its )?(concurrent|parallel|simultaneous) runs (was|had been|is) (\w+ )?(hit|\
            reached|exceeded|full)
        """,
        limit=_LIMIT,
        full=_FULL,
        who="you|it|they|we|run|runs|deployment|flow|flows|workspace|account|server|prefect",
    ),
    needs=("limit", "slot", "quota", "capacity", "run"),
)

PUSHED_OUT = Concept(
    "pushed_out",
    "that another run took the slot away",
    phrases(
        r"""
        <other>( of (the|this|your|that) \w+)? (had |has )?(already )?(took( over)?|taken( over)?|grabbed|stole|stolen|\
            claimed|occupied|seized|snatched|usurped) (it|the slot|its slot|your slot|the (only )?(slot|lease))
        (slots?|lease) (was|had been|has been|were|is|got) (already )?(taken|occupied|claimed|used|grabbed|\
            stolen|given|handed|passed|assigned|reassigned|allocated|awarded) (on )?(away )?(by|to|over to) \
            (<other>|someone else|somebody else|pipeline-run-\w+)
        <other> ~8 (<pushed>) (it|this run|your run|yours|the (older|old|first|running|longest[ -]running)|\
            pipeline-run-\w+|load-run-\w+|sync-run-\w+) ~3 (out|off|aside|away|slot|limit)
        (run|it|yours|load-run-\w+|pipeline-run-\w+) (was|got|has been|had been) (<pushed>) (\w+ )?(by|to \
            make (room|way|space)|in favou?r of|for) (a |an |the )?(<other>|new|next)
        (<pushed>) ~4 (to make|making) (room|way|space) (for)?
        (server|prefect|scheduler|orchestrator) (then |simply |always )*(revok\w+|reassign\w+|tak(es|ing) \
            away|took|withdr\w+|reclaim\w+) (the )?(\w+ )?(lease|slot|one) (\w+ ){0,4}?(longest|oldest|first|\
            to make room|for the newcomer|when(ever)? more|in favou?r)
        (revok\w+|reassign\w+|takes|took|reclaim\w+|drops?|ends|kills?|evicts?|cancels?) (the )?(lease of \
            the )?(oldest|longest[ -]running|running|older|lowest[- ]priority) (one|run|lease|flow)
        <other>( of (the|this|your|that) \w+)? (was|is|had been|has been|got) (then |already |simply )?(given|handed|\
            granted|assigned|awarded|let (on|in)to|admitted (in)?to) (the|its|your|this|that) (only )?(slot|lease|place)
        to make room for (<other>|a new|the new|the next|it|them|others)
        """,
        other=_OTHER_RUN,
        pushed=_PUSHED_OUT,
    ),
    needs=("run", "slot", "lease", "room", "old", "longest", "priority"),
)

_HELPS = (
    r"fix\w*|solv\w*|prevent\w*|resolv\w*|avoid\w*|so that|so the|eliminat\w*|ensures?|won't happen|help(s|ed)?"
    r"|happen again|do the trick|work|succeed|goes? away|disappears?|cur(es?|ing)|remed(y|ies)|stops? (this|it|the)"
    r"|gone|be fine|sort(s|ed)?|will (come|go) through|would not have|wouldn't have|no longer (crash|fail)\w*"
)
RAISE_LIMIT = Concept(
    "raise_limit",
    "that raising the limit helps",
    phrases(
        r"""
        (<rais>) (\w+ ){0,4}?<limit>( (to|from|by) [\w-]+)?,? ~12 (<helps>)
        (fix|solve|prevent|resolve|avoid|cure|solution|remedy)\w* ~9 (<rais>) (\w+ ){0,4}?<limit>
        with (a (higher|larger|bigger) limit|(two|three|more|\d+) slots?|(a limit of )?\d+),? ~9 (would|won't|will) \
            ~3 (crash\w*|fail\w*|happen\w*|come|survive\w*)
        """,
        rais=_RAISE,
        limit=_LIMIT,
        helps=_HELPS,
    ),
    needs=("limit", "slot", "quota", "capacity", "with"),
)

LIMIT_EDITED = Concept(
    "limit_edited",
    "that deleting, changing or pausing something took the lease away",
    phrases(
        r"""
        (delet|disabl|edit|chang|paus|remov|reset|lower|reduc)(es?|ed|ing) (the |its |your |\
            a )*(\w+ )?(limit|deployment|schedule) ~12 (revok\w+|leases?|renewal)
        (lease|slot)s? (belongs?|is tied|is bound|are bound) (to )(the |its )?(work pool|work queue|worker|\
            schedule|workspace|user|api key)
        (work pool|work queue|pool|queue|schedule) (was|had been|is) (paused|deleted|disabled|full) ~8 (lease|\
            renew\w*|slot)
        (lease|renew\w*|slot)s? ~8 (work pool|work queue|pool|queue|schedule) (was|had been) (paused|deleted|\
            disabled|full)
        """
    ),
    needs=("limit", "deployment", "schedule", "pool", "queue", "lease", "slot"),
)

DECAY = Concept(
    "decay",
    "that slot decay or the collision strategy plays a part",
    phrases(
        r"""
        ! (leave|ignore|forget|never mind) ~4 (decay|collision)
        <idle> ~10 <acts>
        <acts> ~8 <idle>
        slots? (\w+ )?(decay(s|ed|ing)?|leak(s|ed)? away|evaporat\w+|wears? off|fades?)
        (enqueue|cancel_new) ~8 (cancel(s|led|ling)?|kill(s|ed)?|end(s|ed)?|evict\w*|make room|terminat\w+|\
            stop(s|ped)?|caus\w+)
        """,
        idle="slot[_ -]?decay\\w*|collision[_ -]?strateg(y|ies)",
        acts="caus\\w*|made|makes|releas\\w*|expir\\w*|revok\\w*|leak\\w*|push\\w*|fix\\w*|because|due to"
        "|reason|avoid\\w*|prevent\\w*|chang\\w*|adjust\\w*|lower\\w*|rais\\w*|set|result\\w*|lead\\w*|led"
        "|too (fast|high|low)|drain\\w*|empt(y|ied)|ate|eaten|eats|kill\\w*|cancell\\w*|terminat\\w*|evict\\w*"
        "|took|takes|shorten\\w*|configured|tun\\w*",
    ),
    needs=("decay", "collision", "slot", "enqueue", "cancel_new"),
)

LIMIT_FALSEHOODS = (LIMIT_FULL, PUSHED_OUT, RAISE_LIMIT, LIMIT_EDITED, DECAY)

OF_THE_LIMIT = (LIMIT_FULL, PUSHED_OUT, RAISE_LIMIT)
"""Those that are true of a run that got no slot."""
