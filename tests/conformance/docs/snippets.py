#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What the documents show works: every command runs and prints what stands under it, every C program compiles,
every piece of YAML is read.

snippets.py SOURCE PROGRAM CC...: PROGRAM is the built command `toegang`, CC the compiler.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

import tap

SOURCE = pathlib.Path(sys.argv[1]).resolve()
PROGRAM = pathlib.Path(sys.argv[2]).resolve()
COMPILER = sys.argv[3:]
SECONDS = 60
LATER = 1795431600  # an hour after the moment of the examples: a file that is older says how old it was then
QUICKSTART = 'examples/quickstart'
AS_HERE = {'sudo -u www-data ': '', '/etc/toegang/': 'examples/data/'}  # of a machine on which it is installed
AN = '90.01.01-001.23\n'  # who has the right that the examples ask; typed where a command reads a number

# These install or build; a test of their own runs them. Here they only have to be there.
ELSEWHERE = re.compile(r'^(sudo |apt-get |git clone |cd libtoegang|meson |ninja |cc |pip install |\.?/?examples/quickstart|\.?/?examples/eloket/run|\.?/?tests/run|\.?/?\.ci/run)')
OURS = ('sh', 'console', 'c', 'yaml', 'go')
# Of other kinds, which test runs those of a page; a text is nothing to run.
THEIRS = {'nginx': {'README.md': 'tests/interop/nginx/doc.py', 'doc/leesmij.md': 'tests/interop/nginx/doc.py',
                    'doc/nginx.md': 'tests/interop/nginx/doc.py', 'doc/serve.md': 'tests/interop/serve/fronts.py'},
          'apache': {'README.md': 'tests/conformance/docs/snippets.py', 'doc/leesmij.md': 'tests/conformance/docs/snippets.py',
                     'doc/apache.md': 'tests/interop/apache/signin.py', 'doc/serve.md': 'tests/interop/serve/fronts.py'},
          'caddyfile': {'doc/serve.md': 'tests/interop/serve/fronts.py'},
          'json': {'doc/authzen.md': 'tests/conformance/authzen/document.py'},
          'python': {'doc/python.md': 'bindings/python/tests/test_manual.py'}}
C_FLAGS = ['-std=c99', '-D_DEFAULT_SOURCE', '-Wall', '-Wextra', '-Wpedantic', '-Werror', '-fsyntax-only']


# Around some lines of a program that has the rest.
FRAGMENT = '''\
#include <toegang.h>
#include <toegang/sys/directory.h>
%s
extern toegang *all;
extern toegang_directory *directory, *registers[TOEGANG_REGISTERS];
extern toegang_report why, report;
toegang_status fragment(void);
toegang_status fragment(void)
{
%s
return status;
}
'''


class Block:
    def __init__(self, path, line, kind, text, file=None):
        self.path, self.line, self.kind, self.text = path, line, kind, text
        self.file = file  # its name, where the line before says one: `name.h`:

    def name(self):
        return re.sub(r'\W', '_', f'test_{self.path.relative_to(SOURCE)}_{self.line:04d}_{self.kind}')


def fenced(path):
    """The blocks of a Markdown file."""
    text = path.read_text()
    for found in re.finditer(r'(?:^`([\w.]+)`:\n\n)?^```(\w*)\n(.*?)^```$', text, flags=re.MULTILINE | re.DOTALL):
        yield Block(path, text.count('\n', 0, found.start(2)) + 1, found.group(2) or 'nothing', found.group(3), found.group(1))


def literal(path):
    """The literal blocks of a manual page, but for those of its SYNOPSIS; what each is shows from its beginning."""
    text = path.read_text()
    for found in re.finditer(r'^(\t*)```\n(.*?)^\t*```$', text, flags=re.MULTILINE | re.DOTALL):
        if text.rfind('\n# ', 0, found.start()) == text.rfind('\n# SYNOPSIS', 0, found.start()):
            continue
        body = re.sub(rf'^{found.group(1)}', '', found.group(2), flags=re.MULTILINE).replace('\\\\', '\\')
        kind = 'console' if body.startswith('$ ') else 'c' if '#include' in body else 'yaml'
        yield Block(path, text.count('\n', 0, found.start()) + 1, kind, body)


def blocks():
    for path in [SOURCE / 'README.md', *sorted((SOURCE / 'doc').glob('*.md'))]:
        if path.exists():
            yield from fenced(path)
    for path in sorted((SOURCE / 'doc/man').glob('*.scd')):
        yield from literal(path)


def dialogue(text):
    """(command, what it shows) of a console block; a command may go on with a backslash."""
    steps = []
    goes_on = False
    for line in text.splitlines():
        if line.startswith('$ ') and not goes_on:
            steps.append([line[2:], []])
        elif goes_on:
            steps[-1][0] += '\n' + line.removeprefix('> ')
        else:
            steps[-1][1].append(line)
        goes_on = steps[-1][0].endswith('\\') and not steps[-1][1]
    return steps


def same(output):
    """Handles are made with a key that every user has for himself."""
    return re.sub(r'~[A-Za-z0-9_-]{38}', '~handle', output).rstrip('\n')


class Snippets(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix='toegang-docs-')
        self.addCleanup(self.folder.cleanup)
        self.place = pathlib.Path(self.folder.name)
        shutil.copytree(SOURCE / 'examples', self.place / 'examples')
        for path in (self.place / 'examples').rglob('*'):
            os.utime(path, (LATER, LATER))
        command = self.place / 'build/bindings/cli/toegang'
        command.parent.mkdir(parents=True)
        command.symlink_to(PROGRAM)
        self.environment = dict(os.environ, PATH=f'{command.parent}:{os.environ["PATH"]}', LC_ALL='C.UTF-8',
                                XDG_STATE_HOME=str(self.place / 'state'))

    def run_command(self, command, typed=''):
        return subprocess.run(command, cwd=self.place, env=self.environment, input=typed,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=SECONDS)

    def is_there(self, command):
        word = command.split()[0]
        if '/' in word:
            self.assertTrue(os.access(SOURCE / word, os.X_OK), f'{word} is not a program')

    def stories(self, steps):
        """The commands that the quickstart ran, each with its output and "(exit status 0)"; what it prepared first."""
        prepared = re.findall(r'^sed .*', (SOURCE / 'examples/quickstart').read_text(), re.MULTILINE)
        self.assertGreaterEqual(len(steps), 6)
        for command, shown in steps:
            end = next(i for i, line in enumerate(shown) if line.startswith('(exit status '))
            yield ' && '.join([*prepared, command]) + '; printf "(exit status %d)\\n" $?', shown[:end + 1]

    def console(self, block):
        steps = dialogue(block.text)
        if steps[0][0] == QUICKSTART:
            self.is_there(QUICKSTART)
            steps = list(self.stories(steps[1:]))
        script, run = '', []
        for command, shown in steps:
            if ELSEWHERE.match(command):
                self.is_there(command)
                continue
            run.append((command, shown))
            script += f'{command}\nstatus=$?; printf "\\n=%s=\\n" next; (exit $status)\n'
        parts = self.run_command(['bash', '-c', script]).stdout.split('\n=next=\n')
        self.assertEqual(len(parts), len(run) + 1)
        for (command, shown), printed in zip(run, parts):
            self.assertEqual(same(printed), same('\n'.join(shown)), command)

    def sh(self, block):
        text = block.text
        for there, here in AS_HERE.items():
            text = text.replace(there, here)
        commands = [line for line in text.replace('\\\n', ' ').splitlines() if line and not line.startswith('#')]
        if any(ELSEWHERE.match(line) for line in commands):
            for line in commands:
                self.is_there(line)
            return
        done = self.run_command(['bash', '-e', '-c', text], typed=AN)
        self.assertEqual(done.returncode, 0, done.stdout)

    def c(self, block):
        beside = [other for other in (fenced(block.path) if block.path.suffix == '.md' else []) if other.file]
        for other in beside:
            (self.place / other.file).write_text(other.text)
        path = self.place / (block.file or 'snippet.c')
        headers = ''.join(f'#include "{other.file}"\n' for other in beside if other.file.endswith('.h'))
        path.write_text(block.text if '#include' in block.text else FRAGMENT % (headers, block.text))
        done = self.run_command([*COMPILER, *C_FLAGS, '-I', SOURCE / 'include', path])
        self.assertEqual(done.returncode, 0, done.stdout)

    def yaml(self, block):
        """A configuration, scenarios, or a directory, which a configuration made here names."""
        folder = self.place / 'examples/data'
        path = folder / 'snippet.yaml'
        path.write_text(block.text)
        # Keys and certificates are the reader's own: one that anybody may see stands in for each.
        for name in re.findall(r'^\s+(?:token|password|authorities|certificate|key): ([\w.-]+)', block.text, flags=re.MULTILINE):
            if not (folder / name).exists():
                (folder / name).write_text('0' * 64)
                (folder / name).chmod(0o600)
        for name in ('eloket.key', 'eloket.crt'):
            shutil.copy(SOURCE / 'tests/support/keys' / name, folder)
            (folder / name).chmod(0o600)
        for name in re.findall(r'sqlite:([\w-]+)/', block.text):
            (folder / name).mkdir(exist_ok=True)
        command = 'config'
        if re.search(r'^(functions|appointments|rights|suspensions|register):', block.text, flags=re.MULTILINE):
            path = folder / 'around.yaml'
            path.write_text('directories: {kbo: "yaml:snippet.yaml"}\n')
        elif re.search(r'^scenarios:', block.text, flags=re.MULTILINE):
            command = 'test'
        done = self.run_command([PROGRAM, command, path])
        self.assertEqual(done.returncode, 0, done.stdout)

    def go(self, block):
        """Stands in a test of the Go package, line for line."""
        def bare(text):
            return '\n'.join(line.strip() for line in text.splitlines() if line.strip())
        shown = [bare(path.read_text()) for path in (SOURCE / 'bindings/go').glob('*_test.go')]
        self.assertTrue(any(bare(block.text) in whole for whole in shown), block.text)


class Readme(unittest.TestCase):
    def test_the_program_is_the_one_in_examples(self):
        for path in [SOURCE / 'README.md', SOURCE / 'doc/leesmij.md']:
            shown = [block.text for block in fenced(path) if block.kind == 'c']
            self.assertEqual(shown, [(SOURCE / 'examples/readme.c').read_text()], path.name)

    def test_every_block_is_run_by_a_test(self):
        nobody = [f'{name}:{block.line} {block.kind}' for block in blocks() for name in [str(block.path.relative_to(SOURCE))]
                  if not (block.kind in OURS or block.kind == 'text' or name in THEIRS.get(block.kind, {}))]
        self.assertEqual(nobody, [])
        silent = [f'{page}: {test}' for pages in THEIRS.values() for page, test in pages.items()
                  if pathlib.Path(page).name not in (SOURCE / test).read_text()]
        self.assertEqual(silent, [])

    def test_what_it_shows_of_apache_stands_in_what_a_test_runs(self):
        shown = [block.text.split('\n') for block in fenced(SOURCE / 'doc/apache.md') if block.kind == 'apache']
        for path in [SOURCE / 'README.md', SOURCE / 'doc/leesmij.md']:
            lines = [line.strip() for block in fenced(path) if block.kind == 'apache' for line in block.text.splitlines()]
            self.assertGreater(len(lines), 3, path.name)
            self.assertTrue(any(set(lines) <= {line.strip() for line in whole} for whole in shown), path.name)


def add(block):
    setattr(Snippets, block.name(), lambda self: getattr(self, block.kind)(block))


for each in blocks():
    if each.kind in OURS:
        add(each)

if __name__ == '__main__':
    tap.main()
