# SPDX-License-Identifier: Apache-2.0
"""The plan of the house, as doc/architecture.md draws it: which floor may see which."""
import os
import re
import sys

ROOT = os.path.realpath(os.path.join(os.path.dirname(__file__), '..', '..', '..'))
sys.path.insert(0, os.path.join(ROOT, 'tests', 'support'))

# A floor and the floors whose headers it may include and whose functions it may call.
BELOW = {
    'base': [],
    'number': ['base'],
    'parse': ['base'],
    'crypto': ['base'],
    'assertion': ['crypto', 'parse', 'number', 'base'],
    'directory': ['parse', 'number', 'base'],
    'decision': ['directory', 'assertion', 'number', 'base'],
    'administration': ['decision', 'directory', 'assertion', 'crypto', 'parse', 'number', 'base'],
}
# Headers that a floor is given of a floor below; all of them where nothing stands here. decision knows the identity
# only, as a value.
ONLY = {('decision', 'assertion'): ['assertion/identity.h'], ('administration', 'assertion'): ['assertion/identity.h']}
# What a floor's archive is linked with.
LINKED = {**BELOW, 'decision': ['directory', 'assertion', 'crypto', 'parse', 'number', 'base']}
# What a floor may call from outside. A client library is there when the adapter is compiled in.
CLIENTS = {'sqlite': ['-lsqlite3'], 'postgresql': ['-lpq'], 'http': ['-lcurl'], 'ldap': ['-lldap', '-llber']}
CLIENT_FLAGS = [flag for flags in CLIENTS.values() for flag in flags]
OUTSIDE = {'crypto': ['-lcrypto'], 'parse': ['-lxml2', '-lyaml', '-lz'], 'directory': CLIENT_FLAGS}
MINE = ('lib', 'include', 'bindings', 'examples', 'tests', 'doc', 'pkgconfig', '.ci')
NOT_OURS = {'node_modules', '__pycache__', 'corpus'}

# What no floor may call, whoever exports it: the laws, at link level.
NEVER = set('getenv secure_getenv setenv time gettimeofday clock setlocale printf vprintf puts putchar perror syslog '
            'fork system popen pthread_create exit abort xmlCleanupParser OPENSSL_cleanup rand random'.split())
# parse reads what is configured; administration writes the trail.
WITH_FILES = ('parse', 'administration')
FILES = set('open openat open64 fopen fopen64 read write fread fwrite stat fstat'.split())
# Only directories ask what is outside the process.
SOCKETS = {'socket', 'connect'}


def files(*folders, ends=('.c', '.h')):
    """Our files with one of these endings, relative to the root, sorted."""
    found = []
    for folder in folders or MINE:
        for at, below, names in os.walk(os.path.join(ROOT, folder)):
            below[:] = sorted(name for name in below if name not in NOT_OURS)
            found += [os.path.relpath(os.path.join(at, name), ROOT) for name in sorted(names) if name.endswith(ends)]
    return found


def text(path):
    with open(os.path.join(ROOT, path), encoding='utf-8') as file:
        return file.read()


def bare(source):
    """C without comments and without the insides of literals, with every line where it was."""
    def blank(match):
        found = match[0]
        if found[0] == '/':
            return re.sub(r'[^\n]', ' ', found)
        return found[0] + ' ' * (len(found) - 2) + found[-1]
    return re.sub(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', blank, source, flags=re.DOTALL)


def uncommented(source):
    """C without comments; literals stay."""
    def blank(match):
        return re.sub(r'[^\n]', ' ', match[0]) if match[0][0] == '/' else match[0]
    return re.sub(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"', blank, source, flags=re.DOTALL)
