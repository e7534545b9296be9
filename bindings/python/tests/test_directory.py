# SPDX-License-Identifier: Apache-2.0
"""A directory written in Python."""
import datetime
import gc
import weakref

import toegang
import world
from toegang import Fact, FactKind, Organisation, Outcome, Register, Rrn
from world import AT, BAKERY, JAN

CONFIG = '''directories: {kbo: host}
e-lokets: {loket: {legal-representative: automatic}}
'''


class Kbo:
    def __init__(self, answer=None):
        self.questions, self.answer = [], answer or self.functions

    def functions(self, question):
        if question.kind is FactKind.FUNCTION:
            yield Fact(FactKind.FUNCTION, holder=Rrn(JAN), organisation=Organisation(BAKERY), code='10006',
                       from_=datetime.datetime(2019, 3, 1, tzinfo=datetime.timezone.utc), source='our KBO')

    def read(self, question):
        self.questions.append(question)
        return self.answer(question)


class Directories(world.Case):
    def ask(self, directory, config=CONFIG, register='kbo'):
        t = self.opened(self.write('toegang.yaml', config), directories={register: directory})
        return t.check(holder=JAN, assurance='high', eloket='loket', organisation=BAKERY, at=AT, patience=1.5)

    def test_its_facts_decide(self):
        kbo = Kbo()
        verdict = self.ask(kbo)
        self.assertTrue(verdict)
        fact = next(piece.fact for piece in verdict.evidence if piece.fact)
        self.assertEqual((fact.source, fact.holder), ('our KBO', Rrn(JAN)))
        question = kbo.questions[0]
        self.assertEqual((question.register, question.organisation, question.at),
                         (Register.KBO, Organisation(BAKERY), AT))
        self.assertLessEqual(question.patience, datetime.timedelta(seconds=1.5))
        self.assertNotIn('033', repr(kbo.questions))

    def test_nothing_found_is_a_no(self):
        verdict = self.ask(Kbo(lambda question: ()))
        self.assertEqual(verdict.outcome, Outcome.DENY)

    def test_behind_a_cache_it_is_asked_once(self):
        kbo = Kbo()
        t = self.opened(self.write('toegang.yaml', CONFIG.replace('host', '{source: host, cache: {}}')),
                        directories={Register.KBO: kbo})
        for _ in range(5):
            self.assertTrue(t.check(holder=JAN, assurance='high', eloket='loket', organisation=BAKERY, at=AT))
        self.assertEqual(len(kbo.questions), len({(q.kind, q.holder, q.organisation) for q in kbo.questions}))

    def test_whatever_goes_wrong_in_it_is_indeterminate_and_tells_nothing(self):
        def raising(error):
            def answer(question):
                raise error
            return answer

        def half(question):
            yield from Kbo().functions(question)
            raise ValueError(JAN)
        other = Fact(FactKind.FUNCTION, holder=Rrn(world.AN), organisation=Organisation('0999999922'), code='10006')
        wrong = Fact(FactKind.FUNCTION, holder=Rrn(JAN), organisation=Organisation('OVO002949'), code='10006')
        naive = Fact(FactKind.FUNCTION, holder=Rrn(JAN), organisation=Organisation(BAKERY), code='10006',
                     from_=datetime.datetime(2019, 3, 1))
        rows = [('raises', raising(RuntimeError(JAN)), 'directory.store'), ('late', raising(TimeoutError(JAN)),
                'directory.time-out'), ('half', half, 'directory.store'), ('none', lambda q: None, 'directory.store'),
                ('other things', lambda q: ['x'], 'directory.store'), ('naive', lambda q: [naive], 'directory.store'),
                ('exit', raising(SystemExit(JAN)), 'directory.store'),
                ('another question', lambda q: [wrong], 'directory.answer'),
                ('a kind that is not asked', lambda q: [Fact(FactKind.RIGHT, holder=Rrn(JAN))], None)]
        del other
        for name, answer, check in rows:
            with self.subTest(name=name):
                verdict = self.ask(Kbo(answer))
                self.assertEqual(verdict.outcome, Outcome.INDETERMINATE)
                text = verdict.explain('en') + verdict.json() + repr(verdict.evidence)
                if check:
                    self.assertIn(check, text)
                for clear in world.IN_CLEAR:
                    self.assertNotIn(clear, text)

    def test_the_configuration_and_the_program_go_together(self):
        path = self.write('toegang.yaml', CONFIG)
        rows = [({}, 1), ({'kbo': Kbo(), 'btb': Kbo()}, 1), ({'btb': Kbo()}, 2)]
        for directories, count in rows:
            error = self.refused('config.directory.host', toegang.ConfigError, toegang.open, path,
                                 directories=directories)
            self.assertEqual(len(error.problems), count)
        for wrong in ({'kbo': object()}, {'kbo': None}, {'kb': Kbo()}, {'kbo': Kbo(), 'btb': 1}):
            self.refused('library.misuse', toegang.UsageError, toegang.open, path, directories=wrong)

    def test_it_lives_as_long_as_it_is_used(self):
        kbo = Kbo()
        gone = weakref.ref(kbo)
        t = toegang.open(self.write('toegang.yaml', CONFIG), directories={'kbo': kbo})
        del kbo
        gc.collect()
        self.assertTrue(t.check(holder=JAN, assurance='high', eloket='loket', organisation=BAKERY, at=AT))
        t.close()
        gc.collect()
        self.assertIsNone(gone())
