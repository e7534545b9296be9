#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""What the border costs: the same calls from C, Python and Go, beside each other in one run.

border.py SOURCE BUILD PROGRAM [--python INTERPRETER MODULE] [--rounds N]
The programs of all languages are there from the first to the last round, and each call is made by one after the other. What
counts is the processor time of the whole process, the collector of Go included, so that what else runs here does not."""
import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.realpath(__file__))
sys.path += [os.path.join(HERE, '..', 'support'), os.path.join(HERE, '..', '..', 'bindings', 'python', 'tests')]
import plain  # noqa: E402
from run import assemble  # noqa: E402

CALLS = {'verify_saml': 'verify_saml of a signed response', 'check': 'check, directories in YAML',
         'parse': 'parse of an enterprise number'}
WARM, ROUND = 0.3, 0.03  # seconds


class Program:
    def __init__(self, words, environment):
        self.process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment)
        self.clock = ~self.process.pid << 3 | 2  # clock_getcpuclockid(3)

    def spent(self, call, times):
        """Seconds a call."""
        begun = time.clock_gettime_ns(self.clock)
        self.process.stdin.write(f'{call} {times}\n')
        self.process.stdin.flush()
        if self.process.stdout.readline() != '\n':
            sys.exit(f'{self.process.args[0]} did not make its calls')
        return (time.clock_gettime_ns(self.clock) - begun) / 1e9 / times

    def warmed(self, call):
        """How often a round makes the call, once it is as quick as it becomes."""
        return max(1, int(ROUND / self.spent(call, max(1, int(WARM / self.spent(call, 100))))))

    def end(self):
        self.process.stdin.close()
        self.process.wait()


def python(options):
    if not options.python:
        print('no Python package in this build: sudo apt-get install python3-dev python3-cffi')
        return None
    return [options.python[0], '-B', os.path.join(HERE, 'border_python.py')]


def go(options, environment, place):
    compiler = next(iter(plain.toolchains().values()), None)
    if not compiler:
        print('no Go on this machine: sudo apt-get install golang-go')
        return None
    program = os.path.join(place, 'border')
    subprocess.run([compiler, 'build', '-o', program, './internal/border'], check=True, env=environment,
                   cwd=os.path.join(options.source, 'bindings', 'go'))
    return [program]


def measure(programs, call, rounds):
    """Microseconds a call, of each language in each round."""
    times = {language: program.warmed(call) for language, program in programs.items()}
    spent = {language: [] for language in programs}
    for _ in range(rounds):
        for language, program in programs.items():
            spent[language].append(program.spent(call, times[language]) * 1e6)
    return spent


def show(call, spent):
    """Beside C of the same round."""
    print(f'\n{CALLS[call]:34} {"us a call":>10} {"more than C":>12} {"half of the rounds":>20} {"x C":>7}')
    for language, rounds in spent.items():
        line = f'{language:34} {statistics.median(rounds):10.2f}'
        if language != 'C':
            more = [one - c for one, c in zip(rounds, spent['C'])]
            low, middle, high = statistics.quantiles(more, n=4)
            ratio = statistics.median(one / c for one, c in zip(rounds, spent['C']))
            line += f' {middle:12.2f} {f"{low:.2f} to {high:.2f}":>20} {ratio:7.2f}'
        print(line, flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('source')
    parser.add_argument('build')
    parser.add_argument('program')
    parser.add_argument('--python', nargs=2)
    parser.add_argument('--rounds', type=int, default=41)
    options = parser.parse_args()
    kept = assemble(os.path.join(options.source, 'bindings', 'python', 'toegang'), options.python[1]) if options.python else None
    environment = plain.surroundings(options.build, os.path.join(options.build, 'bindings', 'go'))
    with tempfile.TemporaryDirectory(prefix='toegang-bench-') as place:
        words = {'C': [options.program], 'Python': python(options), 'Go': go(options, environment, place)}
        data = os.path.join(options.source, 'examples', 'data')
        programs = {language: Program([*words, data], environment) for language, words in words.items() if words}
        for call in CALLS:
            show(call, measure(programs, call, options.rounds))
        for program in programs.values():
            program.end()
    del kept


main()
