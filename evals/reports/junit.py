"""The report as JUnit's XML, which CI systems read: one test case for each run."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from evals.outcomes import Outcome
from evals.reports.data import NO_MODEL, Report
from evals.reports.markup import element
from evals.results.escaping import shortened
from evals.results.record import EvalRecord

_LONGEST_MESSAGE = 500
_LONGEST_TEXT = 10_000

_TAGS: dict[Outcome, str] = {"failed": "failure", "unmeasured": "error", "skipped": "skipped"}
"""What stands in a test case for its outcome. `error`, because an eval that was not measured says nothing of
the agent."""

_TYPES: dict[Outcome, str] = {"failed": "EvalFailed", "unmeasured": "NotMeasured"}


def write_junit(report: Report, path: Path) -> None:
    """Write `report` to `path`. Raises `OSError` where that can't be written."""
    by_model: dict[str, list[EvalRecord]] = {}
    for group in report.groups:
        by_model.setdefault(group.model or NO_MODEL, []).extend(group.records)
    suites = [_suite(model, records) for model, records in sorted(by_model.items())]
    root = element("testsuites", {"name": "evals", **_counts([run.record for run in report.runs])}, *suites)
    ET.indent(root)
    ET.ElementTree(root).write(path, encoding="utf-8", xml_declaration=True)


def _suite(model: str, records: Sequence[EvalRecord]) -> ET.Element:
    began = min(record.started_at for record in records)
    timestamp = began.isoformat(timespec="seconds")
    cases = [_case(record, model) for record in records]
    return element("testsuite", {"name": model, "timestamp": timestamp, **_counts(records)}, *cases)


def _counts(records: Sequence[EvalRecord]) -> dict[str, str | float]:
    counts = Counter(record.outcome for record in records)
    return {
        "tests": len(records),
        "failures": counts["failed"],
        "errors": counts["unmeasured"],
        "skipped": counts["skipped"],
        "time": f"{sum(record.durations.total_s for record in records):.3f}",
    }


def _case(record: EvalRecord, model: str) -> ET.Element:
    file, _, test = record.eval.partition("::")
    properties = [element("property", {"name": name, "value": value}) for name, value in _properties(record)]
    case = element(
        "testcase",
        {
            "classname": file.removesuffix(".py").replace("/", "."),
            "name": f"{test or file} [{model}] #{record.repeat}",
            "time": f"{record.durations.total_s:.3f}",
        },
        element("properties", {}, *properties),
    )
    tag = _TAGS.get(record.outcome)
    if tag is not None:
        said: dict[str, str | float] = {
            "message": shortened(record.reason or record.outcome, length=_LONGEST_MESSAGE)
        }
        if kind := _TYPES.get(record.outcome):
            said["type"] = kind
        case.append(element(tag, said, text=_cut("\n".join(_why(record)))))
    if record.answer is not None and record.outcome != "passed":
        case.append(element("system-out", {}, text=_cut(record.answer)))
    return case


def _properties(record: EvalRecord) -> Iterator[tuple[str, str]]:
    known = {
        "eval": record.eval,
        "repeat": str(record.repeat),
        "model": record.models.agent,
        "judge": record.models.judge,
        "run": record.run,
        "scenario": record.scenario,
        "family": record.family,
        "fidelity": record.fidelity,
    }
    yield from ((name, value) for name, value in known.items() if value is not None)


def _why(record: EvalRecord) -> Iterator[str]:
    yield record.reason or record.outcome
    for criterion in record.criteria:
        if criterion.weight == "required" and criterion.decision != "met":
            yield f"{criterion.id}: {criterion.decision}: {criterion.reason}"


def _cut(text: str) -> str:
    left_out = len(text) - _LONGEST_TEXT
    return (
        text if left_out <= 0 else f"{text[:_LONGEST_TEXT]}\n({left_out:,} more characters in results.jsonl)"
    )
