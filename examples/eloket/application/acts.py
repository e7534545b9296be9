# SPDX-License-Identifier: Apache-2.0
"""What the forms of Gebruikersbeheer do. Whether the person may is not asked here: the library decides it with the change."""
import datetime
import urllib.parse

import toegang
from office import ALREADY, DONE, HERE, PATHS, RIGHTS, Office
from verdict import plain_page
from web import Answer, see_other
from words import midnight_after

NOTES = ('appointment.last', 'right.self-granted')


class Invalid(Exception):
    """Fields that are wrong, with why."""

    def __init__(self, **errors):
        super().__init__(*errors)
        self.errors = errors


def _number(words, form):
    given = form.get('number', '').strip()
    if not given:
        return None, words('error.empty')
    try:
        return toegang.Rrn(given), None
    except toegang.Error as error:
        return None, error.decision().reason(words.language)


def _right(words, form):
    for eloket, right in RIGHTS:
        if form.get('right') == f'{eloket} {right}':
            return (eloket, right), None
    return None, words('error.right')


def _until(words, form, now):
    """The last day counts: the right ends when it is over."""
    given = form.get('until', '').strip()
    if not given:
        return None, None
    try:
        until = midnight_after(datetime.date.fromisoformat(given))
    except (ValueError, OverflowError):
        return None, words('error.day')
    return (until, None) if until > now else (None, words('error.day'))


def _all_good(**fields):
    errors = {name: error for name, (_, error) in fields.items() if error}
    if errors:
        raise Invalid(**errors)
    return [value for value, _ in fields.values()]


class Acts:
    def __init__(self, t, tokens, origin):
        self._t, self._tokens, self._origin = t, tokens, origin
        self._office = Office(t, tokens)

    def answer(self, request, visitor):
        """Every page below HERE."""
        act = {path: act for act, path in PATHS.items()}.get(request.path)
        if act is None and request.path == HERE and request.method == 'GET':
            return self._overview(request, visitor)
        if act is None:
            return Answer(404, plain_page(request.words, 'missing'))
        if request.method != 'GET' and not self._is_ours(request, visitor, act):
            return Answer(403, plain_page(request.words, 'form', HERE))
        if act in ('appoint', 'grant'):
            return self._by_number(request, visitor, act)
        return self._by_handle(request, visitor, act)

    def _is_ours(self, request, visitor, act):
        """A form that we made, for this person, sent from our own page."""
        return request.origin == self._origin and self._tokens.good(visitor, act, request.form.get('token', ''))

    def _overview(self, request, visitor):
        """After a change it says so. Anybody can make a link to it: nothing is shown that is no word of ours."""
        done, said = request.query.get('gedaan', ''), request.query.get('let-op', '').split(',')
        notes = [note for note in NOTES if note in said]
        known = done in (*DONE.values(), *ALREADY.values())
        return Answer(200, self._office.overview(request.words, visitor, *((done, notes) if known else ())))

    # ---- by the number that was typed ----

    def _by_number(self, request, visitor, act):
        page = self._office.appoint_page if act == 'appoint' else self._office.grant_page
        if request.method == 'GET':
            return Answer(200, page(request.words, visitor))
        try:
            what = self._read(request.words, request.form, visitor, act)
        except Invalid as invalid:
            return Answer(422, page(request.words, visitor, request.form, invalid.errors))
        return self._do(visitor, act, what, lambda decision: page(request.words, visitor, request.form, None, decision))

    def _read(self, words, form, visitor, act):
        if act == 'appoint':
            to, = _all_good(number=_number(words, form))
            return {'to': to}
        to, (eloket, right), until = _all_good(number=_number(words, form), right=_right(words, form),
                                               until=_until(words, form, visitor.now))
        return {'to': to, 'eloket': eloket, 'right': right, 'until': until}

    # ---- by a row of the overview ----

    def _by_handle(self, request, visitor, act):
        asks = request.method == 'GET'
        fact = self._fact(request.query if asks else request.form, visitor, act)
        if fact is None:  # it is no more: somebody was quicker, or the back button led here
            return see_other(HERE + '?gedaan=' + ALREADY[act])
        if asks:
            return Answer(200, self._office.sure_page(request.words, visitor, act, fact))
        what = {'to': fact.holder}
        if act == 'revoke':
            what.update(eloket=fact.eloket, right=fact.code, context=fact.context or None)
        return self._do(visitor, act, what,
                        lambda decision: self._office.sure_page(request.words, visitor, act, fact, decision))

    def _fact(self, fields, visitor, act):
        """The row that is named so, as it is now."""
        try:
            holder = self._t.opened(fields.get('person', ''))
        except toegang.Error:
            return None
        rows = self._t.list('htb' if act == 'dismiss' else 'holders', organisation=visitor.organisation)
        for fact in (row.fact for row in rows):
            same = f'{fact.eloket} {fact.code}' == fields.get('right') and fact.context == fields.get('context', '')
            if fact.holder == holder and (act == 'dismiss' or same):
                return fact
        return None

    # ---- the change ----

    def _do(self, visitor, act, what, refused):
        """refused: the page that shows a decision."""
        change = getattr(self._t, act)
        try:
            deed = change(visitor.identity, organisation=visitor.organisation, at=visitor.now, **what)
        except (toegang.RefusedError, toegang.UsageError) as error:
            return Answer(422, refused(error.decision()))
        if not deed:
            return Answer(403, refused(deed.decision))
        done = (ALREADY if deed.effect is toegang.Effect.ALREADY else DONE)[act]
        query = {'gedaan': done, **({'let-op': ','.join(deed.warnings)} if deed.warnings else {})}
        return see_other(HERE + '?' + urllib.parse.urlencode(query))
