# SPDX-License-Identifier: Apache-2.0
"""Who signs in, whom does that person represent, and does this e-counter open?"""
from ._administration import Change, Deed
from ._decision import Decision, Evidence
from ._directory import Directory, Question
from ._errors import (ConfigError, Error, InternalError, NoMemoryError, NumberError, Problem, RefusedError, Status,
                      UnavailableError, UsageError)
from ._facts import Fact
from ._identity import Identity, Role, Stated
from ._known import Known
from ._library import string as _string
from ._lists import Audit, Finding, ListRow, Migrated, Representation
from ._messages import Binding, Logout, Message, Session, is_local_path, session_of
from ._numbers import Organisation, Rrn
from ._open import Toegang, open
from ._search import AuthzenAnswer, Found
from ._toegang import lib as _lib
from ._web import ONESELF
from ._words import (Assurance, AuthzenKind, Effect, EvidenceKind, FactKind, Language, ListKind, Origin, Outcome, Register, StatedKind,
                     TokenKind)

__version__: str = _string(_lib.toegang_version())


def adapters() -> tuple[str, ...]:
    """What is compiled into the library: "memory", "yaml", …"""
    return tuple(_string(_lib.toegang_adapters()).split())


__all__ = ['Assurance', 'Audit', 'AuthzenAnswer', 'AuthzenKind', 'Binding', 'Change', 'ConfigError', 'Decision', 'Deed', 'Directory', 'Effect',
           'Error', 'Evidence', 'EvidenceKind', 'Fact', 'FactKind', 'Finding', 'Found', 'Identity', 'InternalError',
           'Known', 'Language', 'ListKind', 'ListRow', 'Logout', 'Message', 'Migrated', 'NoMemoryError', 'NumberError',
           'ONESELF', 'Organisation', 'Origin', 'Outcome', 'Problem', 'Question', 'RefusedError', 'Register', 'Representation',
           'Role', 'Rrn', 'Session', 'Stated', 'StatedKind', 'Status', 'Toegang', 'TokenKind', 'UnavailableError',
           'UsageError', 'adapters', 'is_local_path', 'open', 'session_of']
