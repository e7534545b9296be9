# SPDX-License-Identifier: Apache-2.0
"""One configuration, and the questions asked of it."""
from __future__ import annotations

import datetime
import os
from collections.abc import Sequence
from types import TracebackType
from typing import Any

from ._administration import Administration
from ._decision import Decision
from ._directory import Directories, Hosted
from ._errors import Problem, UsageError, error_of, expect_good, problem_of
from ._identity import Identity, attested
from ._known import Lookup
from ._library import Gathered, gathered, octets, report, sized, string, text
from ._messages import Messages
from ._moment import milliseconds, now_or
from ._numbers import Organisation, Rrn, organisation_struct
from ._search import Searches
from ._toegang import ffi, lib
from ._words import TOKENS, Assurance, TokenKind, number_of


@ffi.def_extern()
def toegang_py_problem(context: Any, file: Any, source_line: Any, problem: Any) -> None:
    gathered(context).take(lambda: problem_of(problem, string(file)))


def open(path: str | os.PathLike[str], *, strict: bool = False,
         directories: Directories | None = None) -> Toegang:
    """
    Reads a configuration. ConfigError has all that is wrong with it. A directory that cannot be read does not stop this,
    unless strict. directories: one of your own for each register of which the configuration says `host`.
    """
    name = os.fsencode(path)
    if b'\0' in name:
        raise UsageError.of('path: a text without NUL')
    hosted, problems = Hosted(directories), Gathered[Problem]()
    out, why = ffi.new('toegang **'), report()
    status = lib.toegang_open_with(name, 1 if strict else 0, hosted.array, lib.toegang_py_problem,
                                   problems.handle, out, why)
    if status != lib.TOEGANG_GOOD:
        hosted.free()
        raise error_of(status, why, problems.end())
    return Toegang(out[0], lib.toegang_free, hosted.kept)


def _expected(kind: TokenKind, nonce: str | None, access_token: str | None, code: str | None, acr: Sequence[str],
              max_age: int | None, subject: str | None) -> tuple[Any, list[Any]]:
    expected = sized('toegang_expected')
    given = {'nonce': nonce, 'access_token': access_token, 'code': code, 'subject': subject}
    kept: list[Any] = [text(value, name) for name, value in given.items()]
    for name, value in zip(given, kept):
        setattr(expected, name, value)
    levels = [text(each, 'acr') for each in acr]
    kept += [levels, ffi.new('char *[]', levels)]
    expected.kind, expected.acr, expected.acr_count = number_of(TOKENS, kind), kept[-1], len(levels)
    expected.asks_max_age, expected.max_age = int(max_age is not None), max_age or 0
    return expected, kept


class Toegang(Administration, Messages, Lookup, Searches):
    """
    All that a configuration says. May be used by several threads; closing it waits for nobody and takes nothing away from a
    call in progress.
    """
    __slots__ = ()

    def __enter__(self) -> Toegang:
        self._pointer()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        self.close()

    # ---- who is it ----

    def verify_saml(self, response: str | bytes, *, in_response_to: str, at: datetime.datetime | None = None) -> Identity:
        """A samlp:Response, as posted or as XML. RefusedError when it is refused."""
        whole, given = self._pointer(), octets(response, 'response')
        out, why = ffi.new('toegang_identity **'), report()
        status = lib.toegang_verify_saml(self._trust(), given, len(given), text(in_response_to, 'in_response_to'),
                                         now_or(at), out, why)
        del whole  # the trust lies in it
        expect_good(status, why)
        return Identity(out[0])

    def verify_jwt(self, token: str | bytes, *, kind: TokenKind = 'id', nonce: str | None = None,
                   access_token: str | None = None, code: str | None = None, acr: Sequence[str] = (),
                   max_age: int | None = None, subject: str | None = None,
                   at: datetime.datetime | None = None) -> Identity:
        """A token in the compact serialisation. RefusedError when it is refused."""
        whole, given = self._pointer(), octets(token, 'token')
        expected, kept = _expected(kind, nonce, access_token, code, acr, max_age, subject)
        out, why = ffi.new('toegang_identity **'), report()
        status = lib.toegang_verify_jwt(self._trust(), given, len(given), expected, now_or(at), out, why)
        del whole, kept
        expect_good(status, why)
        return Identity(out[0])

    def sign_in_saml(self, response: str | bytes, *, in_response_to: str,
                     at: datetime.datetime | None = None) -> Identity:
        """verify_saml, and a second time it is refused (replay.used)."""
        given, out, why = octets(response, 'response'), ffi.new('toegang_identity **'), report()
        status = lib.toegang_sign_in_saml(self._pointer(), given, len(given), text(in_response_to, 'in_response_to'),
                                          now_or(at), out, why)
        expect_good(status, why)
        return Identity(out[0])

    def sign_in_jwt(self, token: str | bytes, *, kind: TokenKind = 'id', nonce: str | None = None,
                    access_token: str | None = None, code: str | None = None, acr: Sequence[str] = (),
                    max_age: int | None = None, subject: str | None = None, at: datetime.datetime | None = None,
                    patience: float | datetime.timedelta | None = None) -> Identity:
        """verify_jwt, and an ID token is used once; keys behind a URL are fetched when they are lacking."""
        given, out, why = octets(token, 'token'), ffi.new('toegang_identity **'), report()
        expected, kept = _expected(kind, nonce, access_token, code, acr, max_age, subject)
        status = lib.toegang_sign_in_jwt(self._pointer(), given, len(given), expected, now_or(at),
                                         milliseconds(patience), out, why)
        del kept
        expect_good(status, why)
        return Identity(out[0])

    def attest(self, holder: Rrn | str, *, assurance: Assurance | str, capacity: str | None = None,
               by: str | None = None, until: datetime.datetime | None = None) -> Identity:
        """An identity on your word, where the host itself authenticated the person. The evidence says so."""
        return attested(Rrn(holder, allow_test=self._allows_test()), assurance, capacity, by, until)

    # ---- may he ----

    def knows(self, eloket: str, right: str | None = None) -> bool:
        """True, or UsageError whose `expected` is the nearest. For the start of a program."""
        why = report()
        kept = text(eloket, 'eloket'), text(right, 'right')
        expect_good(lib.toegang_knows(self._pointer(), *kept, why), why)
        return True

    def check(self, identity: Identity | None = None, *, eloket: str, organisation: Organisation | str | None = None,
              holder: Rrn | str | None = None, assurance: Assurance | str = Assurance.NONE,
              capacity: str | None = None, right: str | None = None, context: str | None = None,
              at: datetime.datetime | None = None, patience: float | datetime.timedelta | None = None) -> Decision:
        """
        Decides. By an identity, or by a holder that you vouch for. organisation None: for himself. right None: the one that
        the policy names. patience: for the directories together, in seconds.
        """
        if (identity is None) == (holder is None):
            raise UsageError.of('an identity or a holder')
        person = self.attest(holder, assurance=assurance, capacity=capacity) if holder is not None else identity
        assert person is not None
        question, out, why = sized('toegang_question'), ffi.new('toegang_decision **'), report()
        kept = person._pointer(), text(eloket, 'eloket'), text(right, 'right'), text(context, 'context')
        question.identity, question.eloket, question.right, question.context = kept
        question.organisation = organisation_struct(organisation)
        question.at, question.patience_ms = now_or(at), milliseconds(patience)
        status = lib.toegang_check(self._pointer(), question, out, why)
        del kept
        if not out[0]:
            raise error_of(status, why)
        return Decision(out[0])

    def refresh(self, issuer: str, *, at: datetime.datetime | None = None,
                patience: float | datetime.timedelta | None = None) -> None:
        """Fetches the keys of an issuer anew."""
        why = report()
        expect_good(lib.toegang_refresh(self._pointer(), text(issuer, 'issuer'), now_or(at), milliseconds(patience), why),
                    why)

    def __repr__(self) -> str:
        return 'Toegang(closed)' if self._owned is None else 'Toegang(open)'
