"""Settings that an answer names exist in the installed Prefect, or in a package that belongs to it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator
from functools import cache

from evals.facts.answer_text import AnswerText
from evals.facts.claim import FalseClaim, or_rather
from evals.facts.stance import denies_existence, recommends, relays

_INVISIBLE = "\\\\\u200b\u200c\u200d\u2060\ufeff\u00ad"
_NAME = re.compile(rf"(?<![A-Za-z0-9_])PREFECT[{_INVISIBLE}]{{0,4}}_[A-Za-z0-9_{_INVISIBLE}]*", re.IGNORECASE)
_SPLIT_NAME = re.compile(r"[`*]{0,4}(?:[`*]|\n[ \t]{0,12})[`*]{0,4}(?=[A-Z_])(?P<rest>[A-Z0-9_]{2,80})")
_FAMILY_FOLLOWS = re.compile(r"[`'\"]{0,2}[<{\[%]")
_CUT_FOLLOWS = re.compile(r"[`'\"]{0,2}(?:…|\.\.\.)")
_GROUP_FOLLOWS = re.compile(r"[`*'\"]{0,3}\s+(?:settings|variables|family|prefix|group|namespace|ones)\b")
_CALLED_SETTING = re.compile(
    r"(?:config\s+(?:un)?set\s+|\b(?:setting|variable|env(?:ironment)?(?: var)?)[\s`*\"':]{1,6})$",
    re.IGNORECASE,
)
_SETTING_FOLLOWS = re.compile(
    r"[\s`*\"']{1,6}(?:setting|environment variable|env var|variable)\b", re.IGNORECASE
)
_VALUE_FOLLOWS = re.compile(r"=(?:\d|true\b|false\b)", re.IGNORECASE)
_DOTTED = re.compile(r"(?<![\w./$-])(?:[a-z]\w{1,30})(?:\.[a-z]\w{0,60}){1,6}(?![\w(/-])")
_TOML_LINE = re.compile(
    r"^[ \t]{0,20}(?:\[(?P<table>[\w.]{1,120})\]|(?P<key>[\w.]{1,120})[ \t]{0,20}=)", re.MULTILINE
)

# Read by Prefect's processes from the environment and not by its settings: see `grep -r environ prefect`.
_PROCESS_NAMES = frozenset(
    {
        "PREFECT_PROFILE",
        "PREFECT_FLOW_RUN_EXECUTE_SIGTERM_BEHAVIOR",
        "PREFECT_SERVER_ENCRYPTION_KEY",
        "PREFECT__CONTROL_PORT",
        "PREFECT__CONTROL_TOKEN",
        "PREFECT__DEPLOYMENT_ID",
        "PREFECT__DEPLOYMENT_NAME",
        "PREFECT__ENABLE_CANCELLATION_AND_CRASHED_HOOKS",
        "PREFECT__FLOW_ENTRYPOINT",
        "PREFECT__FLOW_ID",
        "PREFECT__FLOW_NAME",
        "PREFECT__FLOW_RUN_ID",
        "PREFECT__STORAGE_BASE_PATH",
        "PREFECT__WORKER_ID",
        "PREFECT__WORKER_NAME",
    }
)
_RUNTIME_PREFIX = "PREFECT__RUNTIME__"


def _names(prefix: str, fields: str) -> frozenset[str]:
    return frozenset(f"{prefix}_{field}".upper() for field in fields.split())


_REDIS_CONNECTION = "url host port db username password health_check_interval ssl"
# Packages around Prefect that need not be installed here, with the names that they read.
_PACKAGE_NAMES = (
    # prefect-redis: client.py, messaging.py, cleanup_queue.py
    _names("prefect_redis_messaging", f"{_REDIS_CONNECTION} socket_timeout socket_connect_timeout protocol")
    | _names("prefect_redis_messaging_publisher", "batch_size publish_every deduplicate_by")
    | _names(
        "prefect_redis_messaging_consumer",
        "block min_idle_time max_retries trim_every trim_idle_threshold should_process_pending_messages"
        " starting_message_id automatically_acknowledge",
    )
    | _names("prefect_redis_worker_cleanup_queue", f"{_REDIS_CONNECTION} key_prefix")
    # prefect-mcp: settings.py, cloud_oauth.py
    | _names("prefect_docs_mcp", "url init_timeout")
    | _names("prefect_mcp", "cloud_enabled cloud_client_id cloud_client_secret public_base_url")
    | _names("prefect_mcp_experimental", "execution_plans_enabled")
    # The Terraform provider
    | _names("prefect", "cloud_account_id cloud_workspace_id basic_auth_key csrf_enabled")
)
# Integration packages build their names from PREFECT_INTEGRATIONS_<package>; prefect-redis is the exception.
_PACKAGE_PREFIXES = ("PREFECT_INTEGRATIONS_",)
_PACKAGE_PREFIX_EXCEPTIONS = ("PREFECT_INTEGRATIONS_REDIS_",)


@cache
def _registry() -> tuple[frozenset[str], frozenset[str]]:
    """Environment variable names (legacy ones that still work included), and dotted names."""
    from prefect.settings import Settings
    from prefect.settings.legacy import _get_settings_fields

    names = frozenset(_get_settings_fields(Settings))
    variables = frozenset(name for name in names if name.startswith("PREFECT_"))
    return variables, names - variables


_DEFAULT_AFTER = re.compile(
    r"[`*\"']{0,3}[\s,:(=–—-]{1,4}(?:(?:which|that|is|it|has|its|the|a|whose|with|and) ){0,4}"
    r"(?:defaults? (?:to|is|of|value (?:is|of)?)?[: =]{0,2}(?P<number>\d{1,6}(?:\.\d{1,3})?)"
    r"|(?P<first>\d{1,6}(?:\.\d{1,3})?) ?(?:s|secs?|seconds)? \(?(?:by default|is the default"
    r"|as (?:the|its) default|default\b))"
    r"(?! ?(?:m|min|minutes?|h|hours?|days?)\b)",
    re.IGNORECASE,
)


def check_defaults(answer: AnswerText) -> Iterator[FalseClaim]:
    """Yield a claim for each default of a setting that is a number, and not the installed one's."""
    for match in answer.find(_NAME):
        stated = _DEFAULT_AFTER.match(answer.text, match.end())
        default = _defaults().get(_clean(match.group()).upper()) if stated else None
        if stated is None or default is None:
            continue
        number = stated["number"] or stated["first"]
        if float(number) != default:
            text = answer.text[match.start() : stated.end()]
            yield FalseClaim(
                kind="value", text=text, why=f"the default is {default:g}", nearest=f"{default:g}"
            )


@cache
def _defaults() -> dict[str, float]:
    """The defaults of settings that are numbers, by the names of their variables."""
    from prefect.settings import Settings
    from prefect.settings.legacy import _get_settings_fields

    found: dict[str, float] = {}
    for name, entry in _get_settings_fields(Settings).items():
        accessor: object = Settings
        try:
            *groups, last = entry.accessor.split(".")
            for group in groups:
                accessor = accessor.model_fields[group].annotation  # type: ignore[attr-defined]
            default = accessor.model_fields[last].default  # type: ignore[attr-defined]
        except (AttributeError, KeyError):
            continue
        if isinstance(default, (int, float)) and not isinstance(default, bool):
            found[name] = float(default)
    return found


@cache
def _logging_overrides() -> frozenset[str]:
    """Variables that override a value of Prefect's logging.yml; see `prefect.logging.configuration`."""
    import yaml  # type: ignore[import-untyped]
    from prefect.logging.configuration import DEFAULT_LOGGING_SETTINGS_PATH
    from prefect.utilities.collections import dict_to_flatdict

    # Settings stand in the file as ${PREFECT_...}, which is also valid YAML.
    keys: dict[tuple[str, ...], object] = dict_to_flatdict(
        yaml.safe_load(DEFAULT_LOGGING_SETTINGS_PATH.read_text())
    )
    return frozenset(re.sub(r"\W", "_", "PREFECT_LOGGING_" + "_".join(key)).upper() for key in keys)


def setting_exists(name: str) -> bool:
    """Whether `name`, in upper case, is a variable that Prefect or a package around it reads."""
    if name in _registry()[0] or name in _PROCESS_NAMES or name in _PACKAGE_NAMES:
        return True
    if name.startswith(_PACKAGE_PREFIXES) and not name.startswith(_PACKAGE_PREFIX_EXCEPTIONS):
        return True
    if name.startswith(_RUNTIME_PREFIX):
        return True
    return name.startswith("PREFECT_LOGGING_") and name in _logging_overrides()


def check_settings(answer: AnswerText, *, in_evidence: Callable[[str], bool]) -> Iterator[FalseClaim]:
    """Yield a claim for each made-up setting that the answer names, once a name.

    `in_evidence` tells whether a name stands in the question or in a tool's result: such a name is only
    reported where the answer tells the reader to use it.
    """
    reported: set[str] = set()
    for start, end, name in (*_variables(answer), *_dotted_names(answer)):
        if name in reported:
            continue
        around = answer.around(start, end)
        if denies_existence(around):
            continue
        if in_evidence(name) and (not recommends(around) or relays(around)):
            continue
        reported.add(name)
        nearest = nearest_setting(name)
        yield FalseClaim(
            kind="setting",
            text=answer.text[start:end],
            why=f"the installed Prefect has no setting {name}{or_rather(nearest)}",
            nearest=nearest,
        )


def nearest_setting(name: str) -> str | None:
    """The real variable or dotted name most like `name`; None where none is like it."""
    variables, dotted = _registry()
    if name.startswith("PREFECT_REDIS_"):
        variables |= _PACKAGE_NAMES
    names = sorted(variables if name.startswith("PREFECT_") else dotted)
    words = _words(name)

    def shared(real: str) -> float:
        return len(words & _words(real)) / len(words | _words(real))

    alike = sorted((real for real in names if words & _words(real)), key=shared, reverse=True)[:8]
    if alike:
        return max(alike, key=lambda real: shared(real) + difflib.SequenceMatcher(None, name, real).ratio())
    close = difflib.get_close_matches(name, names, n=1, cutoff=0.75)
    return close[0] if close else None


def _words(name: str) -> set[str]:
    return set(re.split(r"[_.]", name)) - {"PREFECT", ""}


def _variables(answer: AnswerText) -> Iterator[tuple[int, int, str]]:
    """Where the answer names a variable that is not real, with the name cleaned and in upper case."""
    text = answer.text
    for match in answer.find(_NAME):
        start, end = match.span()
        written = _clean(match.group())
        split = _SPLIT_NAME.match(text, end)
        if split is not None and (written.endswith("_") or split["rest"].startswith("_")):
            end = split.end()
            written += split["rest"]
        name = written.upper()
        if setting_exists(name) or (written.endswith("s") and setting_exists(name[:-1])):
            continue  # "PREFECT_API_URLs" is a plural
        if name.endswith("_") or _FAMILY_FOLLOWS.match(text, end):
            continue  # "PREFECT_SERVER_*", "PREFECT_SERVER_<NAME>"
        cut = _CUT_FOLLOWS.match(text, end) and any(real.startswith(name) for real in _registry()[0])
        group_named = split is not None or _GROUP_FOLLOWS.match(text, end)
        if cut or (
            group_named and any(real.startswith(f"{name}_") for real in _registry()[0] | _PACKAGE_NAMES)
        ):
            continue
        # In lower case it is more often a package, a volume or a Python variable.
        if (
            written == name
            or _CALLED_SETTING.search(text[max(0, start - 40) : start])
            or _SETTING_FOLLOWS.match(text, end)
            or _VALUE_FOLLOWS.match(text, end)
        ):
            yield start, end, name


def _clean(raw: str) -> str:
    return raw.translate(dict.fromkeys(map(ord, _INVISIBLE)))


def _dotted_names(answer: AnswerText) -> Iterator[tuple[int, int, str]]:
    """Where the answer names a setting that is not real as `server.client.timeout`, or in TOML."""
    for match in answer.find(_DOTTED):
        start, end = match.span()
        name = match.group()
        called_setting = _CALLED_SETTING.search(answer.text[max(0, start - 40) : start]) or (
            _SETTING_FOLLOWS.match(answer.text, end)
        )
        if _is_made_up(name, groups=1 if called_setting else 2):
            yield start, end, name
    for block in answer.blocks:
        if block.language != "toml":
            continue
        table = ""
        for line in _TOML_LINE.finditer(block.text):
            if line["table"]:
                table = line["table"].removeprefix("tool.prefect").removeprefix(".")
            elif _is_made_up(name := f"{table}.{line['key']}".lstrip("."), groups=1):
                yield block.start + line.start("key"), block.start + line.end("key"), name


def _is_made_up(name: str, *, groups: int) -> bool:
    """Whether `name` lies in a group of settings, at least `groups` deep, and is no setting of it."""
    parts = name.split(".")
    if len(parts) <= groups:
        return False
    prefixes = {".".join(parts[:length]) for length in range(1, len(parts) + 1)}
    dotted = _registry()[1]
    if prefixes & dotted:
        return False
    group = ".".join(parts[:groups]) + "."
    return any(real.startswith(group) for real in dotted) and not any(
        real.startswith(f"{name}.") for real in dotted
    )
