"""Keeping secrets out of what a run leaves behind and prints.

Two kinds are replaced by `[redacted NAME]`: the values of environment variables whose names look
secret, in the forms that values take in logs and errors; and the shapes of well-known credentials,
wherever they come from.

Limits: a value under 8 characters, or one that is a common word or a path, is not taken for a secret;
text has to be redacted before it is cut or wrapped, because half a secret is not recognised.
"""

from __future__ import annotations

import base64
import functools
import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, quote_plus, unquote

from pydantic import JsonValue

from evals.results.jsonable import put

_SHORTEST = 8
"""Characters of the shortest value that is taken for a secret; shorter ones occur by chance."""

_SECRET_NAME = re.compile(
    r"APIKEY|AUTH(?!OR(?!IZ))|CREDENTIAL|PASSPHRASE|PASSWD|PASSWORD|SECRET|TOKEN"
    r"|(?:^|[_.-])(?:CONN|CONNECTION|COOKIE|DSN|HEADERS|KEYS?|PASS|PAT|PWD)(?:$|[_.\d-])",
    re.IGNORECASE,
)
_PLACE_NAME = re.compile(r"(?:^|_)(?:DIR|FILE|PATH|SOCK)$", re.IGNORECASE)

_COMMON = frozenset(
    {
        *("anonymous", "disabled", "optional", "required", "undefined", "unmeasured"),
        *("development", "localhost", "production", "staging"),
        *("authorization", "changeme", "credentials", "password", "postgres", "postgresql"),
    }
)

_HEADER = r"(?:b?\\*[\"'])?\s*[:=,]\s*(?:b?\\*[\"'])?"
"""What stands between a header's name and its value in HTTP, JSON, JSON within JSON, and Python."""

_VALUE = r"[\w.~+/=:-]"
_SOME_DIGIT = rf"(?={_VALUE}{{0,80}}\d)"
"""Tells credentials from words. Bounded, as every repetition that may fail has to be: a hostile answer
must not take time that grows with the square of its length."""

_SHAPES = {
    "authorization": rf"authorization{_HEADER}(?:basic|bearer|digest|token)\s+(?P<secret>{_VALUE}+)",
    # Without a known scheme it takes a digit and some length, or any sentence on the subject would match.
    "authorization value": rf"authorization{_HEADER}(?P<secret>{_SOME_DIGIT}{_VALUE}{{16,}})",
    "api key": rf"api[_-]?key{_HEADER}(?P<secret>{_SOME_DIGIT}{_VALUE}{{8,}})",
    "bearer token": rf"\bbearer\s+(?P<secret>{_SOME_DIGIT}{_VALUE}{{16,}})",
    # The password of a URL: of a database, a broker, a proxy, a git remote.
    "password": r"[a-z0-9]://[^\s:/@\"']*:(?P<secret>[^\s/@\"'\[\]]+)@",
    # Anthropic, OpenAI and those that imitate it.
    "sk key": rf"(?<![a-z0-9])(?P<secret>sk-(?:ant-[\w-]{{8,}}|{_SOME_DIGIT}[\w-]{{16,}}))",
    # Prefect Cloud: of a user, of a service account.
    "Prefect key": r"(?<![a-z0-9])(?P<secret>pn[ub]_[a-z0-9]{8,})",
    "Logfire token": r"(?<![a-z0-9])(?P<secret>pylf_v\d+_\w{16,})",
    "AWS key": r"(?<![a-z0-9])(?P<secret>(?-i:A[KS]IA[A-Z0-9]{16}))(?![a-z0-9])",
    "GitHub token": r"(?<![a-z0-9])(?P<secret>gh[oprsu]_[a-z0-9]{20,}|github_pat_\w{20,})",
    "Google key": r"(?<![a-z0-9])(?P<secret>(?-i:AIza)[\w-]{35})",
    "Slack token": r"(?<![a-z0-9])(?P<secret>xox[abeprs]-[a-z0-9-]{10,})",
    "JSON web token": r"(?<![\w-])(?P<secret>(?-i:eyJ)[\w-]{8,}\.(?-i:eyJ)[\w-]{8,}\.[\w-]*)",
    "private key": r"(?P<secret>-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----.*?(?:-----END [A-Z ]{0,24}-----|\Z))",
}
_SHAPE_PATTERNS = {name: re.compile(shape, re.IGNORECASE | re.DOTALL) for name, shape in _SHAPES.items()}


@dataclass(frozen=True, kw_only=True)
class Redactor:
    """Replaces secrets. Redacting what is redacted changes nothing."""

    secrets: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    """Names and values. The generic shapes are replaced whether or not there are any."""

    @classmethod
    def from_environ(cls, environ: Mapping[str, str] = os.environ) -> Redactor:
        """Take the secrets of `environ`: values of variables with a secret's name, and, in the value of
        any variable, what has the shape of a credential (the password of a `DATABASE_URL`)."""
        found: dict[str, str] = {}
        for name, value in environ.items():
            shaped = [
                match["secret"] for shape in _SHAPE_PATTERNS.values() for match in shape.finditer(value)
            ]
            named = _SECRET_NAME.search(name) and not _PLACE_NAME.search(name)
            for secret in [value.strip(), *shaped] if named else shaped:
                if _is_secret(secret):
                    found.setdefault(secret, name)
        return cls(secrets=tuple((name, secret) for secret, name in found.items()))

    def redact(self, value: JsonValue) -> JsonValue:
        """Return `value` with the secrets replaced in every string of it, keys included."""
        if isinstance(value, str):
            return self.redact_text(value)
        if isinstance(value, list):
            return [self.redact(item) for item in value]
        if isinstance(value, dict):
            redacted: dict[str, JsonValue] = {}
            for key, item in value.items():
                put(redacted, self.redact_text(key), self.redact(item))
            return redacted
        return value

    def redact_text(self, text: str) -> str:
        """Return `text` with the secrets replaced, ignoring case."""
        lowered = text.lower()
        for form, name in self._forms:
            if form in lowered:
                text = re.sub(re.escape(form), f"[redacted {name}]", text, flags=re.IGNORECASE)
                lowered = text.lower()
        for name, pattern in _SHAPE_PATTERNS.items():
            text = pattern.sub(functools.partial(_without_secret, name=name), text)
        return text

    @functools.cached_property
    def _forms(self) -> tuple[tuple[str, str], ...]:
        names = {form.lower(): name for name, value in self.secrets for form in _forms(value)}
        # Longest first: a value may hold another one.
        return tuple(sorted(names.items(), key=lambda item: -len(item[0])))


def _without_secret(match: re.Match[str], *, name: str) -> str:
    start, end = (position - match.start() for position in match.span("secret"))
    return f"{match[0][:start]}[redacted {name}]{match[0][end:]}"


def _is_secret(value: str) -> bool:
    if len(value) < _SHORTEST or len(set(value)) < 4 or value.lower() in _COMMON:
        return False
    try:
        return not Path(value).expanduser().exists()
    except (OSError, RuntimeError, ValueError):
        return True


def _forms(value: str) -> Iterator[str]:
    """Yield what `value` looks like written plainly, in URLs, JSON, Python and base64, by itself and
    as part of more (an `Authorization: Basic` header)."""
    # Environment values may hold bytes that are not UTF-8.
    data = value.encode("utf-8", "surrogateescape")
    plain = data.decode("utf-8", "backslashreplace")
    lines = [line.strip() for line in plain.splitlines()]
    escaped = {json.dumps(plain)[1:-1], json.dumps(plain, ensure_ascii=False)[1:-1], repr(plain)[1:-1]}
    # JSON texts within JSON texts.
    escaped |= {json.dumps(form)[1:-1] for form in escaped}
    quoted = {quote(data), quote(data, safe=""), quote_plus(data), unquote(plain)}
    candidates = {plain, *lines, *escaped, *quoted, *_base64_forms(data)}
    yield from (form for form in candidates if len(form) >= _SHORTEST)


def _base64_forms(data: bytes) -> Iterator[str]:
    for encode in (base64.b64encode, base64.urlsafe_b64encode):
        yield encode(data).decode()
        for shift in range(3):
            # Bits next to the value belong to characters that depend on the neighbours: left out.
            encoded = encode(bytes(shift) + data).decode()
            whole = encoded.rstrip("=")
            yield whole[(0, 2, 3)[shift] : len(whole) - (len(whole) != len(encoded))]
