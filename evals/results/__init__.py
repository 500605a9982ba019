"""What a run leaves behind and prints: records, transcripts, tables, without secrets.

Import it where it is used, not where pytest collects: the first pydantic model that a process defines
loads logfire's pydantic plugin, which takes most of a second.
"""

from evals.results.record import (
    CriterionRecord,
    Durations,
    EvalRecord,
    Fidelity,
    Models,
    ToolCallRecord,
    UsageByRole,
    VerdictRecord,
    first_paragraph,
    message_records,
    tool_call_records,
    verdict_record,
)
from evals.results.redaction import Redactor
from evals.results.store import ResultsError, RunStore, latest_run_directory, new_run_directory, read_results
from evals.results.table import calls_list, summary_table, verdict_table
from evals.results.transcript import transcript_path, write_transcript
from evals.results.usage import Usage, judge_usage, total_usage, usage_of
from evals.results.versions import versions

__all__ = [
    "CriterionRecord",
    "Durations",
    "EvalRecord",
    "Fidelity",
    "Models",
    "Redactor",
    "ResultsError",
    "RunStore",
    "ToolCallRecord",
    "Usage",
    "UsageByRole",
    "VerdictRecord",
    "calls_list",
    "first_paragraph",
    "judge_usage",
    "latest_run_directory",
    "message_records",
    "new_run_directory",
    "read_results",
    "summary_table",
    "tool_call_records",
    "total_usage",
    "transcript_path",
    "usage_of",
    "verdict_record",
    "verdict_table",
    "versions",
    "write_transcript",
]
