# SPDX-License-Identifier: Apache-2.0
"""What we send to an identity provider and what it sends us beside assertions: sign-in asked, sign-out both ways."""
from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Sequence
from typing import Any, Literal

from ._errors import expect_good
from ._identity import Identity
from ._library import Owned, octets, report, sized, string, text
from ._lists import Lists
from ._moment import moment, now_or, or_else
from ._toegang import ffi, lib
from ._words import number_of

Binding = Literal['redirect', 'post']
BINDINGS = {'redirect': lib.TOEGANG_REDIRECT, 'post': lib.TOEGANG_POST}


@dataclasses.dataclass(frozen=True)
class Message:
    """Of ours, signed. id: keep it with the session of the browser. url: where that is sent; '' for metadata."""
    id: str
    url: str
    xml: str


@dataclasses.dataclass(frozen=True)
class Session:
    """What a host keeps of an identity, to sign the person out at the provider too."""
    provider: str
    name_id: str = dataclasses.field(repr=False)
    name_id_format: str = ''
    name_qualifier: str = ''
    sp_name_qualifier: str = ''
    session_index: str = ''


class Logout(Owned):
    """A sign-out that a provider asks of us, verified."""
    __slots__ = ()

    def __init__(self, pointer: Any) -> None:
        super().__init__(pointer, lib.toegang_logout_free)

    @property
    def issuer(self) -> str:
        return string(lib.toegang_logout_issuer(self._pointer()))

    @property
    def id(self) -> str:
        """With the issuer the key of what is used once."""
        return string(lib.toegang_logout_id(self._pointer()))

    @property
    def name_id(self) -> str:
        """Whose sessions end; '' when only one session does."""
        return string(lib.toegang_logout_name_id(self._pointer()))

    @property
    def sessions(self) -> tuple[str, ...]:
        """Those that end; none: every session of that person."""
        logout = self._pointer()
        rows = [string(lib.toegang_logout_session_index(logout))]
        while further := lib.toegang_logout_further_session(logout, len(rows) - 1):
            rows.append(string(further))
        return tuple(row for row in rows if row)

    @property
    def until(self) -> datetime.datetime:
        """Until when it has to be remembered, exclusive."""
        return moment(lib.toegang_logout_until(self._pointer()))


def session_of(identity: Identity) -> Session:
    pointer = identity._pointer()
    session = lib.toegang_identity_session(pointer)
    return Session(*(string(getattr(session, field.name)) if getattr(session, field.name) else ''
                     for field in dataclasses.fields(Session)))


def is_local_path(path: str) -> bool:
    """Whether a browser that is sent there stays on this host. For what comes back with a request, before it is followed."""
    given = octets(path, 'path')
    return bool(lib.toegang_is_local_path(given, len(given)))


def _made(make: Callable[..., int], *arguments: Any) -> Message:
    out, why = ffi.new('toegang_message **'), report()
    expect_good(make(*arguments, out, why), why)
    message = ffi.gc(out[0], lib.toegang_message_free)
    return Message(string(lib.toegang_message_id(message)), string(lib.toegang_message_url(message)),
                   string(lib.toegang_message_xml(message)))


class Messages(Lists):
    """Sign-in asked and sign-out. The key that signs them is `signing-key` of the configuration."""
    __slots__ = ()

    def login_request(self, *, provider: str | None = None, relay_state: str | None = None, force_authn: bool = False,
                      passive: bool = False, classes: Sequence[str] = (), at: datetime.datetime | None = None) -> Message:
        """Send the browser to its url, keep its id, and give it as in_response_to to what comes back."""
        whole, login = self._pointer(), sized('toegang_login')
        kept = text(provider, 'provider'), text(relay_state, 'relay_state'), [text(each, 'classes') for each in classes]
        array = ffi.new('char *[]', kept[2])
        login.provider, login.relay_state = kept[:2]
        login.force_authn, login.passive = int(force_authn), int(passive)
        login.classes, login.class_count, login.at = array, len(classes), now_or(at)
        message = _made(lib.toegang_login_request, self._trust(), login)
        del whole
        return message

    def own_metadata(self, *, provider: str | None = None, until: datetime.datetime | None = None,
                     at: datetime.datetime | None = None) -> Message:
        """Its xml is the file to publish."""
        whole = self._pointer()
        message = _made(lib.toegang_own_metadata, self._trust(), text(provider, 'provider'), now_or(at),
                        or_else(until, lib.TOEGANG_NEVER, 'until'))
        del whole
        return message

    def logout_request(self, session: Session | Identity, *, relay_state: str | None = None,
                       at: datetime.datetime | None = None) -> Message:
        """The session at the provider is to end."""
        whole, given, struct = self._pointer(), session, sized('toegang_session')
        if isinstance(given, Identity):
            given = session_of(given)
        kept = {field.name: text(getattr(given, field.name), field.name) for field in dataclasses.fields(given)}
        for name, value in kept.items():
            setattr(struct, name, value)
        message = _made(lib.toegang_logout_request, self._trust(), struct, text(relay_state, 'relay_state'), now_or(at))
        del whole, kept
        return message

    def verify_logout_request(self, message: str | bytes, *, binding: Binding,
                              at: datetime.datetime | None = None) -> Logout:
        """redirect: the query as received, without "?", nothing decoded. post: the field of the form."""
        whole, given = self._pointer(), octets(message, 'message')
        out, why = ffi.new('toegang_logout **'), report()
        status = lib.toegang_verify_logout_request(self._trust(), number_of(BINDINGS, binding), given, len(given),
                                                   now_or(at), out, why)
        del whole
        expect_good(status, why)
        return Logout(out[0])

    def logout_response(self, logout: Logout, *, ended: bool, relay_state: str | None = None,
                        at: datetime.datetime | None = None) -> Message:
        """Our answer to it."""
        whole = self._pointer()
        message = _made(lib.toegang_logout_response, self._trust(), logout._pointer(), int(ended),
                        text(relay_state, 'relay_state'), now_or(at))
        del whole
        return message

    def verify_logout_response(self, message: str | bytes, *, binding: Binding, in_response_to: str,
                               at: datetime.datetime | None = None) -> None:
        """Returns when the session has ended there, else raises. Our own is for the host to end, whatever the answer."""
        whole, given, why = self._pointer(), octets(message, 'message'), report()
        status = lib.toegang_verify_logout_response(self._trust(), number_of(BINDINGS, binding), given, len(given),
                                                    text(in_response_to, 'in_response_to'), now_or(at), why)
        del whole
        expect_good(status, why)

    def verify_logout_token(self, token: str | bytes, *, at: datetime.datetime | None = None) -> Logout:
        """A back-channel logout token of OpenID Connect."""
        whole, given = self._pointer(), octets(token, 'token')
        out, why = ffi.new('toegang_logout **'), report()
        status = lib.toegang_verify_logout_token(self._trust(), given, len(given), now_or(at), out, why)
        del whole
        expect_good(status, why)
        return Logout(out[0])
