"""What an answer can rest on: the question, and what its tools were given and returned."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import cached_property

from evals.transcripts import ToolCall

_MOST_VALUES = 400_000
_MOST_NAMES = 500
_NAME_CHARS = 120
_LEAF_END = "\0"
_ALIKE = str.maketrans(
    {
        **dict.fromkeys("‘’‛`´", "'"),
        **dict.fromkeys("“”„«»", '"'),
        **dict.fromkeys("‐‑‒–—−", "-"),
        **dict.fromkeys("\u00a0\u2007\u202f\u200a", " "),
        **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad*"),
        "…": "...",
    }
)
_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
_COUNTS = ("count", "total", "total_count")
_SAYS_CUT = ("truncated", "has_more")
_CUT_TEXT = re.compile(r"\[(?:\.{3}|truncated|cut|snip)\b|\[\.{3}\]")
_CLOCK = re.compile(r"(?<=[\dt ])(\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?")


def normalised(text: str) -> str:
    """Lower-case, with single spaces, plain quotation marks and dashes, and without emphasis."""
    return " ".join(_plain(text).split())


def _plain(text: str) -> str:
    text = text.replace("\\n", " ").replace('\\"', '"').replace("\\'", "'")
    return text.translate(_ALIKE).casefold()


class Evidence:
    """The texts that an answer can rest on, to ask whether something occurs in them."""

    def __init__(self, *, question: str, tool_calls: Sequence[ToolCall]) -> None:
        self.question = question
        self._tool_calls = tool_calls

    @cached_property
    def has_results(self) -> bool:
        """Whether any tool returned anything; without, nothing can be said of what an answer rests on."""
        return any(call.result is not None for call in self._tool_calls)

    @cached_property
    def _leaves(self) -> list[str]:
        """Every key and value, as text, in the order they came; JSON texts are taken apart."""
        leaves: list[str] = []
        pending: list[object] = [self.question]
        for call in self._tool_calls:
            pending += [call.name, call.args, call.result, call.error]
        pending.reverse()
        # Counted, because a hostile structure may hold itself.
        for _ in range(_MOST_VALUES):
            if not pending:
                break
            value = pending.pop()
            if isinstance(value, str):
                parsed = _parsed(value)
                leaves.append(value) if parsed is None else pending.append(parsed)
            elif isinstance(value, Mapping):
                for key, item in reversed(list(value.items())):
                    pending += [item, key]
            elif isinstance(value, (list, tuple, set, frozenset)):
                pending.extend(reversed(list(value)))
            elif isinstance(value, (bytes, bytearray)):
                leaves.append(value.decode(errors="replace"))
            elif callable(dump := getattr(value, "model_dump", None)):
                pending.append(dump(mode="json"))
            elif value is not None:
                leaves.append(str(value))
        return leaves

    @cached_property
    def text(self) -> str:
        """All of it, normalised, a leaf a line."""
        # Normalised in one go: an instance's tool results have thousands of leaves.
        leaves = _plain(_LEAF_END.join(self._leaves)).split(_LEAF_END)
        return "\n".join(" ".join(leaf.split()) for leaf in leaves)

    @cached_property
    def results(self) -> tuple[Mapping[str, object], ...]:
        """The results that are objects, whether they came as such or as JSON."""
        parsed = (
            _parsed(call.result) if isinstance(call.result, str) else call.result for call in self._tool_calls
        )
        return tuple(result for result in parsed if isinstance(result, Mapping))

    @cached_property
    def lists_cut(self) -> bool:
        """Whether a result says that it does not hold everything: it counts more than it lists, or lists
        as much as was asked for at most. What such a list lacks may exist."""
        return any(_is_cut(call.result, call.args) for call in self._tool_calls)

    @cached_property
    def texts_cut(self) -> bool:
        """Whether some text is marked as cut in the middle."""
        return _CUT_TEXT.search(self.text) is not None

    @cached_property
    def clock_times(self) -> tuple[float, ...]:
        """The times of day in it, in seconds since midnight, in order."""
        found = {
            int(hour) * 3600 + int(minute) * 60 + int(second) + float(f"0.{fraction or 0}")
            for hour, minute, second, fraction in _CLOCK.findall(self.text)
        }
        return tuple(sorted(found))

    @cached_property
    def _hex(self) -> str:
        return self.text.replace("-", "")

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The UUIDs in it, the first 500."""
        return tuple(dict.fromkeys(_UUID.findall(self.text)))[:_MOST_NAMES]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What may be a name: the short texts that stand alone, the first 500."""
        short = (leaf for leaf in self._leaves if 3 <= len(leaf) <= _NAME_CHARS and not leaf.isspace())
        return tuple(dict.fromkeys(short))[:_MOST_NAMES]

    @cached_property
    def words(self) -> frozenset[tuple[str, str, str]]:
        """All runs of three words."""
        words = re.findall(r"\w+", self.text)
        return frozenset(zip(words, words[1:], words[2:], strict=False))

    def has(self, text: str) -> bool:
        """Whether a text occurs, white space, case and the look of quotation marks aside."""
        return normalised(text) in self.text

    def has_id(self, digits: str) -> bool:
        """Whether an id occurs, with or without its hyphens, whole or in part."""
        return digits.lower().replace("-", "") in self._hex

    def has_number(self, number: str) -> bool:
        """Whether a number stands somewhere by itself, its sign included."""
        return re.search(rf"(?<![\w.-]){re.escape(number)}(?![\w]|\.\d)", self.text) is not None


def _is_cut(result: object, args: Mapping[str, object]) -> bool:
    if isinstance(result, str):
        result = _parsed(result)
    if not isinstance(result, Mapping):
        return False
    if any(result.get(key) is True for key in _SAYS_CUT):
        return True
    lengths = [len(value) for value in result.values() if isinstance(value, list)]
    counts = [value for key in _COUNTS if isinstance(value := result.get(key), int)]
    limit = args.get("limit")
    if isinstance(limit, int) and limit > 0:
        counts += [count + 1 for count in (*counts, *lengths) if count >= limit]
    return bool(lengths and counts) and max(counts) > max(lengths)


def _parsed(text: str) -> object | None:
    """What a JSON text holds, where it holds an object or a list; else None."""
    text = text.strip()
    if text[:1] not in ("{", "[") or text[-1:] not in ("}", "]"):
        return None
    try:
        parsed = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return parsed if isinstance(parsed, (dict, list)) else None
