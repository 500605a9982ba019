"""What is said of the server: it was away, it was restarted, it forgot, its storage isn't shared."""

from __future__ import annotations

from evals.scenarios.ideas.phrasing import near, together

API = r"(?:prefect |orion )?(?:api|server|backend|control[ -]plane|endpoint|service|orchestrator)(?:'s)?"
"""The server, by what it is called."""

_NOT = r"(?:not|never|no longer|n't|nobody|nothing|no one|neither)"
_AWAY = (
    r"unreachable|unavailable|inaccessible|(?:was |were |is |been |had |has |went |being |or "
    r"|process )(?:\w+ )?(?:down|"
    r"offline|away|gone|dead|stopped|absent|missing|out)\b|down\b|offline\b|"
    r"(?:not|never|\w+n't) (?:\w+ ){0,2}?(?:be )?(?:reach|listen|runn|up\b|there\b|avail|answer|respond"
    r"|contact"
    r"|accept|at home|present|around|repl|online|alive|being there|serving|operational|in service)|"
    r"(?:refus|declin|turn\w* away|reject)\w* (?:\w+ ){0,3}connect|refus\w+ (?:it|the client|the call|us)\b|"
    r"out of reach|beyond reach|closed (?:port|door)|closed\b|shut\b|outage|downtime|absence"
    r"|stopped listening"
)
_REACH = (
    r"reach|contact|connect|get through|got through|talk to|speak to|call\b|communicat|get hold of|find\b|"
    r"get to|got to|get an answer|get a connection|open a connection|establish|access|ask\b"
)
UNREACHABLE = (
    near(API, _AWAY),
    near(
        r"could(?:n't| not)|can't|cannot|unable to|failed to|fails? to|not able to|impossible to|did(?:n't"
        r"| not)"
        r"|without being able to|never|no longer|wasn't able to",
        rf"(?:{_REACH})",
        within=12,
    ),
    r"\b(?:outages?|downtime|unavailability|unreachability|inaccessibility)\b",
    (
        r"\b(?:nothing|nobody|no process|no server|no one|no-one|no api|none) (?:[\w']+ ){0,3}(?:listen"
        r"|answer"
        r"|there\b|home\b|respond|at the|accept|serv)"
    ),
    (
        r"\bno (?:\w+ ){0,2}(?:server|api|backend|process|service|listener) (?:\w+ )?(?:at|there|behind"
        r"|on the"
        r"|to (?:talk|answer)"
        r"|listen|running|up\b|answer|present|was there)"
    ),
    r"\bno (?:answer|reply|response) (?:\w+ ){0,2}(?:came|at all|from)",
    (
        r"\b(?:nobody|no one|no-one|nothing|no process|no server) (?:\w+ ){0,2}(?:open(?:ed|s)?\b|pick(?:ed"
        r"|s)? up"
        r"|took (?:the|its) call|came to the door|accept|was in\b|was home)"
    ),
    (
        r"\b(?:rang|phoned|called|knocked|dialled|dialed)\b[^.;]{0,60}\b(?:nobody|no one|no answer|in vain"
        r"|dead line|closed)"
    ),
    r"\bdead line\b|\bline (?:was|went) dead\b",
    (
        r"\b(?:never|not|n't) (?:got|get|reached|arrived?|made it|make it|came) (?:\w+ ){0,2}(?:to|at"
        r"|through to) "
        r"(?:an? |the )?(?:prefect )?(?:api|server)"
    ),
    (
        r"\b(?:api|server|backend|host|port|desk|door|line|connection|socket)\b[^.;]{0,50}\b(?:shut|closed"
        r"|cut"
        r"|severed"
        r"|broken|broke|interrupted|dropped|slammed)\b"
    ),
    r"\b(?:closed|shut|locked) (?:door|desk|port|counter|gate|shop|window)\b",
    (
        r"\b(?:broke|broken|cut|interrupted|lost|failed|severed)\b[^.;]{0,30}\b(?:line|link|contact"
        r"|connection"
        r"|connectivity|path|route)\b"
    ),
    (
        r"\b(?:gap|hole|interruption|blip|hiccup|failure|loss)s?\b[^.;]{0,25}\b(?:api|server|connectivity|"
        r"reachability)\b"
    ),
    r"\brefus\w*\b[^.;]{0,80}\b(?:host was|port was|nobody|no process|nothing (?:was )?(?:there|listen))",
)
"""The API could not be reached, for whatever reason."""

REFUSED = (
    r"\bconnect\w*\b[^.;]{0,40}\brefus",
    r"\brefus\w*\b[^.;]{0,40}\bconnect",
    r"\berrno ?111\b|\beconnrefused\b|\[?errno 111",
    r"\bconnect(?:ion)?(?:refused)?error\b",
    r"\brefused\b[^.;]{0,30}\b(?:timed out|timeout|answer|repl|port|means)",
)
"""The connection was refused, as the log has it."""

_RESTART = (
    r"re-?start|re-?boot|re-?deploy|bounc(?:ed|ing|e)\b|replace(?:d|ment)|recycled|re-?launch|roll(?:ed"
    r"|ing)[ -]?out"
    r"|roll-?out|rolling (?:update|restart|deploy)|came back up|swapped|new (?:process|instance|pod|server)\b"
    r"|(?:came|come|coming|started|starting) (?:up |back )?(?:anew|again|afresh|fresh)"
    r"|fresh(?:ly)? (?:start|boot|process|instance)"
    r"|crash(?:ed)? and (?:came|was)|cycled|re-?creat|power[ -]cycl|went down and (?:came|back)|re-?spawn"
)
_SERVER = r"server|api|backend|control[ -]plane|prefect|orion"
RESTARTED = (
    near(_SERVER, _RESTART),
    near(rf"(?:{_RESTART})\w*", rf"(?:{_SERVER})\b", within=60),
    together(_RESTART, rf"(?:{_SERVER})\b"),
)
"""The server was restarted, or replaced."""

_MEMORY = r"(?:memory|ram)\b"
LEASES_FORGOTTEN = (
    rf"\b(?:in|from|of|out of|its|server's|working|process) (?:\w+ ){{0,2}}{_MEMORY}",
    r"\b(?:empty|blank|clean|fresh|no) (?:memory|slate|ram)\b|\bamnesia\b",
    rf"\bin-{_MEMORY}|\bmemory[ -](?:only|based|backed|storage|store)|\bvolatile\b|\bnon-?persistent\b",
    (
        r"\b(?:los(?:t|es|ing|e)|forg(?:ot|ets?|etting|otten)|drop(?:ped|s|ping)|wip(?:ed|es|ing)|discard\w*"
        r"|clear(?:ed|s)"
        r"|eras(?:ed|es)|flush(?:ed|es)) (?:[\w']+ ){0,4}(?:leases?|them|everything|all|its state|records?"
        r"|list"
        r"|book)"
    ),
    (
        r"\bleases? (?:[\w']+ ){0,6}(?:lost|gone|forgotten|wiped|vanish\w*|disappear\w*|survive|erased"
        r"|evaporated"
        r"|died|dropped)\b"
    ),
    r"\b(?:none|nothing) (?:of them )?(?:left|known)\b|\bnever heard of\b",
)
"""It kept the leases where they don't survive."""

RESTART_RIVALS = (
    near(_SERVER, _RESTART),
    near(rf"(?:{_RESTART})\w*", rf"(?:{_SERVER})\b", within=40),
    rf"\b(?:a|the|some|this|that|any) (?:server |api |brief |quick |recent |prefect )*(?:{_RESTART})",
)
STORAGE_RIVALS = (
    (
        r"\breplicas?\b|\b(?:several|multiple|two|different|more than one) (?:api |prefect )?(?:servers"
        r"|instances|pods)\b"
    ),
    (
        r"\blease storage\b[^.;]{0,30}\b(?:not shared|isn't shared|unshared|lost|wiped|in memory)"
        r"|\bunshared\b"
        r"|\b(?:not|isn't|aren't|don't|without|no) (?:\w+ )?shar(?:ed?|ing)\b[^.;]{0,30}\b(?:stor|lease)"
    ),
    r"\b(?:wiped|lost|forgot\w*|erased|dropped|evicted|flushed)\b[^.;]{0,30}\bleases?\b",
)
NETWORK_RIVALS = (
    r"\bnetwork\b|\bconnectivity\b|\bdns\b|\bfirewall\b|\bpartition\b",
    (
        rf"\b(?:{API})\b[^.;]{{0,40}}\b(?:unreachable|unavailable|down\b|offline|outage|overload|slow"
        rf"|timed? ?out)"
    ),
    r"\b(?:outage|downtime)\b|\b(?:could(?:n't| not)|can't|unable to) (?:be )?reach",
)
EXPIRY_RIVALS = (r"\bleases? (?:\w+ ){0,3}(?:expired|lapsed|timed out|ran out)|\bexpir(?:y|ation)\b",)
BLOCKED_RIVALS = (
    (
        r"\b(?:blocked|frozen|stalled|suspended|starved|hung|paused|sleeping)\b[^.;]{0,30}"
        r"\b(?:loop|process|host|machine|client)|\b(?:loop|process|host|machine|client)\b[^.;]{0,30}"
        r"\b(?:blocked|froze|frozen|stalled|suspended|starved|hung|paused|asleep|slept)\b"
    ),
)
"""Causes as they are named beside others, for criteria that another cause meets."""

LEASE_LOST_RIVALS = (
    r"\bin-memory leases?\b",
    (
        r"\b(?:server|api|it)\b[^.;]{0,40}\b(?:lost|forgot\w*|wiped|erased|dropped|had no|no longer had"
        r"|didn't have)\b"
        r"[^.;]{0,25}\bleases?\b"
    ),
    r"\b(?:wiped|wipes|erased|lost|cleared|forgotten)\b[^.;]{0,20}\bleases?\b",
    r"\bleases?\b[^.;]{0,20}\b(?:lost|forgotten|wiped|erased|evicted|revoked|expired)\b",
)
"""A lease that the server no longer had, beside an API that could not be reached."""

_OTHER_SYSTEM = (
    r"(?:(?:inventory|source|target|third-party|external|upstream|downstream|customer|supplier|partner"
    r"|remote|data|"
    r"database|its own|your own|business|warehouse|shop|erp)(?:'s)? (?:\w+ )?(?:system|api|service|server"
    r"|endpoint|host|"
    r"database|db|backend|source|target)|data ?base|flow's (?:own )?(?:target|source|endpoint|api|backend"
    r"|database))"
)
ANOTHER_SYSTEM_DOWN = (
    near(
        _OTHER_SYSTEM,
        r"(?:was|is|went|being|had|has)? ?(?:\w+ )?(?:down\b|unreachable|offline|refus|unavailable|not reach"
        r"|did(?:n't| not) (?:answer|respond)|was(?:n't| not) (?:listen|reach|avail))",
    ),
    near(
        r"connect(?:s|ed|ing|ion)? (?:\w+ )?(?:to|with)|(?:could(?:n't| not)|can't|unable to"
        r"|failed to) reach",
        _OTHER_SYSTEM,
    ),
    near("this system|that system", r"(?:went|was|is) (?:\w+ )?(?:down|unreachable|offline|unavailable)"),
)
"""What refused the connection is called a system of the flow's own, and not Prefect's API."""

RESTART_SEEN = (
    "(?<!almost )(?<!not )"
    + near(
        r"prove[sn]?|certain(?:ly)?|confirmed|definitely|beyond (?:any )?doubt|undoubtedly|without (?:a"
        r"|any) doubt",
        "re-?start",
    ),
    near("re-?start", r"(?:is|was) (?:proven|certain|confirmed|a fact|established|beyond doubt)", within=40),
    near(
        r"server(?:'s)? logs?|log of (?:the|your) server|api logs?",
        r"(?:there's|shows?|has|says|have|records?|reads?|contains?|states?|confirms?"
        r"|proves?)\b[^.;]{0,60}(?:start|boot|deploy|shutdown|shut)",
        within=30,
    ),
    near(r"(?:i|we) (?:saw|found|observed|read|noticed)|(?:saw|found|read) in", "re-?start", within=50),
    (
        r"\b(?:can|could|do|you'll) see (?:it |this |that |clearly )?(?:in|from) (?:its|the"
        r"|your) (?:\w+ )?logs?\b"
    ),
    (
        r"\b(?:its|server's|the server's|api's) (?:settings?|configuration|config) (?:shows?|says?|is|are|has"
        r"|have|reads?)\b"
    ),
    near(
        r"uptime|process list|metrics|monitoring|dashboards?|kubernetes|pod events?|deployment history"
        r"|server(?:'s)? logs?"
        r"|audit log|events?",
        r"(?:shows?|says?|proves?|confirms?|reveals?|records?|lists?|has|tells?)\b[^.;]{0,40}\b(?:server"
        r"|api)\b[^.;]{0,20}"
        r"(?:re-?start|re-?boot|re-?deploy|came up|started|replaced)",
        within=20,
    ),
    near(
        r"(?:server|api)\b[^.;]{0,20}(?:re-?start\w*|re-?boot\w*|re-?deploy\w*|came up|came back|replaced)",
        r"(?:as|which|what|that's what) (?:\w+ )?(?:the |its )?(?:server(?:'s)?|api(?:'s)?)? ?logs? (?:has"
        r"|have|says?|shows?"
        r"|tells?|records?|confirms?|proves?)",
        within=80,
    ),
    (
        r"\bi (?:can |could |did )?(?:see|saw|read|find|found|have seen) (?:it|this|that) (?:in|from|on) "
        r"(?:the|its|your) (?:\w+ )?(?:server(?:'s)?|api(?:'s)?|prefect)\b"
    ),
    r"\bstarted server process\b|\bapplication startup\b",
    rf"\b(?:server|api)\b (?:was |had |got |has |been |itself |then )*(?:{_RESTART})\w* at \d\d:\d\d:\d\d",
    together(
        r"(?:(?:this|that|it|which)(?: is|'s) (?:\w+ )?(?:proven|proved|a proven fact"
        r"|beyond (?:any )?doubt)|no need to (?:look|search|check"
        r"|investigate|dig) (?:any )?further|case closed|open and shut)",
        rf"(?:{_SERVER})\b[^.;]{{0,40}}(?:{_RESTART})",
    ),
    near(
        r"i (?:can |could |have |did )?(?:saw|seen|see|observed|found)|we (?:saw|see|observed)|you can see"
        r"|is visible|logged",
        r"(?:a|the|that|this) (?:\w+ )?re-?start",
        within=25,
    ),
)
"""The restart is said to have been seen."""
