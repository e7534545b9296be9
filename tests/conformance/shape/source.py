#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""What the sources may not say, and how large they may be."""
import re

import house
from tap import Tap

# (lines of a file, lines of a function); a table of cases in a test may be longer than code should be.
LIMITS = {'code': (400, 60), 'tests': (500, 150)}

# (name, pattern in C without comments and literals, files that may). The laws are in doc/architecture.md.
FORBIDDEN = [
    ('environment', r'\b(secure_)?(getenv|setenv|putenv|unsetenv)\s*\(|\benviron\b', ()),
    ('clock', r'\b(time|gettimeofday|clock|localtime|localtime_r|mktime|gmtime|strftime)\s*\(', ()),
    # Deadlines of directories read the monotonic clock; nothing else has one.
    ('clock_gettime', r'\bclock_gettime\s*\(', ('lib/directory/deadline.c',)),
    ('output', r'(?<![\w])(f?printf|v?printf|vfprintf|puts|fputs|putchar|putc|perror|syslog)\s*\(', ()),
    ('locale', r'\b(setlocale|newlocale|uselocale)\s*\(|\bisalpha\s*\(|\btoupper\s*\(|\btolower\s*\(', ()),
    ('end of others', r'\b(xmlCleanupParser|OPENSSL_cleanup|exit|_exit|abort|atexit|raise|signal|fork|system|popen)\s*\(',
     ()),
    ('thread', r'\b(pthread_create|thrd_create)\s*\(', ()),
    ('randomness', r'\b(rand|random|srand|drand48)\s*\(', ()),
    # These copy a word of ours into an array that is larger.
    ('copy', r'\bstrcpy\s*\(', ('lib/base/time.c', 'lib/decision/explain.c')),
    ('unbounded', r'\b(strcat|sprintf|vsprintf|gets|scanf|sscanf|fscanf|alloca|strtok|atoi|atol)\s*\(', ()),
    ('memory', r'\b(malloc|calloc|realloc|reallocarray|free|strdup|strndup|asprintf)\s*\(', ('lib/base/arena.c',)),
    ('assert', r'\bassert\s*\(', ()),
]
INCLUDES = [
    ('openssl', r'#\s*include\s*<openssl/', ('lib/crypto/',)),
    ('libxml2', r'#\s*include\s*<libxml/', ('lib/parse/',)),
    ('libyaml', r'#\s*include\s*<yaml\.h>', ('lib/parse/',)),
    ('zlib', r'#\s*include\s*<zlib\.h>', ('lib/parse/',)),
    ('clients', r'#\s*include\s*<(sqlite3\.h|libpq|curl/|ldap\.h|lber\.h|openldap\.h)', ('lib/directory/',)),
    # The configuration looks who may read a key; a turn notes in which process it was taken; the trail has a file.
    ('files', r'#\s*include\s*<(fcntl|sys/stat|unistd|dirent)\.h>',
     ('lib/parse/file.c', 'lib/parse/file_opening.h', 'lib/parse/stream.c', 'lib/parse/new_file.c',
      'lib/config_files.c', 'lib/directory/turns.c', 'lib/directory/ldap_socket.c', 'lib/administration/disk.c')),
    # OpenSSL gives the days of a certificate as a struct tm; a deadline reads the monotonic clock.
    ('time', r'#\s*include\s*<time\.h>', ('lib/crypto/key_certificate.c', 'lib/directory/deadline.c')),
    ('the system', r'#\s*include\s*<(locale|signal|sys/time|sys/socket|netdb)\.h>',
     ('lib/directory/ldap_connection.c', 'lib/directory/ldap_socket.c')),
]


def matches(path, pattern, form):
    """path:line of every place where the pattern stands."""
    source = form(house.text(path))
    return [f'{path}:{source.count(chr(10), 0, found.start()) + 1}: {found[0].strip()}'
            for found in re.finditer(pattern, source)]


def laws(tap):
    lib = house.files('lib')
    for name, pattern, may in FORBIDDEN:
        tap.case('law: ' + name, [place for path in lib if path not in may
                                  for place in matches(path, pattern, house.bare)])
    for name, pattern, where in INCLUDES:
        tap.case('include only in its place: ' + name,
                 [place for path in lib if not path.startswith(where)
                  for place in matches(path, pattern, house.uncommented)])


def functions(path):
    """(lines, path:line, name) of every function body: from its first line at the margin to the closing brace."""
    lines = house.bare(house.text(path)).split('\n')
    begin, name = None, ''
    for number, line in enumerate(lines, 1):
        if re.match(r'[A-Za-z_].*\(', line) and not line.rstrip().endswith(';'):
            begin, name = number, re.search(r'(\w+)\s*\(', line)[1]
        elif line.startswith('}') and begin:
            yield number - begin + 1, f'{path}:{begin}', name
            begin = None


def limits(path):
    return LIMITS['tests' if path.startswith('tests/') else 'code']


def sizes(tap):
    sources = house.files('lib', 'include', 'bindings', 'examples', 'tests')
    lengths = sorted(((house.text(path).count('\n'), path) for path in sources), reverse=True)
    tap.note('largest files\n' + '\n'.join(f'{count:5} {path}' for count, path in lengths[:10]))
    tap.case('files are not too long', [f'{count} {path}' for count, path in lengths if count > limits(path)[0]])
    found = sorted((one for path in sources if path.endswith('.c') for one in functions(path)), reverse=True)
    tap.note('largest functions\n' + '\n'.join(f'{count:5} {place} {name}' for count, place, name in found[:10]))
    inside = sorted(count for count, place, _ in found if place.startswith('lib/'))
    if inside:
        tap.note(f'functions of lib: {len(inside)}, median {inside[len(inside) // 2]}, '
                 f'9 of 10 at most {inside[len(inside) * 9 // 10]}, longest {inside[-1]}')
    tap.case('functions are not too long', [f'{count} {place} {name}' for count, place, name in found
                                            if count > limits(place)[1]])


def headings(tap):
    sources = house.files(ends=('.c', '.h', '.py', '.mjs', '.sh')) + ['tests/run', '.ci/run']
    # The program that README.md shows whole.
    sources.remove('examples/readme.c')
    tap.case('licence in every source', [path for path in sources if 'SPDX-License-Identifier: Apache-2.0' not in
                                         '\n'.join(house.text(path).split('\n')[:2])])
    everything = house.files(ends=('.c', '.h', '.py', '.md', '.scd', '.yaml', '.build', '.mjs', 'run'))
    everything = [path for path in everything if not path.startswith('tests/conformance/shape/')]
    # In two pieces, so that this file does not hold what it looks for.
    undone = r'\b(' + '|'.join(['TO' + 'DO', 'FIX' + 'ME', 'XX' + 'X']) + r')\b'
    tap.case('nothing left undone', [place for path in everything for place in matches(path, undone, str)])
    machine = r'/(home/\w+|root|work)/|/(var/)?tmp/\w{1,3}/'
    tap.case('no paths of a machine', [place for path in everything for place in matches(path, machine, str)])


tap = Tap()
laws(tap)
sizes(tap)
headings(tap)
tap.end()
