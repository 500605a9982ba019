"""The hold on a slot, its renewal, and how a renewal fails."""

from __future__ import annotations

from evals.judges.keyless.phrases import Concept, phrases

HOLD = Concept(
    "hold",
    "a lease, or another hold on a concurrency slot",
    phrases(
        r"""
        leases?(ho?ld)?(?!_)|lease-\w+
        (<grip>)s? (on|of|to|for|in|over|under) ((its|the|a|that|this|one|their|his|your|\
            my) )?(\w+ ){0,2}<slot>
        concurrency[ -](<grip>)s?
        slots?[ -](<grip>|heartbeat|allocation)s?
        slots?
        (its|the|this|that|their|a) (reservation|permit|booking|claim|hold|keep-?alive)
        time-limited (<grip>)
        """,
        grip="hold|claim|grip|grant|reservation|booking|permission|permit|ownership|lock|place|seat|spot"
        "|ticket"
        "|token|stake|entitlement|right|tenure|occupancy",
        slot="(concurrency |execution |deployment |run |global )*(slots?|limits?|quota|capacity|concurrency)",
    ),
)

RENEW = Concept(
    "renewal",
    "renewing it",
    phrases(
        r"""
        re-?new(al|als|ed|ing|s)?|refresh(ed|es|ing)?|extend(ed|s|ing)?|extension|prolong(ed|s|ing|ation)?
        (re-?)?confirm(ed|s|ing|ation)?|re-?validat(e|ed|es|ing|ion)|re-?assert(ed|s|ing|ion)?|re-?up(ped|\
            ping)?
        keep(ing|s)? (\w+ ){0,4}(alive|active|valid|current|reserved)|kept (\w+ ){0,3}(alive|active|valid)
        keep-?alives?|heart-?beat(s|ing)?|maintain(ed|ing|s)?|retain(ed|ing|s)?|hold(ing)? on ?to
        keep (hold of|its|the|hold)|re-?acquir(e|ed|ing)|check(ing|ed)?[ -]in|bump(ed|ing)?|top(ped|\
            ping)? up|pinged
        """
    ),
)

_LOST = r"""
    (?<!n't )(?<!not )(?<!never )los(t|es?|ing)|loss of|lapsed?|(has |had |have )?(already )?expired|ran out
    vanish\w*|disappear\w*|revoked|no longer (reserved|valid|held|holds?|known|exist\w*|had|has|owned?|there)
    was (gone|dropped|reaped|reclaimed|forgotten|taken away|forfeited|invalidated)|is gone|forfeit(ed|s)?
"""

LOSS = Concept("loss", "a hold that was lost", phrases(_LOST))

FAIL = Concept(
    "failure",
    "which failed",
    phrases(
        rf"""
        (?<!n't )(?<!not )(?<!never )(?<!to )(?<!without )(?<!no )fail(ed|s|ing|ure|ures)?
        unable|inability|(could|can|did|was|were|do|does|would|had|has|is)(n't| not| no longer|n't (get|be)|\
            n't manage)
        no longer able|rejected|refused|denied|declined|turned (it |them )?down|said no|missed|missing
        gone|410|404|unsuccessful\w*|not successful|error(s|ed)?|timed out|unanswered|not found|expiry
        never (went|got|came|reached|arrived|made|succeeded|completed)|stopped|ceased|broke( down|n)?|broken|\
            dropped
        gave up|trouble|problems?|invalid(ated)?
        {_LOST}
        """
    ),
)
