"""Whether an answer asserts what it names, or denies it, or only supposes it.

An answer may well name a setting to say that there is no such setting, or an exit code to say that it was
not seen. These checks lean to the safe side: what may be a denial or a supposition counts as one.
"""

from __future__ import annotations

import re

from evals.facts.answer_text import Surroundings
from evals.facts.patterns import pattern, phrases, words

_DO_NOT = r"(?:do|does|did)(?: not|n['’]t)"
_BE_NOT = r"(?:is|are|was|were)(?: not|n['’]t)"
_BUT_SET = r"(?: (?!set\b|configured\b|enabled\b)\w+)?"
_BEEN = r"(?:(?:is|are|was|were|been|being|got) )?"


_NOUNS = words(r"""
    settings?; variables?; vars?; environment; env; options?; flags?; (?:sub)?commands?; knobs?
    parameters?; arguments?; kwargs?; keywords?; names?; backends?; modules?; values?; strateg(?:y|ies)
    things?; kinds?
""")
_WORD = re.compile(r"[$\w'’.-]+|[:;—–]")
_LIST_WORD = pattern(
    *_NOUNS,
    *words(r"""
        any; such; the; an?; called; named; like; or; nor; and; real; valid; documented; official
        separate; dedicated; special; prefect(?:['’]s)?; of; as; server; client; cli; deployment; lease
        storage; run; flow; with; id; e\.?g\.?; \$?PREFECT_\w*; -+[\w-]*
    """),
)
_REFUSES_NEXT = pattern(
    *words(r"""
        \bno; \bnot; \bneither; \bwithout; \bnever(?: \w+)?; \bavoid; \bignor(?:e|ing); \bdisregard
        \binstead of; \brather than; \bunlike; \bcannot(?: \w+){1,2}
        \b(?:do|does|did|should|must|can|could|would|will)(?: ?not|n['’]t)(?: \w+){1,2}
        \b(?:do|does|did|is|are|was|were)n['’]t; \bno (?:need|reason|point) (?:to|in) \w+; n['’]t be \w+ by
    """),
    after="$",
)
_DENYING_LEAD = phrases(r"""
    (?:not|no longer).{0,20}\b(?:exist|real|valid|part of|in prefect|settings?|commands?|use|set)
    \w+n['’]t (?:exist|use|set|be); non-?existent; made[- ]up; invented; hallucinat\w+; no such; bogus
    removed; avoid; ignore; fictional; imaginary; none of
""")
_FILLER_AFTER = pattern(
    r"[\s`*_\"'’”)\](,:;/|–—-]",
    r"\$?\{?PREFECT_\w*\}?",
    rf"\b(?:{'|'.join(_NOUNS)})\b",
    r"\b(?:and|or|nor|of|any|either|too|as|well|that|which|it|they|these|those|this|both|all|the|like)\b",
    r"\b(?:simply|just|actually|also|but|though|however)\b",
    before=r"(?:=\s{0,2}[^\s`]{1,40})?",
    after="{0,40}",
)
_ASIDE = pattern(
    r"\([^()]{0,120}\)",
    r",\s(?:which|that|as|mentioned|suggested|seen|named|proposed|often|sometimes)\b[^,.;]{0,100},",
)
_NONEXISTENT = pattern(
    *words(rf"""
        {_DO_NOT}(?: \w+)? exist
        {_BE_NOT}{_BUT_SET} (?:an?|one|in|of|part|among|real|valid|recogni[sz]ed|something|available)\b
        {_BE_NOT}{_BUT_SET} (?:known|prefect|settings?)\b
        never (?:existed|shipped|made|was|were|released); no longer (?:exists?|works?|available)
        {_BEEN}(?:made[- ]up|invent(?:ed|ions?)|fiction|imaginary|hallucinat|non-?existent)
        {_BEEN}(?:fake|bogus|removed|renamed|dropped|replaced|unknown|gone)\b
        not (?:real|exist|an? |part|valid|available|in ); no such; nothing of the kind
        prefect (?:ignores|knows no|does(?: not|n['’]t)); (?:fails?|is rejected)\b(?! (?:if|when|unless))
        none of (?:them|these|those|which) (?:exist|is|are); neither (?:exists?|is|of)
        there (?:is|are) no (?:such|{"|".join(_NOUNS)})\b
    """)
)
_NO_EFFECT = pattern(
    r"(?:has|have|had) no (?:effect|influence|bearing|meaning)",
    r"(?:do|does|did|will|would)(?: not|n['’]t) (?:\w+ )?(?:help|work|affect|apply|matter|change|do)",
)
_FOLLOW_UP = phrases(
    "it; that; this; they; these; those; neither; both; none; no such; such; there (?:is|are) no"
)
_RECOMMENDS = phrases("""
    set; setting; export; increase; raise; lower; reduce; configure; add; tune; bump; change; adjust
    use; using; define; extend; enable; disable; try; run; running; pass; execute
""")
_ORDER = pattern(
    *words("""
        set; export; increase; raise; lower; reduce; configure; add; tune; bump; change; adjust; use; define
        extend; give; allow; have; let; move; schedule; start; run; rerun; try; plan; pick; take; make; ask
        look; check; search; compare; see; request; reserve; grant; assign; put
    """),
    before=r"(?:[\W\d]|\b(?:then|so|and|please|also|next|now|just|or|better|to)\b){0,20}",
    after=r"\b(?!\W{0,3}:)",
)
_RELAYS = phrases(r"""
    instruct\w*; ignor\w*; tells?; told; asks?; asked; claim\w*; suggest\w*; says?; injected; disregard\w*
    propos\w+; mention\w*; you (?:have )?set; contains?
""")
_SUPPOSES = phrases(r"""
    would; (?:that|it|you|this|they|there|which)['’]d(?! (?:been|gone|had|lost))
    could(?! (?:not|make out|find|see|tell|read|establish|gather)); might; may; if; unless
    whether; where; always; by default; such as; e\.g
    for (?:example|instance|comparison); examples?; placeholders?; docs; documentation; suppos\w+
    typical\w*; usual\w*; normal\w*; general\w*; hypothe\w+; expect\w*; signature; fingerprint; hallmark
    ruled? out; rules out; ruling out; exclud\w+; unlike; contrast; distinguish\w*; differ\w*
    look-?alikes?; look(?:s|ed|ing)? (?:for|like|different); other (?:kinds?|types?|causes?|crash\w*)
    (?:before|older|earlier|prior|previous|newer) (?:versions?|than|to|releases?|servers?|clients?)
    (?:versions?|servers?|clients?) (?:before|after|prior|older|up to); had (?:it|the|this); were it
    retry codes; retries (?:an?|on|\d+); (?:is|are|be|been) retried
    (?:is|are|gets?) (?:\w+ )?(?:reported|recorded|logged|shown|killed|terminated)
    (?:of|for|by|from) (?:an?|any) (?:killed|oom|out-of-memory); \d+\.\d+\.\d+
    you(?:['’]ll|['’]d| will| can)? see; when it(?:['’]?s| is)
""")
_SUPPOSES_AFTER = pattern(
    *words(r"""
        \bwould\b; \bcould\b(?! not); \bmight\b; \bneither\b; \bnone of\b; \bnothing of\b; \bruled out\b
        \babsent\b; \bin (?:that|such an?|this) case\b
        (?:\bnot|n['’]t)\s(?:\w+\s)?(?:seen|present|found|there|here|the case|appear|occur|shown?)
        (?:\bnot|n['’]t)\s(?:\w+\s)?(?:in the|any|exist)
    """),
    before=r"^[^.;]{0,80}?",
)
_SEEN_NOT = pattern(
    "this", "the", before=r"\W{0,4}", after=r" (?:run|one|crash|log)\b.{0,40}\b(?:neither|none|no|not)\b"
)
# "Not out of memory: a killed process ..."
_NEGATIVE_HEAD = re.compile(r"\W*(?:not|no|neither)\b[^:;]{0,40}:", re.IGNORECASE)
_NEGATES = pattern(
    r"\b(?:no|not|never|neither|nor|without|none|nothing|rather than|instead of|cannot)\b",
    r"\b(?:absent|absence|lacks?)\b",
    r"n['’]t\b",
)
_TURN = pattern(
    r"[;:—–]",
    r"\s-\s",
    r"\b(?:but|instead(?! of)|rather(?! than)|actually|however|in fact|it was)\b",
)


def denies_existence(around: Surroundings) -> bool:
    """Whether the answer says that what it names does not exist, or tells the reader not to use it."""
    said = _WORD.findall(around.before[-240:])
    while said and _LIST_WORD.fullmatch(said[-1]):
        said.pop()
    ahead = " ".join(said)
    if _REFUSES_NEXT.search(ahead) or _DENYING_LEAD.search(around.lead):
        return True
    if said and said[-1] in ":—–" and _DENYING_LEAD.search(ahead):
        return True
    if any(_says_nonexistent(rest) for rest in (around.after, _ASIDE.sub(" ", around.after, count=1))):
        return True
    follow_up = around.following.lstrip(" *_`\"'’”)\n")
    if _FOLLOW_UP.match(follow_up) and _NONEXISTENT.search(follow_up[:120]):
        return True
    return not recommends(around) and _NO_EFFECT.match(_past_filler(around.after)) is not None


def recommends(around: Surroundings) -> bool:
    """Whether the sentence tells the reader to do something with what it names."""
    return _RECOMMENDS.search(around.before) is not None


def is_order(around: Surroundings) -> bool:
    """Whether the sentence, or what follows its last turn, begins by telling the reader to act."""
    return any(_ORDER.match(said) for said in (around.before, last_turn(around.before)))


def relays(around: Surroundings) -> bool:
    """Whether the sentence reports what somebody says of what it names ("a log line asks to set ...")."""
    return _RELAYS.search(around.before) is not None


def is_supposed(around: Surroundings) -> bool:
    """Whether the answer speaks of what may be, or is generally so, and not of what was seen."""
    return bool(
        _SUPPOSES.search(around.before)
        or _SUPPOSES.search(around.lead)
        or _NEGATES.search(around.lead)
        or _NEGATIVE_HEAD.match(around.before)
        or _SUPPOSES_AFTER.search(around.after)
        or _SEEN_NOT.match(around.following)
    )


def last_turn(before: str) -> str:
    """The part of a sentence after its last turn ("not this; but" that)."""
    turns = list(_TURN.finditer(before))
    return before[turns[-1].end() :] if turns else before


def is_negated(text: str) -> bool:
    """Whether a stretch of text has a negation in it."""
    return _NEGATES.search(text) is not None


def _past_filler(after: str) -> str:
    match = _FILLER_AFTER.match(after)
    return after[match.end() :] if match else after


def _says_nonexistent(after: str) -> bool:
    return _NONEXISTENT.match(_past_filler(after)) is not None
