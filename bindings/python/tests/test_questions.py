# SPDX-License-Identifier: Apache-2.0
import dataclasses
import datetime
import json

import toegang
import world
from toegang import Assurance, EvidenceKind, Outcome
from world import AT, BAKERY, DATA, JAN


class Questions(world.Case):
    def test_verdicts(self):
        t = self.opened()
        jan, rows = world.jan(t), [
            # e-counter, who, outcome, check
            ('e-loketondernemers', {}, Outcome.PERMIT, ''),
            ('subsidieloket', {}, Outcome.DENY, 'right.absent'),
            ('subsidieloket', {'right': 'subsidie-lezen'}, Outcome.DENY, 'right.absent'),
            ('e-loketondernemers', {'holder': JAN, 'assurance': 'high'}, Outcome.PERMIT, ''),
            ('e-loketondernemers', {'holder': toegang.Rrn(JAN), 'assurance': Assurance.LOW}, Outcome.DENY, 'assurance.low'),
            ('e-loketondernemers', {'holder': JAN}, Outcome.DENY, None),
            ('e-loketondernemers', {'holder': world.ELS, 'assurance': 'high'}, Outcome.DENY, None),
            ('subsidieloket', {'holder': world.AN, 'assurance': 'high', 'patience': 2.5}, Outcome.PERMIT, ''),
        ]
        for eloket, named, outcome, check in rows:
            with self.subTest(eloket=eloket, named=str(named)):
                who = [] if 'holder' in named else [jan]
                verdict = t.check(*who, eloket=eloket, organisation=BAKERY, at=AT, **named)
                self.assertEqual(verdict.outcome, outcome)
                self.assertEqual(bool(verdict), outcome is Outcome.PERMIT)
                self.assertEqual(bool(outcome), outcome is Outcome.PERMIT)
                if check is not None:
                    self.assertEqual(verdict.check, check)
                self.assertEqual(json.loads(verdict.json())['decision'], bool(verdict))
                self.assertEqual(verdict.remedy() == '', bool(verdict))
                self.assertEqual(verdict.as_ == '', not verdict)

    def test_indeterminate_is_a_value_and_no_yes(self):
        t = self.opened(DATA / 'kbo-down.yaml')
        verdict = t.check(world.jan(t), eloket='e-loketondernemers', organisation=BAKERY, at=AT)
        self.assertEqual((verdict.outcome, verdict.check), (Outcome.INDETERMINATE, 'directory.unavailable'))
        self.assertFalse(verdict)
        self.assertTrue(any(piece.kind is EvidenceKind.REGISTER and piece.register is toegang.Register.KBO
                            for piece in verdict.evidence))
        states = t.directories()
        self.assertEqual(states[toegang.Register.KBO]['reachable'], 'no')
        self.refused('file.absent', toegang.UnavailableError, t.represent, organisation=BAKERY, at=AT)
        self.refused('file.absent', toegang.ConfigError, toegang.open, DATA / 'kbo-down.yaml', strict=True)

    def test_evidence_and_texts(self):
        t = self.opened()
        verdict = t.check(world.jan(t), eloket='e-loketondernemers', organisation=BAKERY, at=AT)
        fact = next(piece.fact for piece in verdict.evidence if piece.fact)
        self.assertEqual((fact.code, fact.source, fact.until), ('10006', 'kbo.yaml:3', None))
        self.assertEqual(fact.from_, datetime.datetime(2019, 2, 28, 23, tzinfo=datetime.timezone.utc))
        self.assertEqual(fact.holder, toegang.Rrn(JAN))
        with self.assertRaises(dataclasses.FrozenInstanceError):
            fact.code = 'x'
        starts = {'nl': 'TOEGELATEN', 'en': 'PERMITTED', 'fr': '', 'de': ''}
        self.assertEqual(len({verdict.explain(language) for language in starts}), 4)
        for language, start in starts.items():
            self.assertTrue(verdict.explain(language).startswith(start))
        for text in (str(verdict), repr(verdict), verdict.json(), repr(verdict.evidence)):
            for clear in world.IN_CLEAR:
                self.assertNotIn(clear, text)
        self.refused('library.misuse', toegang.UsageError, verdict.explain, 'xx')
        self.refused('library.misuse', toegang.UsageError, verdict.reason, 'xx')

    def test_why_in_one_sentence(self):
        t = self.opened()
        rows = [('e-loketondernemers', 'nl', 'legal-representative', 'U wordt toegelaten als wettelijk vertegenwoordiger.'),
                ('e-loketondernemers', 'fr', 'legal-representative', 'Vous êtes admis en tant que représentant légal.'),
                ('subsidieloket', 'en', '', 'This e-counter asks for a user right, which you do not have (needed: subsidie-indienen).'),
                ('subsidieloket', 'de', '', 'Dieser E-Schalter verlangt ein Benutzerrecht, das Sie nicht haben (nötig: subsidie-indienen).')]
        for eloket, language, ground, sentence in rows:
            with self.subTest(eloket=eloket, language=language):
                verdict = t.check(world.jan(t), eloket=eloket, organisation=BAKERY, at=AT)
                self.assertEqual((verdict.as_, verdict.reason(language)), (ground, sentence))

    def test_valid_through(self):
        t = self.opened()
        jan = world.jan(t)
        verdict = t.check(jan, eloket='e-loketondernemers', organisation=BAKERY, at=AT)
        self.assertEqual(verdict.valid_through, jan.until)
        late = t.check(jan, eloket='e-loketondernemers', organisation=BAKERY, at=jan.until)
        self.assertFalse(late)
        forever = t.check(holder=JAN, assurance='high', eloket='e-loketondernemers', organisation=BAKERY, at=AT)
        self.assertEqual(forever.valid_through.year, 9999)
        error = self.refused('saml.in-response-to', toegang.RefusedError, t.verify_saml, (DATA / 'jan.xml').read_bytes(),
                             in_response_to='_other', at=AT)
        self.assertIsNone(error.decision().valid_through, 'a refusal is not to be kept')
        self.assertEqual(error.decision().outcome, Outcome.DENY)
        self.assertIn('saml.in-response-to', error.explain('en'))

    def test_identities(self):
        t = self.opened()
        for who, origin in ((world.jan(t), 'SAML'), (t.verify_jwt(world.token(), nonce='jan-nonce', at=AT), 'JWT'),
                            (t.attest(JAN, assurance='high', by='our desk'), 'HOST')):
            with self.subTest(origin=origin):
                self.assertEqual((who.origin.name, who.assurance, who.holder),
                                 (origin, Assurance.HIGH, toegang.Rrn(JAN)))
                self.assertNotIn('033', repr(who))
                self.assertIsInstance(who.roles + who.stated, tuple)
                for name in ('issuer', 'assertion_id', 'authentication', 'capacity', 'given_name', 'family_name', 'name_id',
                             'session_index', 'key_fingerprint'):
                    self.assertIsInstance(getattr(who, name), str, name)
                self.assertIsInstance(who.organisation, (toegang.Organisation, type(None)))

    def test_assertions_that_are_refused(self):
        t = self.opened()
        altered = (DATA / 'jan.xml').read_bytes().replace(b'Peeters', b'Peeterz')
        rows = [('saml.signature.digest', t.verify_saml, altered, {'in_response_to': '_jan-request'}),
                ('jwt.nonce', t.verify_jwt, world.token(), {'nonce': 'other'}),
                ('jwt.nonce', t.verify_jwt, world.token(), {}),
                ('jwt.size', t.verify_jwt, b'', {}), ('jwt.form', t.verify_jwt, 'a\0b', {})]
        for check, call, octets, named in rows:
            with self.subTest(check=check):
                error = self.refused(check, toegang.RefusedError, call, octets, at=AT, **named)
                self.assertEqual(error.status, toegang.Status.REFUSED)
        self.assertRaises(toegang.RefusedError, t.verify_jwt, world.token(), kind='access', at=AT)
        self.assertRaises(toegang.UsageError, t.verify_jwt, world.token(), kind='logout', at=AT)
        self.refused('library.misuse', toegang.UsageError, t.verify_jwt, None, at=AT)

    def test_a_sign_in_is_used_once(self):
        t = self.opened()
        octets = (DATA / 'jan.xml').read_text()
        self.assertEqual(t.sign_in_saml(octets, in_response_to='_jan-request', at=AT).holder, toegang.Rrn(JAN))
        self.refused('replay.used', toegang.RefusedError, t.sign_in_saml, octets, in_response_to='_jan-request', at=AT)
        t.sign_in_jwt(world.token(), nonce='jan-nonce', at=AT)

    def test_what_a_programmer_must_correct(self):
        t = self.opened()
        jan, naive = world.jan(t), datetime.datetime(2026, 11, 23, 10)
        good = {'eloket': 'subsidieloket', 'organisation': BAKERY, 'at': AT}
        rows = [({'at': naive}, 'library.misuse'), ({'at': 1700000000}, 'library.misuse'),
                ({'at': '2026-11-23'}, 'library.misuse'), ({'eloket': 'subsidielokket'}, 'eloket.unknown'),
                ({'right': 'x'}, 'right.unknown'), ({'eloket': 'a\0b'}, 'library.misuse'), ({'eloket': None}, 'library.misuse'),
                ({'patience': 0}, 'library.misuse'), ({'patience': 61}, 'library.misuse'),
                ({'patience': float('nan')}, 'library.misuse'), ({'patience': True}, 'library.misuse'),
                ({'context': 5}, 'library.misuse'), ({'organisation': 999999922}, 'library.misuse'),
                ({'holder': JAN}, 'library.misuse')]
        for wrong, check in rows:
            with self.subTest(wrong=str(wrong)):
                self.refused(check, toegang.UsageError, t.check, jan, **{**good, **wrong})
        self.refused('library.misuse', toegang.UsageError, t.check, **good)
        self.refused('library.misuse', toegang.UsageError, t.check, holder=JAN, assurance='strong', **good)
        self.assertEqual(self.refused('eloket.unknown', toegang.UsageError, t.knows, 'subsidielokket').expected,
                         'subsidieloket')
        self.assertTrue(t.knows('subsidieloket', 'subsidie-lezen'))
        self.assertRaises(TypeError, t.check, jan)

    def test_what_is_closed_is_closed(self):
        t = toegang.open(DATA / 'toegang.yaml')
        jan = world.jan(t)
        verdict = t.check(jan, eloket='subsidieloket', organisation=BAKERY, at=AT)
        evidence = verdict.evidence
        for thing, use in ((verdict, lambda: bool(verdict)), (jan, lambda: jan.holder), (t, t.directories)):
            thing.close()
            thing.close()
            self.refused('library.misuse', toegang.UsageError, use)
            self.assertIn('closed', repr(thing))
        self.refused('library.misuse', toegang.UsageError, t.__enter__)
        self.refused('library.misuse', toegang.UsageError, t.check, holder=JAN, eloket='subsidieloket')
        self.assertTrue(repr(evidence), 'what was taken out of it stays')

    def test_a_configuration_that_is_wrong_says_all_of_it(self):
        path = self.write('toegang.yaml', 'e-lokets:\n  a: {htbb: automatic}\n  b: {assurance: hihg}\n')
        with self.assertRaises(toegang.ConfigError) as raised:
            toegang.open(path)
        problems = [(problem.check, problem.line, problem.column, problem.expected) for problem in
                    raised.exception.problems]
        self.assertEqual(problems, [('config.key.unknown', 2, 7, 'htb'), ('config.value', 3, 18, 'none, low, substantial, high')])
        self.assertEqual((raised.exception.line, raised.exception.column, raised.exception.status),
                         (2, 7, toegang.Status.CONFIGURATION))
        self.assertEqual(str(raised.exception).count('\n'), 1)
        for absent in (self.folder / 'absent.yaml', str(self.folder / 'absent.yaml')):
            with self.assertRaises(toegang.Error):
                toegang.open(absent)
        self.refused('library.misuse', toegang.UsageError, toegang.open, f'{DATA}/toegang.yaml\0x')

    def test_lists(self):
        t = self.opened()
        self.assertEqual({row.as_ for row in t.represent(organisation=BAKERY, at=AT)}, {'legal-representative', 'htb'})
        self.assertEqual([str(row.organisation) for row in t.represent(holder=JAN, at=AT)], [BAKERY])
        self.assertEqual([row.as_ for row in t.list('htb', organisation=BAKERY, at=AT)], ['htb'])
        rights = t.list(toegang.ListKind.RIGHTS, holder=world.AN, at=AT)
        self.assertEqual([row.fact.code for row in rights], ['subsidie-indienen'])
        self.assertEqual(t.list('rights', holder=world.AN, at=AT, after=rights[-1].cursor), ())
        self.refused('list.cursor', toegang.UsageError, t.list, 'rights', holder=world.AN, at=AT, after='0' * 32)
        self.assertRaises(toegang.UsageError, t.list, 'rights', at=AT)
        self.refused('library.misuse', toegang.UsageError, t.list, 'rights', holder=world.AN, limit=-1)
        self.assertRaises(toegang.UsageError, t.represent, at=AT)
        self.assertIn(('directories', 'kbo', 'yaml:kbo.yaml'), t.parts())
        self.refused('audit.absent', toegang.UsageError, t.audit_verify)
