"""Ids and names that an answer gives occur in what its tools returned, or in the question."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence

from evals.facts.answer_text import AnswerText
from evals.facts.claim import FalseClaim, or_rather
from evals.facts.evidence import Evidence
from evals.facts.patterns import pattern, phrases, words
from evals.facts.stance import denies_existence, is_negated, last_turn

_ID = pattern(
    r"[0-9a-f]{8}(?:-[0-9a-f]{4}){1,3}(?:-[0-9a-f]{1,12})?",
    r"[0-9a-f]{8,32}",
    before=r"(?<![\w-])",
    after=r"(?!\w|-[a-z0-9])",
)
_WHOLE = 32
_SLIP = 2
_OF_A_LEASE = re.compile(
    r"\blease(?:['’]s)?(?:[\s`*:(=\[,–—-]{1,4}(?:id|uuid|identifier|number|no\.?|is|was|with|the|of"
    r"|called|named|in question)){0,4}"
    r"[\s`*:(=\[,–—#-]{0,6}$",
    re.IGNORECASE,
)
_PLACEHOLDER_DIGITS = ("1234", "0123", "abcd", "1a2b3c", "a1b2c3", "deadbeef")
_ADDRESS = frozenset("@#:/")
_OTHER_HEX = pattern(
    *words(r"\b(?:commit|sha\d{0,3}|digest|hash|git|image|checksum|revision)\b; 0x"), after=r"[\s`:#]{0,4}$"
)
_EXAMPLE = phrases(
    r"e\.g; examples?; for instance; placeholders?; such as; say; like; sample; would be; suppos\w+; imagine"
)

_QUOTED = r"[`*]{0,3}(?P<quote>[`\"“'‘])(?P<name>[^`\"“”'‘’\n]{2,120})[`\"”'’]"
_KIND = (
    r"(?P<kind>flow run|task run|deployment|work pool|work queue|concurrency limit|limit|gcl|flow|worker|pod"
    r"|automation)s?"
)
_THE_RUN = r"(?:the|this|that|your|our|its|other|another|crashed|failed|sibling|running)\srun"
_CALLED = r"(?P<called>(?:named|called|with the name|whose name is)\s{1,3})?"
_NAME_AFTER = pattern(_KIND, _THE_RUN, before=r"\b", after=rf"(?:\s|[,:]\s|\s\(){_CALLED}{_QUOTED}")
_NAME_BEFORE = pattern(
    r"(?P<kind>flow run|run|deployment|flow|limit|concurrency limit|work pool)",
    before=rf"(?<![\w`\"'“”‘’]){_QUOTED}[*]{{0,3}}\s",
    after=r"\b",
)
_SLUG = re.compile(
    r"(?<![\w/.:-])(?P<name>[a-z][a-z0-9]{1,40}(?:-[a-z0-9]{1,40}){0,6}-(?=[0-9a-f]*\d)[0-9a-f]{8})(?![\w-])"
)
_PLACE = re.compile(
    r"\b(?P<kind>node|pod|host|machine|vm|container|worker|instance|replica)[ `\"'“‘]{1,3}"
    r"(?P<name>[a-z][a-z0-9]{1,20}-(?=[a-z0-9.-]*\d)[a-z0-9]{1,30}(?:[.-][a-z0-9]{1,30}){0,8})(?![\w(=-])",
)
_SUPPOSED = phrases("if; would; could; might; may; can; use; using; pick; choose; like; type; size")
_INSTANCE = re.compile(r"[A-Za-z0-9][\w.]*(?:[-/:][\w.…]+)+|[A-Za-z]+_?\d+")
_NAME_PART = re.compile(r"[-/:.]")
# Words that stand in hyphens and slashes without being anybody's name.
_PREFECT_WORDS = frozenset(
    words("""
        scheduled; pending; running; completed; failed; crashed; cancelled; cancelling; paused; late
        suspended; awaitingretry; retrying; state; flow; task; run; runs; deployment; concurrency; limit
        work; pool; queue; worker; async; sync; await; try; except; finally; and; or; on; off; per
        level; wide; global; time; out; re; start
    """)
)
_ATTRIBUTE_FOLLOWS = pattern(
    *words("""
        setting; option; field; parameter; argument; keyword; key; value; state; event; hook; decorator
        attribute; method; function; call; status; column; flag; strategy; message; error; log; logger
        command; name; tag; type
    """),
    before=r"[`*\"']{0,3}\s",
    after=r"s?\b",
)
_NEW = phrases(r"""
    creat\w*; add(?:ing)?; new; rename\w*; define; defining; introduc\w*; set up; could; would; might
    if; named after; your own; an? (?:\w+ )?(?:deployment|limit|flow|run|work pool) (?:called|named)
""")
_NOT_FOUND = phrases(r"""
    there (?:is|are|was|were) (?:none|no); not found; no such; not be found; n['’]t find; came back empty
    none came back; nothing came back; nothing by that name
""")
_PLACEHOLDER = pattern(
    *words(r"[<{\[$=()]; \.\.\.$; \b(?:my|your|foo|bar|example|some|name|x+)\b; ^--?\w; \s-{1,2}\w")
)


def check_ids(answer: AnswerText, evidence: Evidence) -> Iterator[FalseClaim]:
    """Yield a claim for each UUID, whole or from its eighth digit on, that the evidence does not have."""
    for match in answer.find(_ID):
        text = match.group()
        if evidence.has_id(text) or _is_no_id(text):
            continue
        around = answer.around(*match.span())
        if (
            _OTHER_HEX.search(around.before[-40:])
            or _EXAMPLE.search(around.before)
            or denies_existence(around)
        ):
            continue
        # What is shorter may as well be a part of an address, a tag or an example.
        if len(text) < _WHOLE and (around.before[-1:] in _ADDRESS or _in_command(answer, match.start())):
            continue
        nearest = _close(text.lower(), evidence.ids)
        if evidence.lists_cut and not (_OF_A_LEASE.search(around.before[-40:]) or _is_slip(text, nearest)):
            continue
        why = f"no tool returned an id {text}{or_rather(nearest)}"
        yield FalseClaim(kind="id", text=text, why=why, nearest=nearest)


def _is_no_id(text: str) -> bool:
    """Whether it is a number, a word, or an id that is plainly made up as an example."""
    digits = text.lower().replace("-", "")
    if digits.isdigit() or digits.isalpha():
        return True
    return len(set(digits)) < 5 or digits.startswith(_PLACEHOLDER_DIGITS)


def check_names(answer: AnswerText, evidence: Evidence) -> Iterator[FalseClaim]:
    """Yield a claim for each quoted name of a run, deployment, flow or limit that the evidence lacks."""
    for form in (_NAME_AFTER, _NAME_BEFORE, _SLUG):
        for match in answer.find(form):
            name, start = match["name"].strip(), match.start("name")
            groups = match.groupdict()
            if form is not _SLUG and not _may_be_name(name, called=bool(groups.get("called"))):
                continue
            if _has_name(evidence, name) or _in_command(answer, start) or answer.block_at(start):
                continue
            if form is _NAME_AFTER and _ATTRIBUTE_FOLLOWS.match(answer.text, match.end()):
                continue
            around = answer.around(*match.span())
            if _NEW.search(around.before + match.group()) or _EXAMPLE.search(around.before):
                continue
            if denies_existence(around) or is_negated(last_turn(around.before)[-60:]):
                continue
            if _NOT_FOUND.search(around.after):
                continue
            nearest = _close(name, evidence.names)
            if evidence.lists_cut and not _is_slip(name, nearest):
                continue
            kind = (groups.get("kind") or "run").lower()
            why = f"no tool returned a {kind} named {name}{or_rather(nearest)}"
            yield FalseClaim(kind="name", text=name, why=why, nearest=nearest)


def check_places(answer: AnswerText, evidence: Evidence) -> Iterator[FalseClaim]:
    """Yield a claim for each node, pod or host that is called by a name that the evidence lacks."""
    for match in answer.find(_PLACE):
        name, start = match["name"], match.start("name")
        if evidence.has(name) or _in_command(answer, start) or answer.block_at(start):
            continue
        around = answer.around(start, match.end())
        if _NEW.search(around.before) or _EXAMPLE.search(around.before) or _SUPPOSED.search(around.before):
            continue
        if is_negated(last_turn(around.before)[-60:]):
            continue
        why = f"no tool returned a {match['kind'].lower()} named {name}"
        yield FalseClaim(kind="name", text=name, why=why)


def _may_be_name(name: str, *, called: bool) -> bool:
    """Whether a quoted word is somebody's name for something, and not a word of Prefect's or of code."""
    if _PLACEHOLDER.search(name):
        return False
    if called:
        return True
    parts = set(_NAME_PART.split(name.lower()))
    return (
        _INSTANCE.fullmatch(name) is not None
        and any(character.isalpha() for character in name)
        and not parts <= _PREFECT_WORDS
        and not name.startswith(("prefect.", "prefect-"))
    )


def _has_name(evidence: Evidence, name: str) -> bool:
    """Whether a name occurs; `flow/deployment` and `deployment:<id>` may have come in parts."""
    name = name.rstrip(" .…")
    if evidence.has(name):
        return True
    if _SLUG.fullmatch(name) and evidence.has_id(name[-8:]):
        return True
    parts = [part.strip() for part in re.split("[/:]", name)]
    return len(parts) > 1 and all(evidence.has(part) for part in parts if part not in ("deployment", "tag"))


def _close(text: str, known: Sequence[str]) -> str | None:
    close = difflib.get_close_matches(text, known, n=1, cutoff=0.6)
    return close[0] if close else None


def _is_slip(text: str, nearest: str | None) -> bool:
    """Whether a name or an id is a known one but for a character or two: no other thing is called so."""
    if nearest is None or len(text) != len(nearest):
        return False
    return sum(a != b for a, b in zip(text.lower(), nearest.lower(), strict=True)) <= _SLIP


def _in_command(answer: AnswerText, position: int) -> bool:
    span = answer.span_at(position)
    code = span or answer.block_at(position)
    if code is None:
        return False
    line = answer.text[answer.text.rfind("\n", 0, position) + 1 : position] if span is None else code.text
    return re.match(r"[\s$>]{0,8}(?:prefect|curl|kubectl|docker|export|python|uv|pip)\b", line) is not None
