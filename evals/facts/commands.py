"""`prefect ...` commands and options that an answer gives exist in the installed command line.

A command is recognised where it is written as one: in a code span, on a line of a shell block or an indented
one, after a prompt, or in prose where an option or an action follows, after a verb such as "run" or with a
group's name that is no English word. Words such as "Prefect server", "the prefect API" or "prefect flow
runs" in prose are none.
"""

from __future__ import annotations

import difflib
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from evals.facts import command_tree
from evals.facts.answer_text import MOST_MENTIONS, AnswerText, Code
from evals.facts.claim import FalseClaim, or_rather
from evals.facts.command_tree import CommandNode
from evals.facts.stance import denies_existence

_COMMAND_CHARS = 400
_NOT_SHELL = {"python", "py", "json", "toml", "ini", "sql", "log", "logs", "text", "diff", "mermaid"}
_START = (
    r"(?:[$%>]\s{1,4}){0,2}(?:(?:sudo|time|nohup|exec|watch|command)\s{1,4}){0,2}"
    r"(?:[A-Za-z_]\w{0,80}=[^\s]{0,200}\s{1,4}){0,6}"
    r"(?:(?:uv|poetry|pdm|hatch|pipx|rye)\s{1,4}run\s{1,4}(?:--?[\w-]{1,30}\s{1,4}){0,4}"
    r"|uvx\s{1,4}(?:--(?:from|with)\s{1,4}[^\s]{1,60}\s{1,4}){0,4}|python3?\s{1,4}-m\s{1,4}"
    r"|(?:kubectl|oc|docker|podman)\s[^\n|;&]{1,200}\s--\s{1,4})?"
)
_AT_START = re.compile(rf"\s{{0,20}}{_START}(?P<command>prefect(?=\s))")
_AT_LINE_START = re.compile(
    rf"(?:^|(?:&&|\|\||[;|]|\$\()\s{{0,4}})[ \t]{{0,20}}(?:(?:- )?command:\s{{1,4}}[\"']?)?{_START}"
    r"(?P<command>prefect(?=[ \t]))",
    re.MULTILINE,
)
_AT_PROMPT = re.compile(r"^[ \t>]{0,20}\$\s{1,4}(?P<command>prefect(?= ))", re.MULTILINE)
_IN_PROSE = re.compile(
    r"(?:\b(?:run|running|execute|executing|use|using|try|trying|issue|issuing|type|typing|enter|invoke|invoking"
    r"|call|calling|with|via)|:)\s{1,4}(?P<command>prefect(?= ))",
    re.IGNORECASE,
)
# Set off by an empty line and indented: a block of code without a fence.
_INDENTED = re.compile(r"(?<=\n)[ \t]{0,40}\n(?: {4,12}|\t{1,3})(?P<command>prefect(?= [a-z-]))")
# Names of groups that are no English words, or alone in a line.
_UNMISTAKABLE = re.compile(
    r"(?<![\w/.-])(?P<command>prefect(?= (?:[a-z]{2,12}-[a-z-]{3,24}|gcl) ))"
    r"|^[ \t>]{0,12}(?:(?:\d{1,2}[.)]|[-*+•])[ \t]{1,4})?"
    r"(?P<alone>prefect(?= [a-z][a-z-]{1,30}(?: [a-z-]{1,30})?[ \t]{0,9}$))",
    re.MULTILINE,
)
_ACTS = re.compile(
    r"(?:re-?news?|release|reset|re-?start|leases?|list|ls|show|extend|revoke|unlock|free|kill|recover|retry|resume"
    r"|clear|purge|prune|refresh|repair|[a-z]{2,12}-[a-z-]{2,30})\b"
)
_NO_COMMAND = re.compile(
    r"(?:commands?|subcommands?|cli|settings?|api|page|group|tools?|docs?|documentation|setup|errors?|does|has|can|will"
    r"|knows|was|offers|isn|doesn|lets|shows|only|gives|that|it)\b"
)
_PROSE_STOPS = re.compile(
    r"[.,;:](?:\s|$)|\s(?:to|and|or|in|on|for|with|from|the|a|an|is|are|so|which|then|as|at|if|when)\s|[()—–\n]"
)
_SHELL_ENDS = re.compile(r"&&|\|\||[;|&)]|(?<=\s)#|(?<!<\S)>(?=\s)|\d?>&?\d|(?<=\s)<(?=\s)")
_WORD = re.compile(r"[a-z][a-z0-9-]*")
_PLACEHOLDER = re.compile(r"[<\[{(*…]|\.\.\.|[A-Z][A-Z0-9_-]*$|\$")


@dataclass(frozen=True, kw_only=True)
class _Written:
    """A command as it stands in an answer, and its words after `prefect`."""

    start: int
    end: int
    words: tuple[str, ...]


def check_commands(answer: AnswerText) -> Iterator[FalseClaim]:
    """Yield a claim for each made-up command or option, once a text.

    Imports Prefect's command line, and only where the answer gives a command.
    """
    reported: set[str] = set()
    for written in islice(_commands(answer), MOST_MENTIONS):
        claim = _check(answer.text[written.start : written.end], written.words)
        if claim is None or claim.text in reported:
            continue
        if denies_existence(answer.around(written.start, written.end)):
            continue
        reported.add(claim.text)
        yield claim


def _check(text: str, words: tuple[str, ...]) -> FalseClaim | None:
    node = command_tree.root()
    for position, word in enumerate(words):
        if word == "--":
            return None
        if word.startswith("-") and len(word) > 1:
            if not _has_option(node, word):
                return _false_option(text, node, word)
        elif word in node.subcommands:
            node = node.subcommand(word)
        elif node.runs or _is_value(words, position):
            continue
        elif _PLACEHOLDER.match(word) or not _WORD.fullmatch(word):
            return None
        else:
            return _false_command(text, node, word)
    return None


def _is_value(words: tuple[str, ...], position: int) -> bool:
    """Whether a word before any command is the value of a global option."""
    return position > 0 and words[position - 1] in ("--profile", "-p")


def _has_option(node: CommandNode, word: str) -> bool:
    name = word.partition("=")[0]
    if re.fullmatch(r"-\d.*", word) or _PLACEHOLDER.match(name.lstrip("-")) or not name.strip("-"):
        return True
    if name.startswith("--"):
        # Command lines of cyclopts take underscores for dashes, and `--parameter.key`.
        name = name.partition(".")[0].replace("_", "-")
        return name in {option.replace("_", "-") for option in node.options}
    name = command_tree.long_forms().get(name, name)
    # `-n10`, and flags in one word as `-rt`
    return name in node.options or (len(name) > 2 and name[:2] in node.options)


def _false_command(text: str, node: CommandNode, word: str) -> FalseClaim:
    command = " ".join(("prefect", *node.path, word))
    close = difflib.get_close_matches(word, sorted(node.subcommands), n=1, cutoff=0.7)
    nearest = " ".join(("prefect", *node.path, *close)) if close or node.path else None
    return FalseClaim(
        kind="command",
        text=_verbatim(text, word),
        why=f"the installed Prefect has no command `{command}`{or_rather(nearest)}",
        nearest=nearest,
    )


def _false_option(text: str, node: CommandNode, word: str) -> FalseClaim:
    option = word.partition("=")[0]
    command = " ".join(("prefect", *node.path))
    long_options = sorted(name for name in node.options if name.startswith("--"))
    close = difflib.get_close_matches(option, long_options, n=1, cutoff=0.5)
    nearest = close[0] if close else None
    return FalseClaim(
        kind="option",
        text=_verbatim(text, word),
        why=f"the installed Prefect's `{command}` has no option {option}{or_rather(nearest)}",
        nearest=nearest,
    )


def _verbatim(text: str, word: str) -> str:
    """The command up to the word that is wrong."""
    found = re.search(rf"(?<!\S){re.escape(word)}", text)
    return text[: found.end()] if found else text


def _commands(answer: AnswerText) -> Iterator[_Written]:
    for span in answer.spans:
        match = _AT_START.match(span.text)
        if match is not None:
            yield from _written(answer, span.start + match.start("command"), span.end, unwrap=True)
    for block in answer.blocks:
        if block.language not in _NOT_SHELL:
            for match in _AT_LINE_START.finditer(block.text):
                yield from _written(answer, block.start + match.start("command"), block.end)
    for pattern in (_AT_PROMPT, _INDENTED, _IN_PROSE, _UNMISTAKABLE):
        for match in answer.find(pattern):
            start = match.start(match.lastgroup or "command")
            if _code_at(answer, start) is None:
                in_prose = pattern in (_IN_PROSE, _UNMISTAKABLE)
                for written in _written(answer, start, len(answer.text), in_prose=in_prose):
                    if not in_prose or _is_meant(written.words):
                        yield written


def _code_at(answer: AnswerText, position: int) -> Code | None:
    return answer.block_at(position) or answer.span_at(position)


def _written(
    answer: AnswerText, start: int, limit: int, *, unwrap: bool = False, in_prose: bool = False
) -> Iterator[_Written]:
    """The command that begins at `start`, if it is one. It ends with the line, in a span (`unwrap`) not."""
    text = answer.text[start : min(limit, start + _COMMAND_CHARS)]
    text = text.replace("\\\n", "  ")
    if unwrap:
        text = text.replace("\n", " ")
    if in_prose and (stop := _PROSE_STOPS.search(text)) is not None:
        text = text[: stop.start()]
    text = text.partition("\n")[0]
    if (stop := _SHELL_ENDS.search(text)) is not None:
        text = text[: stop.start()]
    words = _split(text)[1:]
    # "prefect 3.8.8", "prefect is ...": not the first word of a command
    if words and (_WORD.fullmatch(words[0]) or words[0].startswith("-")):
        yield _Written(start=start, end=start + len(text.rstrip()), words=tuple(words))


def _is_meant(words: tuple[str, ...]) -> bool:
    """Whether words in prose are a command: an option follows, or what a command could do."""
    if any(re.match("--?[a-z]", word) for word in words):
        return True
    return len(words) > 1 and (
        _ACTS.match(words[1]) is not None or ("-" in words[0] and _NO_COMMAND.match(words[1]) is None)
    )


def _split(text: str) -> list[str]:
    try:
        return shlex.split(text)
    except ValueError:
        return text.split()
