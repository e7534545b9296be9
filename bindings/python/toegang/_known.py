# SPDX-License-Identifier: Apache-2.0
"""Words that stand for a national number, and what is known of an organisation: for people, no decision looks at either."""
from __future__ import annotations

import dataclasses
import datetime

from ._errors import NumberError, UsageError, expect_good
from ._library import report, sized, string, text
from ._lists import Lists
from ._moment import from_of
from ._numbers import Organisation, Rrn, organisation_struct
from ._toegang import ffi, lib
from ._words import LANGUAGES, Language, number_of

KEY = 32


@dataclasses.dataclass(frozen=True)
class Known:
    """
    What KBO Open Data says. status '': it is not in it, and so not active; as_of None: none was loaded. of: the enterprise of
    an establishment. situation '000': normal. language: that of the name.
    """
    organisation: Organisation | None
    of: Organisation | None
    name: str
    language: str
    status: str
    situation: str
    since: datetime.datetime | None
    as_of: datetime.datetime | None


class Lookup(Lists):
    """What a host shows beside a verdict."""
    __slots__ = ()

    def handle(self, holder: Rrn | str) -> str:
        """A word that stands for the number, under the key that the configuration names."""
        rrn, out, why = Rrn(holder, allow_test=self._allows_test()), ffi.new('char[]', lib.TOEGANG_HANDLE_MAX), report()
        with self._handle_key() as key:
            expect_good(lib.toegang_handle_seal(key, rrn._struct, out, why), why)
        return string(out)

    def opened(self, handle: str) -> Rrn:
        """The number again. NumberError: it was not made with this key."""
        given, struct, why = text(handle, 'handle'), ffi.new('toegang_rrn *'), report()
        with self._handle_key() as key:
            expect_good(lib.toegang_handle_open(key, given, struct, why), why, NumberError)
        rrn = Rrn._of(struct[0])
        assert rrn is not None
        return rrn

    def _handle_key(self) -> _Wiped:
        key = _Wiped()
        if not lib.toegang_handle_key(self._pointer(), key.octets):
            raise UsageError.of('a configuration with a key for handles', 'none')
        return key

    def known(self, organisation: Organisation | str, language: Language = 'nl') -> Known:
        """Of an enterprise or an establishment; UsageError where the register kbo has no store that keeps it."""
        out, why = sized('toegang_known'), report()
        expect_good(lib.toegang_organisation_known(self._pointer(), ffi.new('toegang_organisation *',
                                                   organisation_struct(organisation)), number_of(LANGUAGES, language),
                                                   out, why), why)
        return Known(Organisation._of(out.organisation), Organisation._of(out.of), string(out.name), string(out.language),
                     string(out.status), string(out.situation), from_of(out.since), from_of(out.as_of))


class _Wiped:
    """The octets of a key, for one call."""

    def __init__(self) -> None:
        self.octets = ffi.new('uint8_t[]', KEY)

    def __enter__(self) -> object:
        return self.octets

    def __exit__(self, *error: object) -> None:
        ffi.memmove(self.octets, bytes(KEY), KEY)
