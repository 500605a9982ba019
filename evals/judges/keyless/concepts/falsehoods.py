"""Mechanisms stated wrongly: what Prefect does not do."""

from __future__ import annotations

import re

from evals.judges.keyless.concepts.limit_falsehoods import LIMIT_FALSEHOODS
from evals.judges.keyless.concepts.mechanism_falsehoods import ALSO_DENYING, MECHANISM_FALSEHOODS
from evals.judges.keyless.phrases import Concept, phrases

_SET = "configur|set|chang|adjust|tun|increas|decreas|shorten|lengthen|lower|rais|reduc|customi[sz]|extend"

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
        (lease|leases) (row|rows|table|record|records) (in|of) (the |its )?(\w+ )?(database|postgres\w*|sqlite)
        (database|postgres\w*|sqlite) ~4 (lost|dropped|forgot|deleted|evicted|purged) (the |its |all |your )*leases?
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
        ! (needn't|not|n't|no (need|reason|point|use)|without) (\w+ ){0,3}?(switch|mov|chang|migrat|giv)\w* .*
        (because|since|as|due to|owing to) (\w+ ){0,6}?<serve> ~9 (lease|renew\w*|limit)
        (lease|renew\w*)s? ~8 (because|since|as|due to|owing to|when) ~4 <serve>
        <serve> ((does|do|did) not|(does|do|did)n't|can't|never|fails? to) (\w+ )?(supports?|renews?|holds?|\
            handles?|gets?|have|has|maintains?|keeps?) ~4 (leases?|renew\w*|slots?|thread|hold)
        <serve> ((does|do|did) not|(does|do|did)n't|can't|never|fails? to) renews?|<serve> lacks? ~4 (renew\w*|leases?)
        <serve> (has|have|gets?|is given|are given) no (\w+ ){0,3}?(renew\w*|lease|thread)
        <serve> ~5 (drop|los|miss|neglect|skip|forget|on the side)\w* ~4 (renew\w*|leases?|them)
        <serve> ~4 (leases?|renew\w*) ~4 (on the side|drops?|loses?|misses|neglects?|skips?|late)
        (with|under|by) <serve> ~4 (nobody|no one|nothing|no thread|no worker|no process) ~4 renew\w*
        <serve> ~3 <blame>
        <blame> (here |of this |of it |behind (this|it) )*(is|was|lies (in|with)|comes from|are) ~2 <serve>
        (workers?|work pool) ~3 (has|have|does|provides?|runs?|brings?) (\w+ ){0,3}?renew\w* (service|thread|loop|task)
        (under|with|on|by) a (proper |real )?worker,? ~6 (renew\w*|lease) ~5 (worker|reliabl\w+|properly)
        (switch|mov|chang|migrat)\w* (\w+ ){0,3}?(away from|off|from) (flow\.)?serv(e|ing)
        (switch|mov|chang|migrat)\w* (\w+ ){0,3}?(to|onto) (a )?(worker|work pool|deploy\(\)) ~9 (lease|renew\w*|\
            crash|cures?|fix\w*|solve\w*|instead of (flow\.)?serv\w+)
        """,
        serve=r"flow\.serve(\(\))?|serve(\(\))?(?! (a|an|the|other|different|another|some\w*))|serving(?! (a|an|the|other|another))|(a |the |your )?served (flow|run|deployment)s?"
        r"|((flow|it|run|deployment) )?(is|was|are|were|being) served",
        blame="weak (spot|point|link)|weakness|root|culprit|at fault|to blame|the (real |actual |main )*(problem|trouble"
        "|cause|reason|issue|catch|snag)|what (did|does|broke|caused|causes) (it|this)|root (cause )?of|why it",
    ),
    needs=("serv", "worker", "work pool"),
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
        prefect (\w+ly )?(retries|restarts|reruns|re-runs|resumes|picks up) (crashed|the crashed|such|the|your|it|\
            these|all)( crashed)?( runs?)? (\w+ )?(by itself|automatically|on its own|in a few|soon|later)
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

PER_TASK = Concept(
    "per_task",
    "that leases belong to tasks, or are renewed when a task begins",
    phrases(
        r"""
        (leases?|slots?) (is|are|was|were) (\w+ )?(granted|given|held|taken|issued|acquired|kept|renewed|\
            handed out|per) (\w+ )?(per|by|for|to) (each |every |a |the )?task( run)?s?\b
        (each|every) task( run)? (\w+ )?(has|holds?|gets?|takes?|acquires?|renews?|carries|needs) (its|an?|the)( \
            own)? (\w+ )?(lease|slot)
        renew\w* (\w+ ){0,4}?(only )?(at|on|with|before|between|after) (the )?(start|begin\w*|end|each|\
            every|two|tasks?)( (start|beginning|end))?( of)?( (each|every|a|the))? (task|step)\w*
        """
    ),
    needs=("task", "step"),
)

NEVER_RENEWED = Concept(
    "never_renewed",
    "that a lease is not renewed, or only so often",
    phrases(
        r"""
        (lease|renewal)s? (\w+ ){0,4}?(is|are|was|were|can|may|could) (never|not) (\w+ )?(renewed|extended|\
            renewable|prolonged)(?! (in time|any|because|since|as|when|by|before|for|after|at|on|again|and|so|\
            until|\d))(?= ?[.;:,]?$| beyond)
        (lease|it) (can|may|could) (only |just )(be )?(renewed|extended|prolonged) (once|twice|\w+ times|up to|at \
            most|a (limited|fixed|certain))
        (maximum|max|allowed|permitted) (number|count|amount) of (lease )?(renewals?|extensions?|prolongations?)
        (renewals?|extensions?) (is|are|was|were) (used up|exhausted|limited to|capped)
        (leases?|slots?) (is|are) (limited|tied|bound|capped|set) to (the )?(run's|flow's|run|flow|its) \
            (\w+ )?(timeout|time limit|maximum)
        """
    ),
    needs=("renew", "exten", "prolong", "lease", "slot"),
)

WORKER_RENEWS = Concept(
    "worker_renews",
    "that the worker, the scheduler or the server renews the lease",
    phrases(
        r"""
        ! (whether|if|no matter|regardless) .*
        (the |a |your |its )?(prefect )?(worker|agent|scheduler|work pool|work queue|server) (itself |then |\
            normally |usually |always |must |has to |should |needs to |is supposed to |is meant to )*(renews?|\
            renewed|refreshes|extends|prolongs|keeps renewing) (the |its |that |this |every |each |all )*\
            (\w+ )?(leases?|slots?|hold)
        (leases?|renewals?|hold) (is|are|was|were|gets?) (\w+ )?(renewed|done|made|sent|handled|performed|carried \
            out|refreshed|extended|managed) by (the |a |your |its |server's |prefect )+(worker|agent|scheduler|\
            work pool|work queue)
        """
    ),
    needs=("renew", "refresh", "exten", "prolong"),
)

CLOUD_ONLY = Concept(
    "cloud_only",
    "that leases are a matter of Prefect Cloud",
    phrases(
        r"""
        (leases?|renewals?|concurrency limits?) (is|are) (a |an )?(\w+ )?(prefect )?cloud[- ](only|feature|\
            function|product|thing)
        (leases?|renew\w*) ~6 (requires?|needs?|only (works?|exists?|available) (in|on|with)) (prefect )?cloud
        (requires?|need|needed|must|upgrad\w+|mov\w+|switch\w*|migrat\w+) (\w+ ){0,3}?(to )?prefect cloud ~6 \
            (for|so that|because|since|to (get|have)) (\w+ ){0,2}?(leases?|renew\w*)
        only (in |on |with )?(prefect )?cloud ~5 (leases?|renew\w*)
        """
    ),
    needs=("cloud",),
)

UNSEEN = Concept(
    "unseen",
    "that something was seen which no tool shows: a server's log or settings, the kernel's, the platform's",
    phrases(
        r"""
        <source> (also |clearly |even |in fact |plainly )*<shows>
        <seeing> ~4 <source>
        (in|from|per|according to|by) (the |its |your |their )*<source>,? (\w+ )?(there('s| is| are| was)|i (can )?\
            (see|find|saw|found)|we (can )?(see|saw|find|found)|it (says|shows|came|restarted|started|went|stands|is|was))
        ((is|are|was|were|can be|stands?|appears?) )?(seen|visible|recorded|noted|logged|found|written|confirmed|\
            documented|stands?|appears?) (in|by|from) (the |its |your )*<source>
        (i|we) (\w+ )?(queried|read|asked|fetched|pulled|inspected|looked up|checked|requested|retrieved|dumped|consulted) ~2 <source>:?
        (with |and |has )(an? |its )*uptime (of|is|was) (only |just |about )*\w+ (second|minute|hour|day)s?
        restart(ed)? ~3 (is|was|are) (visible|recorded|documented|logged|noted|confirmed|on record|proven)
        """,
        source="((prefect )?(api )?(server|server's|api's|kernel|kernel's|system|host|host's|pod|pod's|container|redis"
        "|database|platform|cluster|kubernetes|k8s|audit|uvicorn|autoscaler|node)(?<!runner) (own )?(logs?|log file|journal"
        "|settings|configuration|config|events|metrics|trail|history|output)|dmesg|syslog|journalctl|kubectl( describe| get)?"
        "|its (own )?(settings|startup log|start-up log))",
        shows="(shows?|showed|says?|said|has|have|had|contains?|contained|reports?|reported|records?|recorded|confirms?"
        "|confirmed|mentions?|mentioned|tells?|reveals?|revealed|proves?|lists?|notes?|gives?|reads?|states?)",
        seeing="(i|we|you) (can |could )?(see|saw|find|found|read|checked|looked at|notice|noticed) (\\w+ ){0,3}?(in|from|at)",
    ),
    needs=(
        "log",
        "settings",
        "config",
        "journal",
        "events",
        "metrics",
        "trail",
        "dmesg",
        "kubectl",
        "restart",
        "output",
        "history",
        "uptime",
    ),
)

NEVER_FATAL = Concept(
    "never_fatal",
    "that a failed renewal doesn't end a run, or that a retry costs no lease",
    phrases(
        r"""
        ! (non[- ]?strict|not strict|isn't strict|strict ?= ?false|concurrency\(\)) .*|if .*
        prefect (only|just|merely|simply) (warns?|logs?|notes?|prints?) ~6 (and|but|never|no more|nothing|when that|\
            happens|$)
        (<renewal>|(a |the )?leases?) (is|are|was|were) (only |just |merely |no more than |nothing but |purely )+(a |an )?(\
            warning|notice|note|hint|bookkeeping|cosmetic|informational|formality)
        (<renewal>|<line>) ~3 (as )?(a |an )?(known |well-known |harmless |purely )*(cosmetic|harmless|benign) (\w+ )?(issue|matter|\
            message|bug|glitch|warning|thing|line|noise)|(error|lease) (line|message) ~4 (cosmetic|harmless|benign|noise)
        <renewal> (never|doesn't|does not|don't|do not|won't|can't) (\w+ )?(end|ends|kill|kills|stop|stops|crash|\
            crashes|terminate|terminates|harm|abort|aborts|cancel) (a |the |any |your |deployment |flow )*(runs?|flows?)
        (never|doesn't|does not|won't|wouldn't) (\w+ )?(end|ends|kill|kills|stop|stops|crash|terminate|terminates|\
            abort|cancel) (a |any |the )?(deployment |flow )*runs? (because of|over|for|on account of) (it|that|this|a lease)
        runs? (normally|usually|simply|just|always) (continue|carry on|go on) (after|despite|in spite of) (it|that|this|\
            a (failed|lost))
        (awaiting ?retry|(ordinary|usual|normal|flow's( own)?) retry) ~9 (nothing to do with|unrelated to|no bearing on|\
            no effect on|no influence on|independent of|doesn't (touch|affect)|does not (touch|affect)|leaves) ~3 \
            (leases?|slots?|renew\w*|crash|alone)
        """,
        line="(the |that )?(error|lease|log) (line|message|entry|error)( in the log)?",
        renewal="(failed (lease )?renewals?|lost leases?|leases? (loss|errors?|lines?|messages?)|(lease )?renewal (errors?"
        "|failures?)|losing (a|the|its) (lease|slot)|that line|the line)",
    ),
    needs=("prefect", "lease", "renewal", "line", "slot", "run", "retry", "error"),
)

FALSEHOODS = (
    *LIMIT_FALSEHOODS,
    *MECHANISM_FALSEHOODS,
    TUNABLE,
    DATABASE_LEASES,
    SERVE,
    NOT_STRICT,
    SELF_RETRY,
    RETRIED_410,
    PER_TASK,
    NEVER_RENEWED,
    WORKER_RENEWS,
    CLOUD_ONLY,
    UNSEEN,
)

DENYING = (NEVER_FATAL, *ALSO_DENYING)
"""Those that are false because they deny; only where a lease was lost."""

DENIED_INSIDE = re.compile(
    r"\b(?:not|nothing|neither|nor|no effect|no bearing|never(?! (?:renew|support|get|hold|handle|has\b|extend)))\b"
    r"|n't\b(?! (?:happen|enough|acquire|get|obtain|grab|renew|support|hold|handle|have|keep))"
)
"""Inside a match: it says the opposite ("raising the limit doesn't fix this")."""

DENIED_BEHIND = re.compile(
    r"[^.;]{0,40}?\b(?:(?:has|have|had|plays?|makes?) no (?:effect|bearing|influence|impact|part|role|difference)"
    r"|(?:won't|doesn't|don't|wouldn't|will not|does not|do not|would not) (?:\w+ )?(?:help|matter|change|fix|solve"
    r"|prevent|cure|affect)"
    r"|(?:is|are) (?:irrelevant|unrelated|beside the point|no cure|no remedy|pointless|useless|not involved)"
    r"|nothing to do with)\b"
)
"""Right behind a match: the same."""
