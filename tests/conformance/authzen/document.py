#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Each request that doc/authzen.md shows is answered as it shows: every member that stands there is in the answer.
document.py PROGRAM SOURCE: PROGRAM answers one request (answer.c)."""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.realpath(__file__)), '..', '..', 'support'))
from tap import Tap  # noqa: E402

PROGRAM, SOURCE = sys.argv[1], pathlib.Path(sys.argv[2])
PAIR = re.compile(r'^`POST ([\w/]+)`:\n\n```json\n(.*?)```\n\n`(\d+)[^`]*`(?:, `Toegang-Check: ([a-z.-]+)`)?:\n\n```json\n(.*?)```',
                  re.MULTILINE | re.DOTALL)
HANDLE = re.compile(r'~[A-Za-z0-9_-]{38}')


def lacking(shown, came, where=''):
    """What stands in one and not in the other."""
    if isinstance(shown, dict) and isinstance(came, dict):
        return [fault for name, value in shown.items() for fault in
                (lacking(value, came[name], f'{where}.{name}') if name in came else [f'{where}.{name} is not there'])]
    if isinstance(shown, list) and isinstance(came, list) and len(shown) == len(came):
        return [fault for i, value in enumerate(shown) for fault in lacking(value, came[i], f'{where}[{i}]')]
    if isinstance(shown, str) and shown == '~handle':
        return [] if HANDLE.fullmatch(came) else [f'{where}: {came} is no handle']
    return [] if shown == came else [f'{where}: {came!r}, shown {shown!r}']


def folder_of_examples(folder):
    """The configuration of the document beside the registers of the examples."""
    shutil.copytree(SOURCE / 'examples/data', folder, dirs_exist_ok=True)
    config = pathlib.Path(folder, 'authzen.yaml')
    config.write_text(re.search(r'```yaml\n(.*?)```', TEXT, re.DOTALL).group(1))
    key = pathlib.Path(folder, 'handles.key')
    key.write_text('00112233445566778899aabbccddeeff' * 2)
    key.chmod(0o600)
    return config


TEXT = (SOURCE / 'doc/authzen.md').read_text()
tap = Tap()
pairs = PAIR.findall(TEXT)
with tempfile.TemporaryDirectory(prefix='toegang-authzen-') as folder:
    config = folder_of_examples(folder)
    for path, request, status, check, answer in pairs:
        done = subprocess.run([PROGRAM, config, path], input=request, capture_output=True, text=True, timeout=60, check=False)
        head, _, body = done.stdout.partition('\n')
        came_status, _, came_check = head.partition(' ')
        faults = [done.stderr] if done.returncode else lacking(json.loads(answer), json.loads(body))
        if came_status != status or (check and came_check != check):
            faults.append(f'{head}, shown {status} {check}')
        tap.case(f'{path} {" ".join(request.split())[:60]}', faults)
requests = len(re.findall(r'^`POST ', TEXT, re.MULTILINE))
tap.case('every request has its answer', [] if len(pairs) == requests >= 8 else [f'{len(pairs)} of {requests}'])
tap.end()
