# SPDX-License-Identifier: Apache-2.0
"""Who may appoint and grant, and the change itself."""
from __future__ import annotations

import dataclasses
import datetime
from typing import Any

from ._decision import Decision
from ._errors import error_of
from ._facts import Fact, fact_of
from ._identity import Identity
from ._library import Owned, measured, report, sized, string, text
from ._lists import Lists
from ._moment import milliseconds, now_or, or_else
from ._numbers import Organisation, Rrn, organisation_struct, rrn_struct
from ._toegang import ffi, lib
from ._words import LANGUAGES, Effect, Language, number_of

When = datetime.datetime | None


@dataclasses.dataclass(frozen=True)
class Change:
    """before None: added. after None: taken back."""
    before: Fact | None
    after: Fact | None


class Deed(Owned):
    """What became of a change. True where it is now as it was asked: done, or so already."""
    __slots__ = ()

    def __init__(self, pointer: Any) -> None:
        super().__init__(pointer, lib.toegang_deed_free)

    @property
    def effect(self) -> Effect:
        return Effect(lib.toegang_deed_effect(self._pointer()))

    def __bool__(self) -> bool:
        return bool(self.effect)

    @property
    def decision(self) -> Decision | None:
        """May he? None where it was not judged."""
        deed = self._pointer()
        decision = lib.toegang_deed_decision(deed)
        return Decision(decision, of=deed) if decision else None

    @property
    def changes(self) -> tuple[Change, ...]:
        deed, before, after = self._pointer(), ffi.new('toegang_fact *[1]'), ffi.new('toegang_fact *[1]')
        rows: list[Change] = []
        while lib.toegang_deed_change(deed, len(rows), before, after):
            rows.append(Change(*(fact_of(fact[0]) if fact[0] else None for fact in (before, after))))
        return tuple(rows)

    @property
    def warnings(self) -> tuple[str, ...]:
        """Things to know: appointment.last, right.self-granted, …"""
        deed = self._pointer()
        rows: list[str] = []
        while warning := lib.toegang_deed_warning(deed, len(rows)):
            rows.append(string(warning))
        return tuple(rows)

    def explain(self, language: Language = 'nl') -> str:
        return measured(lib.toegang_deed_explain, self._pointer(), number_of(LANGUAGES, language))

    def json(self) -> str:
        return measured(lib.toegang_deed_json, self._pointer())

    def __str__(self) -> str:
        return self.explain()

    def __repr__(self) -> str:
        return 'Deed(closed)' if self._owned is None else f'Deed({self.effect.name.lower()!r})'


class Administration(Lists):
    """
    Each: may the person who acts do this, now, by the registers themselves? Then the change and its line in the trail. He
    may not: a false Deed. UnavailableError: nothing was changed, unless its check is directory.commit: then nobody knows.
    """
    __slots__ = ()

    def _act(self, do: Any, by: Identity, to: Rrn | str, organisation: Organisation | str, eloket: str | None,
             right: str | None, context: str | None, from_: When, until: When, at: When,
             patience: float | datetime.timedelta | None) -> Deed:
        act, out, why, identity = sized('toegang_act'), ffi.new('toegang_deed **'), report(), by._pointer()
        kept = text(eloket, 'eloket'), text(right, 'right'), text(context, 'context')
        setattr(act, 'as', identity)
        act.to = rrn_struct(to, self._allows_test())
        act.organisation = organisation_struct(organisation)
        act.eloket, act.right, act.context = kept
        setattr(act, 'from', or_else(from_, 0, 'from_'))
        act.until, act.at, act.patience_ms = or_else(until, 0, 'until'), now_or(at), milliseconds(patience)
        status = do(self._pointer(), act, out, why)
        deed = Deed(out[0]) if out[0] else None
        if deed is None or status in (lib.TOEGANG_UNAVAILABLE, lib.TOEGANG_NO_MEMORY, lib.TOEGANG_INTERNAL):
            raise error_of(status, why)
        return deed

    def appoint(self, by: Identity, *, to: Rrn | str, organisation: Organisation | str, from_: When = None,
                until: When = None, at: When = None, patience: float | datetime.timedelta | None = None) -> Deed:
        """Makes the person HTB."""
        return self._act(lib.toegang_appoint, by, to, organisation, None, None, None, from_, until, at, patience)

    def dismiss(self, by: Identity, *, to: Rrn | str, organisation: Organisation | str, from_: When = None,
                at: When = None, patience: float | datetime.timedelta | None = None) -> Deed:
        """Ends every appointment of the person as HTB."""
        return self._act(lib.toegang_dismiss, by, to, organisation, None, None, None, from_, None, at, patience)

    def grant(self, by: Identity, *, to: Rrn | str, organisation: Organisation | str, eloket: str, right: str,
              context: str | None = None, from_: When = None, until: When = None, at: When = None,
              patience: float | datetime.timedelta | None = None) -> Deed:
        """Gives the person the right; again with a later end renews it."""
        return self._act(lib.toegang_grant, by, to, organisation, eloket, right, context, from_, until, at, patience)

    def revoke(self, by: Identity, *, to: Rrn | str, organisation: Organisation | str, eloket: str, right: str,
               context: str | None = None, from_: When = None, at: When = None,
               patience: float | datetime.timedelta | None = None) -> Deed:
        """Ends the right, whoever granted it; of all contexts where context is None."""
        return self._act(lib.toegang_revoke, by, to, organisation, eloket, right, context, from_, None, at, patience)

    def suspend(self, by: Identity, *, to: Rrn | str, organisation: Organisation | str, eloket: str,
                from_: When = None, until: When = None, at: When = None,
                patience: float | datetime.timedelta | None = None) -> Deed:
        """Blocks the person at that e-counter for the organisation; what was granted stays."""
        return self._act(lib.toegang_suspend, by, to, organisation, eloket, None, None, from_, until, at, patience)

    def resume(self, by: Identity, *, to: Rrn | str, organisation: Organisation | str, eloket: str,
               from_: When = None, at: When = None, patience: float | datetime.timedelta | None = None) -> Deed:
        """Lifts the block."""
        return self._act(lib.toegang_resume, by, to, organisation, eloket, None, None, from_, None, at, patience)
