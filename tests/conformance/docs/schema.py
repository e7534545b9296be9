#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The schemas that editors read say what the readers take: what opens is valid by them, and what falls is not, where a
schema can know. schema.py SOURCE [SCHEMA...]"""
import json
import pathlib
import re
import sys
import unittest

import tap

try:
    import jsonschema
    import yaml
except ImportError as absent:
    tap.skip_all(f'{absent}: sudo apt-get install python3-jsonschema python3-yaml')

SOURCE = pathlib.Path(sys.argv[1])
SCHEMAS = {path.name.split('.schema')[0]: json.loads(path.read_text()) for path in map(pathlib.Path, sys.argv[2:])}
TESTS = SOURCE / 'tests' / 'unit' / 'config'

# What a schema of draft-07 does not know, by the check that falls: what is in files, in two places, or between keys.
BEYOND = {
    'config.trust.claims': 'a name that stands elsewhere',
    'config.trust.duplicate': 'two entries',
    'config.policy.closed': 'between keys',
    'config.audit.file': 'between keys',
    'config.key-file': 'a file', 'config.handles.key': 'a file', 'config.audit.key': 'a file',
    'trust.algorithm': 'a file', 'file.absent': 'a file', 'file.kind': 'a file', 'json.literal': 'a file', 'xml.root': 'a file',
    'directory.settings': 'what an adapter finds wrong together',
    'rrn.checksum': 'a check number', 'kbo.checksum': 'a check number', 'time.form': 'a moment',
    'yaml.duplicate': 'read before', 'yaml.anchor': 'read before',
}
# The same of checks that a schema does know elsewhere: numbers in texts, and numbers that are codes.
BEYOND_TEXTS = {
    r'functions: \[10002, 1002\]': 'a code that YAML takes for a number',
    r'grace 0d': 'how long a text is', r'skew: 6m': 'how long a text is', r'max-lifetime: 32d': 'how long a text is',
    r'refresh: 29s': 'how long a text is', r'patience: (61s|0ms)': 'how long a text is', r'for: (0|25h)': 'how long a text is',
    r'open: 61m': 'how long a text is', r'octets: (63KiB|3GiB|0MiB)': 'how much a text is',
    r'union: \["yaml:b", \{first.*first.*first': 'how deep it is',
    r'claims: \{own: \{capacity': 'which names ship', r'saml: r.xml, eloket': 'between keys',
}


class Yaml(yaml.SafeLoader):
    """Values as YAML 1.2 has them, and editors with it: yes is a text."""


Yaml.yaml_implicit_resolvers = {}
for tag, pattern, first in (('bool', r'true|false', 'tf'), ('int', r'[-+]?[0-9]+', '-+0123456789'),
                            ('float', r'[-+]?[0-9]+\.[0-9]+', '-+0123456789'), ('null', r'~|null|', ['~', 'n', ''])):
    Yaml.add_implicit_resolver('tag:yaml.org,2002:' + tag, re.compile(rf'^(?:{pattern})$'), list(first))
Yaml.add_constructor('tag:yaml.org,2002:int', lambda loader, node: int(loader.construct_scalar(node), 10))


def errors(schema, text):
    validator = jsonschema.Draft7Validator(SCHEMAS[schema])
    return [error.message for error in validator.iter_errors(yaml.load(text, Yaml))]


def strings(text, macros):
    """The text of C string literals and names of them, one after the other."""
    out = ''
    for literal, name in re.findall(r'"((?:[^"\\]|\\.)*)"|\b([A-Z_]+)\b', text):
        out += macros[name] if name else literal.encode().decode('unicode_escape').encode('latin-1').decode()
    return out


def rows(name):
    """(text, check) of the rows of the tables in a test; '' is the check of what opens."""
    source = (TESTS / name).read_text()
    headers = [(TESTS / name).parent / header for header in re.findall(r'^#include "(\w+\.h)"', source, re.MULTILINE)]
    macros = {}
    known = ''.join(header.read_text() for header in headers if header.exists()) + source
    for macro, text in re.findall(r'^#define (\w+) ((?:\\\n|[^\n])*"(?:\\\n|[^\n])*)$', known, re.MULTILINE):
        macros[macro] = strings(text, macros)
    row = re.compile(r'\{((?:\s*(?:"(?:[^"\\]|\\.)*"|[A-Z]+\b))+)\s*,\s*(?:"([a-z0-9.-]*)"|(CHECK_[A-Z_]+|[0-9], [0-9]))')
    return [(strings(text, macros), check or macro) for text, check, macro in row.findall(source)]


class Schemas(unittest.TestCase):
    maxDiff = None

    def test_they_are_schemas_of_draft_7(self):
        self.assertEqual(sorted(SCHEMAS), ['toegang', 'toegang.directory', 'toegang.scenarios'])
        for schema in SCHEMAS.values():
            jsonschema.Draft7Validator.check_schema(schema)
            self.assertEqual(schema['$schema'], 'http://json-schema.org/draft-07/schema#')

    def test_the_examples_are_valid(self):
        kinds = {'functions': 'toegang.directory', 'appointments': 'toegang.directory', 'rights': 'toegang.directory',
                 'scenarios': 'toegang.scenarios', 'trust': 'toegang', 'directories': 'toegang'}
        count = 0
        for path in sorted((SOURCE / 'examples').rglob('*.yaml')):
            first = next(iter(yaml.load(path.read_text(), Yaml)))
            self.assertEqual(errors(kinds.get(first, 'toegang'), path.read_text()), [], path.name)
            count += 1
        self.assertGreater(count, 5)

    def judge(self, schema, cases):
        """What opens is valid; what falls is not, but for what is beyond a schema."""
        good = [text for text, check in cases if not check]
        bad = [(text, check) for text, check in cases if check]
        beyond = [(text, check) for text, check in bad if not errors(schema, text)]
        self.assertEqual([(text, errors(schema, text)) for text in good if errors(schema, text)], [], 'opens and is not valid')
        self.assertEqual([(text, check) for text, check in beyond if check not in BEYOND and
                          not any(re.search(pattern, text) for pattern in BEYOND_TEXTS)], [], 'falls and is valid')
        self.beyond.update(check if check in BEYOND else next(pattern for pattern in BEYOND_TEXTS if re.search(pattern, text))
                           for text, check in beyond)
        print(f'# {schema}: {len(good)} open and are valid; {len(bad)} fall, of which {len(bad) - len(beyond)} are not valid and '
              f'{len(beyond)} are beyond a schema')
        for check in ('config.key.unknown', 'config.value'):
            print(f'#   {check}: {sum(other == check for _, other in bad)} fall, {sum(other == check for _, other in beyond)} '
                  f'of them beyond a schema', flush=True)
        return len(good), len(bad), len(beyond)

    def test_what_the_readers_say(self):
        self.beyond = set()
        inside = [('directories: {kbo: ' + text + '}', check) for text, check in rows('http.c')]
        good, bad, beyond = self.judge('toegang', rows('config.c') + rows('mistakes.c') + rows('mistakes_trust.c') + rows('layers.c') + inside)
        self.assertGreater(good, 20)
        self.assertGreater(bad - beyond, 90)
        good, bad, _ = self.judge('toegang.scenarios', rows('scenario.c'))
        self.assertGreaterEqual(good, 3)
        self.assertGreater(bad, 10)
        self.assertEqual(sorted({*BEYOND, *BEYOND_TEXTS} - self.beyond), [], 'called beyond, and is not')


    def test_what_the_reader_of_directories_says(self):
        """What is in a value is told by the reader of facts; the schema knows which keys there are."""
        cases = rows('../directory/yaml.c')
        good = [text for text, check in cases if check[0].isdigit() and yaml.load(text, Yaml) is not None]
        bad = [text for text, check in cases if check in ('CHECK_FACT_SHAPE', 'CHECK_FACT_KEY', 'CHECK_FACT_MISSING')]
        self.assertGreater(len(good), 6)
        self.assertGreater(len(bad), 15)
        self.assertEqual([(text, errors('toegang.directory', text)) for text in good if errors('toegang.directory', text)], [])
        self.assertEqual([text for text in bad if not errors('toegang.directory', text)], [])


if __name__ == '__main__':
    tap.main()
