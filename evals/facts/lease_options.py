"""Made-up names around leases: options, keys, flags, functions and classes such as `lease_renewal_interval`.

Prefect has few names with "lease" or "renew" in them. A name that has one of them, that is neither of
Prefect's nor in the evidence, and that the reader is to use, is an invention, wherever it is written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from evals.facts.answer_text import AnswerText, Surroundings
from evals.facts.claim import FalseClaim
from evals.facts.patterns import phrases, words
from evals.facts.stance import denies_existence, is_negated, is_order, last_turn, recommends

_KNOB = (
    "interval|frequency|timeout|ttl|seconds|secs|period|grace|retries|attempts|strategy|policy|factor|extension"
    "|cadence|lifetime|window|margin|enabled|mode|behaviou?r|on_expiry|deadline|keepalive|failure"
)
_PART = "(?:leases?|renewals?|renews?)"
_FLAG = re.compile(r"(?<![\w-])--(?:[a-z]+-){0,4}(?:leases?|renewals?|renew)(?:-[a-z]+){0,4}(?![\w-])")
_KNOB_NAME = re.compile(
    rf"(?<![\w.$/-])(?:[a-z]+[_-]){{0,4}}(?:lease|renewal|renew)[_-](?:[a-z]+[_-]){{0,3}}(?:{_KNOB})(?:_seconds)?(?![\w-])"
)
_NAME = re.compile(
    rf"(?<![\w$/-])(?:(?:[a-z]+_){{1,4}}{_PART}(?:_[a-z]+){{0,4}}|{_PART}(?:_[a-z]+){{1,4}})(?![\w/-])"
)
_CLASS = re.compile(r"(?<![\w$/-])(?:[A-Z][a-z]+){0,4}(?:Lease|Renewal)(?:[A-Z][a-z]+){1,4}(?![\w/-])")
_VARIABLE = re.compile(r"(?<![\w$./-])(?:[A-Z]+_){0,4}(?:LEASES?|RENEWALS?|RENEW)(?:_[A-Z]+){1,4}(?![\w/-])")
# `grep -rhoEi '[a-z_]*(lease|renew)[a-z_]*' prefect`, those of the forms that are looked for.
_REAL = frozenset(
    words("""
        aacquire_concurrency_slots_with_lease; acquire_concurrency_slots_with_lease; active_lease_ids
        active_leases; amaintain_concurrency_lease; bulk_decrement_active_slots_with_lease
        bulk_increment_active_slots_with_lease; cleanup_lease_ids; cleanup_lease_seconds
        concurrency_lease_storage_module; concurrency_leases; create_lease; create_leases
        deployment_concurrency_lease_id; expire_leases; expired_lease; expired_lease_ids
        expired_leases; get_concurrency_lease_storage; increment_concurrency_slots_with_lease
        initial_deployment_lease_duration; decrement_concurrency_slots_with_lease; lease_data
        lease_duration; lease_expired; lease_expires_at; lease_file; lease_id; lease_ids
        lease_renewal_buffer_seconds; lease_renewal_failure; lease_seconds; lease_storage
        maintain_concurrency_lease; monitor_expired_leases; new_lease; raise_on_lease_renewal_failure
        read_active_lease_ids; read_expired_lease_ids; read_lease; renew_concurrency_lease; renew_lease
        renewal_loop; revoke_expired_lease; revoke_lease; ConcurrencyLeaseHolder
        ConcurrencyLeaseStorage; ConcurrencyLimitLeaseMetadata; LeaseStorage; ResourceLease
        ConcurrencyLimitWithLeaseResponse; ConcurrencySlotAcquisitionWithLeaseService
        PreserveDeploymentConcurrencyLeaseId; RemoveDeploymentConcurrencyLeaseForOldClientVersions
        RENEWAL_FRACTION; RENEWAL_MAX_ATTEMPTS; RENEWAL_RETRY_BASE_DELAY; RENEWAL_RETRY_MAX_DELAY
        V1_LEASE_TTL; LEASE_TTL; LEASE_STORAGE; CONCURRENCY_LEASE_STORAGE
        SERVER_CONCURRENCY_LEASE_STORAGE; INITIAL_DEPLOYMENT_LEASE_DURATION
        CONCURRENCY_INITIAL_DEPLOYMENT_LEASE_DURATION
        SERVER_CONCURRENCY_INITIAL_DEPLOYMENT_LEASE_DURATION; CLEANUP_LEASE_SECONDS
    """)
)
_OPTION_FOLLOWS = re.compile(
    r"[`*\"'()]{0,3}\s(?:option|setting|parameter|argument|keyword|kwarg|flag|key|field|variable|function|method|helper|class"
    r"|exception|context manager|decorator)s?\b|[`*\"']{0,2}\s?=\s?[\w\"']|[`*\"']{0,2}:\s(?:\d|true|false)"
)
_TOLD = phrases(
    "import(?:ing)?; catch(?:ing)?; except; call(?:ing)?; handle; invoke; wrap; raise; via; put; write; with"
)


def check_lease_options(answer: AnswerText, *, in_evidence: Callable[[str], bool]) -> Iterator[FalseClaim]:
    """Yield a claim for each made-up name, once a name.

    A name in hyphens counts where it is written as code, because "lease-renewal failure" is English; a name
    without a word for a knob where the reader is to use it.
    """
    reported: set[str] = set()
    for form in (_FLAG, _KNOB_NAME, _NAME, _CLASS, _VARIABLE):
        for match in answer.find(form):
            name = match.group()
            if name.upper().startswith("PREFECT_"):
                continue  # a setting, or said to be one
            if name in reported or name.replace("-", "_") in _REAL or in_evidence(name):
                continue
            in_code = answer.span_at(match.start()) or answer.block_at(match.start())
            if "-" in name and not name.startswith("--") and not in_code:
                continue
            if form is _FLAG and in_code and "prefect " in in_code.text:
                continue  # a command, whose options are known
            around = answer.around(*match.span())
            if denies_existence(around) or is_negated(last_turn(around.before)[-60:]):
                continue
            if form in (_NAME, _CLASS, _VARIABLE) and not _to_be_used(around):
                continue
            reported.add(name)
            yield FalseClaim(kind="option", text=name, why=f"the installed Prefect has no option {name}")


def _to_be_used(around: Surroundings) -> bool:
    told = recommends(around) or is_order(around) or _TOLD.search(around.before) is not None
    return told or _OPTION_FOLLOWS.match(around.after) is not None
