# SPDX-License-Identifier: Apache-2.0
"""Searches, and AuthZEN over text."""
from __future__ import annotations

import dataclasses
import datetime
from typing import Any

from ._errors import UsageError, expect_good
from ._identity import Identity, attested
from ._library import Gathered, gathered, octets, report, sized, string, text
from ._lists import Lists
from ._moment import milliseconds, now_or
from ._numbers import Organisation, Rrn, organisation_struct
from ._toegang import ffi, lib
from ._words import AUTHZEN, LANGUAGES, Assurance, AuthzenKind, Language, number_of, word


@dataclasses.dataclass(frozen=True)
class Found:
    """What check permits. organisation None: for himself. right None: what the e-counter's policy asks."""
    holder: Rrn | None
    organisation: Organisation | None
    eloket: str
    right: str | None


@dataclasses.dataclass(frozen=True)
class AuthzenAnswer:
    """To be sent as it is: text is JSON, http the status. check: the one that fell, '' when none did."""
    http: int
    text: str
    check: str


@ffi.def_extern(error=lib.TOEGANG_INTERNAL)
def toegang_py_found(context: Any, found: Any) -> int:
    return gathered(context).take(lambda: Found(Rrn._of(found.holder), Organisation._of(found.organisation),
                                                string(found.eloket), string(found.right) if found.right else None))


class Searches(Lists):
    """For whom, who, what: each search exact, or UnavailableError."""
    __slots__ = ()

    def search_organisations(self, identity: Identity | None = None, *, eloket: str, holder: Rrn | str | None = None,
                             assurance: Assurance | str = Assurance.NONE, capacity: str | None = None,
                             right: str | None = None, context: str | None = None, at: datetime.datetime | None = None,
                             patience: float | datetime.timedelta | None = None) -> tuple[Found, ...]:
        """For whom this person may act at this e-counter; by an identity, or by a holder that you vouch for."""
        return self._search(lib.toegang_search_organisations, self._who(identity, holder, assurance, capacity), (),
                            eloket, right, None, context, at, patience)

    def search_holders(self, *, eloket: str, organisation: Organisation | str | None = None,
                       assurance: Assurance | str = Assurance.NONE, capacity: str | None = None,
                       right: str | None = None, context: str | None = None, at: datetime.datetime | None = None,
                       patience: float | datetime.timedelta | None = None) -> tuple[Found, ...]:
        """Who may act there for this organisation, if he signs in with that assurance and capacity."""
        assumed = word(Assurance, assurance).value, text(capacity, 'capacity')
        return self._search(lib.toegang_search_holders, None, assumed, eloket, right, organisation, context, at, patience)

    def search_rights(self, identity: Identity | None = None, *, organisation: Organisation | str | None = None,
                      eloket: str | None = None, holder: Rrn | str | None = None,
                      assurance: Assurance | str = Assurance.NONE, capacity: str | None = None,
                      right: str | None = None, context: str | None = None, at: datetime.datetime | None = None,
                      patience: float | datetime.timedelta | None = None) -> tuple[Found, ...]:
        """Where this person may act for this organisation (eloket None: everywhere), and with which rights (right None: all)."""
        return self._search(lib.toegang_search_rights, self._who(identity, holder, assurance, capacity), (), eloket, right,
                            organisation, context, at, patience)

    def authzen(self, kind: AuthzenKind, body: str | bytes, *, language: Language = 'en', caller: str | None = None,
                at: datetime.datetime | None = None,
                patience: float | datetime.timedelta | None = None) -> AuthzenAnswer:
        """
        The answer to a request of AuthZEN: "evaluation", "evaluations", "subject", "resource" or "action". Only for callers
        that you know: what they state of a person is believed.
        """
        request, out, why, given = sized('toegang_authzen'), ffi.new('toegang_answer **'), report(), octets(body, 'body')
        kept = ffi.from_buffer(given), text(caller, 'caller')
        request.octets, request.caller = kept
        request.kind, request.length = number_of(AUTHZEN, kind), len(given)
        request.language, request.at = number_of(LANGUAGES, language), now_or(at)
        request.patience_ms = milliseconds(patience)
        expect_good(lib.toegang_authzen_answer(self._pointer(), request, out, why), why)
        del kept
        answer = ffi.gc(out[0], lib.toegang_answer_free)
        return AuthzenAnswer(lib.toegang_answer_http(answer), string(lib.toegang_answer_text(answer, ffi.NULL)),
                             string(lib.toegang_answer_check(answer)))

    def _who(self, identity: Identity | None, holder: Rrn | str | None, assurance: Assurance | str,
             capacity: str | None) -> Identity:
        if holder is not None and identity is None:
            return attested(Rrn(holder, allow_test=self._allows_test()), assurance, capacity, None, None)
        if identity is None or holder is not None:
            raise UsageError.of('an identity or a holder')
        return identity

    def _search(self, search: Any, identity: Identity | None, assumed: tuple[Any, ...], eloket: str | None,
                right: str | None, organisation: Organisation | str | None, context: str | None,
                at: datetime.datetime | None, patience: float | datetime.timedelta | None) -> tuple[Found, ...]:
        question, found, why = sized('toegang_question'), Gathered[Found](), report()
        kept = (ffi.NULL if identity is None else identity._pointer(), text(eloket, 'eloket'), text(right, 'right'),
                text(context, 'context'))
        question.identity, question.eloket, question.right, question.context = kept
        question.organisation = organisation_struct(organisation)
        question.at, question.patience_ms = now_or(at), milliseconds(patience)
        status = search(self._pointer(), question, *assumed, lib.toegang_py_found, found.handle, why)
        rows = found.end()
        del kept
        expect_good(status, why)
        return rows
