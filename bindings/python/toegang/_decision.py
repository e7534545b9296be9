# SPDX-License-Identifier: Apache-2.0
"""The verdict."""
from __future__ import annotations

import dataclasses
import datetime
from typing import Any

from ._errors import Error, expect_good, report_of
from ._facts import Fact, fact_of
from ._identity import Stated, stated_of
from ._library import Owned, measured, report, string
from ._moment import moment
from ._toegang import ffi, lib
from ._words import LANGUAGES, EvidenceKind, Language, Outcome, Register, number_of


@dataclasses.dataclass(frozen=True)
class Evidence:
    """
    One piece of what was looked at. used: the verdict rests on it. check: why it did not count, or which warning. register:
    of a fact and of a register that could not answer.
    """
    kind: EvidenceKind
    used: bool
    register: Register | None
    fact: Fact | None
    check: str
    detail: str
    stated: Stated | None


def evidence_of(piece: Any) -> Evidence:
    kind = EvidenceKind(piece.kind)
    of_register = kind in (EvidenceKind.FACT, EvidenceKind.REGISTER)
    return Evidence(kind, bool(piece.used), Register(piece.reg) if of_register else None,
                    fact_of(piece.fact) if piece.fact else None, string(piece.check), string(piece.detail),
                    stated_of(piece.stated) if piece.stated else None)


class Decision(Owned):
    """
    permit, deny or indeterminate, with the facts it rests on. It is true for permit alone, so that `if t.check(...)` opens
    no door by mistake; indeterminate is for 503, not 403.
    """
    __slots__ = ('_of',)

    def __init__(self, pointer: Any, of: Any = None) -> None:
        """of: what this is a part of, and stays there as long."""
        self._of = of
        if of is None:
            super().__init__(pointer, lib.toegang_decision_free)
        else:
            self._owned = pointer

    @property
    def outcome(self) -> Outcome:
        return Outcome(lib.toegang_decision_outcome(self._pointer()))

    def __bool__(self) -> bool:
        return self.outcome is Outcome.PERMIT

    @property
    def check(self) -> str:
        """The check that fell, '' for permit."""
        return string(lib.toegang_decision_check(self._pointer()))

    @property
    def as_(self) -> str:
        """
        The ground of a permit: 'legal-representative', 'htb', 'mandate', 'right' (somebody else with a right), 'others' (open
        to anybody), 'self'; '' unless it is a permit.
        """
        return string(lib.toegang_decision_as(self._pointer()))

    @property
    def valid_through(self) -> datetime.datetime | None:
        """
        Until when it may be kept: the next instant at which anything that was looked at changes. None: not at all. Where
        nothing bounds it, the last second of the year 9999.
        """
        at = lib.toegang_decision_valid_through(self._pointer())
        return None if at == lib.TOEGANG_ALWAYS else moment(at)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Those that carry the verdict first."""
        decision = self._pointer()
        count = lib.toegang_decision_evidence_count(decision)
        return tuple(evidence_of(lib.toegang_decision_evidence(decision, i)) for i in range(count))

    def explain(self, language: Language = 'nl') -> str:
        """For a person: verdict, ground, evidence, check and what to do. No national number in clear."""
        return measured(lib.toegang_decision_explain, self._pointer(), number_of(LANGUAGES, language))

    def reason(self, language: Language = 'nl') -> str:
        """Why, in one sentence; of a permit its ground."""
        return measured(lib.toegang_decision_reason, self._pointer(), number_of(LANGUAGES, language))

    def remedy(self, language: Language = 'nl') -> str:
        """What the person can do now; '' for permit."""
        return measured(lib.toegang_decision_remedy, self._pointer(), number_of(LANGUAGES, language))

    def json(self) -> str:
        """An AuthZEN 1.0 evaluation response, one line."""
        return measured(lib.toegang_decision_json, self._pointer())

    def __str__(self) -> str:
        return self.explain()

    def __repr__(self) -> str:
        if self._owned is None:
            return 'Decision(closed)'
        return f'Decision({self.outcome.name.lower()!r}, check={self.check!r})'


def refusal(error: Error) -> Decision:
    out, why = ffi.new('toegang_decision **'), report()
    expect_good(lib.toegang_decision_refusal(report_of(error), out, why), why)
    return Decision(out[0])
