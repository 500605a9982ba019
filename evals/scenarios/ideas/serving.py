"""What is said of how a flow is run: by `flow.serve()`, or by a worker."""

from __future__ import annotations

from evals.scenarios.ideas.phrasing import near

_NO_MATTER = (
    r"no matter|no (?:real |practical )?difference|(?:not|\w+n't) (?:\w+ )?(?:matter|change|affect"
    r"|influence|enter|alter"
    r"|play|have (?:any|anything)|make (?:any|a))|irrelevant|beside the point|regardless|immaterial"
    r"|indifferent"
    r"|(?:not|\w+n't) (?:the |a |your |to )?(?:\w+ )?(?:cause|reason|relevant|blame|fault|at fault|issue"
    r"|problem|related"
    r"|culprit|factor|involved|involv|responsible|guilty|matter)|nothing to do|(?:not"
    r"|\w+n't) (?:\w+ )?(?:special|different|exceptional|an exception|exotic)|same\b|either way"
    r"|identical(?:ly)?|alike"
    r"|no (?:role|part|effect|bearing|influence|guilt|say|fault|blame|impact|connection|relevance|share"
    r"|change)"
    r"|unrelated|independent|innocent|red herring|without (?:any )?(?:influence|effect|bearing|consequence"
    r"|relevance)"
    r"|equally|just as (?:well|much)|(?:as|like) (?:with|under|in|on) (?:a )?worker|in both|both cases"
    r"|changes nothing"
    r"|would (?:also|too|have (?:also|too|happened|crashed|ended))|likewise|not (?:\w+ )?different"
    r"|whichever|whatever"
    r"|not (?:\w+ )?exempt|doesn't (?:spare|save|protect|exempt|help)|nor\b|either\b|off the hook|acquit"
    r"|clear(?:ed)?\b"
    r"|neutral|secondary|has no|plays no|too\b|equivalent"
)
_SERVE = r"serv(?:e|ed|es|ing)\b(?!er)"
MAKES_NO_DIFFERENCE = (
    (
        r"\b(?:us(?:e|ing)|mov(?:e|ing)|switch\w*|migrat\w*|going|chang\w+)\b[^.;]{0,30}\b(?:workers?"
        r"|work pool)\b[^.;]{0,25}"
        r"\b(?:(?:would|will|does|do|could|can|is)(?:n't| not)|nothing|no (?:difference|better|help|use"
        r"|cure)|same|pointless"
        r"|useless|in vain|neither)\b"
    ),
    (
        rf"\b(?:don't|do not|no need to|needn't|no reason to|not) (?:\w+ ){{0,3}}(?:look|blame|suspect|search"
        rf"|worry|change|switch|move"
        rf"|point|give up)[^.;]{{0,40}}\b{_SERVE}"
    ),
    (
        rf"\b{_SERVE}.{{0,120}}?\bworker\b[^.;]{{0,60}}\b(?:same|too\b|also|just as|as well|identical"
        rf"|no better"
        rf"|no different)"
    ),
    near(
        "(?:under|with|by|on|in|via|through) (?:a |the )?workers?",
        r"(?:the )?(?:same|identical|no (?:other|better|different)|as well|too\b|just as|likewise)",
        within=50,
    ),
    near(
        r"same|identical(?:ly)?|likewise|just as",
        r"(?:under|with|by|on|in|via|through|for) (?:a |the )?workers?\b",
        within=60,
    ),
    near(_SERVE, _NO_MATTER, within=110),
    near(f"whether|{_NO_MATTER}", _SERVE, within=90),
    near(
        r"not|\w+n't",
        rf"(?:caused by|because of|due to|about|down to|the fault of|to do with) [^.;]{{0,20}}\b{_SERVE}",
        within=20,
    ),
    near(
        _SERVE,
        r"(?:or|versus|vs|and) (?:\w+ ){0,4}workers?\b[^.;]{0,60}\b(?:same|both|either|no |not|equal|alike"
        r"|matter)",
    ),
)
"""That the flow is served has nothing to do with it."""

_MOVE = (
    r"(?:use|us(?:e|ing)|move|mov(?:e|ing)|switch|switching|migrat\w+|chang\w+|deploy"
    r"|replace|go|run|put|prefer|convert|get)"
)
_IN_VAIN = (
    r"(?![^.;]{0,60}(?:\b(?:would|will|does|do|did|could|can|is|has)(?:n't| not)\b|\b(?:nothing|neither"
    r"|never|no (?:difference"
    r"|better|use|help|cure|need|point)|same|pointless|useless|in vain|either way|hardly|just as)\b))"
)
"""Not before what says that it would change nothing."""

BLAMED = (
    (
        r"(?:^|[.:;!>] |- |\d\. )(?:use|move|switch|migrate|change) (?:\w+ ){0,5}?(?:work pool|workers?\b"
        r"|flow\.deploy)"
    ),
    (
        r"\bserv(?:e\(\)|e|ing) (?:is|was) (?:(?!not|never|no)\w+ )?(?:the (?:\w+ )?(?:cause|reason|culprit"
        r"|problem)|to blame|at fault|responsible"
        r"|what (?:ended|killed|crashed|caused))"
    ),
    (
        r"\b(?:crashed|died|failed|ended|killed|terminated|stopped) (?:because|since|as|due to"
        r"|by) (?:\w+ ){0,3}"
        r"(?:flow\.)?serv(?:e|ed|ing)\b"
    ),
    (
        r"\b(?:what (?:ended|killed|crashed|caused)|cause|culprit|root|reason|blame|trouble|problem|issue"
        r"|weak (?:point|spot))\b[^.;]{0,50}\b(?:is"
        r"|was|:"
        r"|lies with|lies in)"
        r" (?:that )?(?:flow\.)?serv(?:e|ing)\b"
    ),
    near(
        _SERVE,
        r"(?:doesn't|does not|can't|cannot|never|won't|isn't able to) (?:\w+ )?(?:renew|get|have|keep|own"
        r"|run)",
    ),
    (
        rf"\b(?:so|therefore|should|i'd|recommend\w*|advis\w*|better|please|consider|solution|fix|remedy"
        rf"|instead)\b[^.;]{{0,30}}"
        rf"\b{_MOVE}\b[^.;]{{0,40}}\b(?:workers?\b|work pool|flow\.deploy|\.deploy\()"
    ),
    (
        rf"(?:^|[.:;!>] |- |\d\. ){_MOVE}\b[^.;]{{0,40}}\b(?:to|with|on|by|a|flow\.deploy)\b[^.;]{{0,25}}"
        rf"\b(?:workers?\b|work pool|\.deploy\(){_IN_VAIN}"
    ),
)
"""Serving is blamed, or leaving it is advised."""
