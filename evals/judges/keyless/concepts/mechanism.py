"""How a lease works, and what a lost one means: the two halves of the explanation."""

from __future__ import annotations

from evals.judges.keyless.phrases import Concept, phrases

_RENEW = (
    r"(re-?|un)?new(s|al|als|ed|ing)?|refresh\w*|extend\w*|extension|(re-?)?confirm\w*|re-?validat\w*"
    r"|re-?assert\w*|prolong\w*"
    r"|keep\w* (\w+ ){0,3}alive|keep-?alives?|re-?up\w*|heartbeat\w*|bump\w*|check(s|ed|ing)? in|top\w* up"
    r"|ping\w*|maintain\w*"
    r"|retain\w*|re-?leas(e|ed|ing)|re-?claim\w*|tell(s|ing)? (the|it)|say(s|ing)? (so|that)|signal\w*"
    r"|report(s|ing)? (back|in)"
    r"|maintain_concurrency_lease|ask(s|ing|ed)? for (more|another|extra)|(push"
    r"|move)\w* (the )?(\w+ )?(date|deadline) back|pushes ~3 back"
)

UPKEEP = Concept(
    "upkeep",
    "a hold that has to be renewed while the run goes on",
    phrases(
        r"""
        (must|has to|have to|needs? to|needed to|needs|needing|had to|having to|required to|supposed to|\
            should|expected to|meant to|ought to) ~6 <renew>
        <renew> ~8 (periodically|regularly|continuously|continually|constantly|repeatedly|\
            at (regular )?intervals|in regular \w+|every|each|while|as long as|for as long|so long as|\
            throughout|during|until|in the background|again and again|over and over|all the time|\
            from time to time)
        (periodic|regular|continuous|constant|repeated|background|ongoing|recurring|keeps?|kept|go on|\
            goes on|periodically|regularly|continuously|continually|constantly|repeatedly|while|(as|\
            so) long as|in the background|every|all the while) ~11 <renew>
        (time-?limited|time-?bound(ed)?|time-?boxed|short-?lived|temporary|limited-time|expiring|\
            renewable) ~4 <hold>
        (<hold>|it|which|that) ~6 (expires?|lapses?|runs? out|(is|are) valid|(is )?good for|lasts?|valid for|\
            times? out|has a (ttl|time limit|lifetime|deadline)|with an? (ttl|expir\w+|time limit|deadline))
        unless ~4 (renewed|refreshed|extended|re-?confirmed|confirmed|kept alive)|(only|\
            just) for (a )?(limited|some|short|certain|few|\d+)
        """,
        renew=_RENEW,
        hold="lease|hold|claim|reservation|lock|grant|permit|slot|ticket|right|permission|booking|ownership"
        "|loan",
    ),
)

ENDS_RUN = Concept(
    "ends_run",
    "Prefect ends the run",
    phrases(
        r"""
        (terminat|kill|stop|abort|cancel|crash|halt|interrupt|end|sacrific|evict)(s|es|ed|led|ing|ling|ping|\
            ped|e|ation)?
        (shut|shuts|shutting|tear|tears|tore|take|takes|took|taking|bring|brings|brought|pull|pulls|pulled|\
            cut|cuts|give|gives|gave)
        bail\w*|quit\w*|shoot\w*|shot
        """
    ),
)

SLOT_AT_RISK = Concept(
    "slot_at_risk",
    "because the slot may go to another run and the limit would be exceeded",
    phrases(
        r"""
        (another|other|second|different|next|new|queued|waiting|pending|competing|somebody|someone|anyone|\
            something)( else| one| flow| run| runs| execution| job)* ~10 (slots?|it|place|seat|limit|\
            capacity|in|same time|spot|permit|start\w*|admitted|over|too|well|run|going)
        (slots?|it|place|seat|capacity|permit|spot) ~8 (to|by|for|with) (\w+ )?(another|other|someone|\
            somebody|a (second|different|new|queued|waiting)|the next|anyone|something|whoever|others|queued|\
            waiting)
        (exceed\w*|violat\w+|break\w*|breach\w*|overrun\w*|overshoot\w*|bust\w*|go(es|ing)? (over|past|above|\
            beyond)|push\w* ~4 (over|past|above|beyond)|overbook\w*|surpass\w*) ~5 (limits?|caps?|quota|\
            capacity|maximum|allowed|ceiling|allowance|number)
        (more|extra|additional|too many|two|both|surplus|several) ~4 (runs?|executions?|flows?|jobs?|copies|\
            instances|things|work|processes) ~8 (than|limit|allow\w*|permit\w*|at once|same time|\
            simultaneous\w*|concurrent\w*|parallel|together|slot|cap)
        over-?allocat\w+ (of )?(the|its|your|that|a|slots?|concurrency|limit)
        (limit|slots?|concurrency) (\w+ ){0,3}?(over-?allocated|oversubscribed|overcommitted|overbooked|\
            exceeded|violated|broken|breached|overrun|double-booked|handed out|given out|given away|\
            re-?assigned|reallocated)
        oversubscri\w+|double[ -](book|alloc|occup|use|spend|count)\w*|hand(ed|ing)? (out )?(\w+ ){0,3}twice
        (no longer|can't|couldn't|not|without|unable to) (be )?(\w+ )?(guarantee|prove|be sure|sure|ensure|\
            certain|trust|know|certify|assume|safe)\w* ~10 (slots?|limit|concurrency|reserv\w+|capacity|\
            hold\w*|own\w*)
        (protect\w*|enforc\w+|honou?r\w*|respect\w*|uphold\w*|preserv\w+|guard\w*|keep\w*|\
            stay\w*) ~4 (concurrency )?(limits?|cap|guarantee)
        """
    ),
)

ERROR_WORDS = phrases(
    r"""
    concurrency lease renewal failed|slots? are no longer reserved
    terminat(ing|ed|es?) (the )?(execution|run|flow run) to prevent over-?allocation
    lease not found - it may have expired or been revoked|execution was cancelled by the runtime environment
    """
)
"""The words of the recorded error: repeated, they explain nothing."""


def own_words(text: str) -> str:
    """A normalised text with the words of the recorded error masked, as long as before."""
    return ERROR_WORDS.sub(lambda error: "_" * len(error[0]), text)
