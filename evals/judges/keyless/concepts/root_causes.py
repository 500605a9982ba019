"""The families of reasons why a renewal fails.

Their words are wide on purpose: in an answer about a failed renewal, "network", "restarted" or "slow" are
hardly said of anything else. What else they are said of stands in the exceptions.
"""

from __future__ import annotations

from evals.judges.keyless.phrases import Concept, phrases

_API = "(prefect |orion |rest )*(api|server|backend|control[ -]plane|orchestrator|endpoint|service)s?"
_RUN = "(the |this |that |your |a |its |crashed |failed |flow )*(run|flow|job|pipeline|task)s?"

NETWORK = Concept(
    "network",
    "network trouble",
    phrases(
        r"""
        ! connections? (string|pool|group|block)
        (on|over) the wire|(no|broken|lost|bad) route|cables?|gateways?|vpc|security groups?|subnet|egress|roam(ed|ing)
        network\w*|connectivity|connections?|dns|load[ -]?balancers?|prox(y|ies)|firewalls?|packets?|ingress|\
            vpn|tls|wi-?fi|internet
        (line|wire|path|route|connection|cable) ([\w'-]+ ){0,6}(cut|severed|interrupted|disrupted|disturbed)
        partition(ed|ing|s)?|link|jitter|(got |being |was )?cut off|routing|nat
        """
    ),
)

DOWN = Concept(
    "down",
    "an API that was down",
    phrases(
        r"""
        ! network outages?|torn down|(shut|shuts|shutting|take|takes|took|taken|taking|bring|brings|brought|\
            bringing|cut|wind|stood|scal\w+|narrow\w*|went) (\w+ ){0,3}down
        outages?|50[023]s?|unavailab\w+|downtime|offline|maintenance|<api> ([\w'-]+ ){0,5}?(down|gone|away|\
            blips?|hiccups?|interruptions?)
        (was|were|is|being|went|goes|been) (already |briefly |temporarily |also |just |simply )?down|(nobody|nothing|no one|no process) (was |had been )?\
            (listening|there to|at home|answer(ed|ing)|respond(ed|ing)|pick(ed|ing))
        no (answer|reply|response)(?! (from|of) (you|the team))|(went|fell|was|gone) (silent|dark|mute)|dead (server|api)|<api> ([\w'-]+ ){0,2}?(dead|absent|\
            switched off|turned off|not running|wasn't running|wasn't there|not there)
        """,
        api=_API,
    ),
)

UNREACHABLE = Concept(
    "unreachable",
    "an API that could not be reached",
    phrases(
        r"""
        unreachable|unreachability|inaccessible|(whether|if) ([\w'-]+ ){0,6}?(reachable|<reach>)|\
            reachability|(not|\w+n't|never|no|nor) (\w+ ){0,3}?<reach>|connection refused|connecterror|\
            errno 111
        (unable|failed|failing|failure|fails?|stopped|impossible) (to )?<reach>|lost contact|(refused|\
            rejected) (the )?connections?
        (calls?|requests?) (to (the )?(prefect )?(api|server) )?(\w+ )?(failed|fail|failing)
        """,
        reach="reach\\w*|contact\\w*|connect\\w*|accessible|available|get through|gets through"
        "|getting through|got through|come through|came through"
        "|talk to|arriv\\w*|respond\\w*",
    ),
)

SLOW = Concept(
    "slow",
    "a slow API, or requests that time out",
    phrases(
        r"""
        <api> ([\w'-]+ ){0,2}?(asleep|sleeping|frozen|hung|hanging)
        unresponsive (\w+ )?<api>|<api> ([\w'-]+ ){0,3}?unresponsive
        ! (flow|run|task|job)('s)? (own )?time-?outs?|timeout_seconds|slow(er)? (task|flow|code|query)|\
            (tasks?|flow|code|run|job) takes? (\w+ )?(too|very|so) long
        slow(ly|ness|er)?|sluggish\w*|time-?outs?|tim(ed|es|ing) out|readtimeout|latency|latencies|\
            overload\w*|overwhelmed|swamped|hammered
        (under|heavy|high|too much|server|api|database|peak) (\w+ )?load|(server|api|backend|database|db|\
            it)('s)? (\w+ )?(was |is |being )?(too |very |so )?busy
        (take|takes|took|taking) (\w+ )?(ages|for ?ever|an eternity|minutes to (answer|respond|reply))
        (take|takes|took|taking) (\w+ )?(too|very|so) long|(too )?(late|long) to (answer|respond|reply)|\
            (answer|respon|repl)\w+ (\w+ )?(too )?late
        (not|\w+n't) (\w+ )?(answer|respon|repl|react)\w* (\w+ )?(in time|quickly|fast|soon)|in time|\
            degraded|laggy|lag|throttl\w+|rate[ -]limit\w*
        429s?|504s?|response times?|lock contention|(database|sqlite) ~4 lock\w*|locked database|congest\w+
        """,
        api=_API,
    ),
)

RESTART = Concept(
    "restart",
    "a restarted server that lost its leases",
    phrases(
        r"""
        ! re-?start(ed|ing|s)? (of )?<run>|restart it (once|now|again)|(worker|pod|machine|laptop|host|node|\
            container) re-?start\w*(?= (took|killed))
        re-?start\w*|re-?boot\w*|re-?deploy\w*|bounced|bouncing|rolled out|roll-?outs?|rolling (update|\
            restart|deploy\w*)|recycled
        <api> ([\w'-]+ ){0,3}?(crash(ed|es)|replaced|upgraded|re-?loaded|reload|came back|bounce)
        <api> ([\w'-]+ ){0,3}?(being |been |was |were |got )(rolled|cycled|swapped|killed|recreated|moved)|came (back|up) (again|empty|fresh|blank|without)|\
            amnesia|(blank|clean) slate|(server|api|one|it) (that|which) forgot|forgot(ten)? (it|them|all|everything|about it)
        re-?scheduled|(deploy|deployment|upgrade|update|release) (of|on|to) (the |your )?(prefect )?(api|\
            server)|(server|api) (deploy|deployment|upgrade|update)s?
        (store|storage) ([\w'-]+ ){0,3}?(reset|lost|emptied|cleared|wiped|gone)|(reset|reinitiali[sz]ed|\
            recreated) ([\w'-]+ ){0,3}?(store|storage)
        in[ -]?mem(ory)?|(in|from|of|its|process|server's|working) (\w+ )?(memory|ram)
        (forgot|forgets?|forgotten|forgetting|dropped|drops|dropping|wip(ed|es|ing)|cleared|emptied|\
            discarded) ([\w'-]+ ){0,4}?<records>
        (lost|loses?|losing) ([\w'-]+ ){0,4}?(leases|lease (records?|data|state|storage)|records?|\
            bookkeeping|memory|who held what|what it knew|everything)
        (server|api|process|prefect|memory|restart\w*|redis|that) ([\w'-]+ ){0,5}?(lost|loses?|\
            losing) ([\w'-]+ ){0,3}?<records>
        (notebook|ledger|diary|register|books?|lists?|bookkeeping) ([\w'-]+ ){0,3}(wiped|cleared|erased|lost|emptied|blank|reset)
        leases? ~4 (wiped|cleared|forgotten|erased|flushed|purged|deleted)
        """,
        api=_API,
        run=_RUN,
        records="notes?|books|lists?|registers?|mind|entries|entry|track|leases?|records?|reservations?|state|bookkeeping|claims?|memory|data|who held what"
        "|what it knew|everything|bookings?|tickets?",
    ),
)

EVICTED = Concept(
    "evicted",
    "leases evicted or deleted from their storage",
    phrases(
        r"""
        (redis|store|storage|cache) ([\w'-]+ ){0,4}?(threw|throws|thrown|tossed|pushed|purged|expelled|discarded) ([\w'-]+ ){0,3}?(out|away|entry|entries|key|keys|it|them|leases?)
        evict(ed|ion|ions|ing) ([\w'-]+ ){0,6}?(leases?|redis|store|storage|records?)|(redis|leases?|\
            lease records?) ([\w'-]+ ){0,4}?evict\w*|flush(ed|all|db)
        """
    ),
    needs=("evict", "flush", "redis", "store", "storage", "cache"),
)

UNSHARED = Concept(
    "unshared",
    "lease storage that several servers don't share",
    phrases(
        r"""
        (multiple|several|different|another|other|two|2|more than one|>1|second|\
            wrong) ([\w-]+ ){0,2}(replicas?|instances?|pods?|servers?|server processes)
        (instance|replica|node|copy|pod|server|one) (that|which) ((had|has|\w+n't) )?(never|no|not) (\w+ )?(heard|knew|know|seen|idea|record|copy|lease|issued)
        (not|isn't|aren't|n't) (\w+ )?(common|visible|known|available) (to|between|among|across) (all|every|each|both)|(another|different|wrong|other) node
        (instances|replicas|nodes|copies|pods|servers|processes|servers? processes) ((that|which|who) )?(don't|didn't|do not|did not|can't|cannot|couldn't) \
            ([\w'-]+ ){0,2}(know|see|share|have|hold|hear|read|find|exchange|learn)
        (spread|balanced|distributed|scattered|shared out|routed) (\w+ ){0,2}(over|across|among|between|to) ([\w'-]+ ){0,3}(instances|nodes|copies|pods|servers|processes)
        replicas?|(un|non-?)shared|more than one(?= (of (it|them)|server|api|copy)|[.,;)]|$)|(separate|separated|own|different) (\w+ )?(storages?|stores?|books|memory|memories|registers?|lists?|ledgers?|records|leases)|(two|several|multiple|many|more) (\w+ )?copies
        (not|isn't|aren't|don't|doesn't|without|no|w/o) (\w+ )?shar(e|ed|ing)
        """
    ),
)

BLOCKED = Concept(
    "blocked",
    "a process or event loop that was blocked, paused or asleep",
    phrases(
        r"""
        ! blocked (by|on) (the|a) (concurrency )?limit|busy (server|api|database)|(server|api|\
            database) (\w+ )?busy|keep (\w+ ){0,3}awake|background thread
        event[ -]?loop|block(ed|s|ing)?|starv\w+|fro(ze|zen)|freez\w+|hang(s|ing)?|hung|stall\w*|suspend\w*|\
            suspension|pause(d|s)?|pausing|hibernat\w*
        (?<!\.)sle(ep|eps|eping|pt)|asleep|standby|lid|woke|gil|cpu|hogg\w+|monopoli[sz]\w+|gc pauses?|\
            stop-the-world|busy|tied up|unresponsive
        napp(ed|ing)|doz(ed|ing)|snooz\w+|sigstop|stuck|(stood|stand|stands|standing) still|standstill|coma|out cold
        """
    ),
)

EXPIRY = Concept(
    "expiry",
    "a lease that expired first, or its duration",
    phrases(
        r"""
        ! (has|have|had) (not |n't )?expired or been|expired lease (means|is|would (be|mean|have)|can't|doesn't)|(with|under|on|without) an? expired|\
            (with|has|have|having|carr\w+|gets?|given|its|under|bears?) an? (own )?expir(y|ation)( (date|time)(stamp)?)?|\
            expir(y|ation) (date|time)
        (or|simply|just) expires?(?=[.,;)]|$)|expired (ttl|term|hold|lease|claim|reservation|ticket|loan|permit|slot|grant|booking|registration)|expir(y|ation)|lapse|\
            (gone|went|grown|got) stale|(was|were|is|being) (already |simply |just )?(over|overdue|outdated|out of date|too old|stale)( before| first|(?=[.,;)]|$))|\
            ran its (course|time|term)|past its (\w+ )?(date|term|time|deadline|end|expiry|validity)|out(lived|lasted|lasts?|lives?) (its|the)|(its|the|their) (time|term|period|validity|deadline) (\w+ )?(was|is|had been|were) (up|over|past|exceeded|reached)|\
            (over|beyond|past) its (time|term)
        (lease )?(duration|ttl|time-to-live|lifetime) (\w+ ){0,3}?(short|low|small|exceeded|elapsed|setting|\
            config\w*)|(short|low) ([\w-]+ ){0,2}(ttl|duration|lifetime)
        lease[ _-](duration|timeout|ttl)(?! of)|(had|has|have|having|may|might|could|must|already|simply|\
            just|only|merely|then|lease|leases|it|they|claims?|reservation|rent) (have )?(already |simply |just |\
            since )?<out>
        <out> (before|by the time|while|during|in the meantime|on the server|server-side|already|too early|\
            because|after|meanwhile)|lets? (it|them|the \w+|leases?) (run out|expire|lapse)
        (past|beyond|longer than|exceed\w*) ((the|its|a|that) )?(lease('s)?|its) (own )?(duration|ttl|\
            lifetime|length|\d+)|lease expir(y|ation)|expir(y|ation) of (the|its) (\w+ )?lease|reaper|\
            repossessor|reaped|(too )?late|missed renewals?|(long|until) ([\w'-]+ ){0,12}<out>
        """,
        out="aged out|expired|lapsed|elapsed|timed out|run out|ran out",
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
        (prefect|client|server|version|sdk|lease-renewal|renewal) (bugs?|defects?|regressions?)|\
            older than (prefect )?\d+\.\d+[\d.]*
        (fixed|resolved|patched|addressed) (\w+ )?(in|by|since|from|with) (\w+ )?(version |prefect |v|\
            client |server |release )*\d+\.\d+[\d.]*
        (old|older|outdated|out-of-date|early|earlier|particular|specific|buggy|stale|certain|\
            some) (\w+ ){0,2}(versions?|releases?|clients?|sdk|prefect)
        version (mismatch|skew|defect|bug|incompatib\w+)|(client|server)(/server|/client)? version
        """
    ),
    needs=(
        "bug",
        "defect",
        "issue",
        "regress",
        "problem",
        "race",
        "fixed",
        "resolved",
        "patched",
        "addressed",
        "version",
        "release",
        "client",
        "sdk",
        "prefect",
        "older",
    ),
)

FAMILIES = (NETWORK, DOWN, SLOW, RESTART, EVICTED, UNSHARED, BLOCKED, EXPIRY, DEFECT)
"""Distinct reasons; an answer has to give two. `UNREACHABLE` is one more where neither the network nor an
outage of the API is named: it is what both look like."""
