"""An answer as text with structure: its code, and the sentence around a place in it.

Answers are Markdown of any size, written by a model and perhaps hostile. Every pattern here is bounded,
so that reading takes time proportional to the length of the answer.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, islice

MOST_MENTIONS = 2_000
"""How many places in an answer a check looks at: more are in no answer but a hostile one."""

_SENTENCE_CHARS = 400
_LEAD_CHARS = 2_000

_FENCE = re.compile(
    r"^[ \t>]{0,12}(?P<fence>`{3,9}|~{3,9})[ \t]{0,4}(?P<language>[\w+-]{0,20})[^\n]*$", re.MULTILINE
)
_SPAN = re.compile(r"``([^`\n]{1,400}(?:`[^`\n]{1,200}){0,4})``|`([^`]{1,400})`")
_SENTENCE_END = re.compile(
    r"(?<!\be\.g)(?<!\bi\.e)(?<!\bvs)(?<!\betc)[.!?](?=[\s\"'”’)*_`])"
    r"|\n[ \t]{0,40}\n|\n[ \t]{0,40}(?:[-*+•]|\d{1,3}[.)])[ \t]|\n[ \t]{0,40}[#>|]"
)
_LIST_ITEM = re.compile(r"[ \t]{0,40}(?:(?:[-*+•>]|\d{1,3}[.)])[ \t]|\|)")
_INDENTED = re.compile(r"[ \t]{2,40}\S")


@dataclass(frozen=True, kw_only=True)
class Code:
    """A code span or a fenced block; `start` and `end` are where its text stands in the answer."""

    start: int
    end: int
    text: str
    language: str | None
    """The word after a fence, lower-case and perhaps empty; None for a code span."""


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """What stands around a place: the rest of its sentence, and what introduces and follows it."""

    before: str
    after: str
    following: str
    """The next sentence; empty at the end of a paragraph or list item."""
    lead: str
    """The line that introduces the list or the code block that the place is in; else empty."""


class AnswerText:
    """An answer, read once."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _fences(self) -> tuple[tuple[re.Match[str], re.Match[str] | None], ...]:
        """The opening and closing fences; the last one may never be closed."""
        pairs: list[tuple[re.Match[str], re.Match[str] | None]] = []
        opened: re.Match[str] | None = None
        for fence in self.find(_FENCE):
            if opened is None:
                opened = fence
            elif fence["fence"].startswith(opened["fence"]) and not fence["language"]:
                pairs.append((opened, fence))
                opened = None
        if opened is not None:
            pairs.append((opened, None))
        return tuple(pairs)

    @cached_property
    def blocks(self) -> tuple[Code, ...]:
        """The fenced blocks, in order. A fence that is never closed runs to the end."""
        return tuple(
            self._block(opened, len(self.text) if closed is None else closed.start())
            for opened, closed in self._fences
        )

    @cached_property
    def spans(self) -> tuple[Code, ...]:
        """The code spans outside of blocks, in order, the first `MOST_MENTIONS`."""
        found = (_SPAN.finditer(self.text, start, end) for start, end in self._outside_blocks())
        return tuple(_span(match) for match in islice(chain.from_iterable(found), MOST_MENTIONS))

    def find(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Where `pattern` occurs, the first `MOST_MENTIONS` times."""
        return islice(pattern.finditer(self.text), MOST_MENTIONS)

    def block_at(self, position: int) -> Code | None:
        """The fenced block that `position` is in."""
        return _covering(self.blocks, position)

    def span_at(self, position: int) -> Code | None:
        """The code span that `position` is in."""
        return _covering(self.spans, position)

    def around(self, start: int, end: int) -> Surroundings:
        """What stands around `text[start:end]`, up to 400 characters a side.

        In a fenced block a line is a sentence.
        """
        block = self.block_at(start)
        if block is not None:
            return self._around_in_block(block, start, end)
        before = self.text[max(0, start - _SENTENCE_CHARS) : start]
        ends = list(_SENTENCE_END.finditer(before))
        before = before[ends[-1].end() :] if ends else before
        after, following, window = "", "", self.text[end : end + 2 * _SENTENCE_CHARS]
        stop = _SENTENCE_END.search(window)
        if stop is None:
            after = window[:_SENTENCE_CHARS]
        else:
            after = window[: stop.start()][:_SENTENCE_CHARS]
            if "\n" not in stop.group():
                rest = window[stop.end() :]
                stop = _SENTENCE_END.search(rest)
                following = rest if stop is None else rest[: stop.start()]
        return Surroundings(before=before, after=after, following=following, lead=self._lead(start))

    def _block(self, opened: re.Match[str], end: int) -> Code:
        start = min(opened.end() + 1, end)
        return Code(start=start, end=end, text=self.text[start:end], language=opened["language"].lower())

    def _outside_blocks(self) -> Iterator[tuple[int, int]]:
        position = 0
        for opened, closed in self._fences:
            yield position, opened.start()
            position = len(self.text) if closed is None else closed.end()
        yield position, len(self.text)

    def _around_in_block(self, block: Code, start: int, end: int) -> Surroundings:
        line_start = self.text.rfind("\n", block.start, start) + 1 or block.start
        line_end = self.text.find("\n", end, block.end)
        line_end = block.end if line_end < 0 else line_end
        fence_line = self.text.rfind("\n", 0, max(block.start - 1, 0))
        return Surroundings(
            before=self.text[max(line_start, start - _SENTENCE_CHARS) : start],
            after=self.text[end : min(line_end, end + _SENTENCE_CHARS)],
            following="",
            lead=self._last_line(max(fence_line, 0)),
        )

    def _last_line(self, end: int) -> str:
        """The last line with text in it before `end`."""
        lines = self.text[max(0, end - _LEAD_CHARS) : end].rstrip().rsplit("\n", 1)
        return lines[-1].strip()

    def _lead(self, position: int) -> str:
        """The line that introduces the list that `position` is in."""
        lines = self.text[max(0, position - _LEAD_CHARS) : position].split("\n")
        if not any(_LIST_ITEM.match(line) for line in lines[-2:]):
            return ""
        for line in reversed(lines[:-1]):
            if line.strip() and not _LIST_ITEM.match(line) and not _INDENTED.match(line):
                return line.strip() if line.rstrip(" *_").endswith(":") or line.startswith("#") else ""
        return ""


def _span(match: re.Match[str]) -> Code:
    group = 1 if match[1] is not None else 2
    return Code(start=match.start(group), end=match.end(group), text=match[group], language=None)


def _covering(codes: Sequence[Code], position: int) -> Code | None:
    index = bisect_right(codes, position, key=lambda code: code.start) - 1
    return codes[index] if index >= 0 and position < codes[index].end else None
