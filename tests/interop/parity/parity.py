#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The command, Python and Go give the same verdict, octet for octet, over the decision table and the attack vectors.
Usage: parity.py SOURCE FOLDER BUILD WORLDS: BUILD is one without sanitizers, made where it is not there; WORLDS the program."""
import concurrent.futures
import json
import os
import sys
import tempfile

SOURCE, FOLDER, BUILD, WORLDS = sys.argv[1:5]
sys.path.insert(0, os.path.join(SOURCE, 'tests', 'support'))
import cases  # noqa: E402
from plain import make, python_module, run, surroundings, told, toolchains  # noqa: E402
from tap import Tap  # noqa: E402

ATTACKS = os.path.join(SOURCE, 'tests', 'conformance', 'attacks')
FLAGS = {'config': '--config', 'holder': '--holder', 'assurance': '--assurance', 'capacity': '--capacity', 'saml': '--saml',
         'in_response_to': '--in-response-to', 'jwt': '--jwt', 'nonce': '--nonce', 'kind': '--kind', 'eloket': '--eloket',
         'organisation': '--organisation', 'context': '--context', 'right': '--right', 'at': '--at'}
STATUS = {'permit': 0, 'deny': 1, 'indeterminate': 3}


def told_command(question, environment):
    """What the command writes, and that its exit status says the same."""
    words = [word for name, value in question.items() for word in (FLAGS[name], value)]
    ran = run([environment['TOEGANG'], 'check', '--json', *words], env=environment)
    answer = ran.stdout.rstrip('\n')
    if not answer:
        return f'fault: {ran.returncode} {ran.stderr}'
    status = STATUS[json.loads(answer)['context']['outcome']]
    return answer if ran.returncode == status else f'status {ran.returncode}: {answer}'


def by_command(questions, environment):
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(lambda question: told_command(question, environment), questions))


def by_driver(words, questions, environment):
    """The answers of a program that reads questions and writes answers, a line each."""
    ran = run(words, env=environment, input=''.join(json.dumps(question) + '\n' for question in questions))
    return ran.stdout.split('\n')[:-1] if ran.returncode == 0 else [f'fault: {ran.stderr[-2000:]}']


def drivers(tap, environment, place):
    """Python and Go, as far as they are here: name to the words that start it."""
    found = {}
    module = python_module(BUILD)
    if module:
        package = os.path.join(place, 'python', 'toegang')
        os.makedirs(package)
        own = os.path.join(SOURCE, 'bindings', 'python', 'toegang')
        for path in [*(os.path.join(own, name) for name in os.listdir(own)), os.path.join(BUILD, module)]:
            os.symlink(path, os.path.join(package, os.path.basename(path)))
        environment['PYTHONPATH'] = os.path.dirname(package)
        found['Python'] = ['/usr/bin/python3', '-B', os.path.join(os.path.dirname(__file__), 'ask.py')]
    else:
        tap.skip('Python', 'no Python package in this build: sudo apt-get install python3-dev python3-cffi')
    go = next(iter(toolchains().values()), None)
    if go:
        program = os.path.join(place, 'ask')
        built = run([go, 'build', '-o', program, './internal/ask'], cwd=os.path.join(SOURCE, 'bindings', 'go'), env=environment)
        tap.case('the program in Go is built', told(built))
        found['Go'] = [program]
    else:
        tap.skip('Go', 'no Go on this machine: sudo apt-get install golang-go')
    return found


def compare(tap, what, questions, found, environment):
    """What the command answers; a case for each driver."""
    with concurrent.futures.ThreadPoolExecutor(3) as pool:
        said = {name: pool.submit(by_driver, words, questions, environment) for name, words in found.items()}
        command = by_command(questions, environment)
    for name, answers in ((name, answers.result()) for name, answers in said.items()):
        problems = [f'{questions[i]}\n{name}: {other}\ncommand: {one}'
                    for i, (one, other) in enumerate(zip(command, answers)) if one != other]
        if len(answers) != len(command):
            problems.append(f'{len(answers)} answers to {len(command)} questions: {answers[-1:]}')
        tap.case(f'{what}: {name} and the command, {len(command)} verdicts octet for octet', problems[:5])
    tap.case(f'{what}: every question has a verdict', [answer for answer in command if not answer.startswith('{')][:5])
    return command


def shown(answer):
    """Outcome and check of a verdict; what is none has neither."""
    context = json.loads(answer)['context'] if answer.startswith('{') else {}
    return context.get('outcome'), context.get('check') or ''


def table(tap, found, environment, place):
    ran = run([WORLDS])
    cells = [json.loads(line) for line in ran.stdout.splitlines()]
    questions = [cases.of_cell(cell, os.path.join(place, f'cell-{i}')) for i, cell in enumerate(cells)]
    answers = compare(tap, 'the decision table', questions, found, environment)
    problems = []
    for cell, question, answer in zip(cells, questions, answers):
        outcome, check = shown(answer)
        # A sign-in that has ended, or is of a test number, is refused before it is a question.
        early = 'jwt' in question and ('until' in cell['identity'] or cell['identity']['test'])
        # The table knows what nobody asks a register when it opens no way.
        unasked = (cell['check'], check) == ('representation.never', 'representation.absent')
        if outcome != cell['outcome'] or not early and not unasked and check != cell['check']:
            problems.append(f'{question["config"]}: {outcome} {check}, in the table {cell["outcome"]} {cell["check"]}')
    tap.case('the answers are those of the table', problems or ([] if len(cells) > 3000 else [f'{len(cells)} cells']))


def attacks(tap, found, environment, place):
    with open(os.path.join(ATTACKS, 'attacks.tsv'), encoding='utf-8') as file:
        rows = [line.rstrip('\n').split('\t') for line in file if not line.startswith('#')]
    worlds = [cases.world(ATTACKS, os.path.join(place, name), name == 'keyed') for name in ('bare', 'keyed')]
    asked = [(row, cases.of_attack(row, ATTACKS, *worlds)) for row in rows]
    played = [(row, question) for row, question in asked if question]
    tap.note(f'{len(rows) - len(played)} of {len(rows)} vectors are no sign-in that a command and two languages can be asked')
    answers = compare(tap, 'the attacks', [question for _, question in played], found, environment)
    problems = []
    for (row, _), answer in zip(played, answers):
        outcome, check = shown(answer)
        if row[4] != '-' and (outcome, check) != ('deny', row[4]):
            problems.append(f'{row[3]}: {outcome} {check}, expected {row[4]}')
    good = sum(shown(answer)[0] == 'permit' for answer in answers)
    tap.case('each falls by its check', problems or ([] if len(played) > 200 and good > 10 else [f'{len(played)}, {good} good']))


def main():
    tap = Tap()
    make(tap, SOURCE, BUILD)
    environment = surroundings(BUILD, FOLDER)
    with tempfile.TemporaryDirectory() as place:
        found = drivers(tap, environment, place)
        table(tap, found, environment, place)
        attacks(tap, found, environment, place)
    tap.end()


main()
