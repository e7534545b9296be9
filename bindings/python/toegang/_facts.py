# SPDX-License-Identifier: Apache-2.0
"""The one record: a function, an appointment, a right or a block."""
from __future__ import annotations

import dataclasses
import datetime
from typing import Any

from ._errors import UsageError
from ._library import sized, string, text
from ._moment import from_of, or_else, until_of
from ._numbers import Organisation, Rrn, organisation_struct, rrn_struct
from ._toegang import lib
from ._words import FactKind, word

TEXTS = ('eloket', 'code', 'context', 'granted_as', 'source')


@dataclasses.dataclass(frozen=True)
class Fact:
    """
    What a register says. from_ None: without a beginning; until None: without an end; as_of and granted_at None: not
    known; granted_by None: the register's own word.
    """
    kind: FactKind
    holder: Rrn | None = None
    organisation: Organisation | None = None
    code: str = ''
    eloket: str = ''
    context: str = ''
    from_: datetime.datetime | None = None
    until: datetime.datetime | None = None
    held_by: Organisation | None = None
    granted_by: Rrn | None = None
    granted_as: str = ''
    granted_at: datetime.datetime | None = None
    source: str = ''
    as_of: datetime.datetime | None = None

    def __post_init__(self) -> None:
        """A number that is not an Rrn would show itself."""
        for name, of in (('holder', Rrn), ('granted_by', Rrn), ('organisation', Organisation), ('held_by', Organisation)):
            if not isinstance(getattr(self, name), (of, type(None))):
                raise UsageError.of(f'{name}: {of.__name__}', type(getattr(self, name)).__name__)


def fact_of(fact: Any) -> Fact:
    """A copy of one of the library's."""
    return Fact(FactKind(fact.kind), Rrn._of(fact.holder), Organisation._of(fact.organisation), string(fact.code),
                string(fact.eloket), string(fact.context), from_of(_from(fact)),
                until_of(fact.until), Organisation._of(fact.held_by), Rrn._of(fact.granted_by),
                string(fact.granted_as), from_of(fact.granted_at), string(fact.source), from_of(fact.as_of))


def _from(fact: Any) -> int:
    return int(getattr(fact, 'from'))


def struct_of(fact: Fact, allow_test: bool) -> tuple[Any, list[Any]]:
    """For the library, with what must live as long."""
    struct, kept = sized('toegang_fact'), []
    struct.kind = word(FactKind, fact.kind).value
    struct.holder = rrn_struct(fact.holder, allow_test)
    struct.granted_by = rrn_struct(fact.granted_by, allow_test)
    struct.organisation = organisation_struct(fact.organisation)
    struct.held_by = organisation_struct(fact.held_by)
    for name in TEXTS:
        kept.append(text(getattr(fact, name), name))
        setattr(struct, name, kept[-1])
    setattr(struct, 'from', or_else(fact.from_, lib.TOEGANG_ALWAYS, 'from_'))
    struct.until = or_else(fact.until, lib.TOEGANG_NEVER, 'until')
    struct.granted_at = or_else(fact.granted_at, lib.TOEGANG_ALWAYS, 'granted_at')
    struct.as_of = or_else(fact.as_of, lib.TOEGANG_ALWAYS, 'as_of')
    return struct, kept
