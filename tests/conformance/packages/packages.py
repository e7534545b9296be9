#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The Debian packages, from `meson dist` to their removal: what is exported builds outside git, what is built holds what
it must, and what is installed works."""
import filecmp
import glob
import os
import re
import shutil
import sys
import tempfile

ROOT = os.path.realpath(os.path.join(os.path.dirname(__file__), '..', '..', '..'))
sys.path.insert(0, os.path.join(ROOT, 'tests', 'support'))

import roots  # noqa: E402
import tap  # noqa: E402
import wanted  # noqa: E402
from roots import failed, run  # noqa: E402

LONG = bool(os.environ.get('TOEGANG_TEST_LONG'))
PROGRAMS = {'dpkg-buildpackage': 'dpkg-dev', 'go': 'golang-go', 'dh': 'debhelper', 'lintian': 'lintian', 'git': 'git', 'scdoc': 'scdoc',
            'fakeroot': 'fakeroot', 'readelf': 'binutils', 'apache2': 'apache2', 'nginx': 'nginx', 'systemd-analyze': 'systemd'}


def environment():
    """As a builder has it: without what the suites set, with objects that were compiled before."""
    clean = {name: value for name, value in os.environ.items()
             if not name.endswith('SAN_OPTIONS') and not name.startswith(('GIT_', 'MESON_', 'MALLOC_'))}
    clean['PATH'] = '/usr/lib/ccache:' + clean['PATH']
    clean['DEB_BUILD_PROFILES'] = '' if LONG else 'nocheck'
    clean['DEB_BUILD_OPTIONS'] = f'parallel={os.cpu_count()} ' + clean['DEB_BUILD_PROFILES']
    return clean


def lacking():
    """How to get what this machine lacks, or ''."""
    path = os.environ['PATH'] + ':/usr/sbin:/sbin'
    packages = [package for program, package in PROGRAMS.items() if not shutil.which(program, path=path)]
    if 'dpkg-dev' not in packages:
        ran = run('dpkg-checkbuilddeps', os.path.join(ROOT, 'pkgconfig', 'debian', 'control'), env=environment())
        packages += re.sub(r'\([^)]*\)', '', ran.stderr.split('dependencies: ')[-1]).split() if ran.returncode else []
    return 'apt-get install ' + ' '.join(packages) if packages else ''


def no_source(folder, names):
    """What lies in a tree and is no part of it; folders of builds lie at its top."""
    return {name for name in names if name in ('.git', '.cache', 'node_modules', '__pycache__') or
            (folder == ROOT and name.startswith('build'))}


def exported(cases, folder):
    """The tree that is here as it is, in a repository of its own, and what `meson dist` makes of it."""
    tree, build = os.path.join(folder, 'tree'), os.path.join(folder, 'dist')
    shutil.copytree(ROOT, tree, symlinks=True, ignore=no_source)
    me = ['-c', 'user.name=builder', '-c', 'user.email=builder@toegang.example', '-c', 'commit.gpgsign=false']
    clean = environment()
    for words in (['git', '-C', tree, 'init', '-q'], ['git', '-C', tree, 'add', '-A'],
                  ['git', '-C', tree, *me, 'commit', '-q', '-m', 'as it is'],
                  ['meson', 'setup', build, tree, '-Dtests=disabled', '-Dfuzzing=none'],
                  ['meson', 'dist', '-C', build, '--no-tests', '--formats', 'gztar']):
        ran = run(*words, env=clean)
        if ran.returncode:
            cases.case('meson dist', failed(ran))
            return None
    made = glob.glob(os.path.join(build, 'meson-dist', '*.tar.gz'))
    listed = run('tar', '-tf', made[0]).stdout.splitlines()
    files = {name.split('/', 1)[1] for name in listed if not name.endswith('/')}
    kept = set(run('git', '-C', tree, 'ls-files').stdout.splitlines())
    cases.case('meson dist holds every file of the tree', sorted(kept ^ files))
    return made[0]


def built(cases, folder, tarball):
    """The packages, by name, that build from that tarball; outside git, whoever stands above."""
    out = os.path.join(folder, 'packages')
    os.makedirs(out)
    ran = run(os.path.join(ROOT, 'pkgconfig', 'build-debian'), '--tarball', tarball, out, env=environment())
    tested = ', and passes its quick tests' if LONG else ''
    cases.case('the tarball builds outside git, into packages' + tested, failed(ran))
    found = {os.path.basename(path).split('_')[0]: path for path in glob.glob(os.path.join(out, '*.deb'))}
    tree = os.path.join(out, 'libtoegang-' + wanted.version(ROOT))
    return tree, {name: path for name, path in found.items() if not name.endswith('-dbgsym')}


def polite(cases, folder):
    changes = glob.glob(os.path.join(folder, 'packages', '*.changes'))
    ran = run('lintian', '--allow-root', '--fail-on', 'error', *changes)
    cases.case('lintian finds no errors', failed(ran))
    cases.note(ran.stdout)


def differences(tree, name, folder):
    found, should = wanted.below(folder), wanted.contents(tree, name)
    if name == 'toegang':
        # Documents, whichever there are.
        found = {path for path in found if not path.startswith('usr/share/doc/toegang/') or path in should}
    return [*(f'lacks {path}' for path in sorted(should - found)), *(f'has {path}' for path in sorted(found - should))]


def looked_into(cases, folder, tree, packages):
    cases.case('the packages', sorted(set(wanted.ALL) ^ set(packages)))
    for name, path in sorted(packages.items()):
        into = os.path.join(folder, 'inside', name)
        os.makedirs(into)
        problem = failed(run('dpkg-deb', '-x', path, into))
        cases.case(f'{name} holds what it must', problem or differences(tree, name, into))
        fields = dict(re.findall(r'^(\S+): (.*)$', run('dpkg-deb', '-f', path).stdout, re.MULTILINE))
        same = fields.get('Multi-Arch') == 'same'
        cases.case(f'{name} on several architectures', '' if same == (name in wanted.SAME) else f'same: {same}')
        if name == 'libtoegang-dev':
            exact = f'libtoegang0 (= {fields["Version"]})'
            cases.case('libtoegang-dev needs exactly its library', '' if exact in fields['Depends'] else fields['Depends'])
    hardened(cases, folder)


HARDENED = {'binding at the start': r'BIND_NOW', 'read-only relocations': 'GNU_RELRO',
            'free choice of address': r'Type:\s+DYN', 'stack without code': r'GNU_STACK\s.*RW\s'}


def hardened(cases, folder):
    """Programs and libraries: bound at the start, at any address, and without a trace of where they were built."""
    problems, count = [], 0
    for at, _, names in os.walk(os.path.join(folder, 'inside')):
        for path in [os.path.join(at, name) for name in names]:
            if os.path.islink(path):
                continue
            with open(path, 'rb') as file:
                octets = file.read()
            if folder.encode() in octets:
                problems.append(f'{path}: names the folder in which it was built')
            if not octets.startswith(b'\x7fELF'):
                continue
            count += 1
            said = run('readelf', '-hdlW', path).stdout
            problems += [f'{path}: no {what}' for what, form in HARDENED.items() if not re.search(form, said)]
            problems += [f'{path}: has a path for libraries'] if re.search(r'\(R(UN)?PATH\)', said) else []
    cases.case('programs are hardened, and nothing names a folder of the build', problems if count else ['no program found'])


def used(cases, root, tree, packages, where):
    """Installed, tried by the tests that the packages bring, and removed."""
    if not cases.case(f'{where}: installed', root.install(list(packages.values()))):
        return
    stanzas = wanted.read(os.path.join(tree, 'debian', 'tests', 'control')).split('\n\n')
    for test, needs in [re.match(r'Tests: (\S+)\nDepends: (.*)', stanza).groups() for stanza in stanzas]:
        needs = needs.split(', ')
        if not set(wanted.SERVERS) & set(needs) - set(packages):
            cases.case(f'{where}: debian/tests/{test}', root.test(test, tree, needs))
    cases.case(f'{where}: purged', root.purge(list(packages)))
    cases.case(f'{where}: nothing is left', root.left())


def layered(cases, folder, tree, packages):
    """On this machine, with its servers, in a layer that is taken away again."""
    root = roots.Layer(os.path.join(folder, 'layer'))
    if os.getuid() != 0:
        cases.skip('a layer above this machine', 'needs root')
        return
    try:
        if cases.case('a layer above this machine: made', root.made()):
            used(cases, root, tree, packages, 'a layer')
    finally:
        root.end()


def clean(cases, folder, tree, packages):
    """In a Debian that holds nothing else: minutes, and a mirror is asked."""
    if not LONG:
        return
    if os.getuid() != 0 or not shutil.which('debootstrap'):
        cases.skip('a clean Debian', 'needs root and: apt-get install debootstrap')
        return
    root = roots.Debian(os.path.join(folder, 'debian'))
    try:
        if cases.case('a clean Debian: made', root.made()):
            used(cases, root, tree, packages, 'a clean Debian')
    finally:
        root.end()


def again(cases, folder, tarball, packages):
    """The same source in another folder, at another time, gives the same octets."""
    if not LONG:
        return
    _, others = built(cases, os.path.join(folder, 'in', 'another', 'place'), tarball)
    cases.case('built again elsewhere, the packages have the same octets', sorted(
        name for name in packages if name not in others or not filecmp.cmp(packages[name], others[name], shallow=False)))


def main():
    how = lacking()
    if how:
        tap.skip_all(how)
    cases = tap.Tap()
    with tempfile.TemporaryDirectory(prefix='toegang-packages-') as folder:
        tarball = exported(cases, folder)
        if tarball:
            tree, packages = built(cases, folder, tarball)
            if packages:
                looked_into(cases, folder, tree, packages)
                polite(cases, folder)
                plain = {name: path for name, path in packages.items() if name not in wanted.SERVERS}
                used(cases, roots.Folder(os.path.join(folder, 'root')), tree, plain, 'a folder')
                layered(cases, folder, tree, packages)
                again(cases, folder, tarball, packages)
                clean(cases, folder, tree, packages)
    cases.end()


if __name__ == '__main__':
    main()
