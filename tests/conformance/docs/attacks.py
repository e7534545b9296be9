#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The table of attacks in doc/checks.md, that of the vectors and the vectors themselves agree, and no attack is left
out. attacks.py SOURCE"""
import collections
import pathlib
import re
import sys
import unittest

import tap

SOURCE = pathlib.Path(sys.argv[1])
FOLDER = SOURCE / 'tests' / 'conformance' / 'attacks'
MOST = 69
Row = collections.namedtuple('Row', 'number title cves file check feed made')


def rows():
    lines = (FOLDER / 'attacks.tsv').read_text().splitlines()
    return [Row(*line.split('\t')) for line in lines if not line.startswith('#')]


def attacks():
    return [row for row in rows() if row.number != '0']


def described():
    """Number to title, CVEs, checks and vectors, of doc/checks.md."""
    section = re.search(r'^## Attacks\n(.*?)(?=^## |\Z)', (SOURCE / 'doc' / 'checks.md').read_text(),
                        re.MULTILINE | re.DOTALL).group(1)
    found = re.findall(r'^\| (\d+) \| ([^|]*) \| ([^|]*)\| ([^|]*) \| ([^|]*) \|$', section, re.MULTILINE)
    return [(number, title, cves.strip(), set(re.findall(r'`([^`]+)`', checks)), set(re.findall(r'`([^`]+)`', files)))
            for number, title, cves, checks, files in found]


def checks():
    define = re.compile(r'^#define\s+CHECK_\w+\s+(?:\\\n\s*)?"([^"]+)"', re.MULTILINE)
    return {check for path in (SOURCE / 'lib').rglob('*.[ch]') for check in define.findall(path.read_text())}


def functions():
    return set(re.findall(r'\b(toegang_\w+)\(', '\n'.join(path.read_text() for path in
                                                          (SOURCE / 'include').rglob('*.h'))))


class Attacks(unittest.TestCase):
    maxDiff = None

    def test_every_attack_has_a_vector(self):
        self.assertEqual(sorted({int(row.number) for row in attacks()}), list(range(1, MOST + 1)))

    def test_the_document_has_every_attack_once_and_says_what_the_table_says(self):
        of = collections.defaultdict(list)
        for row in attacks():
            of[row.number].append(row)
        told = [(number, some[0].title, some[0].cves.replace(' ', ', ').replace('-', '', some[0].cves == '-'),
                 {row.check for row in some}, {row.file for row in some})
                for number, some in sorted(of.items(), key=lambda pair: int(pair[0]))]
        self.assertEqual(described(), told)

    def test_every_check_is_one(self):
        self.assertEqual(sorted({row.check for row in rows()} - checks() - functions() - {'-'}), [])

    def test_every_vector_is_named_after_its_check(self):
        for row in rows():
            name = 'good' if row.check == '-' else re.escape(row.check)
            self.assertRegex(row.file, rf'^[a-z]+/{name}(--[a-z0-9-]+)?\.[a-z0-9.]+$')

    def test_every_file_is_in_the_table_and_the_other_way_round(self):
        families = {row.file.split('/')[0] for row in rows()}
        there = {f'{family}/{path.name}' for family in families for path in (FOLDER / family).iterdir()}
        self.assertEqual(there, {row.file for row in rows()})

    def test_every_family_has_a_good_sibling(self):
        families = {row.file.split('/')[0] for row in attacks()}
        good = {row.file.split('/')[0] for row in rows() if row.check == '-'}
        self.assertEqual(families - good, set())

    def test_no_attack_is_another_one_again(self):
        played = collections.defaultdict(list)
        for row in rows():
            played[(FOLDER / row.file).read_bytes(), row.feed].append(row.file)
        self.assertEqual([files for files in played.values() if len({file.split('/')[1].startswith('good')
                                                                      for file in files}) > 1], [])


if __name__ == '__main__':
    tap.main()
