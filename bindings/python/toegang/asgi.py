# SPDX-License-Identifier: Apache-2.0
"""ASGI: lets through who may."""
from __future__ import annotations

import asyncio
import concurrent.futures
import inspect
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from ._open import Toegang
from ._web import Answer, Gate, Request, Who, Whom
from ._words import Language

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Request, Receive, Send], Awaitable[None]]
THREADS = 8
POLICY_VIOLATION = 1008  # RFC 6455 section 7.4.1


class Guard:
    """
    Stands before an application. who gives, or is awaited for, the Identity of a scope, its access token (str), or None for
    nobody: 401. Denied: 403 with the explanation, and the check in the header Toegang-Check. Indeterminate: 503. A
    WebSocket is closed. Permitted: the application finds scope['toegang.identity'] and scope['toegang.decision'].
    """

    def __init__(self, application: Application, toegang: Toegang, *, who: Callable[[Request], Who | Awaitable[Who]],
                 eloket: str, organisation: Callable[[Request], Whom] | None = None,
                 right: str | None = None, language: Callable[[Request], Language] | Language = 'nl',
                 patience: float | None = None, threads: int = THREADS) -> None:
        self.application, self.who = application, who
        self.gate = Gate(toegang, eloket, organisation, right, language, patience)
        self.executor = concurrent.futures.ThreadPoolExecutor(threads, thread_name_prefix='toegang')

    async def __call__(self, scope: Request, receive: Receive, send: Send) -> None:
        if scope['type'] == 'lifespan':
            return await self.application(scope, receive, send)
        who = self.who(scope)
        person = await who if inspect.isawaitable(who) else who
        answer = await asyncio.get_running_loop().run_in_executor(self.executor, self.gate.judge, scope, person)
        if answer.status != 0:
            return await _refuse(scope, answer, send)
        answer.note(scope)
        await self.application(scope, receive, send)


async def _refuse(scope: Request, answer: Answer, send: Send) -> None:
    if scope['type'] != 'http':
        await send({'type': 'websocket.close', 'code': POLICY_VIOLATION})
        return
    headers = [(name.lower().encode(), value.encode()) for name, value in answer.headers()]
    await send({'type': 'http.response.start', 'status': answer.status, 'headers': headers})
    await send({'type': 'http.response.body', 'body': answer.body()})
