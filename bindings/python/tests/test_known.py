# SPDX-License-Identifier: Apache-2.0
import os
import subprocess
import unittest

import toegang
import world
from world import BAKERY, JAN

CONFIG = '''directories: {kbo: "sqlite:facts.db"}
e-lokets:
  e-loketondernemers: {legal-representative: automatic}
'''
OPEN_DATA = {
    'meta.csv': '"Variable","Value"\n"SnapshotDate","01-11-2026"\n"ExtractTimestamp","01-11-2026 07:00:00"\n"ExtractType","full"\n'
                '"ExtractNumber","1"\n"Version","1.0.0"\n',
    'enterprise.csv': '"EnterpriseNumber","Status","JuridicalSituation","TypeOfEnterprise","JuridicalForm","JuridicalFormCAC",'
                      '"StartDate"\n"0999.999.922","AC","000","2","610","","01-03-2019"\n',
    'establishment.csv': '"EstablishmentNumber","StartDate","EnterpriseNumber"\n',
    'denomination.csv': '"EntityNumber","Language","TypeOfDenomination","Denomination"\n'
                        '"0999.999.922","2","001","Bakkerij Peeters"\n"0999.999.922","1","001","Boulangerie Peeters"\n',
}


class Handles(world.Case):
    def with_key(self, octets):
        key = self.write('handles.key', octets.hex())
        os.chmod(key, 0o600)
        return self.opened(self.write('toegang.yaml', CONFIG + 'handles: {key: handles.key}\n'))

    def test_there_and_back(self):
        t = self.with_key(bytes(range(32)))
        handle = t.handle(JAN)
        self.assertTrue(handle.startswith('~'))
        self.assertEqual(handle, t.handle(toegang.Rrn(JAN)))
        self.assertEqual(t.opened(handle), toegang.Rrn(JAN))
        for clear in world.IN_CLEAR:
            self.assertNotIn(clear, handle)

    def test_what_is_no_handle(self):
        t = self.with_key(bytes(range(32)))
        handle = t.handle(JAN)
        other = 'A' if handle[9] != 'A' else 'B'
        for given, check in (('', 'handle.form'), ('~', 'handle.form'), (handle[1:], 'handle.form'), (handle + 'A', 'handle.form'),
                             (handle[:9] + other + handle[10:], 'handle.seal'), (JAN, 'handle.form')):
            self.refused(check, toegang.NumberError, t.opened, given)
        self.refused('handle.seal', toegang.NumberError, self.with_key(bytes(32)).opened, handle)
        self.assertRaises(toegang.UsageError, t.opened, None)
        self.assertRaises(toegang.UsageError, t.opened, handle + '\0')

    def test_without_a_key(self):
        t = self.opened()
        self.assertRaises(toegang.UsageError, t.handle, JAN)
        self.assertRaises(toegang.UsageError, t.opened, '~x')


@unittest.skipUnless('sqlite' in toegang.adapters(), 'built without SQLite: sudo apt-get install libsqlite3-dev')
class Known(world.Case):
    def store(self):
        t = self.opened(self.write('toegang.yaml', CONFIG))
        t.migrate()
        return t

    def test_nothing_was_loaded(self):
        known = self.store().known(BAKERY)
        self.assertEqual((known.name, known.status, known.as_of), ('', '', None))

    def test_no_store(self):
        self.refused('directory.read-only', toegang.UsageError, self.opened().known, BAKERY)

    @unittest.skipUnless(os.environ.get('TOEGANG_PROGRAM'), 'no program: TOEGANG_PROGRAM names toegang of the build folder')
    def test_names_in_the_language_that_is_asked(self):
        t = self.store()
        (self.folder / 'open-data').mkdir()
        for name, text in OPEN_DATA.items():
            self.write(f'open-data/{name}', text)
        subprocess.run([os.environ['TOEGANG_PROGRAM'], 'directory', 'import', '--config', self.folder / 'toegang.yaml', '--register', 'kbo',
                        self.folder / 'open-data'], check=True, capture_output=True)
        for language, name in (('nl', 'Bakkerij Peeters'), ('fr', 'Boulangerie Peeters'), ('de', 'Bakkerij Peeters')):
            known = t.known(BAKERY, language)
            self.assertEqual((known.name, known.status, known.situation), (name, 'AC', '000'))
        self.assertEqual(known.organisation, toegang.Organisation(BAKERY))
        self.assertEqual((known.since.year, known.as_of.year), (2019, 2026))
