#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The ids of the checks: each defined once in lib, described in doc/checks.md, provoked in a test, and explained in
four languages. Usage: checks.py PROGRAM, which prints the explanation of the ids that it is given (explained.c)."""
import collections
import os
import re
import subprocess
import sys

import house
from tap import Tap

DEFINE = re.compile(r'^#define\s+(CHECK_\w+)\s+(?:\\\n\s*)?"([^"]*)"', re.MULTILINE)
FORM = re.compile(r'[a-z][a-z0-9]*(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)+$')
LANGUAGES = ('nl', 'en', 'fr', 'de')


def defined():
    """Id to the places that define it; id to the name of its macro."""
    places, names = collections.defaultdict(list), {}
    for path in house.files('lib'):
        for name, check in DEFINE.findall(house.text(path)):
            places[check].append(f'{path} {name}')
            names[check] = name
    return places, names


def literal_ids():
    """Ids written as a literal where a status is reported, instead of by the name of their define."""
    call = re.compile(r'\btg_(?:refuse|report|reportf)\s*\([^;"]*,\s*"([a-z][a-z0-9-]*(?:\.[a-z0-9-]+)+)"')
    return [f'{path}: {found[1]}' for path in house.files('lib') for found in
            call.finditer(house.uncommented(house.text(path)))]


def provoked(names):
    """Ids that a test names, by the id itself or by its macro."""
    tests = house.files('tests', ends=('.c', '.h', '.py', '.mjs', '.yaml', '.tsv', '.txt', '.json'))
    whole = '\n'.join(house.text(path) for path in tests if not path.startswith('tests/conformance/shape/'))
    words = set(re.findall(r'[A-Za-z0-9_.-]+', whole))
    return {check for check, name in names.items() if check in words or name in words}


def described():
    path = os.path.join(house.ROOT, 'doc', 'checks.md')
    if not os.path.exists(path):
        return None
    return collections.Counter(re.findall(r'^(?:#+ +|\| *)`([^`]+)`', house.text('doc/checks.md'), re.MULTILINE))


def explained(program, checks):
    """Lines "language id text" for every id in every language; what is lacking or the same in two languages."""
    ran = subprocess.run([program, *checks], capture_output=True, text=True, check=False)
    if ran.returncode:
        return [f'{program}: status {ran.returncode}: {ran.stderr[:500]}']
    texts = collections.defaultdict(dict)
    for line in ran.stdout.splitlines():
        check, language, text = line.split('\t', 2)
        texts[check][language] = text
    problems = []
    for check in checks:
        of = texts[check]
        problems += [f'{check}: no text in {language}' for language in LANGUAGES if not of.get(language)]
        said = collections.defaultdict(list)
        for language, text in of.items():
            said[text].append(language)
        problems += [f'{check}: the same text in {" ".join(same)}' for text, same in said.items()
                     if text and len(same) > 1]
    return problems


tap = Tap()
places, names = defined()
tap.note(f'{len(places)} ids')
tap.case('every id is defined once', [f'{check}: {", ".join(where)}' for check, where in sorted(places.items())
                                      if len(where) > 1])
tap.case('every id has the form of an id and fits a report', sorted(check for check in places
                                                                    if not FORM.match(check) or len(check) > 47))
tap.case('ids are used by the name of their define', literal_ids())
in_document = described()
if in_document is None:
    tap.skip('every id is described in doc/checks.md', 'doc/checks.md is not there')
else:
    tap.case('every id is described in doc/checks.md', sorted(set(places) - set(in_document)))
    tap.case('doc/checks.md describes no other and none twice',
             sorted(set(in_document) - set(places)) + sorted(check for check, count in in_document.items() if count > 1))
tap.case('every id is provoked in a test', sorted(set(places) - provoked(names)))
tap.case('every id is explained in four languages', explained(sys.argv[1], sorted(places)))
tap.end()
