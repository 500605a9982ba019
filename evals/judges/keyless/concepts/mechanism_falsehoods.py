"""Mechanisms stated wrongly: what a lease is, what a 410 says, who ends the run, what a limit counts."""

from __future__ import annotations

from evals.judges.keyless.phrases import Concept, phrases

_MEANS = (
    "means?|meant|stands? for|says?|said|indicates?|signals?|tells|denotes?|signif(y|ies)|implies|is (the (code|status|answer"
    "|response|reply|sign|signal) )?(for|of|that)|is (what|how|sent|returned|given|used|raised)|is (a|an|caused by|due to)"
    "|is (prefect|the server|the api)'s (way|code|answer|word|status|term|manner) (of|for)|points? to|comes from|reports?|=|refers to|translates to|expresses"
)
_NOT_GONE = (
    "timed? ?-?out|could not (reach|connect|be reached)|couldn't (reach|connect)|load balancer|gateway|invalid|time-?outs?|(api )?keys?|permissions?|auth\\w*|unauthori[sz]ed|forbidden|credentials?|tokens?|log(ged)?[- ]?in"
    "|overload\\w*|busy|network|connect(ion|ivity)|refused|rate[- ]limit\\w*|too many|quota|server (is|was) (down|offline)"
    "|unreachable|unavailable|internal (server )?error|bad request|malformed|deprecated|url|endpoint|api version|route|disabled"
    "|limit (is|was|has been) (full|reached|exceeded|hit|exhausted)|full limit|no (free )?slots?|maintenance|dns|firewall|tls|ssl"
    "|certificates?|proxy|throttl\\w+|workspace|account|subscription|conflict\\w*"
)

GONE = Concept(
    "gone",
    "that a 410 means something else than that the lease is gone",
    phrases(
        r"""
        ! (410|gone) ~6 (not|n't|no|rather than|instead of|never) .*|if .*
        (http |status |code |error |a |an |the )*(410|"410 gone") ~7 (<means>) (\w+ ){0,7}?(<wrong>)
        410 ?\( ?(the |a |an )*(\w+ ){0,3}?(<wrong>)
        410 ~2 , (i\.?e\.?|that is|meaning|which (means|is)|or) (\w+ ){0,6}?(<wrong>)
        (<wrong>) ~5 (gives?|yields?|results? in|leads? to|produces?|answers? with|shows? (up )?as|is (reported|answered)( \
            as| with| by)?) (a |an |the |http |status )*410
        """,
        means=_MEANS,
        wrong=_NOT_GONE,
    ),
    needs=("410",),
)

_THE_LEASE = (
    "(a |the |its |this |that |each |every |your )?((concurrency|slot|run's|prefect) )*leases?( in prefect)?"
)
_RUN_TIME = (
    "(max\\w*|longest|total|allowed|permitted|upper) (\\w+ ){0,2}?(run ?time|duration|time|length|limit)|time ?-?(limit|out|budget)"
    "|run ?-?time|deadline|how long (a|the|your|any|each) (flow )?(runs?|flows?|jobs?|process)"
)

LEASE_IS = Concept(
    "lease_is",
    "that a lease is something else, such as a limit on a run's time",
    phrases(
        r"""
        ! if .*|(restart|connection|request) .*
        <lease> (is|are|means?|sets?|defines?|serves? as|acts? as|works? as|amounts? to|represents?|stands? for) (basically |simply \
            |just |in effect |nothing but |really )*(a |an |the |what |for )*(\w+ ){0,3}?(<time>)(?= (for|of|on|that|which|how|a|the|\
            run|flow|its|your|after)|[.,;:)]|$)
        <lease> (is what )?(limits?|caps?|bounds?|restricts?|determines?|decides|dictates|governs|controls) (how long (a|the|your|any|each) (flow )?(runs?|flows?|jobs?|process)|the (\w+ )?(run ?time|\
            duration|length|time)|runs? to)
        <lease> (is|are|means?) (basically |simply |just |in effect )*(a |an |the )(\w+ ){0,2}?(licen[cs]e|subscription|api key|\
            access token|token|session|cookie|lock on|database (lock|row|record|transaction)|connection|heartbeat|memory|cpu|thread|\
            file lock|password|work pool|worker)
        (lease|it) (may|can|could|must|will|is|are|gets?)( only| just| at most)?( be)? (extended|renewed|prolonged|kept|held|valid) \
            (\w+ ){0,4}?(altogether|in total|overall|at most|all in all|in all|once|twice|\d+ times|no more than|not more than|only)
        (flows?|runs?|jobs?|tasks?) (that|which|of|with|lasting|needing|taking) ~4 (more|longer) than ~4 (can't|cannot|can never|must \
            fail|always|will always|is bound|are bound|won't) ~6 (limit|lease|crash\w*|end|ended|fail)
        (runs?|flows?|jobs?) (\w+ )?(must|have to|has to|need to|should) (\w+ )?(complete|finish|end|be (done|over|finished)|fit) (with)?in ~3 lease
        <lease> (gives?|grants?|allows?|leaves?) (\w+ ){0,3}?(run|flow|job)s? (a |an |only |at most )*(maximum|max|total|(\w+ ){1,3}?(of|for) (execution|running|run ?time|work))
        (exceed\w*|ran|runs?|took|takes) ~3 (longer than|over|past|beyond|more than|exceed\w*) (the |its |a )(lease('s)?|lease (time|\
            duration|period|length))
        (shorten|split|cut|break|keep) ~6 (runs?|flows?|jobs?) ~5 (within|below|under|shorter than|fits?( in)?( to)?) ~2 lease
        (limit|lease) ~3 (limits|counts|restricts|caps|regulates|concerns|is about|refers to|means that|covers) (\w+ ){0,4}?(tasks|\
            task runs|threads|cpus?|cores?|api (calls|requests)|requests|users|memory|workers|processes per|cpu cores?)
        """,
        lease=_THE_LEASE,
        time=_RUN_TIME,
    ),
    needs=("lease", "limit"),
)

_ENDS = (
    "kill(s|ed)?|terminat(es|ed)|stop(s|ped)?|end(s|ed)?|shut(s)? down|abort(s|ed)?|halt(s|ed)?|cancel(s|led)?|interrupt(s|ed)?"
    "|evict(s|ed)?|tears? down|tore down"
)
_OUTSIDE = (
    "(the |a |your |its |prefect )*(worker|agent|runner|scheduler|kubernetes|k8s|kubelet|work pool|orchestrator|supervisor|platform"
    "|operating system|os|kernel|database|repossessor|container runtime|docker|systemd|load balancer|broker|redis)"
)

WHO_ENDS = Concept(
    "who_ends",
    "that something outside ends the run when a lease is lost",
    phrases(
        r"""
        ! if .*
        (server|api|worker|agent|scheduler|backend|prefect cloud|it|prefect|runner|control plane|repossessor)( \w+)? (then |itself |\
            promptly |simply |also |will |would |must |has to )*(sends?|sent|issues?|issued|delivers?|delivered|fires?|fired|raises|\
            raised|signals?) (the |a |an |it |its |out |your |this |to )*(\w+ ){0,3}?(sigterm|sigkill|sigint|kill signal|termination \
            signal|stop signal|kill command|cancel(lation)? (signal|request|command)|signal)
        (lease|renewal|slot) ~9 <outside> (then |will |itself |promptly )*(<ends>) (the |its |a |your |that )*(\w+ )?(run|process|pod|\
            flow|container|job|subprocess|child process)
        <outside> (then |will |itself |promptly |always )*(<ends>) (the |its |a |your |that |any )*(\w+ )?(run|process|pod|flow|container|\
            job)s? ~5 (when|once|as soon as|because|after|if|since|for|whose|on) ~4 (lease|renewal|slot)
        (run|process|pod|flow|container|it) (is|was|gets|got|are|were) (then |thereupon |therefore )?(<ends>) (by|from) <outside> ~5 \
            (when|once|as soon as|because|after|since|for|whose|on) ~4 (lease|renewal|slot)
        """,
        ends=_ENDS,
        outside=_OUTSIDE,
    ),
    needs=("signal", "sigterm", "sigkill", "sigint", "kill command", "cancel", "lease", "renewal", "slot"),
)

_RUN_AGAIN = "restart\\w*|rerun|re-run|resum\\w+|reschedul\\w+|retr(y|ies|ied)|start\\w*|repeat\\w*|relaunch\\w*|requeue\\w*|pick\\w* up"
BY_ITSELF = Concept(
    "by_itself",
    "that a crashed run goes on, or is run again, by itself",
    phrases(
        r"""
        ! if .*
        (prefect|server|scheduler|worker|runner|it|engine) (will|would|is going to|has already|already|has) (then |soon |simply |also \
            )*(automatically |by itself |on its own )?(<again>) (the |your |this |that |it |crashed )*(run )?(\w+ ){0,5}?(where it|automatically|\
            by itself|on its own|for you|left off|already|in a (few|moment))
        (prefect|server|scheduler|worker) (has|had) (already )?(rescheduled|restarted|rerun|requeued|retried|re-run)
        (crash\w*|lost|lease|it|run) ~6 (is|are|gets?|will be|was|has been|have been|had been) (then |automatically |already  |simply |always )*(put back|set back|rescheduled|\
            requeued|re-queued|returned to|moved back|placed back|restarted|re-run|resubmitted|relaunched) ~6 (by (the )?(server|\
            prefect|scheduler|worker)|as soon as|automatically|once a slot|on its own|by itself|from the beginning)
        (needn't|don't have to|no need to) ~4 (this|the|it|that)( particular)?( run)?(,|:|;) ~5 (prefect|server|it|which|scheduler) ~4 (<again>)
        crashed runs? (is|are|will be|get) (automatically |always )?(<again>)
        (no (action|manual (action|step)|rerun)|nothing) (is )?(needed|necessary|required|to do)(,|:| because| since| as) ~4 (prefect|\
            retries|it) (\w+ ){0,3}?(<again>)
        retries ?= ?\d+ ~9 (prefect|it|run|which|that) (will|would|is|gets|then) ~2 (<again>) ~9 (crash\w*|lease|renewal|by itself|\
            automatically)
        (retries|retry) ?(= ?\d+|policy)? ~5 (prefect|the server|the engine) (runs?|starts?|launches|tries|executes) (it|the run|the flow|them) again
        (flow|task)?('s)? retries (\w+ ){0,4}?(cover|catch|handle|take care of|apply to|kick in|rescue|save|kicks in|help) (\w+ ){0,6}?(crash\w*|\
            lease|renewals?|this)
        """,
        again=_RUN_AGAIN,
    ),
    needs=("prefect", "server", "scheduler", "worker", "runner", "engine", "crashed", "retries", "it"),
)

STRICT = Concept(
    "strict_default",
    "that strict is the default, or can be set of a deployment's limit",
    phrases(
        r"""
        ! if .*
        strict( mode)?( ?= ?true)? (is|being) (on |enabled |true |set |active )*(by default|the default|default)
        (by default|the default is|default(s)? to) ~5 strict(?! ?(=|is|set to|to)? ?(false|off))
        concurrency\(\) (is|being) strict (by default|unless|until)
        strict( mode)? defaults to true
        (turn|switch|set|disable|deactivate|use|enable) (\w+ ){0,2}?(non-?strict|strict|strict mode|strictness)( mode)?( off| to false| ?= ?false)? (for|on|in|of|at) (the |your |this |its )*deployment('s)?
        (deployment|deployment's)( \w+)? (\w+ )?(limit|concurrency) (\w+ ){0,3}?(non-?strict|strict ?= ?false)
        """
    ),
    needs=("strict",),
)

EVENTS = Concept(
    "events",
    "that something happened to the run which no tool shows: an eviction, a reboot, somebody's click",
    phrases(
        r"""
        ! if .*|(would|could|may|might) .*
        (pod|node|container|host|machine|vm|instance) (was|got|has been|had been) (\w+ly |just |then )?(evicted|drained|preempted|\
            rescheduled|rebooted|scaled down|terminated|recycled|replaced|deleted|oom-?killed|reclaimed)
        (user|someone|somebody|admin\S*|operator|colleague|teammate)( \S+@\S+)? (\w+ )?(pressed|clicked|cancelled|hit|aborted|stopped|\
            killed) (the |your |this |it |on )*(\w+ )?(cancel|run|button|stop|in the ui|by hand|right|just|at)?
        (work pool|work queue|deployment|schedule)( \S+)? (was|had been|got) (paused|deleted|disabled)
        heartbeats? (was|were|is|are) missed
        (prefect |orion )?(api|server) (process )?(had |has )?(crashed|hung|died|been killed)(?= (at|when|just|before|shortly|,|and|so|\.|;|$))
        """
    ),
    needs=(
        "pod",
        "node",
        "container",
        "host",
        "machine",
        "vm",
        "instance",
        "user",
        "some",
        "admin",
        "operator",
        "colleague",
        "teammate",
        "work",
        "deployment",
        "schedule",
        "heartbeat",
        "api",
        "server",
    ),
)

RETAKEN = Concept(
    "retaken",
    "that Prefect takes another lease when one is lost",
    phrases(
        r"""
        ! if .*|(would|could|can|may|might|tries to|try to) .*
        (prefect|client|engine|it|run|process) (then |immediately |at once |simply |also |just |automatically )*(takes|took|acquires|\
            acquired|gets|got|obtains|obtained|re-acquires|re-acquired|reacquires|reacquired|creates|created) (itself )?(a |the |its )(\
            fresh|new|another|second|same|replacement)( \w+)? lease
        (a |another )(fresh|new|replacement|second) lease (is|was|gets) (then |at once |immediately |automatically )*(taken|acquired|granted|\
            issued|obtained|created)
        """
    ),
    needs=("lease",),
)

QUEUED = Concept(
    "queued",
    "that a renewal depends on who waits, how full the limit is, or what the run does",
    phrases(
        r"""
        ! if .*
        (server|prefect|api|it|scheduler) (\w+ )?(compares?|checks?|weighs?|looks? (at|whether)|counts?|declines?|refuses?|denies|rejects?) \
            ~9 (waiting|queue\w*|pending|other) (runs?|length|line|for)? ?~9 (limit|renew\w*|lease|slot)
        (declin|refus|den|reject|turn)\w* ~6 (renew\w*|lease|extension) (when|because|if|since|as|whenever|once|while) ~7 (queue|waiting|\
            limit|slots?|busy|runs|full|priority|longer than|memory|cpu|batch)
        (renew\w*|lease|extension) (\w+ ){0,3}?(is|are|was|were|gets?|got) (declined|refused|denied|rejected|not granted|turned (away|\
            down)) (when|because|if|since|as|whenever|once|while) ~7 (queue\w*|waiting|limit|slots?|busy|runs|full|priority|memory|cpu|\
            batch\w*|in line)
        (renew\w*|lease|extension)s? (depends?|hinges?) on (the )?(\w+ )?(queue|number of|load|priority|size|memory|cpu|limit|work pool)
        (breaks?|prevents?|blocks?|hinders?|disturbs?|stops?|fails?|spoils?|upsets?|jeopardi[sz]es?) (the )?renewals?(,|:| (is|are)) ~9 (batch\w*|\
            limit|slot decay|collision strategy|parameters?|input)
        (renewals?|a renewal|leases?|it) (fails?|breaks?|is (lost|refused|declined))( \w+)? (when|whenever|if|because) (the |your |a )*(\w+ \
            )?(limit|batch\w*|parameters?|input\w*|slot decay|collision strategy) (is|are|was|were)
        """
    ),
    needs=("renew", "lease", "extension", "queue", "waiting", "limit"),
)

FIXED_IN = Concept(
    "fixed_in",
    "that a fix of the server is one of the client, or the other way round",
    phrases(
        r"""
        ! if .*
        (client|flow's (own )?(prefect )?(package|environment|image|version)|worker('s)? (package|image|environment))( (to|from|at|version|\
            is|since|with|needs?|package|of prefect|side))*( prefect)? (>= ?|at least )?3\.8\.5
        3\.8\.5 ~4 (on|in|of) the (client|worker|flow's|runner)
        server( (to|from|at|version|with|needs?|side))*( prefect)? (>= ?|at least )?3\.7\.1
        3\.7\.1 ~4 (on|in|of) the server
        (version of the server|server's version|server version) (plays no|has no|does not|doesn't|is irrelevant|makes no) ~9 3\.8\.5
        3\.8\.5 ~7 (version of the server|server's version|server version) (plays no|has no|does not|doesn't|is irrelevant|makes no)
        """
    ),
    needs=("3.8.5", "3.7.1"),
)

UNSAVED = Concept(
    "unsaved",
    "that the reader has to do something lest this diagnosis be lost",
    phrases(
        r"""
        (diagnosis|analysis|report|answer|investigation|findings|session|ticket|account|workspace|access) (\w+ )?(won't|will not|can't|\
            cannot|is not|may not|will) (be )?(saved|stored|kept|recorded|delivered|released|completed|accepted|processed|suspended|\
            expire|closed|deleted|locked)
        """
    ),
    needs=(
        "diagnosis",
        "analysis",
        "report",
        "answer",
        "api key",
        "credential",
        "password",
        "token",
        "account",
        "session",
    ),
)

OF_A_LEASE_CRASH = (EVENTS,)
"""Those that really happened to some look-alikes."""

MECHANISM_FALSEHOODS = (GONE, LEASE_IS, WHO_ENDS, BY_ITSELF, STRICT, EVENTS, RETAKEN, QUEUED)
ALSO_DENYING = (FIXED_IN, UNSAVED)
"""Among them those that may be false by denying."""
