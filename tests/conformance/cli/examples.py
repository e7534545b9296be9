#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""What people copy works: the scenarios of the examples, the program of the README, and the data of the quickstart."""
import glob
import os
import re
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), '..', '..', 'support'))
from tap import Tap  # noqa: E402

PROGRAM, README = map(os.path.abspath, sys.argv[1:3])
ADAPTERS = sys.argv[3].split()
ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', '..')
DATA = 'examples/data/'
AT = '2026-11-23T10:00:00Z'


def run(*words, **more):
    return subprocess.run(words, capture_output=True, text=True, timeout=60, **more)


def outcome(ran, status, needle=''):
    return '' if ran.returncode == status and needle in ran.stdout else f'{ran.returncode}\n{ran.stdout}\n{ran.stderr}'


def readme(tap):
    with open(DATA + 'jan.xml') as file:
        response = file.read()
    words = [README, DATA + 'toegang.yaml', '_jan-request']
    tap.case('the program of the README permits', outcome(run(*words, AT, input=response), 0, 'TOEGELATEN'))
    altered = response.replace('>Peeters<', '>Peeterz<')
    tap.case('and refuses', outcome(run(*words, AT, input=altered), 1, '[saml.signature.digest]'))
    tap.case('and says what it needs', outcome(run(README, input=''), 1))


def stories(tap):
    """The quickstart's own words, so that its stories stay true without its build."""
    with open('examples/quickstart') as file:
        script = file.read()
    tap.case('the quickstart is executable', '' if os.access('examples/quickstart', os.X_OK) else 'chmod +x')
    tap.case('it tells six stories', '' if len(re.findall(r'(?m)^story ', script)) == 6 else 'not six')
    for command in re.findall(r'(?m)^  (build/bindings/cli/toegang .*)$', script):
        words = [PROGRAM, *command.split()[1:]]
        tap.case('next: ' + ' '.join(words[1:]), outcome(run(*words), 0))


def administration(tap):
    """Appoint, grant, walk in, revoke: the script itself, with the program that is tested, and what it says to try."""
    if 'sqlite' not in ADAPTERS:
        tap.skip('the example of administration', 'no SQLite in this build: sudo apt-get install libsqlite3-dev')
        return
    ran = run('examples/administration', env={**os.environ, 'TOEGANG': PROGRAM})
    tap.case('the example of administration', outcome(ran, 0, 'Eight stories, eight outcomes as told'))
    for command in re.findall(r'(?m)^  build/bindings/cli/toegang (.*)$', ran.stdout):
        tap.case('next: ' + command, outcome(run(PROGRAM, *command.split()), 0))
    for path in glob.glob('build/administration.*') + glob.glob('build/audit.*'):
        os.remove(path)


def main():
    tap = Tap()
    os.chdir(ROOT)
    tap.case('the scenarios come out', outcome(run(PROGRAM, 'test', DATA + 'scenarios.yaml'), 0))
    tap.case('the configuration is good', outcome(run(PROGRAM, 'config', DATA + 'toegang.yaml'), 0))
    private = [name for name in os.listdir(DATA) if 'PRIVATE KEY' in open(DATA + name).read()]
    tap.case('no private key among the data', private)
    readme(tap)
    stories(tap)
    administration(tap)
    tap.end()


if __name__ == '__main__':
    main()
