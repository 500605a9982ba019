"""The hold on a slot, its renewal, and how a renewal fails."""

from __future__ import annotations

import re

from evals.judges.keyless.phrases import Concept, phrases

_GRIP = (
    "hold|claim|grip|grant|reservation|booking|permission|permit|ownership|lock|place|seat|spot|ticket"
    "|token|stake"
    "|entitlement|right|tenure|occupancy|loan|lease|rental"
)
_SLOT = "(concurrency |execution |deployment |run |global )*(slots?|limits?|quota|capacity|concurrency)"
_RENEW = (
    r"re-?new(?!al)\w*|refresh(ed|es|ing)?|extend(ed|s|ing)?|prolong(ed|s|ing)?|(re-?)?confirm(ed|s|ing)?"
    r"|re-?validat(e|ed|es|ing)|re-?assert(ed|s|ing)?|re-?up(ped|ping)?|re-?leas(e|ed|ing)|bump(ed|ing)?"
    r"|top(ped|ping)? up"
    r"|heartbeat(ed|ing)?|re-?secure[ds]?|hang on to|update[ds]?|maintain(ed|ing)?|retain(ed|ing)?"
    r"|hold on ?to|(keep|kept|keeping)( \w+){0,5}"
    r"|re-?acquir(e|ed|ing)|check(ing|ed)?[ -]in|re-?claim(ed|ing)?|prove|show (that|it|its)|demonstrate|justify|defend|lay claim|vouch|convince|establish|re-(?!run|start|tr|deploy|exec"
    r"|queue|schedul|launch|trigger|submit)\w+"
)

HOLD = Concept(
    "hold",
    "a lease, or another hold on a concurrency slot",
    phrases(
        r"""
        leases?|leased
        (<grip>)s? (on|of|to|for|in|over|under) ((its|the|a|that|this|one|their|his|your|\
            my) )?([\w'-]+ ){0,3}<slot>
        concurrency[ -](<grip>)s?|slots?[ -](<grip>|heartbeat|allocation)s?|slots?
        (its|the|this|that|their|a|\w+'s) (reservation|permit|booking|claim|hold|keep-?alive|loan|rental)|\
            time-limited (<grip>)
        (lapsed|expired|stale|confirmed|unconfirmed|valid|invalid|lost|void) (booking|reservation|ticket|claim|permit|pass|\
            grant|permission|hold)s?
        """,
        grip=_GRIP,
        slot=_SLOT,
    ),
)

NOT_RENEWED = Concept(
    "not_renewed",
    "that it was not renewed",
    phrases(
        r"""
        (could|can|ca|did|was|were|do|does|would|had|has|have|is)(n't| not| no longer) (\w+ ){0,3}?(<renew>)
        (unable|inability|failed|failing|fails|failure|struggled|refused|declined|unwilling|no chance|ceased|\
            stopped|never managed|not able) (\w+ ){0,2}?(<renew>)
        (re-?newal|extension|refresh|heartbeat|keep-?alive)( \w+)? (errors?|problems?|trouble|issues?|hiccup|\
            crash|crashes)
        (\w+n't|not|never|failed to|unable to) (\w+ )?(get|got|send|sent|complete) (its |the |\
            a )?(re-?new\w*|extension|heartbeat|confirmation|keep-?alive)
        (prevent\w*|kept|keeps?|stopp\w*|block\w*|hinder\w*) ~6 from (being )?(<renew>)|\
            starv\w* ~3 re-?newals?
        (trouble|problems?|errors?|issues?) (\w+ )?(renewing|extending|refreshing|(the |\
            its )?(lease )?renewal)
        (prevented|kept) from ~4 (<renew>)|(never|no longer) (\w+ )?(<renew>)|not ((being|getting|\
            having been|been) )?(\w+ )?(<renew>)|without (being able to )?(<renew>)
        (<renew>) (\w+ ){0,6}?(but|and) (couldn't|failed|didn't|was (refused|rejected))
        """,
        renew=_RENEW,
    ),
)

RENEWAL = Concept(
    "renewal",
    "its renewal",
    phrases(
        r"""
        (attempt\w*|tr(y|ied|ies|ying)|request\w*|ask\w*|call\w*|want\w*) (to|at|for) (\w+ )?(<renew>|tell|inform|convince|persuade)
        re-?newals?|re-?new(ing|el|als?)|refresh(ing|es)?|extension|extending|prolongation|re-?new|\
            (re-?)?confirmation|re-?validation|re-?validat(e|ing)
        re-?assertion|keep-?alives?|heart-?beats?|(to|the|a) re-?new|/renew|re-?acquisition|check-in|\
            renew (call|request|attempt|endpoint)s?
        """,
        renew=_RENEW,
    ),
)

FAILED = Concept(
    "failed",
    "that it failed",
    phrases(
        r"""
        (was|were|is|being) (away|down|offline|unavailable|unreachable|not reachable|out of reach)|(couldn't|could not|\
            can't) be reached|connection refused|errno 111|(no|without( an| any)?|never any) (answer|reply|response)
        (?<!n't )(?<!not )(?<!never )(?<!to )(?<!without )(?<!no )fail(ed|s|ing|ure|ures)?(?! (the|your|this) (flow |whole )?run)|(did|was|were|\
            is)(n't| not) (work\w*|succe\w+|success\w*|possible|accepted|go through|get through|\
            getting through|answered|honou?red|granted)
        rejected|refus(ed|es|al|ing)|denied|declined|turn(ed|s) (\w+ ){0,3}?down|said no|missed|\
            unsuccessful\w*|errored
        gone|410|404|no longer (exist\w*|there|known|valid|recogni[sz]e\w*)|(\w+n't|not) (know|\
            recogni[sz]e)\w*|never heard of|timed out|unanswered|not found|never (went|got|came|reached|\
            arrived|made|succeeded|completed)
        stopped|ceased|broke( down|n)?|broken|dropped|gave up|lapsed|bounced|dead line|busy signal|closed door|rebuff\w*|knocked back|sent away|shown the door|nowhere|in vain|to no avail|without success|unsuccessfully|for nothing|came to nothing|fell through|fell flat|no longer (works?|accepted|\
            possible|succeed\w*)
        (it|this|that|one) (couldn't|could not|didn't|failed to)(?=[,.;)]|$)|did(?= ?[,.;)]|$)
        """
    ),
)

BLAMED = Concept(
    "blamed",
    "that the lease is to blame",
    phrases(
        r"""
        <cause> (is|was)( \w+)? (the |its )?(\w+ )?lease( renewal)?(?! (storage|duration|ttl))
        lease( renewal)? (did it|has it|is (it|the one|the answer|the explanation)|did the damage|brought it down)(?=[,.;:)]|$)
        (so |hence |thus |therefore |that |and |here |conclude )(,? )?(it('s| is| was)|points to|comes down to|leaves( us with)?|\
            remains) the (concurrency )?lease(?! (storage|duration|ttl|was|is|has))
        lease( [\w:.]+){0,4}? (is|was) (the )?(\w+ )?(<cause>|what (ended|killed|crashed|stopped|failed|\
            went wrong))
        no (valid |successful )?(renewal|lease|reservation|confirmation),? no run
        ^(so |then )?(it('s| is| was)|it all comes down to) ((almost|certainly|clearly|really|just|most|\
            likely|probably|simply|about) ){0,2}the (concurrency )?lease
        """,
        cause="culprit|cause|reason|to blame|problem|what (failed|broke)",
    ),
    needs=("lease", "renewal", "reservation"),
)

TAKEN_AWAY = Concept(
    "taken_away",
    "that the hold spoken of before is gone",
    phrases(
        r"""
        (had|has|have|found|knew) no (such (lease|booking|reservation|claim|permit|ticket|grant|entry|record)|(lease|booking|reservation|claim|permit|ticket|grant|entry|record) any ?(more|longer))
        (server|api|prefect) ([\w'-]+ ){0,2}?((didn't|did not|doesn't|couldn't|no longer) (have|had|know|knew|find|found|\
            recogni[sz]ed?) (it|one|that|any|such|this)|(had|has|knew( of)?) none|said no|refused|declined|turned (it|that|\
            this|the run) down|wouldn't (have|hear))
        (it|this one|that one) (had|has|was|were) (already |long |since |by then |also )*(been )?(expired|lapsed|run out|gone|cleared|\
            removed|revoked|deleted|dropped|forgotten|reaped|reclaimed|discarded)
        (it|that|this|the (request|call|attempt|plea|answer)) (was|had been|got|came back) (refused|rejected|turned down|denied|\
            declined|gone|expired|revoked|withdrawn|negative)
        """
    ),
)
"""Said right after the hold was named."""

RENEWED = re.compile(r"\b(?:re-?new|extend|refresh|confirm|prolong)\w*")
"""What `DID_NOT` may follow."""

DID_NOT = Concept(
    "did_not",
    "that this one was not",
    phrases(
        r"^(but )?(it|this|that|yours|this one|your run|this run|the run) (couldn't|could not|didn't"
        r"|failed to|wasn't|was not)( be| get it)?(?=[,.;)]|$)"
    ),
)
"""Said right after what has to be renewed."""

GONE = Concept(
    "gone", "the answer that a renewal gets when the lease is gone", phrases("410( gone)?|http 410")
)

LOSS = Concept(
    "loss",
    "a hold that was lost",
    phrases(
        r"""
        ! lost during provisioning|lost (its|the) slot before|never (lost|expired|lapsed)
        (?<!n't )(?<!not )los(t|es?|ing)(?! (connection|connectivity|contact|time|touch|network|packets?|track of time))|loss of|lapsed?|(has |had |have |was )?(already )?expired|(ran|run|runs|running) out(?! of)|dead on arrival|past its \w+
        (server|api|it) ([\w'-]+ ){0,2}?(had|has|have|knew|knows) (no|none) (such )?(lease|record)|(didn't|\
            did not|doesn't|couldn't|could not) (know|recogni[sz]e|find)|(?<!will )(?<!would )(?<!crash )(vanish\w*|disappear\w*)|revoked|\
            no longer (reserved|valid|held|holds?|known|exist\w*|had|has|owned?|there)
        no longer (\w+ )?(recogni[sz]ed|known|regarded|considered|seen|treated|listed|registered|counted|on (file|record)|\
            in (its|the) (books|list|records)|entitled|allowed|belong(s|ed)?)|(no|wasn't|was not|weren't|isn't) ((any|such) )?(\
            \w+ )?(such (right|claim|lease|reservation|record|entry|booking|permit)|there( any ?(more|longer))?|on (file|record))
        unknown to the (server|api)|(was|is|as|were|been|came back) (not found|unknown)|<hold> not found|no (trace|record|entry|knowledge) of (it|the|this|that|its)|(didn't|did not|doesn't) exist\
            ( any ?more)?|to no avail|in vain|taken (from|off) (it|the run)|dead (lease|reservation|claim)
        without its|(without a|no) valid|gone(?! to| back| over| wrong)|(became|become|was|is|were|declared|\
            considered) (\w+ )?(invalid|void|stale|dead|withdrawn|removed|deleted)|went stale|(had been|\
            has been|got|being) (\w+ )?(removed|deleted|withdrawn|cancelled|terminated)|timed out|\
            released (behind|early|too early|prematurely)|was (terminated|cancelled) by the server|forgot|\
            forgotten|discarded|reaped|(had|already) dropped|dropped (the|its) (\w+ )?lease|(was|got|been|\
            is) (gone|dropped|reaped|reclaimed|forgotten|taken away|forfeited|invalidated)|is gone|\
            forfeit(ed|s)?|slipped
        """,
        hold="leases?|reservation|claim|booking|permit|slot",
    ),
)

REFUSED = re.compile(
    r"\b(?:410|connection refused|errno 111|slots are no longer reserved|terminating execution to prevent|over-allocation"
    r"|lease not found)\b"
)
"""What the record of a failed renewal looks like."""
