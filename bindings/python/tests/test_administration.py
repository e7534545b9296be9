# SPDX-License-Identifier: Apache-2.0
import datetime
import json
import os
import unittest

import toegang
import world
from toegang import Effect
from world import AN, AT, BAKERY, DATA, ELS, JAN

CONFIG = f'''directories:
  kbo: yaml:{DATA / 'kbo.yaml'}
  btb: sqlite:office.db
  gebruikersbeheer: sqlite:office.db
audit: {{file: audit.log, key: audit.key, decisions: yes}}
e-lokets:
  subsidieloket: {{legal-representative: with-right, right: subsidie-indienen, blocks: yes}}
'''
GRANT = {'organisation': BAKERY, 'eloket': 'subsidieloket', 'right': 'subsidie-indienen'}


@unittest.skipUnless('sqlite' in toegang.adapters(), 'built without SQLite: sudo apt-get install libsqlite3-dev')
class Administration(world.Case):
    def office(self):
        key = self.write('audit.key', 'ab' * 32)
        os.chmod(key, 0o600)
        t = self.opened(self.write('toegang.yaml', CONFIG))
        store, = t.migrate()
        self.assertEqual((store.before, store.problem), ('', None))
        self.assertEqual(store.registers, {toegang.Register.BTB, toegang.Register.GEBRUIKERSBEHEER})
        return t

    def test_from_an_appointment_to_a_right_and_its_end(self):
        t = self.office()
        jan, an = (t.attest(who, assurance='high') for who in (JAN, AN))
        refused = t.grant(an, to=ELS, at=AT, **GRANT)
        self.assertFalse(refused)
        self.assertEqual((refused.effect, refused.changes), (Effect.NONE, ()))
        self.assertFalse(refused.decision)
        self.assertIn(refused.decision.check, refused.explain('en'))
        done = t.appoint(jan, to=AN, organisation=BAKERY, at=AT)
        self.assertEqual((done.effect, bool(done), bool(done.decision)), (Effect.DONE, True, True))
        self.assertEqual(t.appoint(jan, to=AN, organisation=BAKERY, at=AT).effect, Effect.ALREADY)
        until = datetime.datetime(2030, 12, 31, tzinfo=datetime.timezone.utc)
        given = t.grant(an, to=toegang.Rrn(ELS), until=until, at=AT, **GRANT)
        change, = given.changes
        self.assertIsNone(change.before)
        self.assertEqual((change.after.holder, change.after.until, change.after.granted_by),
                         (toegang.Rrn(ELS), until, toegang.Rrn(AN)))
        later = AT + datetime.timedelta(hours=1)
        asked = {'holder': ELS, 'eloket': 'subsidieloket', 'organisation': BAKERY, 'at': later}
        self.assertTrue(t.check(**asked))
        self.assertTrue(t.suspend(jan, to=ELS, organisation=BAKERY, eloket='subsidieloket', at=later))
        self.assertFalse(t.check(**asked))
        later = asked['at'] = later + datetime.timedelta(hours=1)
        self.assertTrue(t.resume(jan, to=ELS, organisation=BAKERY, eloket='subsidieloket', at=later))
        self.assertTrue(t.check(**asked))
        later = asked['at'] = later + datetime.timedelta(hours=1)
        self.assertTrue(t.revoke(jan, to=ELS, at=later, **GRANT))
        self.assertFalse(t.check(**asked))
        ended = t.dismiss(jan, to=AN, organisation=BAKERY, at=later)
        self.assertIn('appointment.last', ended.warnings)
        for deed in (refused, done, given, ended):
            self.assertIsInstance(json.loads(deed.json()), dict)
            for number in (JAN, AN, ELS):
                self.assertNotIn(number[9:], deed.json() + deed.explain() + repr(deed) + repr(deed.changes))

    def test_the_trail(self):
        t = self.office()
        t.appoint(t.attest(JAN, assurance='high'), to=AN, organisation=BAKERY, at=AT)
        t.check(holder=AN, eloket='subsidieloket', organisation=BAKERY, at=AT)
        self.assertTrue(t.audit_verify())
        lines = t.audit_show()
        self.assertEqual({trail for trail, line in lines}, {'audit.log', 'btb'})
        for trail, line in lines:
            self.assertIsInstance(json.loads(line), dict)
            self.assertTrue(trail)
        trail = self.folder / 'audit.log'
        trail.write_bytes(trail.read_bytes().replace(b'subsidieloket', b'subsidielokee', 1))
        audit = t.audit_verify()
        self.assertFalse(audit)
        self.assertEqual(audit.problem.check, 'audit.altered')
        self.assertRaises(toegang.RefusedError, t.audit_show)

    def test_what_cannot_be_changed(self):
        t = self.office()
        jan = t.attest(JAN, assurance='high')
        self.refused('eloket.unknown', toegang.UsageError, t.grant, jan, to=AN, at=AT, **{**GRANT, 'eloket': 'x'})
        self.assertRaises(toegang.UsageError, t.grant, jan, to=AN, at=AT, until=AT - datetime.timedelta(days=1), **GRANT)
        self.assertRaises(toegang.UsageError, t.grant, jan, to=AN, at=AT.replace(tzinfo=None), **GRANT)
        self.assertRaises(toegang.NumberError, t.grant, jan, to='1', at=AT, **GRANT)
        read_only = self.opened()
        self.assertRaises(toegang.Error, read_only.appoint, jan, to=ELS, organisation=BAKERY, at=AT)
