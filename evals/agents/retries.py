"""Requests to a model's provider, sent again where the trouble is passing.

What is sent again is told by the type of what was raised and by the status code, never by a message. A
request that was answered with anything else, a permanent 4xx above all, is sent once; so is a request that
was answered well, whatever a judge or a reader makes of the answer.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING

import httpx2
from pydantic_ai.retries import AsyncHTTPX2TenacityTransport, RetryConfig, wait_retry_after
from tenacity import RetryCallState, retry_if_exception_type, wait_exponential_jitter

if TYPE_CHECKING:
    from tenacity.wait import WaitBaseT

MOST_ATTEMPTS = 4
"""Of one request, the first included."""

LONGEST_WAIT_S = 60.0
"""A provider that asks for a longer wait is taken at its word, and the request is given up at once."""

TIMEOUTS_IN_ALL = 2
"""All attempts of a request and the waits between them take at most this many times the request's own
read time-out: one that hangs is tried twice, one that is turned away at once as often as is allowed."""

BACK_OFF = wait_exponential_jitter(initial=1, max=20, jitter=1)
"""About 1, 2 and 4 s, where the provider doesn't say how long to wait."""

_TRANSIENT_STATUSES = frozenset({httpx2.codes.REQUEST_TIMEOUT, httpx2.codes.CONFLICT, 429})

_CONNECTION_TROUBLE = (httpx2.TimeoutException, httpx2.NetworkError, httpx2.RemoteProtocolError)

_ANY_LONGER_S = 86_400.0
"""What longer waits are cut to, only to be compared with `LONGEST_WAIT_S`."""


@dataclass(kw_only=True)
class Retries:
    """How many requests were sent again."""

    count: int = 0


_counted: ContextVar[Retries | None] = ContextVar("counted_retries", default=None)


@contextmanager
def counting_retries() -> Iterator[Retries]:
    """Count what is sent again from within this context, the tasks that it starts included, and count it
    here alone: not in a count around this one."""
    retries = Retries()
    token = _counted.set(retries)
    try:
        yield retries
    finally:
        _counted.reset(token)


def is_transient(status: int) -> bool:
    """Whether a request answered with `status` may be answered otherwise when it is sent again: 408, 409,
    429, and 500 and up, with Anthropic's 529 ("overloaded")."""
    return status in _TRANSIENT_STATUSES or status >= httpx2.codes.INTERNAL_SERVER_ERROR


class RetryingTransport(AsyncHTTPX2TenacityTransport):
    """Sends a request up to `MOST_ATTEMPTS` times, waiting as long as the provider's Retry-After says, or
    as `back_off` does.

    Returns the last response where every attempt was answered, so that a provider's SDK sees its status
    and its message; raises what was raised last where one wasn't (`httpx2.TransportError`). Bodies are
    read here, event streams too (pydantic-ai streams most of Anthropic's answers behind the scenes), so
    that a connection lost in the middle of one counts. An error that is told in a stream, after a 200, is
    not looked for.

    Has no connection open between two requests: it can be used from any event loop, from one after another
    too, and needs no closing.
    """

    def __init__(self, *, back_off: WaitBaseT = BACK_OFF) -> None:
        super().__init__(
            RetryConfig(
                retry=retry_if_exception_type((httpx2.HTTPStatusError, *_CONNECTION_TROUBLE)),
                wait=wait_retry_after(back_off, max_wait=_ANY_LONGER_S),
                stop=_is_over,
                before_sleep=_count,
                retry_error_callback=_last_answer,
            ),
            wrapped=_Connections(),
            validate_response=_raise_if_transient,
        )

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        in_all = _seconds_in_all(request)
        try:
            async with asyncio.timeout(in_all):
                return await super().handle_async_request(request)
        except TimeoutError as out_of_time:
            raise httpx2.ReadTimeout(f"no answer within {in_all:g} s", request=request) from out_of_time


class _Connections(httpx2.AsyncBaseTransport):
    """Sends each request over a connection of its own, and reads the answer to its end.

    Through a client, because only a client takes the proxies of the environment.
    """

    def __init__(self) -> None:
        self._client = httpx2.AsyncClient(limits=httpx2.Limits(max_keepalive_connections=0))

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        return await self._client.send(request)

    async def aclose(self) -> None:
        await self._client.aclose()


def _raise_if_transient(response: httpx2.Response) -> None:
    if is_transient(response.status_code):
        response.raise_for_status()


def _seconds_in_all(request: httpx2.Request) -> float:
    read_s: float | None = request.extensions.get("timeout", {}).get("read")
    return math.inf if read_s is None else TIMEOUTS_IN_ALL * read_s


def _is_over(state: RetryCallState) -> bool:
    """Whether the attempts are used up, or the wait before the next one is too long or would outlast the
    request."""
    (request,) = state.args
    begins_after = (state.seconds_since_start or 0.0) + state.upcoming_sleep
    return (
        state.attempt_number >= MOST_ATTEMPTS
        or state.upcoming_sleep > LONGEST_WAIT_S
        or begins_after >= _seconds_in_all(request)
    )


def _count(_state: RetryCallState) -> None:
    if retries := _counted.get():
        retries.count += 1


def _last_answer(state: RetryCallState) -> httpx2.Response:
    trouble = state.outcome.exception() if state.outcome else None
    if isinstance(trouble, httpx2.HTTPStatusError):
        return trouble.response
    assert trouble is not None
    raise trouble
