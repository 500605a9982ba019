import base64
import json
from pathlib import Path
from urllib.parse import quote, quote_plus

import pytest
from pydantic import JsonValue

from evals.results.redaction import Redactor

PLANTED = 'Tr0ub4dor/&3 "x\\y+\u00e9'
FORMS = {
    "plain": PLANTED,
    "lower case": PLANTED.lower(),
    "in a URL": quote(PLANTED, safe=""),
    "in a path": quote(PLANTED),
    "in a form": quote_plus(PLANTED),
    "in a URL, lower-case escapes": quote(PLANTED, safe="").replace("%5C", "%5c").replace("%2B", "%2b"),
    "in JSON": json.dumps(PLANTED),
    "in JSON, not ASCII": json.dumps(PLANTED, ensure_ascii=False),
    "in JSON in JSON": json.dumps(json.dumps({"key": PLANTED})),
    "in Python": repr([PLANTED]),
    "in base64": base64.b64encode(PLANTED.encode()).decode(),
    "in URL-safe base64": base64.urlsafe_b64encode(PLANTED.encode()).decode(),
    "in base64 without padding": base64.b64encode(PLANTED.encode()).decode().rstrip("="),
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())
def test_a_secret_is_replaced_in_every_form(form: str) -> None:
    redactor = Redactor.from_environ({"SOME_API_KEY": PLANTED})

    redacted = redactor.redact_text(f"before {form} after")

    assert redacted.startswith("before ")
    assert "[redacted SOME_API_KEY]" in redacted
    assert redacted.endswith(" after")
    assert "ub4dor" not in redacted
    assert "&3" not in redacted


@pytest.mark.parametrize("around", [("u:", ""), ("us:", "!"), ("use:", "!?"), ("user:", "...")])
def test_a_secret_is_replaced_within_a_longer_base64_text(around: tuple[str, str]) -> None:
    planted = "correct-horse-battery"
    encoded = base64.b64encode(f"{around[0]}{planted}{around[1]}".encode()).decode()

    redacted = Redactor.from_environ({"DB_PASSWORD": planted}).redact_text(encoded)

    left = redacted.replace("[redacted DB_PASSWORD]", "")
    assert left != redacted
    # 21 bytes are the bits of 28 characters; the first and the last may hold bits of a neighbour.
    assert len(encoded) - len(left) >= 26


@pytest.mark.parametrize(
    "name",
    [
        "ANTHROPIC_API_KEY",
        "OPENAI_APIKEY",
        "LOGFIRE_TOKEN",
        "PREFECT_SERVER_API_AUTH_STRING",
        "PGPASSWORD",
        "db_passwd",
        "AWS_ACCESS_KEY_ID",
        "AZURE_CLIENT_SECRET",
        "GITHUB_PAT",
        "SENTRY_DSN",
        "PREFECT_API_DATABASE_CONNECTION_URL",
        "OTEL_EXPORTER_OTLP_HEADERS",
        "GOOGLE_CREDENTIALS",
    ],
)
def test_names_that_look_secret(name: str) -> None:
    assert Redactor.from_environ({name: "v4lue-of-it"}).redact_text("v4lue-of-it") == f"[redacted {name}]"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PATH", "v4lue-of-it"),
        ("GIT_AUTHOR_NAME", "Jane Developer"),
        ("KEYBOARD", "v4lue-of-it"),
        ("MONKEYS", "v4lue-of-it"),
        ("SSH_AUTH_SOCK", "/run/agent.12"),
        ("A_KEY", "short"),
        ("A_TOKEN", "Required"),
        ("MAX_TOKENS", "10000000"),
        ("DB_PASSWORD", ""),
    ],
)
def test_what_is_not_a_secret(name: str, value: str) -> None:
    text = f"before {value} after"

    assert Redactor.from_environ({name: value}).redact_text(text) == text


def test_the_path_of_a_file_is_not_a_secret(tmp_path: Path) -> None:
    key_file = tmp_path / "key.json"
    text = f"reads {key_file}"
    redactor = Redactor.from_environ({"GOOGLE_APPLICATION_CREDENTIALS": str(key_file)})
    assert redactor.redact_text(text) == "reads [redacted GOOGLE_APPLICATION_CREDENTIALS]"

    key_file.touch()

    redactor = Redactor.from_environ({"GOOGLE_APPLICATION_CREDENTIALS": str(key_file)})
    assert redactor.redact_text(text) == text


def test_white_space_around_a_value_is_not_part_of_the_secret() -> None:
    assert (
        Redactor.from_environ({"A_KEY": " s3cret-value\n"}).redact_text("<s3cret-value>")
        == "<[redacted A_KEY]>"
    )


def test_each_line_of_a_secret_is_one() -> None:
    redactor = Redactor.from_environ({"A_KEY": "first-l1ne\nsecond-l1ne"})

    assert redactor.redact_text("| second-l1ne\n| first-l1ne") == "| [redacted A_KEY]\n| [redacted A_KEY]"


def test_the_password_of_a_url_is_one_by_itself() -> None:
    redactor = Redactor.from_environ({"DATABASE_URL": "postgresql://me:hunter%2F2hunter@db/x"})

    assert (
        redactor.redact_text("login with hunter/2hunter failed")
        == "login with [redacted DATABASE_URL] failed"
    )


def test_a_short_password_of_a_url_does_not_eat_the_text() -> None:
    assert Redactor.from_environ({"BROKER": "redis://:a@host"}).redact_text("a lease") == "a lease"


def test_the_longer_of_two_secrets_is_replaced_whole() -> None:
    redactor = Redactor.from_environ({"A_KEY": "s3cret-value", "B_KEY": "s3cret-value-and-more"})

    assert redactor.redact_text("s3cret-value-and-more s3cret-value") == "[redacted B_KEY] [redacted A_KEY]"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Authorization: Bearer abc", "Authorization: Bearer [redacted authorization]"),
        ("{'authorization': 'Basic YTpi'}", "{'authorization': 'Basic [redacted authorization]'}"),
        ("(b'Authorization', b'Bearer abc')", "(b'Authorization', b'Bearer [redacted authorization]')"),
        (
            '{\\"authorization\\": \\"Bearer abc\\"}',
            '{\\"authorization\\": \\"Bearer [redacted authorization]\\"}',
        ),
        ("authorization: 0123456789abcdef", "authorization: [redacted authorization value]"),
        ("x-api-key: abcdefg1", "x-api-key: [redacted api key]"),
        ("got Bearer 0123456789abcdef", "got Bearer [redacted bearer token]"),
        ("amqp://me:pw@host/v", "amqp://me:[redacted password]@host/v"),
        ("key sk-ant-api03-abcdefgh", "key [redacted sk key]"),
        ("key sk-proj-abcdefgh12345678", "key [redacted sk key]"),
        ("key pnu_abcdefgh1234", "key [redacted Prefect key]"),
        ("key pnb_abcdefgh1234", "key [redacted Prefect key]"),
        ("key pylf_v1_us_abcdefgh12345678", "key [redacted Logfire token]"),
        ("key AKIAABCDEFGHIJKLMNOP", "key [redacted AWS key]"),
        ("key ghp_abcdefghijklmnopqrst0", "key [redacted GitHub token]"),
        ("key AIza" + "x" * 35, "key [redacted Google key]"),
        ("key xoxb-1234567890-a", "key [redacted Slack token]"),
        ("key eyJhbGciOiJI.eyJzdWIiOiIx.c2ln", "key [redacted JSON web token]"),
        (
            "-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----.",
            "[redacted private key].",
        ),
    ],
)
def test_shapes_of_credentials_are_replaced_wherever_they_come_from(text: str, expected: str) -> None:
    redactor = Redactor()

    assert redactor.redact_text(text) == expected
    assert redactor.redact_text(expected) == expected


@pytest.mark.parametrize(
    "text",
    [
        "authorization: failed, see the log",
        "Bearer authentication is not configured",
        "the task-runner-with-a-long-name-0123 crashed",
        "http://127.0.0.1:4200/api and someone@example.com",
        "an API key: required",
        "pipeline-run-0a1b2c3d on data-pipeline-0a1b2c3d, flow run 01a201a4-1fbc-75b3-b46f-e0e4bff819f5",
    ],
)
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert Redactor().redact_text(text) == text


def test_keys_and_values_of_a_tree_are_redacted_and_none_lost() -> None:
    redactor = Redactor.from_environ({"A_KEY": "s3cret-value", "B_KEY": "s3cret-other"})
    tree: JsonValue = {"s3cret-value": [1, None, {"x": "a s3cret-other"}], "S3CRET-VALUE": True}

    assert redactor.redact(tree) == {
        "[redacted A_KEY]": [1, None, {"x": "a [redacted B_KEY]"}],
        "[redacted A_KEY] (2)": True,
    }


def test_redacting_twice_changes_nothing() -> None:
    redactor = Redactor.from_environ({"SOME_API_KEY": PLANTED})
    once = redactor.redact_text(" ".join(FORMS.values()))

    assert redactor.redact_text(once) == once


def test_a_redactor_does_not_show_its_secrets() -> None:
    assert "s3cret-value" not in repr(Redactor.from_environ({"SOME_API_KEY": "s3cret-value"}))


def test_a_value_that_is_not_utf8_is_a_secret_like_any_other() -> None:
    # How os.environ holds the byte 0xFF.
    redactor = Redactor.from_environ({"A_KEY": "s3cret-\udcff-value"})

    assert redactor.redact_text("s3cret-\\xff-value") == "[redacted A_KEY]"


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "repeated",
    ["a-", "a.", "a://", "eyJaaaaaaaa-", "sk-", "apikey=", "bearer ", "-----BEGIN ", "authorization:"],
)
def test_hostile_text_does_not_take_forever(repeated: str) -> None:
    text = repeated * 100_000

    # A pattern that backtracks over all of it from every start would take minutes.
    assert Redactor().redact_text(f"{text} | pnu_abcdefgh1234").endswith(" | [redacted Prefect key]")
