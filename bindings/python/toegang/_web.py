# SPDX-License-Identifier: Apache-2.0
"""What the middlewares of WSGI and ASGI share: one request, one verdict, one answer."""
from __future__ import annotations

import dataclasses
import enum
from collections.abc import Callable, MutableMapping
from typing import Any, Final, Union

from ._decision import Decision
from ._errors import Error
from ._identity import Identity
from ._numbers import Organisation
from ._open import Toegang
from ._words import Language, Outcome

Request = MutableMapping[str, Any]
Who = Union[Identity, str, bytes, None]


class Oneself(enum.Enum):
    """What a request says that names no organisation on purpose."""
    ONESELF = 'oneself'


ONESELF: Final = Oneself.ONESELF
Whom = Union[Organisation, str, Oneself, None]
STATUSES = {Outcome.DENY: 403, Outcome.INDETERMINATE: 503}
REASONS = {401: 'Unauthorized', 403: 'Forbidden', 503: 'Service Unavailable'}


@dataclasses.dataclass(frozen=True)
class Answer:
    """status 0: let through."""
    status: int
    text: str = ''
    check: str = ''
    identity: Identity | None = None
    decision: Decision | None = None

    def headers(self) -> list[tuple[str, str]]:
        rows = [('Content-Type', 'text/plain; charset=utf-8'), ('Cache-Control', 'no-store'),
                ('Content-Length', str(len(self.body())))]
        if self.check:
            rows.append(('Toegang-Check', self.check))
        if self.status == 401:
            rows.append(('WWW-Authenticate', 'Bearer'))
        return rows

    def body(self) -> bytes:
        return self.text.encode()

    def note(self, request: Request) -> None:
        """For the application behind it."""
        request['toegang.identity'], request['toegang.decision'] = self.identity, self.decision


@dataclasses.dataclass(frozen=True)
class Gate:
    """organisation: for which one, by the request. None: for himself; what gives None or '' is refused, ONESELF is for himself."""
    toegang: Toegang
    eloket: str
    organisation: Callable[[Request], Whom] | None = None
    right: str | None = None
    language: Callable[[Request], Language] | Language = 'nl'
    patience: float | None = None

    def __post_init__(self) -> None:
        self.toegang.knows(self.eloket, self.right)

    def judge(self, request: Request, who: Who) -> Answer:
        language = self.language(request) if callable(self.language) else self.language
        if who is None:
            return Answer(401)
        try:
            identity = who if isinstance(who, Identity) else self.toegang.verify_jwt(who, kind='access')
            decision = self._check(request, identity)
        except Error as error:
            return _answer(error.decision(), language, None)
        return _answer(decision, language, identity)

    def _check(self, request: Request, identity: Identity) -> Decision:
        whom = self.organisation(request) if self.organisation else ONESELF
        organisation = None if isinstance(whom, Oneself) else Organisation(whom or '')
        return self.toegang.check(identity, eloket=self.eloket, organisation=organisation, right=self.right,
                                  patience=self.patience)


def _answer(decision: Decision, language: Language, identity: Identity | None) -> Answer:
    if decision:
        return Answer(0, identity=identity, decision=decision)
    # What could not be judged is the host's trouble: its files and servers are no visitor's business.
    undecided = decision.outcome is Outcome.INDETERMINATE
    text = f'{decision.remedy(language)} [{decision.check}]\n' if undecided else decision.explain(language)
    return Answer(STATUSES[decision.outcome], text, decision.check, identity, decision)
