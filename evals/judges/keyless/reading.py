"""An answer taken apart: blocks, sentences, and the headings and lead-ins that each sentence stands under."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal, NamedTuple

from evals.judges.keyless.concepts.error_words import own_words
from evals.judges.keyless.concepts.lease import HOLD
from evals.judges.keyless.cues import DENIES_BACK
from evals.judges.keyless.phrases import Span, spans
from evals.judges.keyless.scopes import Heading, Scopes, heading, scopes_of
from evals.judges.keyless.text import normalise

Kind = Literal["prose", "heading", "item", "row", "code"]

_FENCE = re.compile(r"^\s*(?:```|~~~)")
_HEADING = re.compile(r"^\s*#{1,6}\s+\S")
_BOLD_LINE = re.compile(r"^\s*(?:\d+[.)]\s+)?(\*\*|__)(?:(?!\1).){2,90}\1\s*:?\s*$")
_ITEM = re.compile(r"^(\s*)(?:[-*+•‣▪–—]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+(?=\S)")
_ROW = re.compile(r"^\s*\|.*\|\s*$|^[^|\n]+\|[^|\n]+\|[^|\n]+$")
_RULE = re.compile(r"^\s*\|?[\s:|-]+\|?\s*$|^\s*(?:[-=*_]\s?){3,}\s*$")
_QUOTE = re.compile(r"^\s*>\s?")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’)\]*_`]*\s+(?=\S)|\s*\n\s*\n\s*")
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|vs|etc|approx|cf|ca|resp|incl|no|a\.k\.a|dr|st)\.|(?<!['’])\b[a-z]\.)\W*$",
    re.IGNORECASE,
)
_NEW_LINE = re.compile(r"^\s*(?:\*\*|[\w /_-]{1,30}:\s|[^\w\s\"'(`*_\[<>.,;&$/+=\u2026\u201c\u2018-])")
"""What a line begins with that doesn't go on with the sentence before: bold type, a key, an emoji."""
_RUN_IN = re.compile(
    r"\s*(?:[^\w\s*_]+\s+)?(?:(\*\*?|__?)(?P<head>(?:(?!\1).){2,60}?)\1(?:\s*[:.?!]|)"
    r"|(?P<key>(?!(?:It|This|That|They|There|The|I|We|You|So|But|And|If"
    r"|When)\b)[A-Za-z][\w'/-]*(?: [\w'/-]+){0,6}):)(?=\s)"
)
_LEAD_IN = re.compile(r":\W*$|^.{1,70}[^.!?\W]$")


_ABBREVIATED = 12
"""Characters in which an abbreviation ends a sentence's text."""

_LONGEST = 1000
"""Characters after which a sentence is cut, so that grading takes time in proportion to an answer's length."""


class Block(NamedTuple):
    """Lines that belong together, as a slice of the answer."""

    kind: Kind
    start: int
    end: int
    indent: int = 0
    level: int = 0
    """Of a heading: 1 to 6 by its hashes, 7 for a line in bold."""


@dataclass(frozen=True, kw_only=True)
class Statement:
    """One sentence (list item, table row, log line) of an answer."""

    raw: str
    """Verbatim from the answer."""
    text: str
    """`raw`, normalised."""
    kind: Kind
    index: int
    context: tuple[Heading, ...] = ()
    """The headings, lead-ins and table headers that it stands under, outermost first."""
    group: int = -1
    """The list or table it belongs to; -1 outside of one."""
    position: int = -1
    """Which item of that list it belongs to, from 0."""

    @cached_property
    def own(self) -> str:
        """`text` with the words of the recorded error masked."""
        return own_words(self.text)

    @cached_property
    def holds(self) -> tuple[Span, ...]:
        """Where it speaks of a hold on a slot."""
        return tuple(HOLD.spans(self.text))

    @cached_property
    def denies_back(self) -> bool:
        """Whether it denies what the statement before it named."""
        return next(spans(DENIES_BACK, self.text), None) is not None

    @cached_property
    def scopes(self) -> Scopes:
        return scopes_of(self.text, self.context)


@dataclass(frozen=True)
class Reading:
    """A whole answer."""

    raw: str
    statements: tuple[Statement, ...] = field(default=())

    def without(self, statements: tuple[Statement, ...]) -> Reading:
        """The same answer with some statements left out."""
        if not statements:
            return self
        left_out = {statement.index for statement in statements}
        kept = (statement for statement in self.statements if statement.index not in left_out)
        return Reading(self.raw, tuple(replace(s, index=i) for i, s in enumerate(kept)))

    @cached_property
    def text(self) -> str:
        """The normalised answer, its statements joined by single spaces."""
        return " ".join(statement.text for statement in self.statements)

    @cached_property
    def offsets(self) -> tuple[int, ...]:
        """Where in `text` each statement begins."""
        offsets, at = [], 0
        for statement in self.statements:
            offsets.append(at)
            at += len(statement.text) + 1
        return tuple(offsets)


def _blocks(answer: str) -> Iterator[Block]:
    """Split an answer into blocks; blank lines and rules separate, code keeps one block a line."""
    at, fenced = 0, False
    open_block: Block | None = None
    for line in answer.splitlines(keepends=True):
        start, at = at, at + len(line)
        if _FENCE.match(line):
            fenced = not fenced
            kind: Kind | None = None
        elif not line.strip() or (not fenced and _RULE.match(line)):
            kind = None
        elif fenced:
            kind = "code"
        elif _HEADING.match(line) or _BOLD_LINE.match(line):
            kind = "heading"
        elif _ITEM.match(line):
            kind = "item"
        elif _ROW.match(line):
            kind = "row"
        elif open_block is not None and open_block.kind in ("item", "prose") and not _NEW_LINE.match(line):
            open_block = open_block._replace(end=at)
            continue
        else:
            kind = "prose"
        if open_block is not None:
            yield open_block
            open_block = None
        if kind is not None:
            item = _ITEM.match(line)
            indent = len(item[1].expandtabs(4)) if item else 0
            open_block = Block(kind, start, at, indent, _level(line) if kind == "heading" else 0)
            if kind not in ("item", "prose"):
                yield open_block
                open_block = None
    if open_block is not None:
        yield open_block


def _begin(answer: str, block: Block) -> int:
    """Where the words of a block begin, after the marker of a list item."""
    marker = _ITEM.match(answer[block.start : block.end]) if block.kind == "item" else None
    return block.start + (marker.end() if marker else 0)


def _sentences(answer: str, block: Block) -> Iterator[str]:
    """The sentences of a block, verbatim, without the markers of its lines."""
    body = answer[block.start : block.end]
    at = _begin(answer, block) - block.start
    if block.kind in ("row", "code", "heading"):
        yield body.strip().lstrip("#").strip()
        return
    begin = at
    for end in _SENTENCE_END.finditer(body, at):
        said = body[begin : end.start()]
        unclosed = len(said) < _LONGEST and said.count("(") > said.count(")")
        if unclosed or _ABBREVIATION.search(said[-_ABBREVIATED:]):
            continue
        yield body[begin : end.end()].strip()
        begin = end.end()
    if body[begin:].strip():
        yield body[begin:].strip()


def _cut(sentence: str) -> Iterator[str]:
    """A sentence, in pieces where it is too long."""
    while len(sentence) > _LONGEST:
        end = sentence.rfind(" ", 0, _LONGEST)
        end = end if end > 0 else _LONGEST
        yield sentence[:end]
        sentence = sentence[end:].lstrip()
    yield sentence


def _level(line: str) -> int:
    hashes = len(line.lstrip()) - len(line.lstrip().lstrip("#"))
    return hashes or 7


class _Outline:
    """The headings, lead-ins, table headers and parent items in force while an answer is read."""

    def __init__(self) -> None:
        self.headings: dict[int, Heading] = {}
        self.lead_in: Heading | None = None
        self.header: Heading | None = None
        self.parents: dict[int, Heading] = {}
        self.group = self.position = -1
        self.previous: Kind | None = None

    def enter(self, block: Block) -> tuple[Heading, ...]:
        """Move on to `block`; return what it stands under."""
        if block.kind in ("item", "row"):
            if self.previous != block.kind:
                self.group, self.position, self.parents = self.group + 1, -1, {}
            self.position += 1
            self.parents = {i: text for i, text in self.parents.items() if i < block.indent}
        else:
            if self.previous in ("item", "row"):
                self.lead_in = None
            self.parents, self.header = {}, None
        if block.kind == "heading":
            self.headings = {i: text for i, text in self.headings.items() if i < block.level}
            self.lead_in = None
        parts = [*self.headings.values(), self.lead_in, self.header, *self.parents.values()]
        return tuple(part for part in parts if part is not None)

    def leave(self, block: Block, texts: list[str]) -> None:
        """Remember what the blocks after `block` stand under."""
        if block.kind == "heading":
            self.headings[block.level] = heading(texts[0])
        elif block.kind == "item":
            self.parents[block.indent] = heading(texts[0])
        elif block.kind == "row" and self.position == 0:
            self.header = heading(texts[0])
        elif block.kind == "prose":
            self.lead_in = heading(texts[-1]) if _LEAD_IN.search(texts[-1]) else None
        self.previous = block.kind


def read(answer: str) -> Reading:
    """Take an answer apart."""
    statements: list[Statement] = []
    outline = _Outline()
    for block in _blocks(answer):
        context = outline.enter(block)
        inside = block.kind in ("item", "row")
        run_in = _RUN_IN.match(answer, _begin(answer, block), block.end)
        texts: list[str] = []
        asked: Heading | None = None
        for raw in (part for sentence in _sentences(answer, block) for part in _cut(sentence)):
            text = normalise(_QUOTE.sub("", raw))
            if not text:
                continue
            texts.append(text)
            under = context if asked is None else (*context, asked)
            if run_in is not None and (len(texts) > 1 or len(raw) > len(run_in[0].strip()) + 1):
                under = (*under, heading(normalise(run_in["head"] or run_in["key"])))
            statements.append(
                Statement(
                    raw=raw,
                    text=text,
                    kind=block.kind,
                    index=len(statements),
                    context=under,
                    group=outline.group if inside else -1,
                    position=outline.position if inside else -1,
                )
            )
            if text.endswith("?"):
                asked = heading(text)
        if texts:
            outline.leave(block, texts)
    return Reading(answer, tuple(statements))
