#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The Go package: vet, its tests under the race detector, and the program of its README in a module of its own.
Usage: tests.py SOURCE FOLDER BUILD, where BUILD is one without sanitizers, which is made where it is not there."""
import json
import os
import re
import shutil
import sys
import tempfile

SOURCE, FOLDER, BUILD = sys.argv[1:4]
sys.path.insert(0, os.path.join(SOURCE, 'tests', 'support'))
from plain import make, run, surroundings, told, toolchains  # noqa: E402
from tap import Tap, skip_all  # noqa: E402

PACKAGE = os.path.join(SOURCE, 'bindings', 'go')
DATA = os.path.join(SOURCE, 'examples', 'data')


def tests(tap, go, environment, *flags):
    """One case for each test of Go, and one for each package that did not get that far."""
    # Where addresses are random by 32 bits the race detector now and then finds no room for its shadow.
    ran = run(['setarch', '-R', go, 'test', '-json', '-count=1', *flags, './...'], cwd=PACKAGE, env=environment)
    said, count = {}, 0
    for line in ran.stdout.splitlines():
        event = json.loads(line) if line.startswith('{') else {}
        test = event.get('Test') or event.get('Package')
        said[test] = said.get(test, '') + event.get('Output', '')
        if event.get('Action') not in ('pass', 'fail', 'skip') or ('Test' not in event and event['Action'] != 'fail'):
            continue
        count += 1
        if event['Action'] == 'skip':
            tap.skip(test, ' '.join(said[test].split('\n')[1].split()))
        else:
            tap.case(test, said[test][-3000:] if event['Action'] == 'fail' else '')
    tap.case('tests of Go ran', '' if count > 20 else ran.stdout[-2000:] + ran.stderr[-2000:])


def readme(tap, go, environment):
    """As its reader does it: an empty folder, the lines of the README, nothing else."""
    with open(os.path.join(PACKAGE, 'README.md'), encoding='utf-8') as file:
        text = file.read()
    program = re.search(r'```go\n(.*?)```', text, re.DOTALL)[1]
    begin, _, use = (block.split('\n') for block in re.findall(r'```(?:console|go)\n(.*?)```', text, re.DOTALL))
    with tempfile.TemporaryDirectory() as place:
        for name in os.listdir(DATA):
            shutil.copy(os.path.join(DATA, name), place)
        with open(os.path.join(place, 'main.go'), 'w', encoding='utf-8') as file:
            file.write(program)
        ran = []
        for line in [*begin, use[0]]:
            if line.startswith('$ go '):
                words = re.sub(r'(?<==)/usr/\S+', PACKAGE, line[5:]).split()
                ran.append(run([go, *words], cwd=place, env=environment))
        tap.case('the program of README.md in a module of its own', ''.join(map(told, ran)))
        tap.case('it prints what README.md shows', '' if ran[-1].stdout == '\n'.join(use[1:]) else ran[-1].stdout)
        tap.case('it is written as gofmt writes', run([os.path.join(os.path.dirname(os.path.realpath(go)), 'gofmt'), '-l', place]).stdout)


def main():
    found = toolchains()
    if not found:
        skip_all('no Go on this machine: sudo apt-get install golang-go')
    tap = Tap()
    make(tap, SOURCE, BUILD)
    environment = surroundings(BUILD, FOLDER)
    for number, (version, go) in enumerate(found.items()):
        tap.note(f'{version}: {go}')
        tap.case(f'go vet, {version}', told(run([go, 'vet', './...'], cwd=PACKAGE, env=environment)))
        tests(tap, go, environment, '-race' if number == 0 else '-short')
        readme(tap, go, environment)
    gofmt = os.path.join(os.path.dirname(os.path.realpath(go)), 'gofmt')
    tap.case('written as gofmt writes', run([gofmt, '-l', PACKAGE]).stdout)
    tap.end()


main()
