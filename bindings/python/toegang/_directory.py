# SPDX-License-Identifier: Apache-2.0
"""A directory written in Python, behind the same caches and rules as every other."""
from __future__ import annotations

import _thread
import dataclasses
import datetime
from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from ._errors import UsageError, expect_good
from ._facts import Fact, struct_of
from ._library import report, string, text
from ._moment import from_of, moment
from ._numbers import Organisation, Rrn
from ._toegang import ffi, lib
from ._words import FactKind, Register, word


@dataclasses.dataclass(frozen=True)
class Question:
    """
    What is asked. Every given field narrows the answer; the answer holds facts of all periods all the same. patience: how
    long it may take. fresh: from no cache. since: an answer must show things as they stood then or later.
    """
    register: Register
    kind: FactKind
    holder: Rrn | None
    organisation: Organisation | None
    for_oneself: bool
    eloket: str | None
    right: str | None
    at: datetime.datetime
    patience: datetime.timedelta | None
    fresh: bool
    since: datetime.datetime | None


class Directory(Protocol):
    """
    Knows facts. read gives every fact that fits the question, which may be none; an exception makes the answer
    indeterminate, and only the name of its class is told. Several threads may call it at once.
    """

    def read(self, question: Question) -> Iterable[Fact]: ...


def _question(question: Any) -> Question:
    def optional(value: Any) -> str | None:
        return string(value) if value else None
    patience = datetime.timedelta(milliseconds=question.patience_ms) if question.patience_ms else None
    return Question(Register(question.reg), FactKind(question.kind), Rrn._of(question.holder),
                    Organisation._of(question.organisation), bool(question.for_oneself), optional(question.eloket),
                    optional(question.wanted), moment(question.at), patience, bool(question.fresh),
                    from_of(question.since) if question.since else None)


def _push(directory: Directory, question: Any, sink: Any, context: Any) -> int:
    for fact in directory.read(_question(question)):
        if not isinstance(fact, Fact):
            raise TypeError('a directory gives facts')
        struct, kept = struct_of(fact, True)  # whether test numbers count is judged later
        status = int(sink(context, struct))
        del kept
        if status != lib.TOEGANG_GOOD:
            return status
    return int(lib.TOEGANG_GOOD)


def _failed(why: Any, error: BaseException) -> int:
    """The class alone: a text of an exception may hold anything."""
    late = isinstance(error, TimeoutError)
    why.status = lib.TOEGANG_UNAVAILABLE
    why.check = b'directory.time-out' if late else b'directory.store'
    why.expected = b'an answer in time' if late else b'a source that answers'
    why.came = type(error).__name__.encode('ascii', 'replace')[:80]
    return int(lib.TOEGANG_UNAVAILABLE)


@ffi.def_extern(error=lib.TOEGANG_UNAVAILABLE)
def toegang_py_read(self: Any, question: Any, sink: Any, context: Any, why: Any) -> int:
    try:
        return _push(ffi.from_handle(self), question, sink, context)
    except KeyboardInterrupt as error:
        _thread.interrupt_main()  # again, once the call is back
        return _failed(why, error)
    except BaseException as error:
        return _failed(why, error)


def _class(name: str) -> tuple[Any, Any]:
    class_, kept = ffi.new('toegang_directory_class *'), text(name, 'name of a directory')
    class_.size = ffi.sizeof('toegang_directory_class')
    class_.flags = lib.TOEGANG_DIRECTORY_CONCURRENT
    class_.name, class_.read = kept, lib.toegang_py_read
    return class_, kept


Directories = Mapping[str, Directory] | Mapping[Register, Directory]


class Hosted:
    """Directories of the program, one a register, until a configuration takes them."""

    def __init__(self, directories: Directories | None) -> None:
        self.array = ffi.new('toegang_directory *[]', lib.TOEGANG_REGISTERS)
        self.kept: list[Any] = []
        try:
            for register, directory in directories.items() if directories else ():
                self._add(word(Register, register), directory)
        except BaseException:
            self.free()
            raise

    def _add(self, register: Register, directory: Directory) -> None:
        if not callable(getattr(directory, 'read', None)):
            raise UsageError.of('a directory with read', type(directory).__name__)
        out, why, handle = ffi.new('toegang_directory **'), report(), ffi.new_handle(directory)
        class_, name = _class(type(directory).__name__)
        expect_good(lib.toegang_directory_new(class_, handle, out, why), why)
        self.array[register.value] = out[0]
        self.kept += [directory, handle, class_, name]

    def free(self) -> None:
        """Where nothing took them."""
        for i in range(lib.TOEGANG_REGISTERS):
            lib.toegang_directory_free(self.array[i])
            self.array[i] = ffi.NULL
