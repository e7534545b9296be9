# SPDX-License-Identifier: Apache-2.0
import copy
import dataclasses
import pickle

import toegang
import world
from toegang import Organisation, Rrn


class Numbers(world.Case):
    def test_a_national_number_shows_itself_masked_only(self):
        rrn = Rrn(world.JAN)
        for text in (str(rrn), repr(rrn), f'{rrn}', f'{rrn!r:>40}', '%s' % rrn, f'{[rrn]}', f'{ {rrn: 1} }'):
            self.assertIn('85.07.30-***.**', text)
            self.assertNotIn('033', text)
        self.assertEqual((rrn.digits, rrn.printed), ('85073003328', world.JAN))
        self.assertFalse(rrn.is_test)

    def test_is_a_value(self):
        one, same, other = Rrn(world.JAN), Rrn('85073003328'), Rrn(world.AN)
        self.assertEqual(one, same)
        self.assertEqual(len({one, same, other}), 2)
        self.assertLess(one, other)
        self.assertNotEqual(one, '85073003328')
        self.assertIs(copy.deepcopy(one), one)
        self.assertEqual(Rrn(one), one)
        for change in (lambda: setattr(one, '_struct', None), lambda: delattr(one, '_struct'),
                       lambda: setattr(one, 'digits', '1')):
            self.assertRaises(AttributeError, change)
        with self.assertRaises(TypeError):
            one < 'x'  # noqa: B015

    def test_is_written_nowhere_by_itself(self):
        with self.assertRaises(TypeError) as raised:
            pickle.dumps(Rrn(world.JAN))
        self.assertNotIn('033', str(raised.exception))
        fact = toegang.Fact(toegang.FactKind.FUNCTION, holder=Rrn(world.JAN))
        for text in (repr(fact), str(fact), str(dataclasses.asdict(fact)), repr(vars(fact))):
            self.assertNotIn('033', text)
        for wrong in ({'holder': world.JAN}, {'granted_by': world.JAN}, {'organisation': world.BAKERY}):
            self.refused('library.misuse', toegang.UsageError, toegang.Fact, toegang.FactKind.RIGHT, **wrong)

    def test_what_is_no_number(self):
        rows = [('85073003329', 'rrn.checksum'), ('', 'rrn.length'), ('85.07.30-033.2', 'rrn.length'),
                ('8507300332\0', 'rrn.form'), ('٨٥٠٧٣٠٠٣٣٢٨', None), ('85.07.30-033.28 ', None),
                ('85673003328', None), ('x' * 100000, 'rrn.length'), ('\ud800' * 11, None)]
        for text, check in rows:
            with self.subTest(text=text[:20]), self.assertRaises(toegang.NumberError) as raised:
                Rrn(text)
            if check:
                self.assertEqual(raised.exception.check, check, text[:20])
            self.assertIsInstance(raised.exception, ValueError)
            self.assertNotIn('0332', str(raised.exception))
        for wrong in (None, 85073003328, b'85073003328', ['85073003328']):
            self.refused('library.misuse', toegang.UsageError, Rrn, wrong)

    def test_organisations(self):
        one = Organisation('BE 0999.999.922')
        self.assertEqual((one.scheme, one.value, one.key, str(one)),
                         ('kbo', '0999999922', 'kbo:0999999922', '0999.999.922'))
        self.assertEqual(repr(one), "Organisation('kbo:0999999922')")
        self.assertEqual(pickle.loads(pickle.dumps(one)), one)
        self.assertEqual(str(Organisation('OVO002949')), 'OVO002949')
        self.assertEqual(len({one, Organisation('0999999922'), Organisation('nis:44021')}), 2)
        self.refused('kbo.checksum', toegang.NumberError, Organisation, '0999999923')
        self.refused('organisation.scheme', toegang.NumberError, Organisation, 'x:1')
        self.refused('library.misuse', toegang.UsageError, Organisation, None)
