# SPDX-License-Identifier: Apache-2.0
"""SimpleSAMLphp as the identity provider: who signs in chooses one of the people of the example, without a password."""
import json
import os

from filling import fill

WWW = '/usr/share/simplesamlphp/www'
LANGUAGES = ('nl', 'en', 'fr', 'de')


def _php(value):
    """A PHP literal: text, list or mapping."""
    if isinstance(value, str):
        return "'" + value.replace('\\', '\\\\').replace("'", "\\'") + "'"
    if isinstance(value, dict):
        return '[' + ', '.join(f'{_php(key)} => {_php(each)}' for key, each in value.items()) + ']'
    return '[' + ', '.join(map(_php, value)) + ']'


def _attributes(person):
    """As ACM names them."""
    given, _, family = person['name'].partition(' ')
    stated = {'rrn': person['number'].replace('.', '').replace('-', ''), 'given_name': given, 'family_name': family,
              'vo_doelgroepcode': 'EA', 'acr': 'urn:be:vlaanderen:authmech:' + person['key'],
              'vo_orgcode': person.get('organisation')}
    return {name: [value] for name, value in stated.items() if value}


def _sources(people):
    """A source for each person, and one that lets choose between them."""
    them = {person['id']: person for person in people if 'key' in person}
    choices = {name: {'text': {language: person['name'] for language in LANGUAGES},
                      'help': {language: person[language] for language in LANGUAGES}} for name, person in them.items()}
    written = [f"    {_php(name)} => array_merge(['exampleauth:StaticSource'], {_php(_attributes(person))}),\n"
               for name, person in them.items()]
    return ("<?php\n$config = [\n    'people' => array_merge(['multiauth:MultiAuth'], " + _php({'sources': choices}) + '),\n'
            + ''.join(written) + '];\n')


def prepare(folder, templates, people, values):
    """Writes all that it needs; folder is there already, with its key."""
    for name in ('log', 'data', 'tmp', 'docroot', 'config', 'metadata'):
        os.mkdir(os.path.join(folder, name))
    os.symlink(WWW, os.path.join(folder, 'docroot', 'simplesaml'))
    with open(people, encoding='utf-8') as file:
        sources = _sources(json.load(file))
    with open(os.path.join(folder, 'config', 'authsources.php'), 'w', encoding='utf-8') as file:
        file.write(sources)
    for template, name in (('provider-config.php', 'config/config.php'),
                           ('provider-hosted.php', 'metadata/saml20-idp-hosted.php'),
                           ('provider-remote.php', 'metadata/saml20-sp-remote.php')):
        fill(os.path.join(templates, template), os.path.join(folder, name), values)


def command(folder, port):
    words = ['php', '-d', 'opcache.enable=0', '-d', 'display_errors=0', '-S', f'127.0.0.1:{port}', '-t',
             os.path.join(folder, 'docroot')]
    return words, {'SIMPLESAMLPHP_CONFIG_DIR': os.path.join(folder, 'config')}
