# SPDX-License-Identifier: Apache-2.0
"""Who signed in. Only verification makes an Identity, and attest, which the evidence tells."""
from __future__ import annotations

import dataclasses
import datetime
from typing import Any

from ._errors import expect_good
from ._library import Owned, report, sized, string, text
from ._moment import from_of, or_else, until_of
from ._numbers import Organisation, Rrn
from ._toegang import ffi, lib
from ._words import Assurance, Origin, StatedKind, word


@dataclasses.dataclass(frozen=True)
class Role:
    """A right as the assertion states it. registered: an e-counter of the configuration knows it."""
    claim: str
    value: str
    right: str
    context: str
    organisation: Organisation | None
    registered: bool


@dataclasses.dataclass(frozen=True)
class Stated:
    """What an assertion states beside rights."""
    kind: StatedKind
    claim: str
    value: str
    organisation: Organisation | None


def stated_of(stated: Any) -> Stated:
    return Stated(StatedKind(stated.kind), string(stated.claim), string(stated.value),
                  Organisation._of(stated.organisation))


class Identity(Owned):
    """Immutable; may be used by several threads. Freed when it is no longer used, or at close()."""
    __slots__ = ()

    def __init__(self, pointer: Any) -> None:
        super().__init__(pointer, lib.toegang_identity_free)

    def _text(self, read: Any) -> str:
        return string(read(self._pointer()))

    @property
    def holder(self) -> Rrn:
        rrn = Rrn._of(lib.toegang_identity_holder(self._pointer()))
        assert rrn is not None
        return rrn

    @property
    def origin(self) -> Origin:
        return Origin(lib.toegang_identity_origin(self._pointer()))

    @property
    def issuer(self) -> str:
        return self._text(lib.toegang_identity_issuer)

    @property
    def assertion_id(self) -> str:
        return self._text(lib.toegang_identity_assertion_id)

    @property
    def authentication(self) -> str:
        """The digital key as it was stated."""
        return self._text(lib.toegang_identity_authentication)

    @property
    def assurance(self) -> Assurance:
        return Assurance(lib.toegang_identity_assurance(self._pointer()))

    @property
    def capacity(self) -> str:
        return self._text(lib.toegang_identity_capacity)

    @property
    def organisation(self) -> Organisation | None:
        """The one chosen at sign-in."""
        return Organisation._of(lib.toegang_identity_organisation(self._pointer()))

    @property
    def given_name(self) -> str:
        return self._text(lib.toegang_identity_given_name)

    @property
    def family_name(self) -> str:
        return self._text(lib.toegang_identity_family_name)

    @property
    def name_id(self) -> str:
        return self._text(lib.toegang_identity_name_id)

    @property
    def session_index(self) -> str:
        return self._text(lib.toegang_identity_session_index)

    @property
    def key_fingerprint(self) -> str:
        return self._text(lib.toegang_identity_key_fingerprint)

    @property
    def authenticated_at(self) -> datetime.datetime | None:
        return from_of(lib.toegang_identity_authenticated_at(self._pointer()))

    @property
    def until(self) -> datetime.datetime | None:
        """Until when it may be used, exclusive; None: without an end."""
        return until_of(lib.toegang_identity_until(self._pointer()))

    @property
    def roles(self) -> tuple[Role, ...]:
        identity = self._pointer()
        rows = (lib.toegang_identity_role(identity, i) for i in range(lib.toegang_identity_roles(identity)))
        return tuple(Role(string(row.claim), string(row.value), string(row.right), string(row.context),
                          Organisation._of(row.organisation), bool(row.registered)) for row in rows)

    @property
    def stated(self) -> tuple[Stated, ...]:
        identity = self._pointer()
        count = lib.toegang_identity_stated_count(identity)
        return tuple(stated_of(lib.toegang_identity_stated(identity, i)) for i in range(count))

    def __repr__(self) -> str:
        if self._owned is None:
            return 'Identity(closed)'
        return f'Identity({self.holder.masked!r}, {self.assurance.name.lower()!r}, issuer={self.issuer!r})'


def attested(holder: Rrn, assurance: Assurance | str, capacity: str | None, by: str | None,
             until: datetime.datetime | None) -> Identity:
    statement, out, why = sized('toegang_statement'), ffi.new('toegang_identity **'), report()
    kept = text(capacity, 'capacity'), text(by, 'by')
    statement.holder = holder._struct[0]
    statement.assurance = word(Assurance, assurance).value
    statement.capacity, statement.authenticated_by = kept
    statement.until = or_else(until, 0, 'until')
    expect_good(lib.toegang_identity_attest(statement, out, why), why)
    return Identity(out[0])
