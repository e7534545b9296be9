# SPDX-License-Identifier: Apache-2.0
"""Who represents whom, who has which right, what the trails say, how the directories are."""
from __future__ import annotations

import dataclasses
import datetime
from typing import Any

from ._errors import Problem, UsageError, expect_good, problem_of
from ._facts import Fact, fact_of
from ._library import Gathered, Owned, gathered, report, sized, string, text
from ._moment import milliseconds, now_or
from ._numbers import Organisation, Rrn, organisation_struct, rrn_struct
from ._toegang import ffi, lib
from ._words import ListKind, Register, word


@dataclasses.dataclass(frozen=True)
class Representation:
    """as_: "legal-representative" or "htb". through: the company whose permanent representative it is."""
    holder: Rrn | None
    organisation: Organisation | None
    through: Organisation | None
    as_: str
    fact: Fact


@dataclasses.dataclass(frozen=True)
class ListRow:
    """check: in a review, why somebody should look at it. cursor: for `after` of the next page."""
    register: Register
    fact: Fact
    as_: str
    check: str
    cursor: str


@dataclasses.dataclass(frozen=True)
class Migrated:
    """The store of these registers, and the versions of its schema. problem: why it does not have the one it needs."""
    registers: frozenset[Register]
    source: str
    before: str
    after: str
    problem: Problem | None


@dataclasses.dataclass(frozen=True)
class Finding:
    """Of one trail. line: where it is broken, 0 whole. head: note it elsewhere."""
    trail: str
    lines: int
    line: int
    check: str
    head: str


@dataclasses.dataclass(frozen=True)
class Audit:
    """True where every trail is whole. problem: the first that was found."""
    findings: tuple[Finding, ...]
    problem: Problem | None

    def __bool__(self) -> bool:
        return self.problem is None


@ffi.def_extern(error=lib.TOEGANG_INTERNAL)
def toegang_py_representation(context: Any, row: Any) -> int:
    return gathered(context).take(lambda: Representation(
        Rrn._of(row.holder), Organisation._of(row.organisation), Organisation._of(row.through),
        string(getattr(row, 'as')), fact_of(row.fact)))


@ffi.def_extern(error=lib.TOEGANG_INTERNAL)
def toegang_py_row(context: Any, row: Any) -> int:
    return gathered(context).take(lambda: ListRow(Register(row.reg), fact_of(row.fact), string(getattr(row, 'as')),
                                                  string(row.check), string(row.cursor)))


@ffi.def_extern()
def toegang_py_migrated(context: Any, store: Any) -> None:
    gathered(context).take(lambda: Migrated(
        frozenset(register for register in Register if store.registers >> register.value & 1), string(store.source),
        string(store.before), string(store.after),
        None if store.status == lib.TOEGANG_GOOD else problem_of(store.report)))


@ffi.def_extern()
def toegang_py_finding(context: Any, finding: Any) -> None:
    gathered(context).take(lambda: Finding(string(finding.trail), finding.lines, finding.line, string(finding.check),
                                           string(finding.head)))


@ffi.def_extern(error=lib.TOEGANG_INTERNAL)
def toegang_py_line(context: Any, trail: Any, line: Any, length: int) -> int:
    return gathered(context).take(lambda: (string(trail), bytes(ffi.buffer(line, length)).decode('utf-8', 'replace')))


@ffi.def_extern()
def toegang_py_detail(context: Any, register: int, name: Any, value: Any) -> None:
    gathered(context).take(lambda: (Register(register), string(name), string(value)))


@ffi.def_extern()
def toegang_py_part(context: Any, section: Any, name: Any, detail: Any) -> None:
    gathered(context).take(lambda: (string(section), string(name), string(detail)))


class Lists(Owned):
    """What a configuration tells, beside decisions."""
    __slots__ = ()

    def _trust(self) -> Any:
        """It lies in the whole, which the caller keeps meanwhile."""
        trust = lib.toegang_trusted(self._pointer())
        if not trust:
            raise UsageError.of('a configuration with trust', 'none')
        return trust

    def _allows_test(self) -> bool:
        return bool(lib.toegang_allows_test_numbers(self._pointer()))

    def represent(self, *, organisation: Organisation | str | None = None, holder: Rrn | str | None = None,
                  at: datetime.datetime | None = None) -> tuple[Representation, ...]:
        """Who represents this organisation, or whom this holder represents."""
        found, why = Gathered[Representation](), report()
        given = None if organisation is None else Organisation(organisation)._struct
        person = None if holder is None else Rrn(holder, allow_test=self._allows_test())._struct
        status = lib.toegang_represent(self._pointer(), given or ffi.NULL, person or ffi.NULL, now_or(at),
                                       lib.toegang_py_representation, found.handle, why)
        rows = found.end()
        expect_good(status, why)
        return rows

    def list(self, kind: ListKind | str, *, organisation: Organisation | str | None = None,
             holder: Rrn | str | None = None, eloket: str | None = None, right: str | None = None,
             at: datetime.datetime | None = None, soon: datetime.timedelta | None = None, limit: int = 0,
             after: str | None = None, patience: float | datetime.timedelta | None = None) -> tuple[ListRow, ...]:
        """"htb" and "holders" of an organisation, "rights" and "organisations" of a holder, "review". Exact, or raises."""
        if limit < 0:
            raise UsageError.of('limit: 0 or more')
        question, found, why = sized('toegang_list_question'), Gathered[ListRow](), report()
        kept = text(eloket, 'eloket'), text(right, 'right'), text(after, 'after')
        question.kind = word(ListKind, kind).value
        question.holder = rrn_struct(holder, self._allows_test())
        question.organisation = organisation_struct(organisation)
        question.eloket, question.right, question.after = kept
        question.at, question.limit, question.patience_ms = now_or(at), limit, milliseconds(patience)
        question.soon = int(soon.total_seconds()) if soon else 0
        status = lib.toegang_list(self._pointer(), question, lib.toegang_py_row, found.handle, why)
        rows = found.end()
        expect_good(status, why)
        return rows

    def directories(self, patience: float | datetime.timedelta | None = None) -> dict[Register, dict[str, str]]:
        """How the directory of each configured register is now: "reachable" is yes or no."""
        found, why = Gathered[tuple[Register, str, str]](), report()
        status = lib.toegang_directories(self._pointer(), milliseconds(patience), lib.toegang_py_detail, found.handle, why)
        told: dict[Register, dict[str, str]] = {}
        for register, name, value in found.end():
            told.setdefault(register, {})[name] = value
        if status != lib.TOEGANG_UNAVAILABLE:
            expect_good(status, why)
        return told

    def parts(self) -> tuple[tuple[str, str, str], ...]:
        """What the configuration holds, for people: section, name, detail."""
        found = Gathered[tuple[str, str, str]]()
        lib.toegang_parts(self._pointer(), lib.toegang_py_part, found.handle)
        return found.end()

    def migrate(self) -> tuple[Migrated, ...]:
        """Makes, or raises, the schema of every store. What is wrong with one is said in its row, no exception."""
        found, why = Gathered[Migrated](), report()
        status = lib.toegang_migrate(self._pointer(), ffi.NULL, lib.toegang_py_migrated, found.handle, why)
        rows = found.end()
        if not any(row.problem for row in rows):
            expect_good(status, why)
        return rows

    def audit_verify(self) -> Audit:
        """Looks at every trail. What is cut or altered is a finding, no exception."""
        found, why = Gathered[Finding](), report()
        status = lib.toegang_audit_verify(self._pointer(), lib.toegang_py_finding, found.handle, why)
        findings = found.end()
        if status != lib.TOEGANG_REFUSED:
            expect_good(status, why)
        return Audit(findings, problem_of(why) if status == lib.TOEGANG_REFUSED else None)

    def audit_show(self) -> tuple[tuple[str, str], ...]:
        """Every line of every trail, with the trail's name; verified first."""
        found, why = Gathered[tuple[str, str]](), report()
        status = lib.toegang_audit_show(self._pointer(), lib.toegang_py_line, found.handle, why)
        lines = found.end()
        expect_good(status, why)
        return lines
