# SPDX-License-Identifier: Apache-2.0
"""WSGI: lets through who may."""
from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from ._open import Toegang
from ._web import REASONS, Gate, Request, Who, Whom
from ._words import Language

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


class Guard:
    """
    Stands before an application. who gives the Identity of a request, or its access token (str), or None for nobody: 401.
    Denied: 403 with the explanation, and the check in the header Toegang-Check. Indeterminate: 503. Permitted: the
    application finds environ['toegang.identity'] and environ['toegang.decision'].
    """

    def __init__(self, application: WSGIApplication, toegang: Toegang, *, who: Callable[[Request], Who], eloket: str,
                 organisation: Callable[[Request], Whom] | None = None, right: str | None = None,
                 language: Callable[[Request], Language] | Language = 'nl', patience: float | None = None) -> None:
        self.application, self.who = application, who
        self.gate = Gate(toegang, eloket, organisation, right, language, patience)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        answer = self.gate.judge(environ, self.who(environ))
        if answer.status != 0:
            start_response(f'{answer.status} {REASONS[answer.status]}', answer.headers())
            return [answer.body()]
        answer.note(environ)
        return self.application(environ, start_response)
