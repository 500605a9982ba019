"""Mechanisms stated wrongly: what Prefect does not do."""

from __future__ import annotations

import re

from evals.judges.keyless.phrases import Concept, phrases

_LIMIT = (
    "(concurrency |deployment |deployment's |global |slot |its |the |your |run )*(limits?|slots?|quota"
    "|capacity)"
)
_FULL = (
    "full|exhausted|saturated|reached|maxed[ -]out|exceeded|too low|too small|too tight|at capacity|used up"
    "|all taken|all used|all occupied|depleted"
)
_RAISE = "rais(e|es|ed|ing)|increas\\w*|bump\\w*|lift\\w*|higher|larger|bigger"
_SET = "configur|set|chang|adjust|tun|increas|decreas|shorten|lengthen|lower|rais|reduc|customi[sz]|extend"

LIMIT_FULL = Concept(
    "limit_full",
    "that the limit was full, or too low",
    phrases(
        r"""
        <limit> ((of|for|on) (\w+ ){1,3})?(\w+ )?(was|were|had been|got|had) (already |simply |all |just |\
            set )*(<full>)
        <limit> (is|are) (already |simply |all )*(full|exhausted|saturated|too low|too small|too tight|\
            at capacity|used up|depleted)
        <who> (had |has |have |already |simply |just )*(exceeded|reached|hit|exhausted|ran out of|run out of|\
            saturated|overran|used up) (all )?(of )?(its |the |your )+(available )?<limit>
        (no|not enough|insufficient|lack of) (free |available |open |more |remaining |\
            spare )+(concurrency )?slots?|(was|were|had|are|is) (no|not enough|\
            insufficient) (concurrency )?slots?
        (full|exhausted|saturated|low|small|tight) (concurrency |deployment )*limit|too many (concurrent |\
            simultaneous |parallel )*(flow )?runs
        slots ((of|for|on) (\w+ ){1,3})?(was|were|are) (\w+ )?(occupied|taken|in use|busy)
        (couldn't|could not|unable to|failed to|did not|didn't) (acquire|get|obtain|grab) (a|its|the|\
            any) (free )?(concurrency )?slot
        (another|newer|second|different|other|later|[\w-]+-priority) (flow )?run( of (the|this|your|\
            that) \w+)? (had |has )?(already )?(took|taken|grabbed|stole|stolen|claimed|occupied)
        slots? (was|had been|is) (already )?(taken|occupied|claimed|used|grabbed) by (another|a (second|\
            newer|different))
        """,
        limit=_LIMIT,
        full=_FULL,
        who="you|it|they|we|run|runs|deployment|flow|flows|workspace|account|server|prefect",
    ),
    needs=(
        "limit",
        "slot",
        "quota",
        "capacity",
        "run",
    ),
)

RAISE_LIMIT = Concept(
    "raise_limit",
    "that raising the limit helps",
    phrases(
        r"""
        (<rais>) (\w+ ){0,4}?<limit>,? ~12 (fix\w*|solv\w*|prevent\w*|resolv\w*|avoid\w*|so that|so the|\
            eliminat\w*|ensures?|won't happen|help(s|ed)?|happen again|do the trick|work|succeed)
        (fix|solve|prevent|resolve|avoid|cure|solution)\w* ~9 (<rais>) (\w+ ){0,4}?<limit>
        """,
        rais=_RAISE,
        limit=_LIMIT,
    ),
    needs=(
        "limit",
        "slot",
        "quota",
        "capacity",
    ),
)

LIMIT_EDITED = Concept(
    "limit_edited",
    "that deleting, changing or pausing something took the lease away",
    phrases(
        r"""
        (delet|disabl|edit|chang|paus|remov|reset|lower|reduc)(es?|ed|ing) (the |its |your |\
            a )*(\w+ )?(limit|deployment|schedule) ~12 (revok\w+|leases?|renewal)
        """
    ),
    needs=(
        "limit",
        "deployment",
        "schedule",
    ),
)

DECAY = Concept(
    "decay",
    "that slot decay or the collision strategy plays a part",
    phrases(
        r"""
        <idle> ~10 <acts>
        <acts> ~8 <idle>
        """,
        idle="slot[_ -]?decay\\w*|collision[_ -]?strateg(y|ies)",
        acts="caus\\w*|made|makes|releas\\w*|expir\\w*|revok\\w*|leak\\w*|push\\w*|fix\\w*|because|due to"
        "|reason|avoid\\w*|prevent\\w*|chang\\w*|adjust\\w*"
        "|lower\\w*|rais\\w*|set|result\\w*|lead\\w*|led|too (fast|high|low)",
    ),
    needs=(
        "decay",
        "collision",
    ),
)

TUNABLE = Concept(
    "tunable",
    "that the renewal or the length of a running deployment's lease can be set",
    phrases(
        r"""
        ! initial ~6 (lease|duration)|concurrency\(\)|grace ~3 (lease|seconds)
        (<set>)\w* (\w+ ){0,4}?<interval>
        <interval> (is|are|can be|was|setting|config\w*) (\w+ ){0,3}?(configur\w+|set|tun\w+|adjust\w+|\
            chang\w+|too (low|high|short|long))
        (<set>)\w* ~4 lease (duration|ttl|timeout|length|time) ~6 (deployment(?! limit)|prefect\.yaml|\
            settings|work pool|profile|ui)
        lease (duration|ttl|timeout|length|time) ~6 (can be|is) (configur\w*|set|adjusted|changed|defined)
        """,
        set=_SET,
        interval="(lease )?(renewal|renew|lease[- ]refresh|lease[- ]renewal)[ -](interval|frequency|period"
        "|cadence|rate|attempts)",
    ),
    needs=(
        "renew",
        "lease",
    ),
)

DATABASE_LEASES = Concept(
    "database_leases",
    "that leases are kept in the database",
    phrases(
        r"""
        leases? ~8 (stored|kept|persisted|saved|survive|written|recorded|live) ~4 (postgres\w*|sqlite|\
            database)
        (stores?|keeps?|saves?|persists?) (the |its )?leases ~5 (postgres\w*|sqlite|database)
        (switch|mov|migrat|chang)\w* (\w+ ){0,6}?(to|onto) postgres\w* ~9 leases?
        """
    ),
    needs=(
        "postgres",
        "sqlite",
        "database",
    ),
)

SERVE = Concept(
    "serve",
    "that serving the flow, rather than a worker, makes the difference",
    phrases(
        r"""
        (because|since) (\w+ ){0,6}?(flow\.)?serve(d|\(\))? ~9 (lease|renew\w*|limit)
        serve(\(\))? (does not|doesn't|can't) (\w+ )?(support|renew|hold|handle)
        """
    ),
    needs=("serve",),
)

NOT_STRICT = Concept(
    "not_strict",
    "that a deployment's failed renewal can be made not to end the run",
    phrases(
        r"""
        (strict|raise_on_lease_renewal_failure)\W{0,4}(=|to|:)? ?false ~8 (deployment|flow)
        (deployment|flow) ~8 (strict|raise_on_lease_renewal_failure)\W{0,4}(=|to|:)? ?false
        """
    ),
    needs=(
        "strict",
        "raise_on",
    ),
)

SELF_RETRY = Concept(
    "self_retry",
    "that Prefect runs a crashed run again by itself",
    phrases(
        r"""
        prefect (will|would|should|is going to) (automatically (retry|restart|rerun|re-run|resume)|(retry|\
            restart|rerun|re-run|resume) ~6 (automatically|by itself|on its own))
        """
    ),
    needs=("prefect",),
)

RETRIED_410 = Concept(
    "retried_410",
    "that client timeouts or retries help against a 410",
    phrases(
        "(time-?outs?|retries) (\\w+ ){0,3}?(fix(es)?|solves?|cures?|prevents?|avoids?|helps? (against"
        "|with)) ~3 410"
    ),
    needs=("410",),
)

FALSEHOODS = (
    LIMIT_FULL,
    RAISE_LIMIT,
    LIMIT_EDITED,
    DECAY,
    TUNABLE,
    DATABASE_LEASES,
    SERVE,
    NOT_STRICT,
    SELF_RETRY,
    RETRIED_410,
)

DENIED_INSIDE = re.compile(
    r"\b(?:not|never|nothing|neither|nor|no effect)\b|n't\b(?! (?:happen|enough|acquire|get|obtain|grab"
    r"|renew|support|hold|handle))"
)
"""Inside a match: it says the opposite ("raising the limit doesn't fix this")."""
