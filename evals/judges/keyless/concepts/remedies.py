"""Actions that bear on a failed renewal."""

from __future__ import annotations

from evals.judges.keyless.phrases import Concept, phrases

_DO = (
    "check|verify|make sure|ensure|confirm|restore|stabili[sz]e|improve|fix|keep|monitor|investigate"
    "|look (at|into)|test"
    "|inspect|guarantee|get|bring|harden|repair|review|examine|validate|strengthen|see (if|whether)|find out|resolve"
)

REACHABLE = Concept(
    "reachable",
    "make the API reachable and stable",
    phrases(
        r"""
        (avoid|stop|don't|not|never|no|without|refrain from|hold off|postpone) (to )?(\w+ )?(re-?start|re-?deploy|deploy|bounc|re-?boot|updat|roll)(e|ing|s|ting)? (it|the|that|prefect|server|api|during|while|in the middle)
        (re-?starts?|re-?deploy\w*|deploys|maintenance|upgrades?) (\w+ ){0,4}(should|must|ought to|have to|need to|to|can) be (scheduled|planned|\
            done|moved|announced|avoided|kept|timed|coordinated)
        (isn't|aren't|not|never|n't be) (\w+ )?(bounced|re-?started|re-?deployed|re-?booted|taken down) (\w+ ){0,3}?(while|during|in the middle|under|whenever)
        (doesn't|not|never) (go|goes|be) down|(avoid\w*|stop) ~2 restart\w*|(drain|finish|\
            wait) ~6 restart\w*|scal(e|ing) (up|out)
        (<do>)(ing)? ~9 (api(?![ -]?(keys?|tokens?))|network\w*|connectivity|connection|server|backend|load balancer|proxy|ingress|\
            dns)
        (stable|steady|reliable|reachable|dependable|robust) (\w+ ){0,2}(api|server|network|connectivity|connection|backend)
        (api|server|network|connectivity|connection|backend) ~6 (reachable|stable|healthy|highly available|\
            reliable|responsive|robust|restored)
        """,
        do=_DO,
    ),
)

DURABLE = Concept(
    "durable",
    "durable or shared lease storage on the server",
    phrases(
        r"""
        ! (leases?:? ([\w'-]+ ){0,8})?(without|lack(s|ed|ing)?|missing|no|hasn't|hadn't|wasn't|isn't) (an? |any |the )?(durable|persistent|shared|permanent|central|common|external) \
            (\w+ ){0,2}(storage|store|backend|volume)
        (durable|persistent|shared|external|redis|filesystem|file-based|disk|permanent|\
            central) (\w+ ){0,3}?(storage|store|backend|volume)
        \w*lease_storage|lease storage|(use|us(e|ing)|configur\w*|switch\w*|mov\w*|put\w*|set\w*|give|get|\
            keep\w*|stor\w*|sav\w*|in|to|on|via|with) ~6 redis
        (don't|not|never|stop|avoid|rather than|instead of) (\w+ )?(keep|stor|hold|hav|leav|us)(e|ing)? ~4 (in|on|only in|just in|with) (\w+ )?(memory|ram)
        (some(where|thing|place)|places?|stor(e|age)|files?|disk|one|what) (that|which) (\w+ )?(surviv|outliv|outlast|last|persist|endur|keep)\w*|surviv\w* ((a|the|any|server) )*(restarts?|reboots?|redeploys?|crash)
        (where|so that|such that|that) ((a|the|any|server|no) )*restarts? (can't|cannot|can|won't|doesn't|don't|will not)|(restart|crash)-(proof|safe)
        redis (for|as)|persist\w* ~5 leases?|leases? ~8 (survive|persist\w*|durabl\w+|shared|redis|disk)|\
            (get|mov\w*|tak\w*|getting) ~6 out of memory|(make|keep) ~8 (persistent|durable)
        """
    ),
    needs=(
        "stor",
        "redis",
        "lease",
        "persist",
        "durab",
        "memory",
        "ram",
        "surviv",
        "outl",
        "last",
        "endur",
        "keep",
    ),
)

UPGRADE = Concept(
    "upgrade",
    "upgrade Prefect",
    phrases(
        r"""
        ! (the|an?|that|this|your|its|earlier|recent|such an) (\w+ )?upgrade( of \w+( \w+){0,3}?)?(?= (in|has|had|was|did|is|itself))
        upgrad(e|ing|es)(?! (the |your |to a )*(plan|instance|machine|hardware|node|tier|bigger))|updat(e|\
            ing) (\w+ ){0,4}(prefect|version|client|server|latest|sdk|environment|image)
        bump\w* (\w+ ){0,3}(prefect|version|client|server)|(newer|latest|current|recent|\
            newest) (\w+ )?(prefect|version|release|client|patch)
        (bring|get|keep|put)\w* ~4 up[ -]to[ -]date|pip install -u|move to (prefect )?\d+\.\d+
        (server|client|prefect|version|release)s?( version)? ?(≥|>=|>|at least|from|to|on)? ?v?3\.\d+(\.\d+)?( or (later|newer|above|higher)|\+| has (the|a) fix| and up)
        (server|client|prefect|version|release)s?( version)? ?(≥|>=|at least) ?v?\d+\.\d+|(?<!\w)(≥|>=) ?v?3\.\d+(\.\d+)?|(get|go|be|put ([\w'-]+ ){1,3}) (on|onto|to) (prefect |version |at least |a )*(v?\d+\.\d+|fixed (version|release))
        (?<!add )(task(-level)? retr(y|ies)|(at )?(the )?task[ -]level|retries (on|at|in|of) (the )?tasks?)
        (retries on|retry) (the )?tasks? (rather than|instead of|in place of|and not)|task(-level)? retries (rather than|instead of|in place of|and not)
        """
    ),
    needs=(
        "upgrad",
        "updat",
        "bump",
        "newer",
        "latest",
        "current",
        "recent",
        "newest",
        "pip",
        "to date",
        "to-date",
        "move",
        "server",
        "retr",
        "fixed",
    ),
)

OFFLOAD = Concept(
    "offload",
    "take blocking work off the event loop",
    phrases(
        r"""
        (mov\w+|tak\w+|offload\w*|push\w*|run|running|wrap\w*|put\w*|keep\w*|shift\w*|avoid\w*|break(ing)? up|\
            split\w*|chunk\w*|remov\w+|get\w*|don't|isolate|make sure|ensure|stop) ~10 (blocking|block|\
            event loop|(a|another|worker|separate|own|other|to|in) threads?|cpu-bound|cpu-heavy|synchronous|subprocess|executor|separate process|loop)
        (asyncio\.)?to_thread|run_in_executor|run_sync_in\w+|(process|thread)pool\w*
        """
    ),
    needs=(
        "block",
        "loop",
        "thread",
        "cpu",
        "sync",
        "process",
        "executor",
        "pool",
    ),
)

AWAKE = Concept(
    "awake",
    "keep the machine awake",
    phrases(
        r"""
        (keep|stay|prevent|disable|stop|avoid|turn off|don't let|not let|make sure|ensure|\
            switch off)\w* ~8 (awake|sleep\w*|suspend\w*|hibernat\w*|standby|asleep|pausing)
        caffeinate|always-on
        """
    ),
    needs=(
        "awake",
        "sleep",
        "suspend",
        "hibernat",
        "standby",
        "paus",
        "caffein",
        "always-on",
    ),
)

CLIENT_RETRIES = Concept(
    "client_retries",
    "client timeouts or retries",
    phrases(
        r"""
        ! retr(y|ies) (\w+ ){0,4}(in|to|on|for|around) (your |the )?(flow|task|code|step)s?|(flow|task) retr(y|ies)
        ! (add|adding) retr(y|ies) (and|to|,)
        prefect_client_max_retries|prefect_client_retry_\w+|prefect_api_request_timeout
        (rais|increas|bump|tun|set|adjust|add|configur|enabl|lengthen|extend|allow|give|more|higher|longer|\
            loosen)\w* ~6 (retr(y|ies)|(request|api|client|http|connection|prefect) time-?outs?)
        """
    ),
    needs=(
        "retr",
        "timeout",
        "time-out",
        "prefect_",
    ),
)

RERUN = Concept(
    "rerun",
    "run again",
    phrases(
        r"""
        ! (been|was|were|being|had) (re-?)?(run|started|launched|triggered|scheduled) (\w+ )?again
        (start|begin)(ing)? (over|anew|afresh)|re-?run(ning|s)?|(?<!the )(?<!this )(?<!that )(?<!your )(?<!flow )(?<!a )(run|start|launch|trigger|kick|submit|execute|schedule|try)(ning|ing|\
            ting)? (\w+ ){0,5}(again|anew|once more|afresh)
        (safely |just |simply |please )?retry(?=[.,;!)]|$)|a second time|another (go|try|attempt)|\
            try (it )?again|re-?trigger\w*|re-?laun\w*|repeat(ed|ing)? (the )?run|run be repeated|\
            execute ~4 again|(can|could|may|should|must|might|needs? to|has to|have to|ought to|to|will) (\w+ )?be (re-?)?(run|started|\
            launched|triggered|scheduled|executed|submitted|kicked off|repeated|retried|queued) (\w+ ){0,2}(again|anew|once more|\
            afresh)|(can|could|may|should|must|needs? to|has to|have to|ought to|to) (\w+ )?be (re-?run|repeated|retried|\
            re-?launched|re-?submitted|re-?triggered)|run it (other|another) time|re-?submit\w*|re-?execut\w*|re-?launch\w*|\
            retry(ing)? (the|this|that|your|it)
        (have|having|give it|giving it|deserves|worth) (an? )?(second|new|fresh|further) (go|try|attempt|shot|chance)
        restart(ing)? (the|this|that|your|it) (flow |crashed )?(run|flow|job|pipeline)|prefect deployment run
        (start|create|trigger|launch|kick off|begin) (a )?(new|fresh|another) (flow )?run
        """
    ),
)

HOLD_FOR_LONGER = Concept(
    "hold_for_longer",
    "have the slot held for longer while the run starts, or have it start faster",
    phrases(
        r"""
        grace_period(_seconds)?|\w*initial_deployment_lease_duration|(long|rais|increas|extend|bigger|more generous|\
            higher|lengthen)\w* ~4 initial ([\w-]+ ){0,2}lease
        (quick|fast|short|speed|speedi|cut|reduc|accelerat)\w* ~4 (starts?|start-?ups?|pods?|provisioning|boots?|\
            cold starts?|pending|spin-?ups?)|pre-?pull\w*|pre-?warm\w*|(start|provision|boot)\w* ~3 (faster|quicker|sooner)
        """
    ),
    needs=("grace", "initial", "start", "pod", "provision", "boot", "pending", "spin", "pre"),
)

REMEDIES = (REACHABLE, DURABLE, UPGRADE, OFFLOAD, AWAKE, CLIENT_RETRIES, HOLD_FOR_LONGER, RERUN)
