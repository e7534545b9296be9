# SPDX-License-Identifier: Apache-2.0
"""What the tests share: the examples of the repository, and folders of their own."""
import datetime
import os
import pathlib
import tempfile
import unittest

import toegang

ROOT = pathlib.Path(os.environ.get('TOEGANG_ROOT') or pathlib.Path(__file__).resolve().parents[3])
DATA = ROOT / 'examples' / 'data'
AT = datetime.datetime(2026, 11, 23, 10, tzinfo=datetime.timezone.utc)
BAKERY = '0999.999.922'
JAN, AN, ELS = '85.07.30-033.28', '90.01.01-001.23', '81.05.01-035.22'
IN_CLEAR = ('85073003328', '85.07.30-033.28', '033.28', '03328')


def jan(t):
    return t.verify_saml((DATA / 'jan.xml').read_bytes(), in_response_to='_jan-request', at=AT)


def token():
    return (DATA / 'jan.jwt').read_text().strip()


class Case(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def write(self, name, text):
        (self.folder / name).write_text(text)
        return self.folder / name

    def opened(self, path=DATA / 'toegang.yaml', **named):
        t = toegang.open(path, **named)
        self.addCleanup(t.close)
        return t

    def refused(self, check, kind, call, /, *arguments, **named):
        with self.assertRaises(kind) as raised:
            call(*arguments, **named)
        self.assertEqual(raised.exception.check, check)
        for clear in IN_CLEAR:
            self.assertNotIn(clear, f'{raised.exception} {raised.exception!r}')
        return raised.exception
