"""The families of reasons why a renewal fails."""

from __future__ import annotations

from evals.judges.keyless.phrases import Concept, phrases

_API = "(prefect |orion |rest )*(api|server|backend|control[ -]plane|orchestrator|endpoint|service)"
_VERBS = (
    "(was |were |is |being |went |got |had been |has been |may have been |might have been |could have been "
    "|too |very |so )*"
)

NETWORK = Concept(
    "network",
    "network trouble",
    phrases(
        r"""
        network(ing)?|connectivity|dns|load[ -]?balancer|(reverse )?prox(y|ies)|firewalls?|packet loss|\
            ingress|vpn|tls|wi-?fi
        connections? ([\w'-]+ ){0,9}?<cut>|connection problems?|partition(ed|ing|s)?|flaky link|\
            link ([\w'-]+ ){0,5}?<cut>
        (lost|losing|loses?|dropped|drops?|broken|broke|flaky|unstable|bad|spotty|intermittent|no|cut|\
            interrupted|poor) \
        (\w+ )?(connections?|link)|got cut off|cut off from
        """,
        cut="reset|lost|drop\\w*|errors?|broke\\w*|problems?|issues?|trouble|failures?|fail(ed|s)|cut"
        "|hiccups?|closed"
        "|interrupt\\w*|blips?|unstable|not stable|flaky|flapp\\w+|gone|went (down|away)|down",
    ),
)

DOWN = Concept(
    "down",
    "an API that was down",
    phrases(
        r"""
        outages?|(502|503)s?|unavailab\w+|downtime|<api> (\w+ )?(<verbs>(down|offline|away|out)|blips?|\
            hiccups?|interruptions?)
        (nobody|nothing|no one) (was )?listening
        """,
        api=_API,
        verbs=_VERBS,
    ),
)

UNREACHABLE = Concept(
    "unreachable",
    "an API that could not be reached",
    phrases(
        r"""
        unreachable|(not|\w+n't) (be )?(\w+ )?(reachable|available|responding|reach|reached|contact|connect|\
            contacted|got through)
        (unable|failed|failing|failure|fails?|stopped) (to )?(reach|contact|connect|talk|get through|\
            reaching|responding)\w*
        (calls?|requests?) to (the )?(prefect )?(api|server) (\w+ )?(failed|fail|failing|were failing)
        connecterror|errno 111|never reached (the )?(server|api)|connection refused|\
            refused (the )?connections?
        """
    ),
)

SLOW = Concept(
    "slow",
    "a slow API, or requests that time out",
    phrases(
        r"""
        (slow|sluggish|overload\w*|laggy|saturated|busy|degraded|struggling|throttl\w+|swamped|unresponsive|\
            hammered) \
        (\w+ ){0,2}(<api>|database|db|responses?|requests?|calls?|postgres|sqlite|network|answers?)
        (<api>|database|db|renewal call|renewal request|responses?|requests?)('s)? (\w+ )?<verbs>(slow(ly|\
            ness|er)?|sluggish\
        |overload\w*|under (heavy )?(load|pressure|strain)|unresponsive|laggy|saturated|degraded|throttled|\
            swamped|overwhelmed|locked)
        (too )?slow (to|for|in) (answer|respon|repl|react)\w*|(answer|respon|\
            repl)\w* (\w+ )?(too )?(slow(ly)?|late)
        took (too|very|so) long|(unreachable|down|unavailable) or (\w+ )?slow|or (very |too )?slow|slow,|\
            too busy
        (request|api|client|http|read|renewal|call|gateway|connection|network|server|socket)[ -]?time-?outs?|\
            readtimeout
        (?<!flow )(?<!run )(?<!task )time-?outs?|time[sd]? out|504s?|429s?|rate[ -]limit(ed|ing)|\
            locked database|database ~3 locked
        latency|(heavy|high|server|api|database|db) load|overload\w*|response times?|lock contention|\
            database (lock|contention)\w*
        """,
        api=_API,
        verbs=_VERBS,
    ),
)

RESTART = Concept(
    "restart",
    "a restarted server that lost its leases",
    phrases(
        r"""
        (<api>|prefect)( pod| process| container)? (that |which |was |were |has |have |had |been |got |\
            being |is |may |might |could |simply |to |just |again )*<restarted>
        <restarted>( (of|on|to|at|in|by|with))? ((the|your|its|that|this|a|our) )?(\w+ )?(api|server|backend|\
            control[ -]plane)
        server[ -](side )?(re-?start|reboot|redeploy\w*|crash|upgrade|maintenance)\w*
        (restart|redeploy|reboot)(ed|ing|s)? (\w+ ){0,4}(lease|server|api|memory)
        lease(s|'s)? (\w+ )?(storage|store|records?|backend|table|bookkeeping|data) ~4 (lost|gone|wiped|\
            dropped|cleared|empt\w+|vanish\w*)
        (lost|loses?|losing|forgot|forgets?|forgotten|dropped|drops|dropping|wip(ed|es|ing)|cleared|\
            discarded) ~4 (leases?|lease (records?|data|state)|records)
        leases? ~4 (lost|gone|wiped|dropped|cleared|forgotten|erased|flushed|evicted|purged|deleted|\
            disappeared)
        leases? (\w+ )?(were |was |are |is |being |be |get |live |lives |lived |sit |kept |held |stored |\
            only |lie )+(\w+ )?(in )?(the )?(\w+ )?(memory|ram)
        in-?memory|in-?mem|(a|its|their|after) restarts?(?! (of )?(the|your|this) (run|flow|job|pipeline))|\
            pod restarts?
        """,
        api=_API,
        restarted="re-?start\\w*|re-?deploy\\w*|reboot\\w*|bounc\\w+|roll(ed|ing|out|outs)|crash(ed|ing)|recycled"
        "|replaced|re-?created"
        "|upgraded|re-?load(ed|s|ing)?|rolling (update|restart)|maintenance",
    ),
)

EVICTED = Concept(
    "evicted",
    "leases evicted or deleted from their storage",
    phrases(
        "evict(ed|ion|ions) (\\w+ ){0,6}?(lease|redis|store|storage|records?)|redis evict\\w*"
        "|leases? ~3 evict\\w*|flush(ed|all|db)"
    ),
)

UNSHARED = Concept(
    "unshared",
    "lease storage that several servers don't share",
    phrases(
        r"""
        (multiple|several|different|another|other|two|2|more than one|second) (\w+ ){0,2}(replicas?|\
            instances?|pods?|servers?|server processes)
        replicas?|not shared|(don't|doesn't|do not|without|no|w/o) (shar(e|ed|ing)) (\w+ )?(state|storage|\
            store|leases?)|shared (lease )?(storage|store|backend)
        """
    ),
)

BLOCKED = Concept(
    "blocked",
    "a process or event loop that was blocked, paused or asleep",
    phrases(
        r"""
        event[ -]?loop|(blocking|cpu-bound|cpu-heavy|synchronous|compute-heavy|heavy) (\w+ )?(calls?|code|\
            work|operations?|tasks?|functions?|computation|section|loops?|i/o|job|process\w*|step)
        block(ed|s|ing)? (the|its|that|your|for|in|on|inside|too) (\w+ )?(loop|thread|process|interpreter|\
            event|main|gil|renewal|flow|long|cpu)
        (process|thread|loop|interpreter|client|renewal (thread|task|loop)|runtime|renewer|\
            code) (\w+ )?<verbs>(block(ed|ing)|starv\w+|stall\w*|fro(ze|zen)|hung|suspended|paused|asleep|\
            busy|unresponsive|stuck|throttled|tied up|pegged)
        starv(ed|es|ing|ation)|asleep|hibernat\w+|suspended|suspension|standby|lid|(went|goes|gone|go|going|\
            fell|put|dropped) (in)?to sleep|woke( up)?
        (machine|laptop|host|computer|vm|container|node|process|system|worker|box|pc|\
            instance)('s)? (\w+ )?(was |were |being |went |going |goes |gone |fell |put |got |had |been |\
            may |might |could |have |has |to |into |in )*(sle(ep|eping|pt)|suspend\w*|paus\w+|froze\w*|hung|\
            stall\w*)
        (cpu|gil|process|thread|resource)[ -](starvation|contention|saturation|pressure|throttling|pause|\
            stall|freeze|suspension|hang|exhaustion)
        gil|hogg(ed|ing|s)|monopoli[sz]\w+|gc pause\w*|stop-the-world|(long|vm|process) pauses?|\
            paused (process|vm|container|machine|host)
        (freez\w+|frozen|paus\w+|sleep\w*|suspend\w+) (of )?(the |your |its |a )?(\w+ )?(process|machine|\
            laptop|host|vm|container|computer|worker)
        blocked(?! (by|on) (the|a) (concurrency )?limit)
        """,
        verbs=_VERBS,
    ),
)

EXPIRY = Concept(
    "expiry",
    "a lease that expired first, or its duration",
    phrases(
        r"""
        leases? (\w+ ){0,4}?(duration|ttl|time-to-live|lifetime|window|timeout|length|period)|ttl|\
            lease[_-]duration
        (lease|leases|slot|reservation|hold|claim|it)('s)? (\w+ )?(had |has |have |was |were |may have |\
            might have |could have |must have |simply |already |just )+(expired|lapsed|elapsed|timed out|\
            run out)
        (expired|lapsed|elapsed) (lease|before|by the time|while|on the server|server-side|already|too|\
            early)|lease expir(y|ation)
        expir(y|ation) of (the|its) (\w+ )?lease|reaper|repossessor|reaped|too late|late renewal
        """
    ),
)

DEFECT = Concept(
    "defect",
    "a known defect of a client or server version",
    phrases(
        r"""
        known (\w+ ){0,3}(bugs?|defects?|issues?|regressions?|problems?)
        (bugs?|defects?|regressions?|race condition) (\w+ )?(in|of|with|on) (\w+ ){0,3}(prefect|client|\
            server|version|release|sdk|\d+\.\d+|lease|renewal)
        (prefect|client|server|version|sdk|lease-renewal|renewal) (bugs?|defects?|regressions?)
        (fixed|resolved|patched|addressed) (\w+ )?(in|by|since|from|with) (\w+ )?(version |prefect |v|\
            client |server |release )*\d+\.\d+[\d.]*
        (old|older|outdated|out-of-date|early|earlier|previous|particular|specific|buggy|stale|certain|\
            some) (\w+ ){0,2}(versions?|releases?|clients?|sdk)
        version (mismatch|skew|defect|bug|incompatib\w+)|(client|server)(/server|/client)? version
        """
    ),
)

FAMILIES = (NETWORK, DOWN, SLOW, RESTART, EVICTED, UNSHARED, BLOCKED, EXPIRY, DEFECT)
"""Distinct reasons; an answer has to give two. `UNREACHABLE` is one more where neither the network nor an
outage of the API is named: it is what both look like."""
