# SPDX-License-Identifier: Apache-2.0
"""Between Python and the library: texts, lists that a sink gathers, and what is freed once nobody uses it."""
from __future__ import annotations

from typing import Any, Callable, Generic, TypeVar

from ._errors import UsageError
from ._toegang import ffi, lib

T = TypeVar('T')
ROOM = 8192


def string(text: Any) -> str:
    return str(ffi.string(text).decode('utf-8', 'replace'))


def octets(value: str | bytes, what: str) -> bytes:
    """What came from outside, as it came."""
    if isinstance(value, str):
        return value.encode('utf-8', 'surrogatepass')
    if isinstance(value, (bytes, bytearray, memoryview)):
        return bytes(value)
    raise UsageError.of(f'{what}: str or bytes', type(value).__name__)


def text(value: str | None, what: str) -> Any:
    """A C text, NULL for None. The caller keeps it until its call returns."""
    if value is None:
        return ffi.NULL
    if not isinstance(value, str):
        raise UsageError.of(f'{what}: str', type(value).__name__)
    if '\0' in value:
        raise UsageError.of(f'{what}: a text without NUL')
    return ffi.new('char[]', value.encode('utf-8', 'surrogatepass'))


def measured(write: Callable[..., int], *arguments: Any) -> str:
    """What a function writes that measures as snprintf does."""
    room = ROOM
    while True:
        out = ffi.new('char[]', room)
        length = write(*arguments, out, room)
        if length < room:
            return string(out)
        room = length + 1


def report() -> Any:
    return ffi.new('toegang_report *')


def sized(kind: str) -> Any:
    """A struct of zeros with its size."""
    struct = ffi.new(kind + ' *')
    struct.size = ffi.sizeof(kind)
    return struct


class Owned:
    """
    A thing of the library. It is freed once nothing refers to its pointer any more; a call in progress does, so that
    closing never takes it away from under another thread.
    """
    __slots__ = ('_owned',)

    def __init__(self, pointer: Any, free: Any, *kept: Any) -> None:
        self._owned: Any = ffi.gc(pointer, _releasing(free, kept)) if kept else ffi.gc(pointer, free)

    def _pointer(self) -> Any:
        if self._owned is None:
            raise UsageError.of('something that is open', 'closed')
        return self._owned

    def close(self) -> None:
        """Again is nothing."""
        self._owned = None


def _releasing(free: Any, kept: tuple[Any, ...]) -> Callable[[Any], None]:
    """Nothing here is looked up in a module, which may be empty by then."""
    holds = [kept]

    def release(pointer: Any) -> None:
        free(pointer)
        holds.clear()
    return release


class Gathered(Generic[T]):
    """What a sink got. What goes wrong in it is raised when the call is back, and ends the call."""

    def __init__(self) -> None:
        self.rows: list[T] = []
        self.error: BaseException | None = None

    @property
    def handle(self) -> Any:
        """For one call, which keeps it: kept here it would be a cycle."""
        return ffi.new_handle(self)

    def take(self, make: Callable[[], T]) -> int:
        if self.error is None:
            try:
                self.rows.append(make())
            except BaseException as error:  # a signal too: it is raised again
                self.error = error
        return int(lib.TOEGANG_GOOD if self.error is None else lib.TOEGANG_INTERNAL)

    def end(self) -> tuple[T, ...]:
        if self.error is not None:
            raise self.error
        return tuple(self.rows)


def gathered(context: Any) -> Gathered[Any]:
    found: Gathered[Any] = ffi.from_handle(context)
    return found
