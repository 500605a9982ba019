"""The other kinds of crash, each with the words that name it."""

from __future__ import annotations

from evals.judges.keyless.phrases import Concept, phrases

CODE_EXCEPTION = Concept(
    "code_exception",
    "an exception in the flow's code",
    phrases(
        r"""
        (unhandled|uncaught|python|user|application|app|flow|task|code|programming|\
            business)[ -](level )?<wrong>
        (<wrong>|anything wrong|wrong) (\w+ )?(in|inside|within|from|with|of|by|raised (in|by)|\
            thrown by) <your> <code>
        (your|the|user|own|flow|task|business|application|pipeline)('s)? (flow |task |python |own |run's |\
            actual |user )*(code|logic|function|body)
        (your|the|its) (own )?<code> (raised|threw|throwing|raising|broke|crashed|failed|misbehav\w+)
        (raise|raised|raises|raising|throw|threw|throwing|thrown) (an |any |no |the )?(\w+ )?(exception|\
            error)s?
        (value|key|type|zero ?division|attribute|index|import|module ?not ?found|runtime|assertion|\
            file ?not ?found)error
        (os|permission|unicode\w*|integrity|operational)error|zerodivision
        (code|logic|programming|coding|normal|regular|ordinary|plain) (bug|error|problem|issue|exception|\
            defect|fault)s?
        code-level|user-code
        """,
        wrong="exceptions?|errors?|bugs?|failures?|tracebacks?|faults?|defects?|mistakes?|problems?|issues?",
        your="(your |the |its |this |user |my |our |a |any )*",
        code="(flow|task|user|python|application|business|pipeline|script|own|workflow|job"
        "|app)('s)?( function)?"
        "([ -](code|logic|body|function|script|itself))?",
    ),
)

MEMORY = Concept(
    "memory",
    "out of memory, or an exit code",
    phrases(
        r"""
        oom([ -]?kill(ed|er|ing|s)?)?|oomed|oomkilled|out[ -]of[ -]memory
        memory (kill|exhaustion|pressure|limit|issue|problem|leak|shortage|crash|spike|starvation)s?
        (ran|running|runs|run) out of (memory|ram)|ran low on memory
        exit(ed)?[ -](code|status)s?|sigkill(ed)?|status code -?(9|137)|code 137|kill -9|non-?zero (exit|\
            status)|signal 9
        segfault\w*|segmentation fault
        (?<!in-)(?<!in )memory(?!-| (lease|storage|store|backend|backed|dict|implementation|default|database))
        """
    ),
)

INFRASTRUCTURE = Concept(
    "infrastructure",
    "a termination signal or lost infrastructure",
    phrases(
        r"""
        sigterm|sigint|termination signals?|(kill|os|external|interrupt) signals?|signal 15|\
            terminated by a signal|exit code 143
        evict(ed|ion|ions|ing)?|pre-?empt(ed|ion|ions)?|spot (instance|interruption|termination)|scal(e|ed|\
            ing)[ -](down|in)
        infrastructure (failures?|loss|lost|problems?|issues?|crash\w*|outages?|events?|errors?|going|died|\
            disappear\w*|itself)
        (lost|losing|dead|failed|vanished|loss of) (the )?infrastructure|infra(structure)?
        <machine>('s)? (was |were |is |being |got |has been |had been |itself )*<dies>
        (pod|node|container|host|worker|spot|process|hardware) (failures?|loss|kills?|termination|crash(es)?|\
            death|drain\w*|shutdowns?)
        (killed|dead|lost|evicted|crashed) (pod|container|process|worker|node|host)
        missing heartbeats?|zombies?|kubernetes (killed|evicted|terminated)|failed to submit|\
            submission failure
        """,
        machine="pod|node|container|host|vm|instance|machine|worker|process",
        dies="killed|evicted|lost|terminated|deleted|drained|died|dying|dead|gone|crash\\w*|preempted"
        "|vanish\\w*"
        "|reclaimed|shut down|restart\\w*|removed",
    ),
)

CANCELLATION = Concept(
    "cancellation",
    "a cancellation by a person",
    phrases(
        r"""
        (manual|user|human|deliberate|intentional|user-initiated|user-requested|operator|ordinary|genuine|\
            explicit)[ -](\w+ )?(cancel\w*|abort\w*|stop|intervention)
        manually (cancel\w*|stopped|aborted|killed|terminated)|cancelled (manually|deliberately|on purpose|\
            intentionally)
        cancel\w* (by|from|through|via|in|request\w* (by|from)) (a |an |the |your )*(\w+ )?<person>
        <somebody> (\w+ ){0,3}?(cancel\w*|abort\w*|stopp\w*|kill\w*|hit|press\w*|click\w*)
        (cancellation|cancelation|canceling|cancelling)( requests?)?(?! scope)
        cancel (request|button|action)|(a|the) (user|person|human) (action|request)
        (not|n't|never) (\w+ )?cancell?ed|state (is|was|would be) (not )?cancell?ed
        """,
        person="user|person|human|someone|somebody|anyone|anybody|ui|operator|hand|teammate|colleague|people"
        "|team"
        "|one|member|cli|admin|engineer|dashboard",
        somebody="someone|somebody|anyone|anybody|nobody|no one|no-one|(a|the) (user|person|\
            teammate|colleague)"
        "someone|somebody|anyone|anybody|nobody|no one|no-one|(a|the) (user|person|teammate|colleague)"
        "|(a|an) (human|operator)|people|user|you|one",
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
        slots? (acquisition|starvation|shortage|exhaustion|contention)|awaiting ?concurrency ?slot|acquisition
        (stuck|queued|waiting) (in|for|behind|on) (the |a |its )?(queue|concurrency|slot|limit|turn|late|\
            scheduled|pending)
        never (started|got (to run|going|a slot)|acquired|ran)
        (full|exhausted|saturated|reached|maxed[ -]out|hit|hitting|too low|too small|at capacity) (the |its |\
            a )?(concurrency )?(limits?|slots?)
        (limit|slots?|concurrency) (was|were|is|are|being|been|had been) (\w+ )?(full|exhausted|saturated|\
            reached|maxed[ -]out|exceeded|too low|too small|at capacity|used up|taken|occupied|hit)
        (no|lack of|out of|not enough|insufficient) (free |available |open |more |concurrency )*slots?
        blocked (by|on) (the|a) (concurrency )?limit|concurrency limit (reached|exceeded|exhaustion|\
            exhausted|full|contention)
        """
    ),
)

TIMEOUT = Concept(
    "timeout",
    "a timeout of the flow itself",
    phrases(
        r"""
        (flow|run|task|job|execution|flow run|timeout_seconds)('s)? (own )?(timeout|time limit|timed out|\
            deadline)
        timeout_seconds|exceeded (its|the) (timeout|time limit|deadline)|flow(-level)? timeouts?|timedout
        """
    ),
)

OTHER_KINDS = (CODE_EXCEPTION, MEMORY, INFRASTRUCTURE, CANCELLATION, NO_SLOT, TIMEOUT)
"""What an answer may rule out, or wrongly name, besides a failed renewal."""
