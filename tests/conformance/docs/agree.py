#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What the documents list is what the sources hold: keys of a configuration, rooms of the floors, ids of checks,
public functions. agree.py SOURCE"""
import ast
import pathlib
import re
import sys
import unittest

import tap

SOURCE = pathlib.Path(sys.argv[1])
LIB = SOURCE / 'lib'


# Where toegang.yaml(5) describes the keys of each table.
SECTIONS = {'config': 'KEYS AT THE TOP', 'config_adapter_http': 'DIRECTORIES OVER HTTP', 'config_adapter_ldap': 'DIRECTORIES IN LDAP',
            'config_adapter_postgresql': 'DIRECTORIES IN SQL', 'config_adapter_sqlite': 'DIRECTORIES IN SQL', 'config_audit': 'AUDIT',
            'config_authzen': 'AUTHZEN', 'config_claims': 'CLAIMS', 'config_directories': 'DIRECTORIES', 'config_eloket': 'E-LOKETS',
            'config_handles': 'HANDLES', 'config_issuer': 'TRUST', 'config_layers': 'DIRECTORIES', 'config_provider': 'TRUST',
            'config_replay': 'KEYS AT THE TOP', 'config_scenario': 'SCENARIOS', 'config_source': 'DIRECTORIES'}


def read(name):
    return (SOURCE / name).read_text()


def documents():
    return [path for path in [SOURCE / 'README.md', *sorted((SOURCE / 'doc').rglob('*'))]
            if path.suffix in ('.md', '.scd') and path.exists()]


def checks():
    """Id to the name of its define."""
    define = re.compile(r'^#define\s+(CHECK_\w+)\s+(?:\\\n\s*)?"([^"]+)"', re.MULTILINE)
    return {check: name for path in LIB.rglob('*.[ch]') for name, check in define.findall(path.read_text())}


def named_in(folder):
    """Words of the tests in a folder."""
    return {word for path in folder.rglob('*') if path.suffix in ('.c', '.h', '.py', '.tsv', '.yaml', '.txt', '.mjs')
            for word in re.findall(r'[\w.-]+', path.read_text())}


def keys():
    """Every key that a configuration, a file of scenarios or a directory may have."""
    tables = '\n'.join(path.read_text() for path in LIB.glob('config*.c'))
    rows = read('lib/directory/yaml_row.c')
    tops = re.search(r'top_keys\[\] = \{([^}]*)\}', read('lib/directory/yaml.c')).group(1)
    return {*re.findall(r'\{"([a-z-]+)", &\w+,', tables), *re.findall(r'\{"([a-z-]+)", [A-Z]', rows),
            *re.findall(r'"([a-z-]+)"', tops)}


def commands():
    return set(re.findall(r'^    \{"([a-z][a-z -]+)", COMMAND', read('bindings/cli/commands.c'), re.MULTILINE))


def public(paths=None):
    headers = '\n'.join(path.read_text() for path in paths or (SOURCE / 'include').rglob('*.h'))
    return set(re.findall(r'^TOEGANG_(?:API|CHECKED)[^;(]*?\b(toegang_\w+)\(', headers, re.MULTILINE))


def methods():
    """What Toegang of the Python package can, by itself or by its bases."""
    classes = {node.name: node for path in (SOURCE / 'bindings/python/toegang').glob('*.py')
               for node in ast.parse(path.read_text()).body if isinstance(node, ast.ClassDef)}
    found, more = set(), ['Toegang']
    while more:
        one = classes[more.pop()]
        found |= {node.name for node in one.body if isinstance(node, ast.FunctionDef) and not node.name.startswith('_')}
        more += [base.id for base in one.bases if base.id in classes]
    return found


def changes(pattern):
    """The words in ` ` of a paragraph or point of the changes that begins so."""
    found = re.search(rf'^\* {pattern}(.*?)(?=^\* |^#|\Z)', read('CHANGELOG.md'), re.MULTILINE | re.DOTALL)
    return re.findall(r'`([^`]+)`', found.group(1))


class Agreement(unittest.TestCase):
    maxDiff = None

    def test_every_key_is_in_the_manual(self):
        self.assertGreater(len(keys()), 40)
        described = set(re.findall(r'\*([a-z-]+)\*', read('doc/man/toegang.yaml.5.scd')))
        self.assertEqual(sorted(keys() - described), [])

    def test_every_key_is_in_the_section_of_what_it_belongs_to(self):
        sections = dict(re.findall(r'^# ([A-Z- ]+)\n(.*?)(?=^# [A-Z])', read('doc/man/toegang.yaml.5.scd'), re.MULTILINE | re.DOTALL))
        tops = re.search(r'top_keys\[\] = \{([^}]*)\}', read('lib/directory/yaml.c')).group(1)
        self.assertEqual(re.findall(r'"([a-z-]+)"', tops), re.findall(r'^\*([a-z-]+)\*(?: \(.*)?$', sections['YAML DIRECTORY'], re.MULTILINE))
        lacking = []
        for path in sorted(LIB.glob('config*.c')):
            table = set(re.findall(r'\{"([a-z-]+)", &\w+,', path.read_text()))
            if table:
                lacking += [f'{path.name}: {key}' for key in table if f'*{key}*' not in sections[SECTIONS[path.stem]]]
        self.assertEqual(sorted(lacking), [])

    def test_what_ships_is_in_the_manual(self):
        shipped = read('lib/assertion/claims_shipped.c')
        names = {*re.findall(r'^    \{"\w+", "[a-z-]+", "([^"]+)"\}', shipped, re.MULTILINE),
                 *re.findall(r'^    (?:ACM|FAS)\("([^"]+)"', shipped, re.MULTILINE)}
        self.assertGreater(len(names), 25)
        manual = read('doc/man/toegang.yaml.5.scd').replace('\\', '')
        self.assertEqual(sorted(name for name in names if not re.search(rf'(?<![\w*]){re.escape(name)}(?!\w)', manual)), [])

    def test_the_changes_list_every_command(self):
        self.assertEqual(commands(), set(re.findall(r'`([a-z][a-z -]+)`', re.search(r'`toegang` with ([^.]*)', read('CHANGELOG.md')).group(1))))

    def test_every_room_is_in_the_architecture(self):
        rows = dict(re.findall(r'^\| \d \| `lib/(\w*)/?` \|(.*)$', read('doc/architecture.md'), re.MULTILINE))
        lacking = [str(path.relative_to(SOURCE)) for path in sorted(LIB.rglob('*.c'))
                   if f'`{path.stem}`' not in rows.get('' if path.parent == LIB else path.parent.name, '')]
        self.assertEqual(lacking, [])
        named = {name for row in rows.values() for name in re.findall(r'`(\w+)`', row)}
        self.assertEqual(sorted(named - {path.stem for path in LIB.rglob('*.c')}), [], 'rooms that are not there')

    def test_versions_of_libraries_are_those_that_the_build_asks(self):
        asked = re.findall(r"dependency\('[\w.-]+', version: '>= ([\d.]+)'", read('meson.build'))
        told = re.findall(r'^\| [^|]+ \| ([\d.]+) or newer', read('doc/dependencies.md'), re.MULTILINE)
        self.assertEqual(told, asked)

    def test_words_of_the_machinery_are_in_order(self):
        words = re.findall(r'^\| ([^|]+?) \|', read('doc/glossary.md').split('## The machinery')[1], re.MULTILINE)[1:]
        self.assertGreater(len(words), 30)
        self.assertEqual(words, sorted(words, key=str.lower))

    def test_every_room_of_the_servers_is_in_the_architecture(self):
        rows = dict(re.findall(r'^\| `bindings/(\w+)/` \|(.*)$', read('doc/architecture.md'), re.MULTILINE))
        for server in ('apache', 'nginx', 'serve'):
            rooms = {path.stem for path in (SOURCE / 'bindings' / server).glob('*.c')}
            self.assertEqual(sorted(set(re.findall(r'`(\w+)`', rows[server])) ^ rooms), [], server)

    def test_the_tests_of_each_attack_are_where_the_threat_model_says(self):
        unproven = []
        for title, body in re.findall(r'^### ([^\n]*)\n(.*?)(?=^##)', read('doc/threat-model.md'), re.MULTILINE | re.DOTALL):
            places = re.findall(r'`(tests/[^`]+)`', body.split('\n| attack')[0])
            self.assertTrue(places, title)
            words = set().union(*(named_in(SOURCE / place) for place in places))
            for check in re.findall(r'`([a-z][a-z0-9-]*(?:\.[a-z0-9-]+)+)`', body):
                if check not in words and checks()[check] not in words:
                    unproven.append(f'{title}: {check}')
        self.assertEqual(unproven, [])

    def test_every_check_that_a_server_shows_is_found_at_night(self):
        named = set(re.findall(r'`([a-z][a-z0-9-]*\.[a-z0-9.*-]+)`', read('doc/trouble.md')))
        families = {check.split('.')[0] + '.*' for check in checks()}
        self.assertEqual(sorted(check for check in checks() if check not in named and check.split('.')[0] + '.*' not in named), [])
        self.assertEqual(sorted(name for name in named if name.endswith('.*') and name not in families), [])
        shown = {word for server in ('apache', 'nginx', 'serve') for path in (SOURCE / 'bindings' / server).glob('*.[ch]')
                 for word in re.findall(r'"([a-z-]+\.[a-z.-]+)"', path.read_text())}
        self.assertEqual(sorted(shown & set(checks()) - named), [])

    def test_ids_that_documents_name_exist(self):
        known = checks()
        families = {check.split('.')[0] for check in known} - {'toegang'}
        unknown = []
        for path in documents():
            for name in re.findall(r'[`*]([a-z][a-z0-9-]*(?:\.[a-z0-9-]+)+)[`*]', path.read_text()):
                if name.split('.')[0] in families and name not in known and not name.endswith(('.yaml', '.csv', '.c', '.h', '.md')):
                    unknown.append(f'{path.name}: {name}')
            for name in re.findall(r'\*([a-z][a-z0-9.-]*)\.\\\*\*', path.read_text()):
                if not any(check.startswith(name + '.') for check in known):
                    unknown.append(f'{path.name}: {name}.*')
        self.assertEqual(unknown, [])

    def test_the_changes_list_every_public_function_and_directive_of_nginx(self):
        listed = re.findall(r'`(toegang_\w+)`', read('CHANGELOG.md'))
        directives = set(re.findall(r'DIRECTIVE\("(toegang_\w+)"', read('bindings/nginx/ngx_http_toegang_module.c')))
        self.assertEqual(sorted(listed), sorted(set(listed)), 'listed twice')
        self.assertEqual(sorted((public() | directives) ^ set(listed)), [])

    def test_the_changes_list_each_function_under_its_header(self):
        for path in sorted((SOURCE / 'include/toegang').rglob('*.h')):
            header = path.relative_to(SOURCE / 'include')
            self.assertEqual(sorted(changes(f'`<{header}>`:')), sorted(public([path])), header)

    def test_the_changes_list_what_servers_and_languages_have(self):
        nginx = re.findall(r'ngx_string\("toegang(_\w+)"\), \w+\}', read('bindings/nginx/variables.c'))
        listed = changes('`ngx_http_toegang_module`')
        self.assertEqual([word for word in listed if word.startswith(('_', '$'))], ['$toegang' + nginx[0], *nginx[1:]])
        apache = set(re.findall(r'AP_INIT_\w+\(\s*"(\w+)"', read('bindings/apache/place.c')))
        self.assertEqual({word for word in changes('`mod_toegang`') if re.fullmatch(r'Toegang\w+', word)}, apache)
        self.assertEqual(set(changes('Package `toegang`:')) - {'open', 'Toegang', 'toegang.aio', 'toegang.asgi', 'toegang.wsgi'}, methods())
        packages = set(re.findall(r'^Package: (\S+)', read('pkgconfig/debian/control'), re.MULTILINE))
        self.assertEqual(set(changes('Debian packages')), packages)


if __name__ == '__main__':
    tap.main()
