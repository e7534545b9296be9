#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Counts one run of `meson test`: what failed or was skipped is shown on stdout, "passed failed skipped" goes to
descriptor 3. Usage: count.py testlog.json SUITE STATUS-OF-MESON"""
import json
import os
import re
import sys

LINE = re.compile(r'^\s*(not )?ok\b[ \d]*(?:- )?(.*)$')
SKIP = re.compile(r'# *skip *(.*)$', re.IGNORECASE)
PLAN_SKIP = re.compile(r'^1\.\.0 *# *skip *(.*)$', re.IGNORECASE | re.MULTILINE)
SHOWN = 60


def cases(output):
    """(outcome, name) of every TAP line."""
    for line in output.splitlines():
        match = LINE.match(line)
        if not match:
            continue
        skip = SKIP.search(match[2])
        if match[1]:
            yield 'failed', match[2]
        elif skip:
            yield 'skipped', match[2]
        else:
            yield 'passed', match[2]


def outcomes(test):
    """What one program of meson counts for: its TAP lines, or itself when it has none."""
    output = test.get('stdout') or ''
    found = list(cases(output))
    whole = PLAN_SKIP.search(output)
    if not found and whole:
        return [('skipped', whole[1])]
    bad = test['result'] not in ('OK', 'SKIP', 'EXPECTEDFAIL')
    if bad and not any(outcome == 'failed' for outcome, _ in found):
        found.append(('failed', f'{test["name"]}: {test["result"]}, status {test["returncode"]}'))
    if not found:
        reason = (output.strip().splitlines() or ['no reason'])[-1]
        found = [('skipped', reason) if test['result'] == 'SKIP' else ('passed', test['name'])]
    return found


def show(test, found):
    name = test['name'].split(' / ')[-1]
    for outcome, text in found:
        if outcome == 'skipped':
            print(f'skipped: {name}: {text}')
    count = {outcome: sum(1 for one, _ in found if one == outcome) for outcome in ('passed', 'failed', 'skipped')}
    print(f'{test["result"]:8} {name}: {count["passed"]} passed, {count["failed"]} failed, '
          f'{count["skipped"]} skipped, {test["duration"]:.1f} s')
    if count['failed']:
        lines = ((test.get('stdout') or '') + (test.get('stderr') or '')).splitlines()
        interesting = [at for at, line in enumerate(lines) if line.lstrip().startswith('not ok')]
        first = max(0, interesting[0] - 10) if interesting else max(0, len(lines) - SHOWN)
        for line in lines[first:first + SHOWN]:
            print('    ' + line)
        if any('assertions: 0' in line for line in lines):
            # Criterion keeps what a test writes to stderr, and libubsan of gcc 12 takes no log_path beside libasan.
            print(f'    A test that says nothing ended in a sanitizer; to read it: UBSAN_OPTIONS=halt_on_error=1 '
                  f'strace -f -s 900 -e trace=write {" ".join(test.get("command", []))} 2>&1 | grep "runtime error"')


def main():
    path, suite, status = sys.argv[1], sys.argv[2], int(sys.argv[3])
    total = {'passed': 0, 'failed': 0, 'skipped': 0}
    tests = []
    if os.path.exists(path):
        with open(path, encoding='utf-8') as log:
            tests = [json.loads(line) for line in log]
    for test in tests:
        found = outcomes(test)
        show(test, found)
        for outcome, _ in found:
            total[outcome] += 1
    if not tests:
        print(f'no tests in suite {suite}')
        total['failed'] += 1
    elif status == 124:
        print(f'suite {suite} took too long and was ended')
        total['failed'] += 1
    os.write(3, '{passed} {failed} {skipped}\n'.format(**total).encode())


main()
