#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""An upward #include does not compile, and a header of a floor compiles alone. Uses the very commands with which
meson compiles a floor. Usage: floors.py BUILD"""
import json
import os
import shlex
import subprocess
import sys

import house
from tap import Tap


def commands(build):
    """Floor to (folder, the compiler with its options but without source and output)."""
    with open(os.path.join(build, 'compile_commands.json'), encoding='utf-8') as file:
        entries = json.load(file)
    found = {}
    for entry in entries:
        words, keep = shlex.split(entry['command']), []
        source = os.path.relpath(os.path.realpath(os.path.join(entry['directory'], entry['file'])), house.ROOT)
        parts = source.split(os.sep)
        if parts[0] != 'lib' or len(parts) < 3 or parts[1] not in house.BELOW:
            continue
        skip = False
        for word in words:
            if skip or word in ('-c', entry['file']):
                skip = False
            elif word in ('-o', '-MF', '-MQ'):
                skip = True
            elif not word.startswith(('-MD', '-fsanitize')):
                keep.append(word)
        found[parts[1]] = (entry['directory'], keep)
    return found


def compiles(command, header):
    folder, words = command
    source = f'#include "{header}"\nextern int tg_shape_alone;\n'
    ran = subprocess.run([*words, '-fsyntax-only', '-Werror', '-Wno-unused', '-x', 'c', '-'], cwd=folder, input=source,
                         capture_output=True, text=True, check=False)
    return ran.returncode == 0, ran.stderr


def headers_of(floor):
    folder = os.path.join(house.ROOT, 'lib', floor, 'include')
    return [os.path.relpath(os.path.join(house.ROOT, path), folder) for path in
            house.files(os.path.join('lib', floor, 'include'), ends=('.h',))]


def pair(command, floor, other):
    """Problems with the headers of the other floor seen from this one."""
    problems = []
    allowed = other == floor or other in house.BELOW[floor]
    only = house.ONLY.get((floor, other))
    for header in headers_of(other):
        if only and header not in only:
            continue
        good, message = compiles(command, header)
        if allowed and not good:
            problems.append(f'{header} does not compile: {message[:600]}')
        if not allowed and (good or 'No such file' not in message):
            problems.append(f'lib/{floor} can see "{header}"')
    return problems


tap = Tap()
known = commands(sys.argv[1])
for floor in house.BELOW:
    if not tap.case(f'{floor} is compiled', [] if floor in known else ['not in compile_commands.json']):
        continue
    for other in house.BELOW:
        allowed = other == floor or other in house.BELOW[floor]
        tap.case(f'{floor} {"sees" if allowed else "does not see"} {other}', pair(known[floor], floor, other))
tap.end()
