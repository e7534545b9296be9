# SPDX-License-Identifier: Apache-2.0
"""The words of closed lists, with the numbers that the library gives them."""
from __future__ import annotations

import enum
from typing import Any, Literal, TypeVar

from ._errors import UsageError
from ._toegang import lib

Language = Literal['nl', 'en', 'fr', 'de']
TokenKind = Literal['id', 'access', 'userinfo', 'introspection']
AuthzenKind = Literal['evaluation', 'evaluations', 'subject', 'resource', 'action']


class Outcome(enum.Enum):
    """True for permit alone."""
    DENY = lib.TOEGANG_OUTCOME_DENY
    INDETERMINATE = lib.TOEGANG_OUTCOME_INDETERMINATE
    PERMIT = lib.TOEGANG_OUTCOME_PERMIT

    def __bool__(self) -> bool:
        return self is Outcome.PERMIT


class Assurance(enum.Enum):
    """How strong the digital key was."""
    NONE = lib.TOEGANG_ASSURANCE_NONE
    LOW = lib.TOEGANG_ASSURANCE_LOW
    SUBSTANTIAL = lib.TOEGANG_ASSURANCE_SUBSTANTIAL
    HIGH = lib.TOEGANG_ASSURANCE_HIGH


class Origin(enum.Enum):
    """How we know who it is."""
    SAML = lib.TOEGANG_ORIGIN_SAML
    JWT = lib.TOEGANG_ORIGIN_JWT
    HOST = lib.TOEGANG_ORIGIN_HOST


class Register(enum.Enum):
    KBO = lib.TOEGANG_KBO
    BTB = lib.TOEGANG_BTB
    GEBRUIKERSBEHEER = lib.TOEGANG_GEBRUIKERSBEHEER
    ROLLENBEHEER = lib.TOEGANG_ROLLENBEHEER


class FactKind(enum.Enum):
    FUNCTION = lib.TOEGANG_FACT_FUNCTION
    APPOINTMENT = lib.TOEGANG_FACT_APPOINTMENT
    RIGHT = lib.TOEGANG_FACT_RIGHT
    SUSPENSION = lib.TOEGANG_FACT_SUSPENSION


class StatedKind(enum.Enum):
    LEGAL_REPRESENTATIVE = lib.TOEGANG_STATED_LEGAL_REPRESENTATIVE
    MANDATE = lib.TOEGANG_STATED_MANDATE
    RIGHT = lib.TOEGANG_STATED_RIGHT


class EvidenceKind(enum.Enum):
    IDENTITY = lib.TOEGANG_EVIDENCE_IDENTITY
    POLICY = lib.TOEGANG_EVIDENCE_POLICY
    FACT = lib.TOEGANG_EVIDENCE_FACT
    REGISTER = lib.TOEGANG_EVIDENCE_REGISTER
    WARNING = lib.TOEGANG_EVIDENCE_WARNING
    ASSERTED = lib.TOEGANG_EVIDENCE_ASSERTED


class Effect(enum.Enum):
    """False where nothing is as it was asked to become."""
    NONE = lib.TOEGANG_EFFECT_NONE
    ALREADY = lib.TOEGANG_EFFECT_ALREADY
    DONE = lib.TOEGANG_EFFECT_DONE

    def __bool__(self) -> bool:
        return self is not Effect.NONE


class ListKind(enum.Enum):
    HTB = lib.TOEGANG_LIST_HTB
    HOLDERS = lib.TOEGANG_LIST_HOLDERS
    RIGHTS = lib.TOEGANG_LIST_RIGHTS
    ORGANISATIONS = lib.TOEGANG_LIST_ORGANISATIONS
    REVIEW = lib.TOEGANG_LIST_REVIEW


TOKENS = {'id': lib.TOEGANG_TOKEN_ID, 'access': lib.TOEGANG_TOKEN_ACCESS, 'userinfo': lib.TOEGANG_TOKEN_USERINFO,
          'introspection': lib.TOEGANG_TOKEN_INTROSPECTION}
AUTHZEN = {'evaluation': lib.TOEGANG_AUTHZEN_EVALUATION, 'evaluations': lib.TOEGANG_AUTHZEN_EVALUATIONS,
           'subject': lib.TOEGANG_AUTHZEN_SEARCH_SUBJECT, 'resource': lib.TOEGANG_AUTHZEN_SEARCH_RESOURCE,
           'action': lib.TOEGANG_AUTHZEN_SEARCH_ACTION}
LANGUAGES = {'nl': lib.TOEGANG_NL, 'en': lib.TOEGANG_EN, 'fr': lib.TOEGANG_FR, 'de': lib.TOEGANG_DE}

Word = TypeVar('Word', bound=enum.Enum)


def word(of: type[Word], value: Word | str) -> Word:
    """A word itself, or its name in lower case: "high"."""
    if isinstance(value, of):
        return value
    if isinstance(value, str):
        for each in of:
            if each.name.lower() == value:
                return each
    raise UsageError.of('one of ' + ', '.join(each.name.lower() for each in of), type(value).__name__)


def number_of(table: dict[str, Any], value: str) -> Any:
    if value not in table:
        raise UsageError.of('one of ' + ', '.join(table), type(value).__name__)
    return table[value]
