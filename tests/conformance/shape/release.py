#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""What somebody gets who builds a release: the same octets in every folder, no symbol too many, floors that link with
the floors below them only, and a library that a program finds through pkg-config."""
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile

import house
from tap import Tap

LIBRARY = 'libtoegang.so.' + re.search(r'TOEGANG_VERSION "([\d.]+)"', house.text('include/toegang/base.h'))[1]
OPTIONS = ['--buildtype=release', '-Dtests=disabled', '-Dfuzzing=none', '-Dman-pages=disabled', '-Dwerror=true',
           '--libdir=lib']


def run(*words, **more):
    return subprocess.run(words, capture_output=True, text=True, check=False, **more)


def output(*words, **more):
    ran = run(*words, **more)
    if ran.returncode:
        raise SystemExit(f'{" ".join(words)}: {ran.stdout[-2000:]}{ran.stderr[-2000:]}')
    return ran.stdout


def not_sources(folder, names):
    """Build folders lie at the top; a script of that name may lie anywhere."""
    builds = {name for name in names if name.startswith('build')} if os.path.samefile(folder, house.ROOT) else set()
    return builds | {'.git', 'node_modules', '__pycache__', '.cache'} & set(names)


def build(folder, prefix, *more):
    """Copies the sources there and builds them; (build folder, what went wrong)."""
    source, into = os.path.join(folder, 'source'), os.path.join(folder, 'build')
    shutil.copytree(house.ROOT, source, symlinks=True, ignore=not_sources)
    clean = {name: value for name, value in os.environ.items() if not name.endswith('SAN_OPTIONS')}
    for words in (['meson', 'setup', into, source, '--prefix=' + prefix, *OPTIONS, *more], ['ninja', '-C', into]):
        ran = run(*words, env=clean)
        if ran.returncode:
            return into, '\n'.join(line for line in (ran.stdout + ran.stderr).splitlines() if not line.startswith('['))
    return into, ''


def digest(path):
    with open(path, 'rb') as file:
        return hashlib.sha256(file.read()).hexdigest()


def archive(into, floor):
    return os.path.join(into, 'lib', floor, f'libtoegang_{floor}.a')


def symbols(path, *options):
    lines = output('nm', '--format=posix', *options, path).splitlines()
    return {line.split()[0].split('@')[0] for line in lines if len(line.split()) > 1}


def reproducible(tap, one, two):
    names = [os.path.join('lib', LIBRARY), os.path.join('bindings', 'cli', 'toegang')]
    names = [name for name in names if os.path.exists(os.path.join(one, name))]
    tap.case('two builds in two folders give the same octets', [
        f'{name}: {digest(os.path.join(one, name))[:12]} and {digest(os.path.join(two, name))[:12]}'
        for name in names if digest(os.path.join(one, name)) != digest(os.path.join(two, name))])


def clients(into):
    """What the linker calls the client libraries that were found when this was built."""
    with open(os.path.join(into, 'meson-private', 'libtoegang.pc'), encoding='utf-8') as file:
        adapters = re.search(r'^adapters=(.*)$', file.read(), re.MULTILINE)[1].replace('\\ ', ' ').split()
    return [flag for name, flags in house.CLIENTS.items() if name in adapters for flag in flags]


def outside(into, floor):
    """What this floor may call from outside, as far as it was found."""
    return [flag for flag in house.OUTSIDE.get(floor, []) if flag not in house.CLIENT_FLAGS or flag in clients(into)]


def needs(tap, into):
    needed = re.findall(r'NEEDED\s+(\S+)', output('objdump', '-p', os.path.join(into, 'lib', LIBRARY)))
    allowed = ['c', 'crypto', 'xml2', 'yaml', 'z', *(flag[2:] for flag in clients(into))]
    tap.case('needs what its floors may call and nothing else: ' + ' '.join(allowed),
             sorted({re.match(r'lib(.+?)(?:-[0-9.]+)?\.so', name)[1] for name in needed} ^ set(allowed)))


def exported(tap, into):
    declared = set()
    for path in house.files('include', ends=('.h',)):
        declared |= set(re.findall(r'TOEGANG_(?:API|CHECKED)\b[^;{]*?\b(\w+)\s*\(', house.bare(house.text(path)))) - {'__attribute__'}
    found = symbols(os.path.join(into, 'lib', LIBRARY), '-D', '--defined-only') - {'TOEGANG_0'}
    tap.case('exported symbols start with toegang_', sorted(name for name in found if not name.startswith('toegang_')))
    tap.case('what headers declare is exported', sorted(declared - found))
    tap.case('what is exported is declared', sorted(found - declared))
    static = symbols(os.path.join(into, 'lib', 'libtoegang.a'), '--defined-only', '--extern-only')
    tap.case('names in the static library start with toegang_ or tg_',
             sorted(name for name in static if not name.startswith(('toegang_', 'tg_')) and not name.endswith('.o:')))


def writable(tap, into):
    """Names in sections that can be written to: globals. Allowed is a pthread_once, for libxml2 and for libcurl."""
    found = []
    for line in output('objdump', '-t', os.path.join(into, 'lib', 'libtoegang.a')).splitlines():
        match = re.search(r'\sO\s+(\.(?:data|bss|tdata|tbss|init_array)\S*)\s+\S+\s+(\S+)$', line)
        if match and not match[1].startswith(('.data.rel.ro', '.init_array')):
            found.append(match[2])
    most = 2 if '-lcurl' in clients(into) else 1
    tap.case(f'no globals but {most} pthread_once', [] if len(found) <= most and all('once' in name for name in found)
             else found)


def outside_exports(into):
    exports = {}
    for flag in ('-lc', '-lcrypto', '-lxml2', '-lyaml', '-lz', '-lm', *clients(into)):
        path = output('cc', f'-print-file-name=lib{flag[2:]}.so' + ('.6' if flag in ('-lc', '-lm') else '')).strip()
        exports[flag] = symbols(path, '-D', '--defined-only')
    return exports


def floor_links(tap, into, floor, exports, folder):
    below = house.LINKED[floor]
    archives = [archive(into, name) for name in below]
    libraries = [flag for name in [floor, *below] for flag in outside(into, name)]
    ran = run('cc', '-shared', '-o', os.path.join(folder, floor + '.so'), '-Wl,--no-undefined', '-Wl,--whole-archive',
              archive(into, floor), '-Wl,--no-whole-archive', '-Wl,--start-group', *archives, '-Wl,--end-group',
              *libraries)
    tap.case(f'{floor} links with {" ".join(below) or "nothing"}', ran.stderr if ran.returncode else '')
    wanted = symbols(archive(into, floor), '--undefined-only') - symbols(archive(into, floor), '--defined-only')
    wanted -= {'_GLOBAL_OFFSET_TABLE_'}
    own = set().union(*(symbols(archive(into, name), '--defined-only') for name in house.BELOW[floor]))
    known = own.union(exports['-lc'], exports['-lm'], *(exports[flag] for flag in outside(into, floor)))
    problems = sorted(wanted - known) + sorted(wanted & house.NEVER)
    problems += sorted(wanted & house.FILES) if floor not in house.WITH_FILES else []
    problems += sorted(wanted & house.SOCKETS) if floor != 'directory' else []
    tap.case(f'{floor} calls only what it may', problems)


def program(tap, name, words, environment, arguments=()):
    """Compiles and runs; a program that prints usage is as good as one that decides."""
    ran = run(*words)
    if not tap.case(name + ' compiles and links', ran.stderr if ran.returncode else ''):
        return
    ran = run(words[words.index('-o') + 1], *arguments, env={**os.environ, **environment}, input='')
    tap.case(name + ' runs', '' if ran.returncode in (0, 1, 2, 3) else f'status {ran.returncode}: {ran.stderr}')


def installed(tap, into, prefix, folder):
    ran = run('meson', 'install', '-C', into, '--no-rebuild')
    if not tap.case('meson install', ran.stderr if ran.returncode else ''):
        return
    libraries = os.path.join(prefix, 'lib')
    environment = {'PKG_CONFIG_PATH': os.path.join(libraries, 'pkgconfig')}

    def flags(*options):
        return output('pkg-config', *options, 'libtoegang', env={**os.environ, **environment}).split()
    public = [word for word in flags('--libs') if not word.startswith('-L')]
    tap.case('pkg-config --libs is -ltoegang', '' if public == ['-ltoegang'] else ' '.join(public))
    private = {'-lcrypto', '-lxml2', '-lyaml', *clients(into)} - set(flags('--static', '--libs'))
    tap.case('pkg-config --static lists the rest', sorted(private))
    tap.case('pkg-config names version and adapters', [] if flags('--modversion') == [LIBRARY.split('.so.')[1]]
             and flags('--variable=adapters') else ['--modversion or --variable=adapters'])
    source = os.path.join(house.ROOT, 'examples', 'readme.c')
    if not tap.case('examples/readme.c is there', '' if os.path.exists(source) else source):
        return
    shared, static = os.path.join(folder, 'readme'), os.path.join(folder, 'readme-static')
    strict = ['-std=c99', '-Wall', '-Wextra', '-Werror']
    program(tap, 'a program through pkg-config', ['cc', *strict, source, '-o', shared, *flags('--cflags', '--libs')],
            {'LD_LIBRARY_PATH': libraries})
    only_static = os.path.join(folder, 'static')
    os.mkdir(only_static)
    shutil.copy(os.path.join(libraries, 'libtoegang.a'), only_static)
    # The archive of ours, and shared libraries of others: of their archives a distribution may lack some.
    required = [word for word in flags('--print-requires-private') if re.match(r'[A-Za-z]', word)]
    words = [*flags('--cflags', '--libs'), *output('pkg-config', '--libs', *required).split(), '-pthread']
    words = [word for word in words if not word.startswith('-L')]
    program(tap, 'a program through pkg-config --static', ['cc', *strict, source, '-o', static, '-L' + only_static,
                                                          *words], {})


def main():
    tap = Tap()
    with tempfile.TemporaryDirectory(prefix='toegang-release-') as folder:
        prefix = os.path.join(folder, 'prefix')
        one, problem = build(os.path.join(folder, 'one'), prefix)
        if not tap.case('a release builds without a warning', problem):
            tap.end()
        two, problem = build(os.path.join(folder, 'in', 'another', 'folder'), prefix)
        tap.case('it builds in another folder', problem)
        if not problem:
            reproducible(tap, one, two)
        needs(tap, one)
        exported(tap, one)
        writable(tap, one)
        exports = outside_exports(one)
        for floor in house.BELOW:
            floor_links(tap, one, floor, exports, folder)
        installed(tap, one, prefix, folder)
        three, problem = build(os.path.join(folder, 'three'), prefix, *(f'-D{name}=disabled' for name in house.CLIENTS))
        if tap.case('it builds without client libraries', problem):
            needs(tap, three)
            exported(tap, three)
    tap.end()


if __name__ == '__main__':
    sys.exit(main())
