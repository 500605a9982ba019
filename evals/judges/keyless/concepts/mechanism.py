"""How a lease works, and what a lost one means: the two halves of the explanation."""

from __future__ import annotations

from evals.judges.keyless.phrases import Concept, phrases

_RENEW = (
    r"(re-?|un)new\w*|update[ds]?|refresh\w*|extend\w*|extension|(re-?)?confirm\w*|re-?validat\w*"
    r"|re-?assert\w*|prolong\w*"
    r"|keep\w* (\w+ ){0,6}alive|stamp\w*|keep-?alives?|re-?up\w*|heartbeat\w*|bump\w*|check(s|ed|ing)? in"
    r"|top\w* up"
    r"|ping\w*|maintain\w*"
    r"|retain\w*|re-?leas(e|ed|ing)|re-?claim\w*|tell(s|ing)? (the|it)|say(s|ing)? (so|that)|signal\w*"
    r"|report(s|ing)? (back|in|to the (api|server))|prov(e|es|ing)|pay(s|ing)? the rent|reset\w* (the"
    r"|its) timer|ask(s|ing)? again"
    r"|re-(?!run|start|tr|deploy|exec|queue|schedul|launch|trigger|submit)\w+|maintain_concurrency_lease"
    r"|ask(s|ing|ed)? for (more|another|extra)|(push"
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
            throughout|during|until|in the background|behind the scenes|automatically|again and again|\
            over and over|all the time|the whole time|on a (regular|timer|schedule|cadence)|as it (runs|\
            goes)|over the course|from time to time)
        (periodic|regular|continuous|constant|repeated|background|ongoing|recurring|keeps?|kept|go on|\
            goes on|periodically|regularly|continuously|continually|constantly|repeatedly|while|(as|\
            so) long as|in the background|every|all the while) ~11 <renew>
        (time-?limited|time-?bound(ed)?|time-?boxed|short-?lived|temporary|limited-time|expiring|\
            renewable) ~4 <hold>
        (<hold>|it|which|that) ~6 (expires?|lapses?|runs? out|(is|are) valid|(is )?good for|lasts?|valid for|\
            times? out|has a (ttl|time limit|lifetime|deadline)|with an? (ttl|expir\w+|time limit|deadline)|\
            covers)
        (keep|keeps|kept|go on|goes on) (proving|telling|saying|showing|signalling|asking|sending|confirming|\
            reporting|pushing|moving)
        (send|sends|sending) (a |an |regular |periodic |the )*(heartbeat|keep-?alive|sign of life)|\
            has an expir\w+|(short|brief|limited|five-minute|5-minute) <hold>|time-?bound|short-?lived|\
            carr(y|ies) an expir\w+|time-to-live|ttl|kept? fresh|upkeep|(fixed|limited) (duration|lifetime|\
            period)|(regular|periodic) check-ins|checked out for
        (lent|granted|given|reserved|assigned|leased|borrow(s|ed)?|handed out|allocated) ~5 (for|\
            until) (\w+ )?(five|\d+|a few|some|limited|short|minutes)
        <renew> (at|after|once) ~3 (three|75|\d)
        (valid|active|current|live) (\w+ ){0,2}?<hold> ~8 (entire|whole|any time|all times|throughout|during|\
            all the time)|<hold> ~4 (valid|active|current|alive) ~4 (any|all|during|throughout|entire|whole)
        <hold>s? (of ~3 slot )?(is|are|being) (only |just |very |deliberately )*(temporary|short|brief|\
            limited)|(not|isn't|aren't) permanent|come(s)? with an? (expiry|expiration|deadline|time limit)
        (keep|keeps|keeping|kept) ~4 (current|fresh|from expiring|up to date|from lapsing)|(gives?|given|\
            lives?|granted|lent|good|valid) ~6 for (only |just |about )?(five|\d+|a few|some|\
            several) (minutes|min|seconds|s)
        (renews|refreshes|extends|prolongs|confirms|pings|re-validates|re-asserts) ~3 <hold>|<hold>s? (is|\
            are|gets?|get) (\w+ )?(renewed|refreshed|extended|prolonged|confirmed)
        (responsible|in charge) (for|of) ~2 <renew>|by (means of )?(regular |periodic |constantly |\
            continually |regularly )*<renew>|<renew> (was|were|is|are|fell) due|between <renew>
        (each|every|next|regular|successive) <renew>|(call|calls|ask|asks|contact|contacts) ~3 (api|\
            server) ~4 (again and again|every|regularly|over and over)|kept alive
        (isn't|aren't|is not|are not) (being )?(renewed|refreshed|extended|confirmed|re-?confirmed)|\
            without (a |regular )?renewals?|end date|limited lifetime|(during|throughout) ~8 (renews|\
            refreshes|extends)
        rents? (it|the slot|them)|unless ~4 (renewed|refreshed|extended|re-?confirmed|confirmed|kept alive)|\
            (only|just) for (a )?(limited|some|short|certain|few|\d+)
        """,
        renew=_RENEW,
        hold="lease|hold|claim|reservation|lock|grant|permit|slot|ticket|right|permission|booking|ownership"
        "|loan",
    ),
)

SLOT_AT_RISK = Concept(
    "slot_at_risk",
    "because the slot may go to another run and the limit would be exceeded",
    phrases(
        r"""
        ! (with|than|to|of|like|start|trigger|launch|create|run|kick off|begin) (an?|the|any) (other|another|\
            new|second|fresh) (flow )?run
        <other> ~12 <slot>
        <place> ~10 (<other>|another)
        slots? (\w+ ){0,3}?(re-?assign\w*|re-?alloc\w*|re-?issu\w*)|limit (\w+ )?(at risk|in danger|\
            endangered|compromised)
        undermin\w*|pointless|soften\w*|both (runs|of them|would)|(new|another|other|different) owner|\
            passed on|next in line|next candidate|newcomers?|only so many|there'd be too many|(have|make|\
            makes|be) two(?! (reason|explan|thing|cause))
        n ?\+ ?1|(considered|counts? as|regarded as|becomes?|is|be|being) (\w+ )?(vacant|free|available|\
            up for grabs)(?! to)|move(s)? in|(given|hand(s|ed)?|handing) (it |them )?out (again|twice|\
            a second time)|hand(s|ed)? it out
        (sure|ensure\w*|guarantee\w*|so) (that )?(the |its |your )?<cap> holds?|re-?used|(its|\
            the) place ~4 (taken|given|filled)|<cap> ~6 (worthless|meaningless|mean anything|toast|slip|\
            wouldn't be one)
        more ~6 (in parallel|at once|concurrently|simultaneously|at a time|at the same time)|exclusiv\w+|\
            (unclear|unknown|uncertain|can't (tell|know|be sure)) ~3 (who|whether|if) ~8 (slot|own|owns|lease)
        two (concurrent|simultaneous|parallel) \w+|return(s|ed)? to the pool|let(s|ting)? ~6 in|up for grabs|\
            <other> ~3 step in|leased to <other>|<other> ~3 (run|runs|running|execute|\
            active) (at the same time|in parallel|concurrently|as well|too)|back (in|into|to) the (pool|pot)|\
            within (the|its|your|that) (\w+ )?limit|at-most-\w+|(at most|only|no more than) (one|\d+|\
            n) ~4 (active|at a time|running|at once)
        (exceed\w*|violat\w+|break\w*|broken|breach\w*|overrun\w*|overshoot\w*|overst\w+|bust\w*|blow\w*|\
            blown|surpass\w*|over|past|above|beyond|pass) ~6 <cap>
        (respect\w*|honou?r\w*|enforc\w+|protect\w*|uphold\w*|preserv\w+|guard\w*|guarantee\w*|\
            keep\w*) (the |its |your |that |behind )*(\w+ )?<cap>
        (keep|stay|remain)(s|ing)? (to|within|under|below|inside|in) ~3 <cap>
        <cap> ~5 (exceed\w*|violat\w+|broken|breach\w*|overrun|overshot|overst\w+|blown|surpassed|bust\w*|\
            crossed)
        <cap> (is |are )?(would|could|might|may|will|wouldn't|can't|no longer|not|isn't) ~4 (respected|hold|\
            holds|kept|guaranteed|honou?red)|so (that )?(the |your |its )?<cap> holds?
        (more|extra|additional|too many|two|2|both|surplus|several|n\+1) ~4 (runs?|executions?|flows?|jobs?|\
            copies|instances|things|processes|cars) ~10 (than|limit\w*|allow\w*|permit\w*|at once|same time|\
            simultaneous\w*|concurrent\w*|parallel|together|slot|cap|side by side|one)
        (more|two|2|one|both) ~6 than (the |your )?(\w+ )?(limit|cap|allowed|permitted|allowance|one|\
            maximum)|where (only )?one is allowed|one (run )?too many|one too many|number share
        over-?allocat\w+ (of )?(the|its|your|that|a|slots?|concurrency|limit)|oversubscri\w+|double[ -](book|\
            alloc|occup|use|spend|count)\w*|twice
        (no longer|can't|couldn't|not|without|unable to) (be )?(\w+ )?(guarantee|prove|be sure|sure|ensure|\
            certain|trust|know|certify|assume|safe)\w* ~10 (slots?|limit|concurrency|reserv\w+|capacity|\
            hold\w*|own\w*)
        """,
        other="(another|other|an other|second|different|next|newer|new|queued|waiting"
        "|competing) (\\w+ ){0,2}(runs?|executions?|jobs?|one|flows?|process(es)?|work|cars?)"
        "|others|replacements?|successors?|(some|any)(body|one) else('s)?|whoever|elsewhere|anybody('s)?",
        place="slots?|places?|seats?|spots?|space|reserv\\w+|tickets?|capacity|permit\\w*|permission|loan"
        "|booking|lease|admit\\w*|admission"
        "|give|given|hand\\w*|assign\\w*|re-?assign\\w*|allot\\w*|allocat\\w*|re-?allocat\\w*|belong\\w*"
        "|free\\w*",
        slot="slots?|places?|seats?|spots?|space|reserv\\w+|tickets?|limit|capacity|permit\\w*|permission"
        "|loan|booking|lease|admit\\w*|admission"
        "|let in|start\\w*|take\\w*|took|taking|given|give|hand\\w*|assign\\w*|re-?assign\\w*|allot\\w*"
        "|allocat\\w*|use|used|get|gets|getting|come in|belong\\w*|it",
        cap="limits?|caps?|quota|capacity|maximum|allowed|ceiling|allowance|permits?|permitted|guarantee",
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
    if not any(letters in text for letters in ("lease", "reserved", "allocation", "runtime")):
        return text
    return ERROR_WORDS.sub(lambda error: "_" * len(error[0]), text)
