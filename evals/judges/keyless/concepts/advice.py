"""How a statement begins that says what to do."""

from __future__ import annotations

from evals.judges.keyless.phrases import phrases

_DO = (
    "use|configure|set|move|put|make|keep|ensure|upgrade|raise|increase|switch|add|re-?run|run|give|bring"
    "|improve|restore"
    "|enable|persist|store|deploy|migrate|consider|avoid|start|retry"
    "|restart(?! (with|of|or|and|in|while|that|which|during|on|at|by|plus|between)\\b|[,;:?.])|fix|monitor|wrap|offload"
    "|adjust|tune|prevent"
)
_I = (
    "(my |our )?(advice|suggestion|recommendation|fix|remedy|solution|workaround|action|next step)s?( is"
    "| are|:)?"
)

PRESCRIBES = phrases(
    r"""
    (please |then |so |and |also |next,? |finally,? |just |simply )*(<do>)
    (you|we|i) (should|could|can|would|might|may|must|need to) (also |just |simply |now |want to )*(<do>)
    <i>|i'd (advise|recommend|suggest|simply|just)|(it's|it is) (recommended|best|worth)|i (recommend|\
        suggest|advise)
    """,
    do=_DO,
    i=_I,
)
"""Says what to do about it, and not why it happened."""

ADVISES = phrases(
    r"""
    (please |then |so |and |also |next,? |finally,? |just |simply )*(<do>|check|verify|look at|look into|\
        inspect|see)
    (you|we|i) (should|could|can|would|might|may|must|need to) (also |just |simply |now |want to )*(<do>|\
        check|verify|look|inspect)
    <i>|i'd (advise|recommend|suggest|simply|just)|(it's|it is) (recommended|best|worth)|i (recommend|\
        suggest|advise)
    """,
    do=_DO,
    i=_I,
)
"""The same, what to look at included."""

_IMPERATIVE = (
    "add|adjust|adopt|allow|annotate|apply|ask|audit|avoid|await|bear|begin|block|break|bring|bump|bypass|call|cancel|capture"
    "|catch|chase|check|choose|chunk|clean|clear|clarify|collect|compare|configure|confirm|consider|consult|contact"
    "|correct|correlate|create|cut|deal|debug|decide|decrease|default|define|deploy|determine|diagnose|dig|disable|discuss|double-check|edit|execute"
    "|do|double|downgrade|drain|drop|enable|end|enlarge|ensure|enter|establish|examine|exclude|expand|extend|feed|fill"
    "|filter|find|fix|flag|follow|free|get|give|go|grant|grep|grow|guard|hand|handle|have|identify|implement|improve"
    "|increase|inspect|install|investigate|keep|kill|launch|leave|lengthen|let|limit|lock|log|look|lower|make|mark|measure|name|note|paste"
    "|migrate|monitor|move|open|optimi[sz]e|parse|patch|pause|pay|persist|pick|pin|plan|prefer|prepare|prevent|process|profile"
    "|protect|provide|pull|push|put|quarantine|query|raise|re-?check|re-?create|re-?deploy|re-?launch|re-?run|re-?start"
    "|re-?submit|re-?trigger|read|rebuild|reconsider|reduce|refactor|reject|release|relax|remove|rename|repair|repeat"
    "|replace|report|request|reset|resolve|retain|retry|return|review|revert|rework|rewrite|rule|run|sanitise|sanitize|save"
    "|isolate|offload|plug|equip|swap|unblock|mount|host|shorten|scale|schedule|search|see|send|separate|serve|set|shift|show|shrink|shut|skip|slow|solve|speed|split|stabili[sz]e"
    "|start|stop|store|stream|strip|supply|suppress|switch|take|talk|tell|test|tighten|tolerate|trace|track|treat|trim"
    "|trust|try|tune|turn|update|upgrade|use|validate|verify|wait|watch|weed|work|wrap|write"
)

SAYS_WHAT_TO_DO = phrases(
    r"""
    ^(\W|[\w-]{1,3}[.)] )*(so|hence|therefore|thus|cures?|medicine|therapy|treatment|antidote|prescription|proposals?|tips?|hints?|wish(es)?|\
        (a |the )?way (out|forward|ahead)|from (here|now)( on)?|before that|(un)?till? then|for now|meanwhile|in the meantime|in (the )?future|countermeasures?|counter-measures?|do|do now|try|now):
    ^(\W|[\w-]{1,3}[.)] )*(<lead> )*(<do>)(?!ed|ing|s)
    (?<=[,;:.>] )(<lead> )*(<do>)|(and|or|then|so|please|just|first|next|finally|simply|also|now|better) (<lead> )*(<do>)|(best|better|wise|worth\
        |good|safe|want|like|have|need|ought|up to you|time|help|way) to (<lead> )*(<do>)
    (you|we|i|one)('d| would| should| could| can| might| must| need to| have to| ought to| want to)
    (could|can|would|will|did|do) (you|we) (please )?(\w+)
    (should|must|ought to|needs? to) (\w+ )?(be \w+(ed|en|t)|not)
(?<=, )please(?=[.!]|$)|(people|team|admins?|administrators?|devops|operators?|someone|somebody) (should|must|ought|could|can)
    recommend\w*|suggest(ion|ions|ed)?|advi[sc]e\w*|worth (a|an|\w+ing)|(would|will|should) (\w+ )?(help|cure|fix|solve|avoid|prevent)|helps|(avoids|prevents|cures|solves|fixes|works around|gets around|takes care of) (it|this|that|both|these)|let's|make sure|next time
    it's up to you|(is|are|for) (you|yours) to|for next time|if (it|this|that) (recurs|happens|comes back|keeps)|remedy|(the|a|best|only) (cure|answer|way out|way round)|what (helps|cures|would help)|lets (the|it|your|a)|\
        (the|a|real|proper) fix|to[- ]?do|what to do|where to look|would be (good|wise|sensible|better)|do nothing|you('re| are) (done|fine|safe)
    """,
    do=_IMPERATIVE,
    lead="please|then|so|and|also|next,?|finally,?|just|simply|first,?|second,?|or|otherwise,?|now|better|always|never|don't",
)
"""Says what to do: imperatives, what one should or could do, what helps."""

ADVICE_HEADING = phrases(
    r"""
    (what|things|steps|how|where) (you can |you should |i'd |to )?(now |next )?(do|check|change|try|look|fix|avoid|prevent|proceed|\
        go)( now| next| about it| instead)?
    next( steps?)?|to-?dos?|fix(es)?|remed(y|ies|iation)s?|recommend\w*|suggest\w*|advice|actions?( items)?|measures?|\
        follow-?ups?|mitigations?|prevention|preventive \w+|solutions?|workarounds?|resolution|required changes?|homework|\
        (suggested |further )?checks|correcti\w+|precautions?|repair|improvements?|going forward|plan
    """
)
"""A heading under which stands what to do."""
