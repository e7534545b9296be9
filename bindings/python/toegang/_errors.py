# SPDX-License-Identifier: Apache-2.0
"""Faults. A deny is not one: it is a Decision. No text of these holds a national number in clear."""
from __future__ import annotations

import dataclasses
import enum
from typing import TYPE_CHECKING, Any

from ._toegang import ffi, lib

if TYPE_CHECKING:
    from ._decision import Decision
    from ._words import Language


class Status(enum.IntEnum):
    """0 is good; above it the answer is no; below it nothing was judged."""
    GOOD = lib.TOEGANG_GOOD
    REFUSED = lib.TOEGANG_REFUSED
    NO_MEMORY = lib.TOEGANG_NO_MEMORY
    MISUSE = lib.TOEGANG_MISUSE
    CONFIGURATION = lib.TOEGANG_CONFIGURATION
    UNAVAILABLE = lib.TOEGANG_UNAVAILABLE
    INDETERMINATE = lib.TOEGANG_INDETERMINATE
    INTERNAL = lib.TOEGANG_INTERNAL


@dataclasses.dataclass(frozen=True)
class Problem:
    """What a check found. line and column count from 1; 0 where there is none."""
    check: str
    expected: str
    came: str
    line: int = 0
    column: int = 0
    file: str = ''

    def __str__(self) -> str:
        place = f'{self.file or "line"}:{self.line}:{self.column}: ' if self.line else ''
        return f'{place}[{self.check}] expected {self.expected}, came {self.came}'


class Error(Exception):
    """Why something was refused or could not be judged."""

    def __init__(self, status: Status, problem: Problem, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(status, problem, problems)
        self.status = status
        self.problem = problem
        self.problems = problems or (problem,)

    @property
    def check(self) -> str:
        """The id of the check that fell."""
        return self.problem.check

    @property
    def expected(self) -> str:
        return self.problem.expected

    @property
    def came(self) -> str:
        return self.problem.came

    @property
    def line(self) -> int:
        """From 1; 0 where the input has no lines."""
        return self.problem.line

    @property
    def column(self) -> int:
        return self.problem.column

    def __str__(self) -> str:
        return '\n'.join(map(str, self.problems))

    def explain(self, language: Language = 'nl') -> str:
        """For a person: what happened, expected, came, and what to do."""
        from ._library import measured
        from ._words import LANGUAGES, number_of
        return measured(lib.toegang_report_explain, report_of(self), number_of(LANGUAGES, language))

    def decision(self) -> Decision:
        """The same as a Decision, so that a host shows both alike: deny when refused, else indeterminate."""
        from ._decision import refusal
        return refusal(self)


class RefusedError(Error):
    """An assertion, a number or a change was judged and refused."""


class NumberError(RefusedError, ValueError):
    """A text is no such number."""


class ConfigError(Error):
    """The configuration or one of its files is wrong: `problems` has them all."""


class UnavailableError(Error):
    """A directory or a file could not be read, or did not answer in time. Hosts answer 503."""


class UsageError(Error, ValueError):
    """An argument that the programmer must correct; also what is used after its close."""

    @classmethod
    def of(cls, expected: str, came: str = 'something else') -> UsageError:
        return cls(Status.MISUSE, Problem('library.misuse', expected, came))


class NoMemoryError(Error, MemoryError):
    """Memory is at its end."""


class InternalError(Error):
    """A defect of the library, or of a library under it."""


KINDS: dict[Status, type[Error]] = {
    Status.REFUSED: RefusedError, Status.NO_MEMORY: NoMemoryError, Status.MISUSE: UsageError,
    Status.CONFIGURATION: ConfigError, Status.UNAVAILABLE: UnavailableError, Status.INDETERMINATE: UnavailableError,
}


def _string(text: Any) -> str:
    return str(ffi.string(text).decode('utf-8', 'replace'))


def problem_of(report: Any, file: str = '') -> Problem:
    return Problem(_string(report.check), _string(report.expected), _string(report.came), report.line, report.column,
                   file)


def report_of(error: Error) -> Any:
    """The report again, for what the library makes of one."""
    report = ffi.new('toegang_report *')
    report.status = error.status
    report.line, report.column = error.line, error.column
    for field, room in (('check', 48), ('expected', 224), ('came', 224)):
        setattr(report, field, getattr(error, field).encode()[:room - 1])
    return report


def error_of(status: int, report: Any, problems: tuple[Problem, ...] = (), kind: type[Error] | None = None) -> Error:
    if status not in Status.__members__.values():
        status = Status.INTERNAL
    known = Status(status)
    made = kind if kind and known is Status.REFUSED else KINDS.get(known, InternalError)
    return made(known, problem_of(report), problems)


def expect_good(status: int, report: Any, kind: type[Error] | None = None) -> None:
    if status != lib.TOEGANG_GOOD:
        raise error_of(status, report, kind=kind)
