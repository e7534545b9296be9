# SPDX-License-Identifier: Apache-2.0
"""What doc/python.md shows works."""
import asyncio
import contextlib
import io
import os
import re
import shutil
import textwrap
import types
import unittest.mock

import toegang
import toegang.aio
import world
from world import DATA, JAN

HOSTED = 'directories: {kbo: host}\ne-lokets: {loket: {legal-representative: automatic}}\n'


def blocks():
    return re.findall(r'```python\n(.*?)```', (world.ROOT / 'doc' / 'python.md').read_text(), re.DOTALL)


class Manual(world.Case):
    def setUp(self):
        super().setUp()
        for path in DATA.iterdir():
            shutil.copy(path, self.folder)
        self.addCleanup(os.chdir, os.getcwd())
        os.chdir(self.folder)
        clock = unittest.mock.patch('toegang._moment.time.time', return_value=world.AT.timestamp())
        clock.start()
        self.addCleanup(clock.stop)

    def names(self):
        return {'toegang': toegang, 'posted': (DATA / 'jan.xml').read_bytes(), 'request_id': '_jan-request'}

    def test_it_shows_three_programs(self):
        self.assertEqual(len(blocks()), 3)

    def test_questions(self):
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            exec(blocks()[0], self.names())
        self.assertIn('right.absent GEWEIGERD', out.getvalue())

    def test_asyncio(self):
        names = {**self.names(), 'identity': world.jan(self.opened())}
        exec('async def main():\n' + textwrap.indent(blocks()[1], '    ') + '    return decision\n', names)
        self.assertEqual(asyncio.run(names['main']()).check, 'right.absent')

    def test_a_directory_of_ones_own(self):
        self.write('toegang.yaml', HOSTED)
        row = types.SimpleNamespace(holder=toegang.Rrn(JAN), code='10006')
        database = types.SimpleNamespace(functions=lambda organisation, holder: [row])
        names = {**self.names(), 'our_database': database}
        exec(blocks()[2], names)
        verdict = names['t'].check(holder=JAN, assurance='high', eloket='loket', organisation=world.BAKERY)
        names['t'].close()
        self.assertTrue(verdict)
