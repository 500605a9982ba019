"""Arguments, deployment options and modules that an answer presents as Prefect's exist in the installed one.

Where code is shown, its arguments are compared with the signatures of the installed Prefect. In prose only
known inventions are looked for: options of `concurrency()` said to be a deployment's, collision strategies
and lease storages that do not exist.
"""

from __future__ import annotations

import difflib
import inspect
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from evals.facts.answer_text import AnswerText
from evals.facts.claim import ClaimKind, FalseClaim, or_rather
from evals.facts.stance import denies_existence, is_negated, is_supposed, recommends

_CALL_CHARS = 800
_CALL = re.compile(
    r"(?<!\w)(?<!def )(?P<call>serve|deploy|to_deployment|ConcurrencyLimitConfig|ConcurrencyOptions)\("
    r"|(?:with\s{1,3}|await\s{1,3})(?P<context>concurrency|rate_limit)\("
    r"|@(?P<decorator>flow|task)\("
)
_KEYWORD = re.compile(r"\s{0,40}(?P<name>[A-Za-z_]\w{0,60})\s{0,3}=(?!=)")
_STORAGE_MODULE = re.compile(
    r"(?<![\w.])prefect\w{0,30}(?:\.\w{1,40}){0,4}\.lease_storage(?:\.(?P<member>\w{1,60}))?"
)
_STORAGE_VALUE = re.compile(
    r"LEASE_STORAGE\s{0,2}=\s{0,2}[\"'`]{0,2}(?P<value>postgres\w{0,10}|database|sqlite|redis|filesystem|file|disk)\b(?![.:])",
    re.IGNORECASE,
)
_STRATEGY = re.compile(
    r"(?:ConcurrencyLimitStrategy\.|--collision-strategy[ =]"
    r"|collision[_ -]strategy[`*\"']{0,2}(?:\s{0,2}[=:]\s{0,2}|\s(?:to|of|is|as)\s)[`*\"']{0,2})"
    r"(?P<value>[A-Za-z][A-Za-z_]{2,30})\b"
)
_INVENTED_STRATEGY = re.compile(
    r"\b(?:SKIP|CANCEL_(?:RUNNING|OLD|OLDEST|EXISTING|PREVIOUS)|REPLACE|REJECT|QUEUE|DROP|OVERLAP|FAIL_NEW)\b"
)
_CONCURRENCY_ONLY = re.compile(
    r"\b(?:lease_duration|raise_on_lease_renewal_failure|strict\s?=\s?(?:True|False))\b"
)
_DEPLOYMENT = re.compile(
    r"\bdeployment(?:['’]s)?\b|\bConcurrencyLimitConfig\b|\bconcurrency_(?:limit|options)\b|prefect\.yaml"
)
_YAML_LINE = re.compile(
    r"^(?P<indent>[ \t]{0,40})(?:- )?(?P<key>\w{1,60}):(?P<rest>[^\n]{0,80})", re.MULTILINE
)
_YAML_HEADERS = {"concurrency_limit", "concurrency_options"}


@cache
def keywords_of(name: str) -> frozenset[str]:
    """The keyword arguments that the installed Prefect takes in a call of this name."""
    import prefect
    from prefect import Flow
    from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyOptions
    from prefect.concurrency import sync
    from prefect.deployments import runner

    if name == "ConcurrencyLimitConfig":
        return frozenset(ConcurrencyLimitConfig.model_fields)
    if name == "ConcurrencyOptions":
        return frozenset(ConcurrencyOptions.model_fields)
    functions: dict[str, tuple[Callable[..., object], ...]] = {
        "serve": (Flow.serve, prefect.serve),
        "deploy": (Flow.deploy, runner.deploy),
        "to_deployment": (Flow.to_deployment,),
        "concurrency": (sync.concurrency,),
        "rate_limit": (sync.rate_limit,),
        "flow": (prefect.flow,),
        "task": (prefect.task,),
    }
    return frozenset(key for function in functions[name] for key in inspect.signature(function).parameters)


@cache
def _storage_modules() -> frozenset[str]:
    import prefect

    folder = Path(prefect.__file__).parent / "server" / "concurrency" / "lease_storage"
    return frozenset(file.stem for file in folder.glob("*.py") if file.stem != "__init__")


@cache
def _strategies() -> frozenset[str]:
    from prefect.client.schemas.objects import ConcurrencyLimitStrategy

    return frozenset(strategy.value for strategy in ConcurrencyLimitStrategy)


def check_parameters(answer: AnswerText) -> Iterator[FalseClaim]:
    """Yield a claim for each invented argument, option, value and module, once a text."""
    reported: set[str] = set()
    for find in (_call_keywords, _storages, _collision_strategies, _deployment_options, _yaml_keys):
        for kind, start, end, why, nearest in find(answer):
            text = answer.text[start:end]
            if text in reported or denies_existence(answer.around(start, end)):
                continue
            reported.add(text)
            yield FalseClaim(kind=kind, text=text, why=why + or_rather(nearest), nearest=nearest)


_Finding = tuple[ClaimKind, int, int, str, str | None]


def _call_keywords(answer: AnswerText) -> Iterator[_Finding]:
    for match in answer.find(_CALL):
        call = match["call"] or match["context"] or match["decorator"]
        for start, end, keyword in _top_level_keywords(answer.text, match.end()):
            if keyword not in (known := keywords_of(call)):
                why = f"the installed Prefect's {call}() takes no {keyword}"
                yield "parameter", start, end, why, _close(keyword, known)


def _top_level_keywords(text: str, position: int) -> Iterator[tuple[int, int, str]]:
    """The keyword arguments of the call whose arguments begin at `position`, and not of calls inside it."""
    end = min(len(text), position + _CALL_CHARS)
    depth, argument_begins = 0, True
    while position < end:
        if depth == 0 and argument_begins and (keyword := _KEYWORD.match(text, position, end)):
            yield keyword.start("name"), keyword.end("name"), keyword["name"]
            position, argument_begins = keyword.end(), False
            continue
        character = text[position]
        argument_begins = depth == 0 and (character == "," or (argument_begins and character.isspace()))
        if character in "([{":
            depth += 1
        elif character in ")]}":
            depth -= 1
            if depth < 0:
                return
        elif character in "\"'":
            closing = text.find(character, position + 1, end)
            position = closing if closing > 0 else end
        position += 1


def _storages(answer: AnswerText) -> Iterator[_Finding]:
    default = "prefect.server.concurrency.lease_storage"
    nearest = "prefect_redis.lease_storage"
    for match in answer.find(_STORAGE_MODULE):
        path, member = match.group(), match["member"]
        package = path.removesuffix(f".{member}") if member else path
        if package == default and (not member or member in _storage_modules() or not member.islower()):
            continue
        if package == nearest or (package == default and member.startswith("get_")):
            continue
        why = f"the installed Prefect has no lease storage {path}"
        yield "module", match.start(), match.end(), why, nearest
    for match in answer.find(_STORAGE_VALUE):
        value = match["value"].lower()
        meant = f"{default}.{value}" if value in _storage_modules() else nearest
        why = f"lease storage is given as a module path, and {value!r} is none"
        yield "value", match.start("value"), match.end("value"), why, meant


def _collision_strategies(answer: AnswerText) -> Iterator[_Finding]:
    def finding(start: int, end: int) -> _Finding:
        value = answer.text[start:end]
        real = " and ".join(sorted(_strategies()))
        why = f"the installed Prefect has no collision strategy {value}, only {real}"
        return "value", start, end, why, _close(value.upper(), _strategies())

    if "ollision" not in answer.text and "ConcurrencyLimitStrategy" not in answer.text:
        return
    for match in answer.find(_STRATEGY):
        value = match["value"]
        # In prose a word follows as often as a value ("the collision strategy is about new runs").
        if value.upper() not in _strategies() and (
            value.isupper() or match.group()[-len(value) - 1] in "\"'`="
        ):
            yield finding(match.start("value"), match.end("value"))
    for match in answer.find(_INVENTED_STRATEGY):
        around = answer.around(*match.span())
        sentence = f"{around.before}{around.after}".lower()
        if "collision" in sentence and not is_negated(sentence):
            yield finding(*match.span())


def _deployment_options(answer: AnswerText) -> Iterator[_Finding]:
    for match in answer.find(_CONCURRENCY_ONLY):
        if answer.block_at(match.start()) is not None:
            continue  # there the call that an argument stands in is known
        around = answer.around(*match.span())
        sentence = f"{around.before} {around.after}"
        near = f"{around.before[-60:]} {around.after[:60]}"
        if re.search(r"\bconcurrency\(|\bonly\b|\bunlike\b", sentence) or is_negated(sentence):
            continue
        if is_supposed(around):
            continue
        told = recommends(around) or re.match(r"\s?[=:]", around.after) or "=" in match.group()
        if told and _DEPLOYMENT.search(near):
            option = match.group()
            why = f"a deployment has no {option}; it is an argument of concurrency()"
            yield "parameter", match.start(), match.end(), why, "grace_period_seconds"


def _yaml_keys(answer: AnswerText) -> Iterator[_Finding]:
    """Keys under `concurrency_limit:` and `concurrency_options:` in YAML."""
    for block in answer.blocks:
        header_indent: int | None = None
        for line in _YAML_LINE.finditer(block.text):
            indent = len(line["indent"])
            if header_indent is not None and indent > header_indent:
                known = keywords_of("ConcurrencyLimitConfig")
                if line["key"] not in known:
                    start, end = block.start + line.start("key"), block.start + line.end("key")
                    why = f"a deployment's concurrency limit has no {line['key']}"
                    yield "parameter", start, end, why, _close(line["key"], known)
                continue
            opens = line["key"] in _YAML_HEADERS and not line["rest"].strip()
            header_indent = indent if opens else None


def _close(name: str, known: frozenset[str]) -> str | None:
    close = difflib.get_close_matches(name, sorted(known), n=1, cutoff=0.5)
    return close[0] if close else None
