"""What is said of the run's process: it held itself up, went on, was dead, was to be ended."""

from __future__ import annotations

from evals.scenarios.ideas.phrasing import near

_LOOP = r"(?:event|asyncio|async|main)[ -]?loop|loop\b|event ?loop"
_HELD_UP = (
    r"block|starv|stall|monopoli[sz]|hog|fro[zs]e|freez|tied up|ties up|tying up|stuck|bus(?:y|ied)|held up"
    r"|hold(?:s|ing)? up|unresponsive|stands? still|stood still|standstill|stood on|stopped|halted|paus|slept"
    r"|sleep|asleep|held\b|holds\b|occup|jam|clog|choke|lock(?:ed|s|ing)? up|hung|hang|sat on|sits on"
    r"|sitting on|"
    r"kept[^.;]{0,30} from|keeps[^.;]{0,30} from|prevent|brought to|didn't (?:turn|get a turn|run)"
    r"|not (?:turn|get)"
    r"|(?:can't|cannot|couldn't|could not|unable to) (?:speak|do|run|turn|serve|get|process|handle"
    r"|schedule|move"
    r"|respond|switch|spin)"
    r"|deprived|out of action|gridlock|seiz"
)
_BLOCKING = (
    r"(?:blocking|long-running|synchronous|sync|cpu[- ](?:bound|heavy|intensive|hungry)|heavy|time-consuming"
    r"|non-async|overlong|lengthy)"
)
_WORK = (
    r"(?:calls?|code|work|operations?|steps?|functions?|computations?|query|queries|section|parts?|stuff)\b"
)
LOOP_BLOCKED = (
    near(_LOOP, _HELD_UP, within=80),
    near(rf"(?:{_HELD_UP})\w*", rf"(?:{_LOOP})", within=80),
    near(
        "process|interpreter|client|flow|step|summary", rf"(?:{_HELD_UP})\w*[^.;]{{0,80}}\brenew", within=60
    ),
    near(
        r"process|interpreter|client|(?:its|the) (?:only )?thread",
        r"(?:was|were|got) (?:\w+ )?"
        r"(?:blocked|starved|stuck|busy|tied up|held up|frozen|hogged|monopoli[sz]ed)",
        within=40,
    ),
    near(_BLOCKING, _WORK, within=40),
    r"\bblock(?:s|ed|ing) (?:itself|its own|the renewal|its client)",
    near(_LOOP, r"(?:had|got|has|gave|gets) no (?:chance|turn|time|opportunity)|was given no", within=40),
    (
        r"\b(?:renewal|renewer|renewing|client)\b[^.;]{0,60}\b(?:never got|didn't get|couldn't get|had no"
        r"|got no|not "
        r"get)\b[^.;]{0,20}\b(?:turn|chance|run|scheduled|cpu|time)"
    ),
)
"""The process held up the loop on which its client renews."""

_LOGGED = (
    r"(?:log\w*|lines?|output|messages?|entry|entries|records?|printed|written|word|sound|sign of life)\b"
)
_TIME = (
    r"(?:\d\d:\d\d|minutes|\d+(?:[.,]\d+)? ?(?:s|sec|seconds|min|m)\b|\d+:\d\d\b|between"
    r"|from|until|before|for)"
)
SILENCE = (
    (
        rf"\b(?:silen(?:t|ce|ces|tly)|gaps?|holes?|hush\w*|quiet\w*|lull|blank|void|dead air|mute|pause"
        rf"|standstill"
        rf"|blackout|dark|empty stretch|nothing at all|interval|stretch)\b[^;]{{0,100}}?\b(?:{_TIME}"
        rf"|{_LOGGED})"
    ),
    (
        rf"\b(?:{_TIME}|{_LOGGED})[^;]{{0,100}}?\b(?:silen(?:t|ce|ces)|gaps?|holes?|hush\w*|quiet\w*|lull"
        rf"|blank"
        rf"|void"
        r"|mute|pause|standstill|blackout|empty stretch|nothing)\b"
    ),
    (
        rf"\b(?:no|not (?:a|one|any|even)|nothing|without (?:a|any|one|even)|zero|stopp?e?d?|ceas\w+"
        rf"|never)\b[^.;]{{0,30}}?"
        rf"\b{_LOGGED}[^.;]{{0,60}}?\b(?:minutes|\d\d:\d\d|\d{{3}} ?s|between|5[.,:]\d|five)"
    ),
    (
        rf"\b(?:minutes|\d\d:\d\d|\d{{3}} ?s|between)\b[^;]{{0,90}}?\b(?:no|not (?:a|one|any)|nothing"
        rf"|without (?:a|any|one))"
        rf"\b[^.;]{{0,25}}?\b{_LOGGED}"
    ),
    r"\bnothing\b[^.;]{0,40}\b(?:minutes|33\d ?s|between)",
    (
        rf"\b(?:no|not (?:a|one|any|even)|nothing|without (?:a|any"
        rf"|one))\b[^.;]{{0,25}}?\b{_LOGGED}[^.;]{{0,40}}?\b"
        r"(?:(?:in|during|over|for|throughout) (?:that|this|the (?:same|whole|entire)|all (?:that"
        r"|this)) (?:\w+ )?(?:time|period"
        r"|interval|stretch|span|while|minutes|spell)|meanwhile|in the meantime)"
    ),
    rf"\b{_LOGGED}[^;]{{0,120}}\b(?:minutes|33\d ?s|33\d seconds|5:30|5m ?30)",
    rf"\b(?:minutes|33\d ?s|33\d seconds|5:30|5m ?30)[^;]{{0,120}}\b{_LOGGED}",
    r"\bsummary\b[^;]{0,80}\b(?:minutes|33\d|5[.,:]\d+)|\b(?:minutes|33\d|5[.,:]\d+)\b[^;]{0,80}\bsummary\b",
    r"\d\d:\d\d:\d\d[\d.]*\W{1,4}(?:(?:->|-|to|until|till|and)\W+)\d\d:\d\d",
)
"""The run's own log has nothing for minutes."""

_ADVERBS = (
    r"(?:really |already |indeed |actually |simply |therefore |by then |apparently "
    r"|evidently |either |itself |just )*"
)
_TAKEN_FOR = (
    r"declar|presum|believ|consider|th[io](?:nk|ught)|assum|took\b|tak(?:en|es)\b|as (?:if|though)|conclud"
    r"|suppos|mark|whether"
    r"|says?\b|said\b|claim|mistak|mistook|look|seem|appear|suspect|decid|detect|when\b|if\b|that (?:really"
    r"|actually)|would"
    r"|could|might|may\b|not\b|n't|never|nor\b|neither|no\b|who\b|which\b"
)
DEAD_OR_HUNG = (
    (
        rf"(?:^|(?<=[.!?:;,|] )|(?<=and )|(?<=because )|(?<=since )"
        rf"|(?<=that ))(?:(?!\b(?:{_TAKEN_FOR}))[^.;,:]){{0,60}}?"
        r"\b(?:process|flow|run|it|client)\b(?: of [\w-]+)? (?:itself )?"
        rf"(?:(?:had |was |were |has |is |have |been )+{_ADVERBS}(?:died|dead|hung|hanging|stuck|frozen?"
        rf"|froze"
        rf"|stalled|unresponsive"
        rf"|dying|lifeless|gone|asleep)|{_ADVERBS}(?:died|hung|hangs|froze|stalled))\b(?! by| from)"
    ),
    r"\b(?:hung|frozen|stuck|hanging|dead|unresponsive|stalled) (?:process|flow|run|client)\b",
    (
        r"\b(?:heartbeat\w*|automation|watchdog|zombie \w+)\b[^.;]{0,30}\b(?:was|were) (?:right|correct"
        r"|justified)"
    ),
    (
        r"\b(?:rightly|correctly|justly|with good reason)\b[^.;]{0,30}\b(?:marked|written off|declared|set"
        r"|crashed)"
    ),
    r"\bhad therefore (?:hung|died|frozen)",
)
"""The process was dead or stuck when it was taken for that."""

_GOES_ON = (
    r"kept\b|keeps?\b|still\b|continu\w+|carr(?:ied|ies|y) on|carrying on|remain\w*|alive\b|survived?\b"
    r"|outliv\w*"
    r"|went on\b|go(?:es)? on\b|going on\b|going\b|lived on|lives on|persist\w*|did(?:n't| not) (?:stop|end"
    r"|die)"
    r"|(?:not|never)(?: \w+)? (?:stop|end|die)\w*|running\b|at work\b|working\b|r[au]n on\b|kept running"
    r"|not dead"
    r"|unaffected|oblivious|undeterred|plough\w*|unstopped|lingers?|linger\w*"
)
KEPT_WORKING = (
    (
        r"\b(?:process|infrastructure|pod|container|threads?|code|flow|work|it|they|workers?|loaders?|shards?|program|job|run"
        r"|that|this)\b[^.;]{0,30}\b(?:has|have|had|is|are|was|were|did|does|do)(?:n't| not) (?:yet "
        r"|really |actually |even |fully )*"
        r"(?:stopped|ended|died|exited|quit|gone|dead|over|through with|given up|ceased"
        r"|come to (?:a stop|rest|an end)|stop|cease|exit)\b"
    ),
    near(
        r"logs?|output|lines?|messages|entries|record",
        r"(?:(?:goes|went|go|going|carries|carried|runs|ran) on\b|continu\w+|keeps? (?:on |coming"
        r"|growing|writing)|kept (?:on |coming"
        r"|growing|writing)|doesn't (?:stop|end)|keep on)[^;]{0,60}\bloaded row",
        within=30,
    ),
    near(
        r"process|infrastructure|pod|container|threads?|code|flow|work|it|workers?|loaders?|shards?|program"
        r"|job",
        rf"(?:{_GOES_ON})",
    ),
    near(
        r"(?:run|flow run|state)\b[^.;]{0,40}\b(?:over|finished|ended|crashed|done|dead|terminal|closed"
        r"|final)\b[^.;]{0,20}",
        r"(?:threads?|process|code|work|loaders?|it|shards?|infrastructure)(?:\w+ )* ?(?:aren't|isn't"
        r"|wasn't|weren't|is not"
        r"|are not|was not|were not)",
        within=40,
    ),
    near(
        r"loaded (?:\w+ )?rows?|rows? (?:were|was|are|is|being|\d+)",
        r"(?:after|later than|past|behind|beyond|following) (?:the|its|it|that) (?:\w+ )?(?:crash|end|state"
        r"|terminal|death)",
        within=40,
    ),
    near(
        r"(?:logs?|lines?|messages|entries|output|rows?)\b[^.;]{0,80}\b(?:after|later than|past|behind|beyond"
        r"|following|follow)",
        "crash|end|terminal|terminat",
        within=40,
    ),
    r"\b(?:zombie|orphan\w*|ghost|runaway|rogue) (?:process|threads?|run|pod|container|worker)",
    (
        r"\b(?:the )?(?:work|process|threads?|code|loading) (?:did(?:n't| not)|has(?:n't| not)|never) "
        r"(?:\w+ )?(?:end|stop|die|finish|cease)"
    ),
    (
        r"\b(?:can't|cannot|could(?:n't| not)|unable to|does(?:n't| not)|not) (?:be )?(?:interrupt|stop|reach"
        r"|kill"
        r"|cancel)\w*[^.;]{0,30}\bthreads?\b|\bthreads?\b[^.;]{0,40}\b(?:can't|cannot|could(?:n't| not)"
        r"|weren't"
        r"|not)"
        r" (?:be )?(?:interrupt|stop|reach|kill|cancel)"
    ),
)
"""The flow's code went on after the run had crashed."""

LINES_AFTER = (
    (
        r"\b(?:kept|went|still|continu\w+|carried|carries)\b[^.;]{0,40}\b(?:seconds?|afterwards|after (?:the"
        r"|its) (?:crash|end))\b"
    ),
    r"\bloaded row\b",
    r"\bload(?:ed|ing|s)? (?:\w+ )?rows?\b[^.;]{0,40}\b(?:after|past|beyond|later|since)\b",
    near(
        r"(?:logs?|lines?|messages?|entries|entry|output|rows?|printed|logged|writes?|wrote)",
        r"(?:after|later|past|beyond|afterwards|following|follow|since|behind|still|continu\w*|keep|kept"
        r"|go on|went on)\b",
        within=90,
    ),
    near(
        r"(?:after|later|past|beyond|following|since|second)",
        r"(?:logs?|lines?|messages?|entries|entry|output|rows?|printed|logged)\b",
        within=90,
    ),
)
"""The lines of its own that the flow wrote after the crash."""

_END_IT = (
    r"kill|stop|end|terminate|shut|shut (?:it |them |that |this )?down|delete|remove|tear (?:it )?down"
    r"|clean up"
    r"|get rid of"
    r"|put an end to|pkill|sigkill|take down|bring down|destroy|evict|scale (?:it )?down|drain|reap"
    r"|finish off"
    r"|put down"
)
END_THE_PROCESS = (
    near(
        _END_IT,
        r"(?:process|pod|container|job|infrastructure|machine|instance|threads?|vm|pid|zombie|straggler"
        r"|leftover"
        r"|survivor|host|worker)",
    ),
    r"\b(?:kubectl delete|docker (?:kill|stop|rm)|kill -\w+|kill (?:\d+|<pid>)|pkill)\b",
    (
        r"\b(?:process|pod|container|job|infrastructure|threads?|it|which|that|leftover"
        r"|survivor)\b[^.;]{0,40}\b"
        r"(?:has to|have to|must|should|needs? to|ought to|wants to) (?:\w+ )?be (?:\w+ )?"
        r"(?:killed|stopped|ended|terminated|deleted|removed|shut down|put down|cleaned)"
    ),
    r"\b(?:kill|terminate|stop|end) (?:it|them|that|this|what)\b",
    r"\b(?:take|bring|tear|shut) (?:the |that |this |its |your )?(?:it|them|\w+) down\b",
)
"""The process is to be ended by hand."""
