#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The manual says what the library exports: pages, headers, exports and doc/meson.build agree.

man.py SOURCE LIBRARY [PAGE...]: LIBRARY is the shared library, each PAGE a page that scdoc made.
"""
import collections
import pathlib
import re
import shutil
import subprocess
import sys
import unittest

import tap

SOURCE = pathlib.Path(sys.argv[1])
LIBRARY = pathlib.Path(sys.argv[2])
PAGES = [pathlib.Path(page) for page in sys.argv[3:]]

PARTS = ['NAME', 'SYNOPSIS', 'DESCRIPTION', 'RETURN VALUE', 'ERRORS', 'OWNERSHIP', 'THREADS', 'EXAMPLES', 'SOURCE', 'SEE ALSO']
PROTOTYPE = re.compile(r'^(?:const )?\w[\w ]*[ *]+(toegang_\w+)\([^;]*\);$', re.MULTILINE)


def spaces(text):
    return ' '.join(text.split())


def prototypes(code):
    """The function declarations of a text of C, by name, in one form."""
    code = re.sub(r'/\*.*?\*/', '', code, flags=re.DOTALL)
    code = re.sub(r'\b(TOEGANG_API|TOEGANG_CHECKED)\s+', '', code)
    code = re.sub(r'^typedef[^;{]*;$', '', code, flags=re.MULTILINE)
    return {match.group(1): spaces(match.group(0)) for match in PROTOTYPE.finditer(code)}


def part(page, name):
    """A section of an scdoc source, without its heading."""
    found = re.search(rf'^# {name}\n(.*?)(?=^# |\Z)', page, flags=re.MULTILINE | re.DOTALL)
    return found.group(1) if found else ''


def section3():
    return {path.name[:-len('.scd')]: path.read_text() for path in sorted((SOURCE / 'doc/man').glob('*.3.scd'))}


def headers():
    found = {}
    for path in sorted((SOURCE / 'include').rglob('*.h')):
        found.update(prototypes(path.read_text()))
    return found


def exports():
    lines = subprocess.run(['nm', '-D', '--defined-only', LIBRARY], check=True, capture_output=True, text=True).stdout
    return {line.split()[2].split('@')[0] for line in lines.splitlines() if ' T ' in line}


def aliases():
    """What doc/meson.build says: page to the names that lead to it."""
    text = (SOURCE / 'doc/meson.build').read_text()
    return {page: re.findall(r"'([^']+)'", names)
            for page, names in re.findall(r"^  '([\w.]+)':\s*\[(.*?)\],$", text, flags=re.MULTILINE | re.DOTALL)}


class Manual(unittest.TestCase):
    def test_every_exported_function_is_on_exactly_one_page(self):
        pages = collections.Counter(name for page in section3().values() for name in prototypes(part(page, 'SYNOPSIS')))
        self.assertEqual([name for name, count in pages.items() if count > 1], [], 'on several pages')
        self.assertEqual(sorted(set(pages) - exports()), [], 'on a page but not exported')
        self.assertEqual(sorted(exports() - set(pages)), [], 'exported but on no page')

    def test_a_page_declares_what_the_headers_declare(self):
        declared = headers()
        for title, page in section3().items():
            for name, prototype in prototypes(part(page, 'SYNOPSIS')).items():
                self.assertEqual(prototype, declared.get(name), title)

    def test_a_page_is_named_after_its_functions(self):
        for title, page in section3().items():
            names = spaces(part(page, 'NAME')).split(' - ')[0].split(', ')
            self.assertEqual(sorted(names), sorted(prototypes(part(page, 'SYNOPSIS'))), title)
            self.assertEqual(sorted(set(names) - {title.split('.')[0]}), sorted(aliases().get(title, [])), f'{title} in doc/meson.build')

    def test_the_overview_has_every_page_under_its_header(self):
        rows = re.findall(r'^\*<([\w./]+)>\*\n\t(.*)$', part((SOURCE / 'doc/man/libtoegang.7.scd').read_text(), 'HEADERS'), re.MULTILINE)
        told = {(header, page) for header, row in rows[1:] for page in re.findall(r'\*(toegang\w*)\*\(3\)', row)}
        shown = {(header, title.split('.')[0]) for title, page in section3().items()
                 for header in re.findall(r'#include <(toegang/[\w./]+)>', part(page, 'SYNOPSIS'))}
        self.assertEqual(rows[0][0], 'toegang.h')
        self.assertEqual(sorted(told ^ shown), [])
        self.assertEqual({header for header, _ in told}, {str(path.relative_to(SOURCE / 'include')) for path in (SOURCE / 'include/toegang').rglob('*.h')})

    def test_a_page_has_its_parts(self):
        for title, page in section3().items():
            for name in PARTS:
                self.assertNotEqual(part(page, name).strip(), '', f'{title} has no {name}')

    def test_see_also_names_pages_that_are_there(self):
        pages = set(aliases())
        for path in sorted((SOURCE / 'doc/man').glob('*.scd')):
            for name, number in re.findall(r'\*(toegang[\w.]*|libtoegang)\*\((\d)\)', path.read_text()):
                known = f'{name}.{number}' in pages or any(name in names for names in aliases().values())
                self.assertTrue(known, f'{path.name} refers to {name}({number})')

    @unittest.skipUnless(PAGES and shutil.which('mandoc'), 'no scdoc or no mandoc')
    def test_mandoc_finds_no_error(self):
        for page in PAGES:
            done = subprocess.run(['mandoc', '-Tlint', '-Werror', page], capture_output=True, text=True)
            self.assertEqual((done.returncode, done.stdout), (0, ''), page.name)


if __name__ == '__main__':
    tap.main()
