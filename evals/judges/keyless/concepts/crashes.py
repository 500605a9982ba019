"""The other kinds of crash, each with the words that name it."""

from __future__ import annotations

import re

from evals.judges.keyless.phrases import Concept, phrases

CODE_EXCEPTION = Concept(
    "code_exception",
    "an exception in the flow's code",
    phrases(
        r"""
        ! known (\w+ )?(bug|defect|issue)s?|(bug|defect|issue|problem)s? (in|with|of) (prefect|\
            (flow )?retries|the (client|server|engine))
        ! (your|the) code's|(chang|fix|adjust|edit)(e|ed|ing)? (\w+ )?in (your|the) (code|flow)
        (unhandled|uncaught|python|user|application|app|flow|flow-code|task|code|programming|\
            business)[ -](level )?<wrong>
        (<wrong>|anything wrong|wrong) (\w+ )?(in|inside|within|from|with|of|by|raised (in|by)|\
            thrown by) <your><code>
        (your|the|user|own|flow|task|business|application|pipeline)('s)? (flow |task |python |own |run's |\
            actual |user )*(code|logic|function|body)
        <wrong> (was |were |had been |got |is )?(raised|thrown|logged|recorded|reported|coming|came) (in|by|inside|within|from|anywhere in|\
            out of) <your><code>
        (your|the|its) (own )?<code> (had |has |have )?(itself )?(raised|thrown|threw|throwing|raising|misbehav\w+)
        (your|the|its) (own )?(\w+ )?(code|logic|function|script) (broke|crashed|failed)
        your tasks?( code)?( (failed|did|raised|threw|were|was|has|have))
        (raise|raised|raises|raising|throw|threw|throwing|thrown) (an |any |no |the )?(\w+ )?(exception|\
            error)s?
        (value|key|type|zero ?division|attribute|index|import|module ?not ?found|runtime|assertion|\
            file ?not ?found)error
        (os|permission|unicode\w*|integrity|operational)error|zerodivision
        (code|logic|programming|coding|normal|regular|ordinary|plain) (bug|error|problem|issue|exception|\
            defect|fault)s?
        (failing|failed|crashing) tasks?|tasks failed|buggy (code|function|flow|task|script)|code-level|user-code
        """,
        wrong="exceptions?|errors?|bugs?|failures?|tracebacks?|faults?|defects?|mistakes?|problems?|issues?",
        your="((your|the|its|this|user|my|our|a|any) )*",
        code="(flow|task|user|python|application|business|pipeline(?!-)|script|own|workflow|job"
        "|app|code|logic|\\w+\\(\\))s?('s)?( function)?"
        "([ -](code|logic|body|function|script|itself))?",
    ),
)

MEMORY = Concept(
    "memory",
    "out of memory, or an exit code",
    phrases(
        r"""
        ! (in|into|from|lives?|only) (the |its |process |server('s)? |working |server process )*memory|\
            in-memory
        ! memory (lease|storage|store|backend|backed|dict|implementation|default|database)s?|memory-(backed|\
            only|based)
        oom([ -]?kill(ed|er|ing|s)?)?|oomed|oomkilled|out[ -]of[ -](memory|ram)
        memory (kill|exhaustion|pressure|limit|issue|problem|leak|shortage|crash|spike|starvation|trouble|shortfall|crisis|footprint|usage problem|error)s?
        (ran|running|runs|run) out of (memory|ram)|ran low on memory|resource exhaustion|too (much|\
            little) memory
        exit(ed)?[ -](code|status)s?|sigkill(ed)?|status code -?(9|137)|code 137|kill -9|non-?zero (exit|\
            status)|signal 9
        segfault\w*|segmentation fault|not enough (memory|ram)|insufficient memory|(short of|starved of|lack of) (memory|ram)|\
            memory ran (out|short)
        """
    ),
    needs=(
        "mem",
        "oom",
        "exit",
        "kill",
        "ram",
        "code",
        "signal",
        "segfault",
        "segment",
        "exhaust",
    ),
)

INFRASTRUCTURE = Concept(
    "infrastructure",
    "a termination signal or lost infrastructure",
    phrases(
        r"""
        ! evict\w* (from|out of) (its|the|that) (\w+ )?(slot|place|seat|limit)|evict\w* (from|by) (redis|the (lease )?stor\w+)|(leases?|records?) ~4 evict\w*|evict\w* ~3 leases?|\
            redis evict\w*
        sigterm|sigint|termination signals?|(kill|os|external|interrupt) signals?|signal 15|\
            terminated by a signal|exit code 143
        evict(ed|ion|ions|ing)?|pre-?empt(ed|ion|ions)?|spot (instance|interruption|termination)|scal(e|ed|\
            ing)[ -](down|in)
        (infrastructure|infra) (failures?|loss|lost|problems?|issues?|crash\w*|outages?|events?|errors?|going|died|\
            disappear\w*|itself)
        (lost|losing|dead|failed|vanished|loss of) (the )?(infrastructure|infra)
        <machine>('s)? (was |were |is |being |already |got |has been |had been |had |has |have |itself |sudden |own )*<dies>
        kill(ed|s)?( \w+)? (by|from) (the )?(kernel|os|operating system|platform|host|system|outside|kubernetes|k8s|\
            orchestrator|scheduler|cluster)|(kubernetes|k8s)( \w+)? (kill|evict|stopp|end|terminat)\w*
        (pod|node|container|host|worker|spot|process|hardware) (failures?|loss|kills?|termination|crash(es)?|\
            death|drain\w*|shutdowns?)
        (killed|dead|dying|lost|evicted|crashed) (pod|container|process|worker|node|host)
        (infrastructure|kubernetes|platform|kernel|operating system|cluster) (\w+ )?(killed|stopped|\
            terminated|ended|removed)
        missing heartbeats?|zombies?|kubernetes (killed|evicted|terminated)|failed to submit|\
            submission failure
        """,
        machine="pod|node|container|host|vm|instance|machine|worker|process",
        dies="killed|shutdown|gone away|went away|failed|evicted|lost|terminated|deleted|drained|died|dying|dead|gone|crash\\w*|preempted"
        "|vanish\\w*"
        "|reclaimed|shut down|re-?start\\w*|re-?deploy\\w*|removed|recycled",
    ),
)

CANCELLATION = Concept(
    "cancellation",
    "a cancellation by a person",
    phrases(
        r"""
        ! cancell?(ed|ation) (by|of|from) (the )?(runtime|engine|prefect|task group|event loop)
        ! manual (intervention|action|step)s? (is |are |was )?(needed|required|necessary)
        (manual|user|human|deliberate|intentional|user-initiated|user-requested|operator|ordinary|genuine|\
            explicit)[ -](\w+ )?(cancel\w*|abort\w*|stop|intervention|action)
        manually (cancel\w*|stopped|aborted|killed|terminated)|cancelled (manually|deliberately|on purpose|\
            intentionally)
        cancel\w* (by|from|through|via|in|request\w* (by|from)) (a |an |the |your )*(\w+ )?<person>
        <somebody> (\w+ ){0,3}?(cancel\w*|abort\w*|stopp\w*|kill\w*|hit|press\w*|click\w*)
        cancel (request|button|action)|(a|the) (user|person|human) (action|request)|(user|manual) cancell?\w*
        """,
        person="user|person|human|someone|somebody|anyone|anybody|ui|operator|hand|teammate|colleague|people"
        "|team"
        "|one|member|cli|admin|engineer|dashboard",
        somebody="someone|somebody|anyone|anybody"
        "|(a|the) (user|person|teammate|colleague)"
        "someone|somebody|anyone|anybody|nobody|no one|no-one|(a|the) (user|person|teammate|colleague)"
        "|(a|an) (human|operator)|people|user",
    ),
    needs=(
        "cancel",
        "abort",
        "stop",
        "kill",
        "hit",
        "press",
        "click",
        "user",
        "person",
        "human",
        "manual",
        "operator",
    ),
)

NO_SLOT = Concept(
    "no_slot",
    "a run that could not get a slot",
    phrases(
        r"""
        (couldn't|can't|could not|unable to|fail(ed|s|ing|ure)? to|didn't|did not|never|waiting (to|for)|\
            waits? for|waited for) (ever )?(get|getting|acquir\w*|obtain\w*|secur\w*|grab\w*|\
            receiv\w*)?\s?(a|its|any|the|free)? ?(free |open |concurrency )*slots?
        slots? (acquisition|starvation|shortage|exhaustion|contention)|awaiting ?concurrency ?slot|\
            acquisition( \w+)?
        (stuck|queued|waiting) (in|for|behind|on) (the |a |its )?(queue|concurrency|slot|limit|turn|late|\
            scheduled|pending)
        never (started|got (to run|going|a slot)|acquired|ran)
        (full|exhausted|saturated|reached|maxed[ -]out|hit|hitting|at capacity) (the |its |\
            a )?(concurrency )?limits?
        (limit|slots?|concurrency) (was|were|had been) (\w+ )?(full|exhausted|saturated|reached|maxed[ -]out|\
            exceeded|too low|too small|at capacity|used up|all taken)
        (no|lack of|out of|not enough|insufficient) (free |available |open |more |concurrency )+slots?
        blocked (by|on) (the|a) (concurrency )?limit|concurrency limit (reached|exceeded|exhaustion|\
            exhausted|full|contention)
        """
    ),
    needs=(
        "slot",
        "limit",
        "queue",
        "wait",
        "acqui",
        "never",
        "full",
        "capacity",
        "concurrency",
        "await",
        "stuck",
        "started",
    ),
)

TIMEOUT = Concept(
    "timeout",
    "a timeout of the flow itself",
    phrases(
        r"""
        (flow|task|job|execution|timeout_seconds)('s)? (own )?(timeout|time limit|timed out|deadline)
        timeout_seconds|(run|flow) exceeded (its|the) (timeout|time limit|deadline)|flow(-level)? timeouts?|\
            timedout
        """
    ),
    needs=(
        "time",
        "timeout",
        "deadline",
    ),
)

OTHER_KINDS = (CODE_EXCEPTION, MEMORY, INFRASTRUCTURE, CANCELLATION, NO_SLOT, TIMEOUT)
"""What an answer may rule out, or wrongly name, besides a failed renewal."""

BARE_WORDS = {
    CODE_EXCEPTION.name: phrases(
        r"""
        ! (blocking|running|long|cpu-bound|synchronous|async|heavy) (\w+ )?code|code's|(chang|fix|adjust|\
            edit)(e|ed|ing)? (\w+ )?in (your|the) (code|flow)
        ! (code|flow) (changes?|deploy\w*)|(changes?|edit\w*|touch\w*|modif\w+) (\w+ ){0,3}(code|flow)|(exit|\
            status) code
        ! (other )?exceptions? (for|to|text|is|was|says)|(the )?error (message|line|text)
        flow(?= (itself )?((did|was|is|has|had|does)(n't| not) (\w+ )?(fail|rais|throw|crash|do |do$|err|hit|caus|misbehav|broken|wrong|the |\
            to blame|at fault|run into|contain|hang|die|guilty|responsible|involved|stop|buggy|finish|break|behind)|did (nothing|no) \
            wrong|did its job|behaved|is in the clear))|(the|your) run(?= (did|does)(n't| not) (do|raise|throw|fail))
        (the|your) flow(?=\?| itself)|exceptions?|tracebacks?|stack ?traces?|bugs?|code|your (flow|tasks?|function|script)|fault of yours|\
            app(lication)? (error|fault)
        """
    ),
    MEMORY.name: phrases(
        r"""
        ! (in|into|from|lives?|only) (the |its |process |server('s)? |working |server process )*(memory|ram)|\
            in-memory
        ! memory (lease|storage|store|backend|backed|dict|implementation|default|database)s?|memory-(backed|\
            only|based)
        ! (more|enough|insufficient|less|(lack|short|shortage|starved|want) of) memory|memory of (it|its|the|this|that|any|such|which|either|ever)
        ! (lost|loses?|losing|forgot\w*|wip\w+|clear\w*) (its|their|the|all|his|whole) (\w+ )?memory|memory loss
        memory|ram|137|-9
        """
    ),
    INFRASTRUCTURE.name: phrases(
        r"""
        ! infrastructure (block|type|logs?)
        (pod|container|process|machine|node|worker|host)(?= (was|were|is|has|did|had)(n't| not)(?! enough))
        infrastructure|signals?(?! (that|to|of life))|kubernetes|(pod|container|process|machine|node|worker) ~2 (killed|stopped|\
            terminated|died|lost)
        killed from outside|hardware
        """
    ),
    CANCELLATION.name: phrases(
        r"""
        ! cancell?(ed|ation) (by|of|from) (the )?(runtime|engine|prefect|task group|event loop)|\
            cancell?ation scope
        cancell?(ed|ation|ations|ing)|cancel|(user|person|human|operator|anybody|anyone|one)s? ((was|is|were|has|had) )?(involved|behind|\
            interven\w+|touched)|(by|from) (a |the |any )?(user|person|human|hand|anybody|anyone|\
            operator)
        """
    ),
    NO_SLOT.name: phrases(
        r"""
        (waiting|queueing|queuing) for (one|its turn|a turn)|(waiting|queued|queueing|stuck) ~3 (slot|limit|queue)|(limit|slots?) ~3 (full|exhausted|reached|\
            maxed|at capacity)|full limit
        """
    ),
    TIMEOUT.name: phrases("(flow|run|task) (timeout|timed out)"),
}
"""Words too common to name a kind, that still say which kind is denied ("no exception", "not memory")."""

NOBODY = re.compile(r"(?:nobody|no[ -]one)\b(?! (?:has|have|had|needs?) to)")
"""Denies what it is the subject of."""

ASKS_NOTHING = re.compile(
    r"(?: itself| does| also)? ?(?:do|does|did|has|have|had|is|was|are|were|need)(?:n't| not) (?:\w+ )?(?:answer|respon|need|requir"
    r"|want|ask|know|chang|matter|have to|get|got|reach|receiv|notic|see|saw|told|aware|necessar|use|allow|held|free|yet|awake|asleep|running|reachable|available|able|be"
    r" (?:chang|touch|edit)|relevant (?:to|for) (?:the )?(?:fix|remedy))"
)
"""Right after a common word: what is denied is no crash ("the code doesn't need any change")."""

NEEDLESS = re.compile(
    r"\bno need\b|\b(?:needn't|need not)\b|(?:n't|not) (?:\w+ )?(?:have|need)(?:ed)? to\b|\b(?:nobody|no one) (?:has|needs) to\b"
    r"|\b(?:is|are|was|'s) (?:\w+ )?(?:needed|necessary|required)\b|^if\b"
)
"""Says what need not be done, or what would follow: it denies no kind of crash by a common word."""
