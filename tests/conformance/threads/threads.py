#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Builds the library, threads.c and layers.c with the thread sanitizer, in a build folder of its own, and runs them.
Usage: threads.py SOURCE BUILD [serve]: toegang-serve too, asked by tests of its own."""
import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.realpath(__file__)), '..', '..', 'support'))
from tap import Tap

FOLDER, SERVE, FORGE = 'tests/conformance/threads/', 'bindings/serve/toegang-serve', 'tests/support/forge'
TESTS = {'threads': 'eight threads, one trust, one configuration',
         'threads_layers': 'eight threads, one cache, one breaker'}
# Their own atomics are not instrumented, so that the sanitizer cannot see their order.
QUIET = ''.join(f'called_from_lib:{name}\n' for name in ('libcrypto.so.3', 'libxml2.so.2', 'libyaml-0.so.2',
                                                          'libsqlite3.so.0', 'libpq.so.5'))


def main():
    source, build, *wanted = sys.argv[1:]
    tap = Tap()
    environment = {name: value for name, value in os.environ.items() if not name.endswith('SAN_OPTIONS')}
    steps = [['ninja', '-C', build, *(FOLDER + name for name in TESTS), *([SERVE, FORGE] if wanted else [])]]
    if not os.path.exists(os.path.join(build, 'build.ninja')):
        steps.insert(0, ['meson', 'setup', build, source, '-Db_sanitize=thread', '-Db_lundef=false', '-Dfuzzing=none',
                         '-Dman-pages=disabled'])
    for step in steps:
        ran = subprocess.run(step, capture_output=True, text=True, check=False, env=environment)
        if not tap.case(' '.join(step[:2]), (ran.stdout + ran.stderr)[-3000:] if ran.returncode else ''):
            tap.end()
    quiet = os.path.join(build, 'quiet')
    with open(quiet, 'w', encoding='ascii') as file:
        file.write(QUIET)
    environment['TSAN_OPTIONS'] = f'suppressions={quiet}:halt_on_error=0:second_deadlock_stack=1'
    # Some kernels place the program where the sanitizer wants its shadow: without randomisation they do not.
    for name, what in TESTS.items():
        ran = subprocess.run(['setarch', '-R', os.path.join(build, FOLDER + name)], capture_output=True, text=True,
                             check=False, env=environment)
        tap.note(ran.stdout.strip())
        tap.case(what, (ran.stdout + ran.stderr)[:6000] if ran.returncode else '')
    if wanted:
        serve(tap, source, build, environment)
    tap.end()


def serve(tap, source, build, environment):
    """A report of the sanitizer is an exit status that these tests do not expect."""
    for name in ('life', 'attacks'):
        test = os.path.join(source, 'tests/interop/serve', name + '.py')
        words = [os.path.join(build, SERVE), os.path.join(build, FORGE), source]
        ran = subprocess.run(['setarch', '-R', sys.executable, test, *words], capture_output=True, text=True, check=False, env=environment)
        tap.case(f'toegang-serve: {name}', (ran.stdout + ran.stderr)[-6000:] if ran.returncode else '')


main()
