"""The families of reasons why a renewal fails."""

from __future__ import annotations

from evals.judges.keyless.phrases import Concept, phrases

_API = "(prefect |orion |rest )*(api|server|backend|control[ -]plane|orchestrator|endpoint|service)"
_VERBS = (
    "(was |were |is |being |went |got |had been |has been |may have been |might have been |could have been "
    "|too |very |so )*"
)

UNREACHABLE = Concept(
    "unreachable",
    "the API unreachable, or network trouble",
    phrases(
        r"""
        network(ing)?|connectivity|dns|load[ -]?balancer|(reverse )?prox(y|ies)|firewalls?|packet loss|\
            ingress|vpn|tls|wi-?fi
        connections? <verbs>(refused|reset|lost|drop\w*|error|broke\w*|problem|issue|trouble|failure|cut|\
            hiccup|closed|interrupt\w*|blip)s?
        (lost|losing|dropped|broken|flaky|unstable|bad|spotty|intermittent|refused|reset) (\w+ )?connections?
        connection to (the )?(prefect )?(api|server)|partition(ed|ing|s)?|outages?|(502|503)s?
        unreachable|unavailab\w+|(not|n't) (be )?(reachable|available|responding|reach|contact|connect)
        (can't|couldn't|unable to|failed to|failing to|failure to) (reach|contact|connect|talk|get through)
        <api> (\w+ )?(outages?|downtime|<verbs>(down|offline|away|out)|blips?|hiccups?|interruptions?)
        connecterror|errno 111|never reached (the )?(server|api)
        """,
        api=_API,
        verbs=_VERBS,
    ),
)

SLOW = Concept(
    "slow",
    "a slow API, or requests that time out",
    phrases(
        r"""
        (slow|sluggish|overload\w*|laggy|saturated|busy|degraded|struggling|throttl\w+|swamped|unresponsive|\
            hammered) (\w+ ){0,2}(<api>|database|db|responses?|requests?|calls?|postgres|sqlite|network)
        (<api>|database|db|renewal call|renewal request|responses?|requests?)('s)? (\w+ )?<verbs>(slow(ly|\
            ness|er)?|sluggish|overload\w*|under (heavy )?(load|pressure|strain)|unresponsive|laggy|\
            saturated|degraded|throttled|swamped|hammered|overwhelmed)
        (request|api|client|http|read|renewal|call|gateway|connection|network|server|socket)[ -]?time-?outs?|\
            readtimeout
        (?<!flow )(?<!run )(?<!task )time-?outs?|timed out|504s?|429s?|rate[ -]limit(ed|ing)
        latency|(heavy|high|server|api|database|db) load|overload\w*|response times?|lock contention|\
            database (lock|contention)\w*
        """,
        api=_API,
        verbs=_VERBS,
    ),
)

STORAGE = Concept(
    "storage",
    "a restarted server, or lease storage that was lost or is not shared",
    phrases(
        r"""
        (<api>|prefect)( pod| process| container)? (was |were |has |have |had |been |got |being |is |may |\
            might |could |simply |to )*(re-?start\w*|re-?deploy\w*|reboot\w*|bounc\w+|roll(ed|ing|out)|\
            crash(ed|ing)|recycled|replaced|re-?created|upgraded|re-?loaded)
        (re-?start\w*|re-?deploy\w*|reboot\w*|bounc\w+|rollouts?|rolling (update|restart|deploy\w*)|\
            reload\w*|recycl\w+|maintenance)( of| on| to| at| in)? ((the|your|its|that|this|a|\
            our) )?(prefect )?(api|server|backend|control[ -]plane)
        server[ -](side )?(re-?start|reboot|redeploy\w*|crash|upgrade|maintenance)\w*
        lease(s|'s)? (\w+ )?(storage|store|records?|backend|table|bookkeeping|data)|stor(age|e|es|ed|\
            ing) (of |for )?(the )?leases?
        leases? (\w+ )?(were |was |are |is |being |be |get |live |lives |lived |sit |kept |held |stored |\
            only )+(in )?(memory|ram)
        in-?memory
        (multiple|several|different|another|other|two|more than one|second) (\w+ ){0,2}(replicas?|instances?|\
            pods?|servers?|server processes)
        replicas?|not shared|shared (lease )?(storage|store|backend)|redis
        leases? (\w+ )?(was|were|had been|has been|being|got|is) (\w+ )?(wiped|evicted|flushed|deleted|\
            purged|dropped|cleared|forgotten|erased)
        forgot (about )?(the|its|all|every) (\w+ )?leases?|wip(ed|es|ing) (out )?(the|all|its|\
            every)? ?(\w+ )?leases?
        """,
        api=_API,
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
        starv(ed|es|ing|ation)|asleep|hibernat\w+|suspended|suspension|standby|lid
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

FAMILIES = (UNREACHABLE, SLOW, STORAGE, BLOCKED, EXPIRY, DEFECT)
"""Distinct reasons; an answer has to give two."""
