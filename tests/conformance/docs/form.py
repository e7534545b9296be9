#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Each document is read as it was meant: links, their anchors and the paths that it names lead somewhere; headings, tables
and lists stand by themselves. form.py SOURCE"""
import collections
import pathlib
import re
import sys
import unittest

import tap

SOURCE = pathlib.Path(sys.argv[1]).resolve()
FOLDERS = ('', 'doc', 'bindings', 'examples', 'tests', 'pkgconfig')
MADE = {'examples/data/typing.yaml'}  # by a command that the page shows
TOPS = r'(?:lib|include|bindings|doc|tests|examples|pkgconfig|\.ci)'


def documents():
    """Every page of the repository, without those that a build brought."""
    found = [path for folder in FOLDERS for path in (SOURCE / folder).glob('**/*.md' if folder else '*.md')]
    return sorted(path for path in found if 'node_modules' not in path.parts)


def name(path):
    return str(path.relative_to(SOURCE))


def prose(path):
    """Without fenced blocks, whose lines are nobody's headings or links; as many lines as before."""
    return re.sub(r'^```.*?^```$', lambda block: '\n' * block.group(0).count('\n'), path.read_text(), flags=re.MULTILINE | re.DOTALL)


def anchors(path):
    """The names by which its headings are found: small letters, no punctuation, - for a space, a number where one comes again."""
    found = collections.Counter()
    for heading in re.findall(r'^#+ (.*)$', prose(path), re.MULTILINE):
        slug = re.sub(r'[^\w\- ]', '', heading.lower()).replace(' ', '-')
        yield f'{slug}-{found[slug]}' if found[slug] else slug
        found[slug] += 1


def faults_of_a_table(lines, number):
    """lines[number] is the first of it."""
    if number and lines[number - 1].strip():
        yield 'text stands right above it'
    if number + 1 == len(lines) or not re.fullmatch(r'\|(-+\|)+', lines[number + 1]):
        yield 'it has no head'
        return
    end = next((i for i in range(number, len(lines)) if not lines[i].startswith('|')), len(lines))
    if end < len(lines) and lines[end].strip():
        yield 'text stands right below it'
    columns = {len(re.findall(r'(?<!\\)\|', line)) for line in lines[number:end]}
    if len(columns) != 1:
        yield f'rows of {sorted(columns)} bars'


class Form(unittest.TestCase):
    maxDiff = None

    def test_there_are_documents(self):
        self.assertGreater(len(documents()), 20)

    def test_links_lead_somewhere(self):
        broken = []
        for path in documents():
            for target, anchor in re.findall(r'\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)\s]*))?\)', prose(path)):
                there = (path.parent / target) if target else path
                if not there.exists() or (anchor and anchor not in anchors(there)):
                    broken.append(f'{name(path)}: {target}#{anchor}')
        self.assertEqual(broken, [])

    def test_paths_that_are_named_exist(self):
        lacking = []
        for path in [*documents(), *sorted((SOURCE / 'doc/man').glob('*.scd'))]:
            for word in re.findall(rf'(?<![\w/.-])({TOPS}/[\w./-]*\w)(?![\w*])', prose(path) if path.suffix == '.md' else path.read_text()):
                if not (SOURCE / word).exists() and word not in MADE:
                    lacking.append(f'{name(path)}: {word}')
        self.assertEqual(lacking, [])

    def test_blocks_are_closed(self):
        self.assertEqual([name(path) for path in documents()
                          if len(re.findall(r'^ *```', path.read_text(), re.MULTILINE)) % 2], [])

    def test_headings_stand_free(self):
        crowded = []
        for path in documents():
            lines = prose(path).split('\n')
            crowded += [f'{name(path)}:{i + 1}' for i, line in enumerate(lines)
                        if re.match(r'#+ ', line) and (i and lines[i - 1].strip() or lines[i + 1].strip())]
        self.assertEqual(crowded, [])

    def test_tables_are_tables(self):
        broken = []
        for path in documents():
            lines = prose(path).split('\n')
            for i, line in enumerate(lines):
                if line.startswith('|') and not (i and lines[i - 1].startswith('|')):
                    broken += [f'{name(path)}:{i + 1}: {fault}' for fault in faults_of_a_table(lines, i)]
        self.assertEqual(broken, [])


if __name__ == '__main__':
    tap.main()
