"""Modules, functions and classes that an answer says Prefect has are in the installed one."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import chain
from pathlib import Path

from evals.facts.answer_text import AnswerText
from evals.facts.claim import FalseClaim
from evals.facts.patterns import words
from evals.facts.stance import denies_existence, is_negated, last_turn

_IMPORT = re.compile(
    r"\bfrom (?P<module>prefect(?:\.[A-Za-z_]\w{0,40}){0,6}) import \(?"
    r"(?P<names>[A-Za-z_]\w{0,60}(?:,\s{0,12}[A-Za-z_]\w{0,60}){0,12})"
)
_PATH = re.compile(r"(?<![\w./:@-])(?P<path>prefect(?:\.[A-Za-z_]\w{0,40}){2,7})(?P<call>\(?)(?![\w-])")
_MEMBER_OF = re.compile(
    r"`(?P<names>[A-Za-z_]\w{2,60})(?:\(\))?`(?: \w+){0,2}? (?:from|in|of) "
    r"`?(?P<module>prefect\.(?!yaml|toml|io\b)[a-z_]\w{1,40}(?:\.[a-z_]\w{1,40}){0,4})`?(?![\w.])"
)
_IDENTIFIER = re.compile(r"[A-Za-z_]\w*")
# Names of loggers and prefixes of events, files and sites, none of which is imported.
_NO_MODULES = frozenset(words("flow_runs; task_runs; flow_run; task_run; toml; yaml; io; cloud; dev"))


@cache
def _package() -> Path:
    spec = importlib.util.find_spec("prefect")
    if spec is None or spec.origin is None:
        raise RuntimeError("Prefect isn't installed")
    return Path(spec.origin).parent


@cache
def _exists(path: str) -> bool:
    """Whether a dotted path leads to a module of Prefect, or to a name that the module's source has.

    Only reads files: an answer must not have anything imported.
    """
    found = _package()
    for name in path.split(".")[1:]:
        if (found / name).is_dir():
            found /= name
        elif (found / f"{name}.py").is_file():
            found /= f"{name}.py"
        else:
            source = (found / "__init__.py" if found.is_dir() else found).read_text(encoding="utf-8")
            if found != _package() and re.search(r"\bdef __getattr__|\bimport \*", source):
                return True
            return re.search(rf"\b{name}\b", source) is not None
    return True


def check_modules(answer: AnswerText, *, in_evidence: Callable[[str], bool]) -> Iterator[FalseClaim]:
    """Yield a claim for each module, function or class of Prefect's that isn't there, once a path."""
    reported: set[str] = set()
    for start, end, path in chain(_members(answer), _paths(answer)):
        if path in reported or _exists(path) or in_evidence(path):
            continue
        around = answer.around(start, end)
        if denies_existence(around) or is_negated(last_turn(around.before)[-60:]):
            continue
        reported.add(path)
        yield FalseClaim(
            kind="module", text=answer.text[start:end], why=f"the installed Prefect has no {path}"
        )


def _members(answer: AnswerText) -> Iterator[tuple[int, int, str]]:
    for form in (_IMPORT, _MEMBER_OF):
        for match in answer.find(form):
            if "lease_storage" in match["module"]:
                continue  # see `evals.facts.parameters`
            for name in _IDENTIFIER.findall(match["names"]):
                yield *match.span(), f"{match['module']}.{name}"


def _paths(answer: AnswerText) -> Iterator[tuple[int, int, str]]:
    for match in answer.find(_PATH):
        parts = match["path"].split(".")
        if parts[1] in _NO_MODULES or "lease_storage" in parts or not _exists(".".join(parts[:2])):
            continue
        # In prose a path of lower-case words may be a logger or an event.
        named = match["call"] or parts[-1][0].isupper() or "_" in parts[-1]
        if named and not answer.text.startswith(("…", "...", "*"), match.end()):
            yield *match.span("path"), match["path"]
