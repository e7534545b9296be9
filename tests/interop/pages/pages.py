#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The pages of the library in a browser. Usage: pages.py PROGRAM SOURCE; TOEGANG_TEST_NPM is the folder with node_modules
(tests/run fills it)."""
import os
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.realpath(__file__))
sys.path.insert(0, os.path.join(HERE, '..', '..', 'support'))
import web  # noqa: E402
from tap import Tap, skip_all  # noqa: E402

PACKAGES = os.environ.get('TOEGANG_TEST_NPM', os.path.join(HERE, '..'))


def lacking():
    if not os.path.exists('/usr/bin/chromium'):
        return 'no /usr/bin/chromium: sudo apt-get install chromium'
    if not shutil.which('node'):
        return 'no node: sudo apt-get install nodejs'
    if not os.path.isdir(os.path.join(PACKAGES, 'node_modules', 'playwright-core')):
        return 'no npm package playwright-core: install npm, then tests/run fetches it'
    return ''


def main():
    program, source = sys.argv[1:3]
    how = lacking()
    if how:
        skip_all(how)
    tap = Tap()
    ports = web.free_port(), web.free_port()
    with web.folder('pages') as folder:
        made = subprocess.run([program, os.path.join(source, 'examples', 'data', 'toegang.yaml'), folder,
                               f'http://127.0.0.1:{ports[1]}/arrived'], capture_output=True, text=True, check=False)
        if tap.case('pages are made', made.stderr if made.returncode else ''):
            words = ['node', os.path.join(HERE, 'pages.mjs'), PACKAGES, folder, *map(str, ports)]
            ran = subprocess.run(words, capture_output=True, text=True, timeout=110, check=False)
            for line in ran.stdout.splitlines():
                name, _, problems = line.partition('\t')
                tap.case(name, problems.split('\t') if problems else '')
            tap.case('the browser went through them', ran.stderr[-2000:] if ran.returncode else '')
    tap.end()


main()
