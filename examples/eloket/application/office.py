# SPDX-License-Identifier: Apache-2.0
"""The pages of Gebruikersbeheer: who represents the enterprise, who is HTB, who has which right; and the forms."""
import urllib.parse

import forms
from frame import link_list, message, page
from markup import element
from verdict import why
from words import BRUSSELS

HERE = '/gebruikersbeheer/'
PATHS = {'appoint': HERE + 'aanstellen', 'dismiss': HERE + 'ontslaan', 'grant': HERE + 'toekennen',
         'revoke': HERE + 'intrekken'}
# How each ended, for the overview: done, or so before.
DONE = {'appoint': 'appointed', 'dismiss': 'dismissed', 'grant': 'granted', 'revoke': 'revoked'}
ALREADY = {'appoint': 'already', 'dismiss': 'already', 'grant': 'granted-before', 'revoke': 'already'}
# What can be granted here.
RIGHTS = (('subsidieloket', 'subsidie-indienen'), ('subsidieloket', 'subsidie-lezen'),
          ('e-loketondernemers', 'loket-gebruiker'))


def right_shown(words, eloket, code):
    return f'{words.named("right", code)} ({words.counter(eloket)})'


class Office:
    def __init__(self, t, tokens):
        self._t = t
        self._tokens = tokens

    # ---- the overview ----

    def _period(self, words, visitor, fact):
        by = None
        if fact.granted_by:
            mine = fact.granted_by == visitor.identity.holder
            by = words(f'office.{"rights" if fact.eloket else "htbs"}.by',
                       person=words('office.you') if mine else visitor.people.name(fact.granted_by))
        parts = [words('office.since', day=words.day(fact.from_)) if fact.from_ else None,
                 words('office.until', day=words.last_day(fact.until)) if fact.until else None, by]
        return element('span', ', '.join(part for part in parts if part), class_='aside')

    def _row(self, words, visitor, fact, what, *actions):
        return element('li', element('div', element('strong', visitor.people.shown(fact.holder)),
                                     element('span', what) if what else None, self._period(words, visitor, fact)), *actions)

    def _holders(self, words, visitor):
        rows = [self._row(words, visitor, row.fact, words.named('function', row.fact.code))
                for row in self._t.represent(organisation=visitor.organisation) if row.as_ == 'legal-representative']
        return self._section(words, 'holders', rows)

    def _htbs(self, words, visitor):
        rows = [self._row(words, visitor, row.fact, None, self._link(words, visitor, 'dismiss', row.fact))
                for row in self._t.list('htb', organisation=visitor.organisation)]
        return self._section(words, 'htbs', rows, 'appoint')

    def _rights(self, words, visitor):
        rows = [self._row(words, visitor, row.fact, right_shown(words, row.fact.eloket, row.fact.code),
                          self._link(words, visitor, 'revoke', row.fact))
                for row in self._t.list('holders', organisation=visitor.organisation)]
        return self._section(words, 'rights', rows, 'grant')

    def _section(self, words, name, rows, act=None):
        return element('section', element('h2', words(f'office.{name}.title'), id=name),
                       element('p', words(f'office.{name}.about')),
                       element('ul', rows, class_='rows') if rows else element('p', words(f'office.{name}.none'), class_='none'),
                       element('a', words(f'office.{name}.{act}'), href=PATHS[act], class_='button') if act else None,
                       aria_labelledby=name)

    def _link(self, words, visitor, act, fact):
        """Leads to the question whether one is sure. Its name says which row it is of."""
        of = visitor.people.name(fact.holder) + (f', {words.named("right", fact.code)}' if act == 'revoke' else '')
        return element('a', words(f'office.{act}.button'), element('span', f' {of}', class_='unseen'),
                       href=self._sure(act, fact), class_='button quiet')

    def _about(self, fact):
        """What names a row, in an address and in a form: the person by a handle."""
        right = {'right': f'{fact.eloket} {fact.code}', 'context': fact.context} if fact.eloket else {}
        return {'person': self._t.handle(fact.holder), **right}

    def _sure(self, act, fact):
        return PATHS[act] + '?' + urllib.parse.urlencode(self._about(fact))

    def overview(self, words, visitor, done='', notes=()):
        box = None
        if done:
            title = words('done.unchanged' if done in ALREADY.values() else 'done.title')
            box = message('done', title, element('p', words(f'done.{done}')),
                          [element('p', words.named('note', note)) for note in notes])
        return page(words, words('office.title'), box,
                    element('p', words('office.lead', organisation=visitor.whom), class_='lead'),
                    self._holders(words, visitor), self._htbs(words, visitor), self._rights(words, visitor),
                    element('h2', words('frame.more')),
                    link_list([(words.counter('e-loketondernemers'), '/ondernemers/'),
                               (words.counter('subsidieloket'), '/subsidies/'), (words('frame.home'), '/')]),
                    here=HERE, visitor=visitor)

    # ---- the forms ----

    def _box(self, words, errors, decision):
        if errors:
            return message('wrong', words('error.title'), forms.summary(errors), role='alert')
        if decision is not None:
            return message('wrong', words('error.title'), *why(words, decision), role='alert')
        return None

    def _form_page(self, words, visitor, act, given, errors, decision, *fields):
        return page(words, words(f'office.{act}.title'), self._box(words, errors, decision),
                    element('p', words(f'office.{act}.about', organisation=visitor.whom), class_='lead'),
                    forms.form(PATHS[act], self._tokens.make(visitor, act), words(f'office.{act}.submit'),
                               forms.field('number', words('field.number'), given.get('number', ''),
                                           words('field.number_hint'), errors.get('number'), type='text', inputmode='numeric',
                                           autocomplete='off', spellcheck='false', maxlength='30'), *fields),
                    element('p', element('a', words('field.back'), href=HERE)),
                    wrong=bool(errors or decision is not None), here=PATHS[act], visitor=visitor)

    def appoint_page(self, words, visitor, given=None, errors=None, decision=None):
        return self._form_page(words, visitor, 'appoint', given or {}, errors or {}, decision)

    def grant_page(self, words, visitor, given=None, errors=None, decision=None):
        given, errors = given or {}, errors or {}
        options = [(f'{eloket} {right}', right_shown(words, eloket, right)) for eloket, right in RIGHTS]
        return self._form_page(words, visitor, 'grant', given, errors, decision,
                               forms.choice('right', words('field.right'), options, given.get('right', ''), errors.get('right')),
                               forms.field('until', words('field.until'), given.get('until', ''), words('field.until_hint'),
                                           errors.get('until'), type='date', min=visitor.now.astimezone(BRUSSELS).date()))

    # ---- are you sure ----

    def sure_page(self, words, visitor, act, fact, decision=None):
        right = right_shown(words, fact.eloket, fact.code) if fact.eloket else ''
        title = words(f'office.{act}.title', person=visitor.people.name(fact.holder))
        return page(words, title, self._box(words, {}, decision),
                    element('p', words(f'office.{act}.about', organisation=visitor.whom, right=right), class_='lead'),
                    forms.form(PATHS[act], self._tokens.make(visitor, act), words(f'office.{act}.submit'),
                               *(forms.hidden(name, value) for name, value in self._about(fact).items())),
                    element('p', element('a', words('field.back'), href=HERE)),
                    wrong=decision is not None, here=self._sure(act, fact), visitor=visitor)
