"""What is said of the lease: it ran out before the run began, the retry cost it, whose it was, it leaked."""

from __future__ import annotations

from evals.scenarios.ideas.phrasing import near, together

_HOLD = (
    r"leases?\b|slots?\b|reservations?\b|hold\b|seat\b|place\b|claim\b|permit\b|ticket\b|booking\b"
    r"|entitlement\b"
    r"|right to\b|spot\b|berth\b|grant\b"
)
_EXPIRED = (
    r"expir|laps|r[au]n out|running out|time[ds]? out|reclaim|free(?:d|s|ing)?\b|revok|reap|gone\b"
    r"|los[ete]\w*\b|dead\b"
    r"|over\b|no longer|opened\b|put (?:\w+ )?back|gave (?:\w+ ){0,2}away|given (?:away|back|up)"
    r"|took (?:\w+ )?back|"
    r"taken back|elaps|stale|void|end of its|withdr|releas|outlast|outliv|longer than|exceed|beyond|past\b|>"
)
_RUN = r"(?:it|there|the (?:run|flow|process|engine|execution|code|pod|container|client|worker|job|program))"
_WAITING = (
    r"pending\b|provision|start(?:ed|ing|s)?[ -]?up|cold[- ]start|spinn?(?:ing)? up|spun up|waiting\b"
    r"|waited\b"
    r"|(?:infra\w*|pods?|containers?|machine|image|process|engine)\b[^.;]{0,20}\b(?:coming|came|come|start"
    r"|up\b|boot"
    r"|pull|ready|schedul|creat|launch)|wait\b|delay\b|boot|launch|(?:long|late|slow) (?:\w+ ){0,2}"
    rf"(?:start|begin|provision|schedul|boot)|before {_RUN}\b[^.;]{{0,30}}\b(?:beg[aiu]n|start|ran\b"
    rf"|running|was|were"
    rf"|came|existed|up\b|got)|by the time {_RUN}|no (?:run|process|engine|client|one|flow)\b|nobody"
    rf"|until {_RUN}"
    r"|dead on arrival|too long|queue|took (?:\w+ ){0,4}(?:minutes|\d|to\b|until)"
)
EXPIRED_BEFORE_START = (together(_EXPIRED, _HOLD, _WAITING),)
"""The hold on the slot was gone before the run's process was there to renew it."""

_LENGTH = r"(?:\d\d:\d\d|minutes?\b|\b1[45]\d(?:[.,]\d+)? ?(?:s|sec)|two and a half|2[.,]5|\d+ ?s\b|seconds)"
LONG_WAIT = (
    rf"\bpending\b[^;]{{0,160}}?{_LENGTH}",
    rf"{_LENGTH}[^;]{{0,120}}?\bpending\b",
    (
        r"\b(?:created|scheduled|submitted|queued|wait\w*|provision\w*|start\w*[- ]?up|infra\w*|start(?:ed"
        r"|ing"
        r"|s)?|boot\w*"
        r"|delay\w*|took)\b[^;]{0,160}?(?:\d\d:\d\d|\bminutes?\b|\b1[45]\d(?:[.,]\d+)? ?(?:s\b|sec)"
        r"|two and a half)"
    ),
    (
        r"(?:\bminutes?\b|\b1[45]\d(?:[.,]\d+)? ?(?:s\b|sec))[^;]{0,80}?\b(?:wait|provision|infra|start|boot"
        r"|cold|before)"
    ),
)
"""How long it waited before it began."""

_RETRY = (
    r"awaiting[ -]?retry|(?:flow|run|in-process|own)(?:'s|-level| level)?(?: own)? retr(?:y|ies)|(?:the|its"
    r"|a|that|this"
    r"|waiting to|about to) retr(?:y|ies)|retry (?:mechanism|logic|state|transition|handling|itself)"
    r"|retrying\b"
    r"|back into the queue for a second attempt"
)
_GAVE_UP = (
    r"releas|revok|relinquish|surrender|reclaim|discard|drop(?:s|p|\b)|delet|remov|withdr|invalidat|forfeit"
    r"|hand\w* back"
    r"|free(?:d|s|ing)?\b|g[aio]ve[sn]?\b[^.;]{0,20}\b(?:up|back|away)|g[ai]v(?:e|en|es|ing) (?:up|back"
    r"|away)|let(?:s|ting)? go"
    r"|los(?:t|es|ing|e)\b|cost\b|t(?:ook|akes?|aken|aking)\b[^.;]{0,25}\b(?:away|back)|strip|clear(?:s"
    r"|ed)\b|end(?:s|ed)"
    r" (?:the|its) lease|cancel(?:s|led) the lease|return(?:s|ed|ing)?\b|void|terminat\w+ the lease|rip"
    r"|pulled"
    r"|vacat|dispos"
    r"|did it\b|confiscat|abandon|thr[eo]w(?:s|n|ing)?\b[^.;]{0,50}\b(?:away|out|overboard)|toss|chuck"
    r"|ditch|scrap|shed(?:s|ding)?\b"
    r"|bin(?:s|ned|ning)\b|kick|yield|relieve|cross(?:es|ed)\b[^.;]{0,30}\b(?:off|out)|str(?:ikes|uck)\b[^.;]{0,30}\b(?:off|out)"
    r"|part(?:s|ed)? with"
)
LOST_BY_RETRY = (together(_GAVE_UP, _RETRY, _HOLD),)
"""The retry made the server give up the run's hold."""

AWAITING_RETRY = (
    r"\bawaiting[ -_]?retry\b",
    r"\breceived non-final state\b",
    r"\bwill attempt to run again\b",
)

IN_A_BLOCK = (
    r"\bconcurrency\(",
    r"\bconcurrency[ -](?:block|context|call|guard|section|manager|statement|helper)",
    r"\bstrict ?= ?true\b",
    r"\bstrict(?:ly)? (?:mode|block|concurrency|limit|guard|context|section)\b|\bstrictness\b",
    r"\b(?:with|block|section|context)\b[^.;]{0,30}\bconcurrency\b",
)
"""A `concurrency()` block, by whatever name."""

OF_A_TASK = (
    near(
        "tasks?",
        "crash|lost|lose|lease|took|takes|take|held|holds|hold|acquire|log|die|fail|itself"
        "|itsel|fell|fall|enter"
        "|went|inside|own|in a|in the|in its|claim|grab|reserv|was in|works",
        within=80,
    ),
    near("tasks?", r"(?:\S+ )?(?:concurrency|block|context|guard|section)", within=60),
    r"\b(?:one|that|lease|hold|slot|reservation) of (?:the|a|its|one of the|your) (?:\w+ )?tasks?\b",
    near(
        r"(?:crash|lost|lease|error|log|block|inside|within|fall|fell|taken by|held by|owned by|belong)\w*",
        r"tasks?\b",
    ),
)
"""It was the task that had taken it."""

SLOT_LEAKED = (
    r"\bleak",
    r"\borphan",
    (
        r"\b(?:stale|phantom|ghost|dangling|stranded|zombie|abandoned|dead|stuck) (?:\w+ )?(?:slot|entry"
        r"|count"
        r"|hold)"
    ),
    near(
        "still|remain(?:s|ed)?|stay(?:s|ed)?|left|stands?|shows?|reads?|keeps?|kept|remaining",
        "count|marked|occupied|taken|held|active|in use|stuck|reserved|used|1 of 1|1/1|full|booked|blocked",
        within=30,
    ),
    near(
        r"nobody|no one|no-one|nothing|no run|none|no (?:\w+ )?(?:holder|owner|task|process)",
        r"(?:hold|held|us(?:e|ing)\b|slot|own|in it|on it|occup|sits|behind it)",
    ),
    r"--active-slots[ =]0\b",
    near(
        "reset|free|clear|zero|set|release|empty",
        r"(?:(?:the|its|that|active|leaked|orphaned) )*(?:slots?|count\w*|limit)\b",
        within=30,
    ),
    (
        r"\b(?:never|not|n't|couldn't|can't|cannot) (?:be )?(?:\w+ )?(?:given back|handed back|hand it back"
        r"|freed|released|returned"
        r"|return|give it back|release|decremented|free)\b"
    ),
    (
        r"\b(?:next|later|any|following) runs?\b[^.;]{0,40}\b(?:wait|hang|block|stuck"
        r"|queue)[^.;]{0,30}\b(?:forever|ever|"
        r"end|good|indefinit|in vain)"
    ),
)
"""The slot that it held counts as taken though nobody holds it."""

_GLOBAL = r"(?:global(?:ly)?\b|gcl\b|concurrency limit)"
IS_A_GLOBAL_LIMIT = (
    r"\bdeployment:(?:[0-9a-f]{8}|<|\{|your|the|\.)",
    near(r"deployment\b[^.;]{0,60}\blimits?", r"(?:global|gcl)\b"),
    near(r"limits?\b[^.;]{0,40}\bdeployments?", _GLOBAL, within=60),
    near(
        "itself|really|actually|internally|in fact|under the hood|behind the scenes"
        "|under the covers|is|also|too|one of",
        r"(?:an? |the )?(?:global|gcl)\b",
        within=25,
    ),
    near(
        r"(?:keeps?|kept|stores?|stored|implement\w*|treat\w*|model\w*|creates?|represent\w*|register\w*"
        r"|set up|make[sn]?"
        r"|turn\w*|realis\w*|realiz\w*)",
        r"(?:as|by|into|through|with|for) (?:[\w']+ ){0,3}(?:global|gcl|concurrency limit)\b",
        within=40,
    ),
    near(
        r"deployments?",
        r"(?:creates?|becomes?|makes?|gets?|yields?|results? in|amounts? to|translates? (?:in)?to"
        r"|ends? up as|comes? down to"
        r"|means?|gives? rise to|is backed by|rests? on|uses?)\b[^.;]{0,30}\b(?:global(?:ly)?|gcl)\b",
    ),
    r"\b(?:you do have one|you (?:do )?have (?:such )?a global|there is one|one after all)\b",
)
"""The limit on the deployment is a global one."""
