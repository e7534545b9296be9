# SPDX-License-Identifier: Apache-2.0
"""asyncio: the same questions, in threads of their own, so that the loop never waits."""
from __future__ import annotations

import asyncio
import concurrent.futures
import functools
import os
from collections.abc import Callable, Coroutine
from typing import Any, Concatenate, ParamSpec, TypeVar

from . import _open
from ._directory import Directories

P = ParamSpec('P')
T = TypeVar('T')
THREADS = 8


def _later(method: Callable[Concatenate[_open.Toegang, P], T]
           ) -> Callable[Concatenate[AsyncToegang, P], Coroutine[Any, Any, T]]:
    @functools.wraps(method)
    async def call(self: AsyncToegang, /, *arguments: P.args, **named: P.kwargs) -> T:
        bound = functools.partial(method, self.toegang, *arguments, **named)
        return await asyncio.get_running_loop().run_in_executor(self.executor, bound)
    return call


class AsyncToegang:
    """What a Toegang can, awaited. A call that is cancelled goes on to its end, and its answer is dropped."""

    def __init__(self, toegang: _open.Toegang, threads: int = THREADS) -> None:
        self.toegang = toegang
        self.executor = concurrent.futures.ThreadPoolExecutor(threads, thread_name_prefix='toegang')

    verify_saml = _later(_open.Toegang.verify_saml)
    verify_jwt = _later(_open.Toegang.verify_jwt)
    sign_in_saml = _later(_open.Toegang.sign_in_saml)
    sign_in_jwt = _later(_open.Toegang.sign_in_jwt)
    check = _later(_open.Toegang.check)
    login_request = _later(_open.Toegang.login_request)
    logout_request = _later(_open.Toegang.logout_request)
    verify_logout_request = _later(_open.Toegang.verify_logout_request)
    logout_response = _later(_open.Toegang.logout_response)
    verify_logout_response = _later(_open.Toegang.verify_logout_response)
    verify_logout_token = _later(_open.Toegang.verify_logout_token)
    represent = _later(_open.Toegang.represent)
    list = _later(_open.Toegang.list)
    search_organisations = _later(_open.Toegang.search_organisations)
    search_holders = _later(_open.Toegang.search_holders)
    search_rights = _later(_open.Toegang.search_rights)
    authzen = _later(_open.Toegang.authzen)
    directories = _later(_open.Toegang.directories)
    known = _later(_open.Toegang.known)
    refresh = _later(_open.Toegang.refresh)
    appoint = _later(_open.Toegang.appoint)
    dismiss = _later(_open.Toegang.dismiss)
    grant = _later(_open.Toegang.grant)
    revoke = _later(_open.Toegang.revoke)
    suspend = _later(_open.Toegang.suspend)
    resume = _later(_open.Toegang.resume)
    audit_verify = _later(_open.Toegang.audit_verify)
    audit_show = _later(_open.Toegang.audit_show)

    async def close(self) -> None:
        """Waits for what was asked before, without holding the loop up."""
        await asyncio.get_running_loop().run_in_executor(None, self.executor.shutdown)
        self.toegang.close()

    async def __aenter__(self) -> AsyncToegang:
        return self

    async def __aexit__(self, *error: object) -> None:
        await self.close()


class _Opening:
    """Awaited, or entered: `async with toegang.aio.open(path) as t`."""

    def __init__(self, read: Callable[[], _open.Toegang], threads: int) -> None:
        self._read, self._threads = read, threads

    async def _open(self) -> AsyncToegang:
        toegang = await asyncio.get_running_loop().run_in_executor(None, self._read)
        return AsyncToegang(toegang, self._threads)

    def __await__(self) -> Any:
        return self._open().__await__()

    async def __aenter__(self) -> AsyncToegang:
        self._entered = await self._open()
        return self._entered

    async def __aexit__(self, *error: object) -> None:
        await self._entered.close()


def open(path: str | os.PathLike[str], *, strict: bool = False,
         directories: Directories | None = None, threads: int = THREADS) -> _Opening:
    return _Opening(functools.partial(_open.open, path, strict=strict, directories=directories), threads)
