# SPDX-License-Identifier: Apache-2.0
"""Numbers as values."""
from __future__ import annotations

import functools
from typing import Any, NoReturn

from ._errors import NumberError, UsageError, expect_good
from ._library import octets, report, string
from ._toegang import ffi, lib


class _Value:
    """Made once, never changed."""
    __slots__ = ('_struct',)
    _struct: Any

    def __setattr__(self, name: str, value: Any) -> NoReturn:
        raise AttributeError(f'{type(self).__name__} does not change')

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f'{type(self).__name__} does not change')

    def __copy__(self) -> Any:
        return self

    def __deepcopy__(self, memo: Any) -> Any:
        return self


@functools.total_ordering
class Rrn(_Value):
    """
    A national number. As text it is always masked; `digits` and `printed` are for the one place that must have it. It is
    not pickled: that would write it in clear.
    """
    __slots__ = ()

    def __init__(self, number: str | Rrn, *, allow_test: bool = False) -> None:
        if isinstance(number, Rrn):
            object.__setattr__(self, '_struct', number._struct)
            return
        if not isinstance(number, str):
            raise UsageError.of('a national number as str', type(number).__name__)
        given, struct, why = octets(number, 'rrn'), ffi.new('toegang_rrn *'), report()
        options = lib.TOEGANG_RRN_ALLOW_TEST if allow_test else 0
        expect_good(lib.toegang_rrn_parse(given, len(given), options, struct, why), why, NumberError)
        object.__setattr__(self, '_struct', struct)

    @classmethod
    def _of(cls, struct: Any) -> Rrn | None:
        """A copy of one of the library's; None where it is no number."""
        if struct.kind == lib.TOEGANG_RRN_NONE:
            return None
        rrn = cls.__new__(cls)
        copy = ffi.new('toegang_rrn *', struct)
        object.__setattr__(rrn, '_struct', copy)
        return rrn

    @property
    def digits(self) -> str:
        """In clear: 11 digits."""
        return bytes(ffi.buffer(self._struct.digits)).decode()

    @property
    def printed(self) -> str:
        """In clear, as on the card: for the person itself."""
        return self._written(lib.toegang_rrn_format)

    @property
    def masked(self) -> str:
        return self._written(lib.toegang_rrn_mask)

    @property
    def is_test(self) -> bool:
        return bool(self._struct.kind == lib.TOEGANG_RRN_TEST)

    def _written(self, write: Any) -> str:
        out = ffi.new('char[16]')
        write(self._struct, out)
        return string(out)

    def __str__(self) -> str:
        return self.masked

    def __repr__(self) -> str:
        return f'Rrn({self.masked!r})'

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Rrn) and self.digits == other.digits

    def __lt__(self, other: Rrn) -> bool:
        if not isinstance(other, Rrn):
            return NotImplemented
        return self.digits < other.digits

    def __hash__(self) -> int:
        return hash(('rrn', self.digits))

    def __reduce__(self) -> NoReturn:
        raise TypeError('a national number is not pickled; take .digits where it must be kept')


@functools.total_ordering
class Organisation(_Value):
    """A typed key: kbo, establishment, ovo, nis, school, vcode."""
    __slots__ = ()

    def __init__(self, key: str | Organisation) -> None:
        if isinstance(key, Organisation):
            object.__setattr__(self, '_struct', key._struct)
            return
        if not isinstance(key, str):
            raise UsageError.of('an organisation as str', type(key).__name__)
        given, struct, why = octets(key, 'organisation'), ffi.new('toegang_organisation *'), report()
        expect_good(lib.toegang_organisation_parse(given, len(given), struct, why), why, NumberError)
        object.__setattr__(self, '_struct', struct)

    @classmethod
    def _of(cls, struct: Any) -> Organisation | None:
        """A copy of one of the library's; None for none."""
        if struct.scheme == lib.TOEGANG_SCHEME_NONE:
            return None
        organisation = cls.__new__(cls)
        copy = ffi.new('toegang_organisation *', struct)
        object.__setattr__(organisation, '_struct', copy)
        return organisation

    @property
    def scheme(self) -> str:
        return string(lib.toegang_scheme_name(self._struct.scheme))

    @property
    def value(self) -> str:
        """In canonical form, "0999999922"."""
        return string(self._struct.value)

    @property
    def key(self) -> str:
        """With its scheme, "kbo:0999999922": what an Organisation is made of again."""
        return f'{self.scheme}:{self.value}'

    def __str__(self) -> str:
        out = ffi.new('char[24]')
        lib.toegang_organisation_format(self._struct, out)
        return string(out)

    def __repr__(self) -> str:
        return f'Organisation({self.key!r})'

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Organisation) and self.key == other.key

    def __lt__(self, other: Organisation) -> bool:
        if not isinstance(other, Organisation):
            return NotImplemented
        return self.key < other.key

    def __hash__(self) -> int:
        return hash(self.key)

    def __reduce__(self) -> tuple[type[Organisation], tuple[str]]:
        return Organisation, (self.key,)


def rrn_struct(number: str | Rrn | None, allow_test: bool) -> Any:
    """None: nobody in particular."""
    return ffi.new('toegang_rrn *')[0] if number is None else Rrn(number, allow_test=allow_test)._struct[0]


def organisation_struct(key: str | Organisation | None) -> Any:
    return ffi.new('toegang_organisation *')[0] if key is None else Organisation(key)._struct[0]
