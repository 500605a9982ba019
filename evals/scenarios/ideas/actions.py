"""What answers advise to do, as patterns for `recommends(...)`; they are looked for where advice is given."""

from __future__ import annotations

from evals.scenarios.ideas.phrasing import near

RUN_AGAIN = (
    r"\bre-?(?:run|launch|trigger|submit|execut)\w*\b",
    r"\bre-?start(?:ing)? (?:it|the (?:flow|run|job|sync|load|export)|this|that|your|pipeline)\b",
    (
        r"\b(?:run|start|launch|trigger|kick|submit|execute|schedule|try|repeat|do)\w* (?:\S+ ){0,5}"
        r"(?:again|anew|afresh|once more|over)\b"
    ),
    (
        r"\b(?:another|a second|a fresh|a new) (?:go|try|attempt|run)\b|\bretry\b|\brepeat (?:the|this|that"
        r"|your) run\b"
    ),
)

LOOK = (
    "look|check|search|find|see|trace|review|inspect|audit|examine|investigat|go (?:over|through)|read"
    "|compare|ask"
)

FIX_CODE_OR_DATA = (
    near(
        "fix|handle|guard|check|validate|correct|change|repair|clean|skip|reject|sanitis|sanitiz"
        "|quarantine|default|"
        "drop|tolerate|catch|treat|filter|teach|harden|decide|look|find|trace|complete|fill|supply|add|"
        "deal|cope|review|adjust|pars|go (?:over|through)|investigat|wrap|update|rewrite|protect",
        r"code|key|records?|rows?|inputs?|data|sources?|flow\b(?! run)|currenc|exception|error|parser"
        r"|function|feed|upstream|"
        "producer|text|lines?|values?|missing|malformed|files?|export|order|count|check|prices?|lookup"
        "|script|trace"
        "back|quantit",
        within=80,
    ),
    r"\bdefault (?:value|currency)\b|\.get\(|\btraceback\b|\btry/except\b",
    near("let|have|make|teach", "parser|it|them|code|flow|function", within=20)
    + r"[^.;]{0,20}\b(?:cope|skip|tolerat|ignor|reject)",
)

WHAT_ENDED_THE_PROCESS = (
    (
        r"\bevict|\bpre-?empt|\bspot\b|\bscal(?:e|es|ed|ing)\b|\bauto-?scal|\bscale-(?:down|in)\b"
        r"|\bdisruption budget|\bpdb\b"
    ),
    (
        r"\brollouts?\b|\brollovers?\b|\bredeploy|\bdrain|\bshut ?down|\bsystemd\b|\bsupervisor\b"
        r"|\bkubernetes\b|\bcluster\b"
    ),
    r"\b(?:pod|container|node|infrastructure|machine|host|worker|platform|orchestrator|cluster)s?(?:'s)?\b",
    r"\b(?:who|what(?:ever)?|where) (?:\w+ ){0,3}(?:stop|terminat|sent|send|signal|kill|end|asked|told|came)",
    r"\bgrace period\b|\bsigterm\b|\bgraceful|\bcheckpoint",
)
