#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The example in doc/adapter-guide.md is example_adapter.c, which the tests compile and run."""
import os
import re
import sys

ROOT = os.path.realpath(os.path.join(os.path.dirname(__file__), '..', '..', '..'))
sys.path.insert(0, os.path.join(ROOT, 'tests', 'support'))
from tap import Tap  # noqa: E402


def text(*path):
    with open(os.path.join(ROOT, *path), encoding='utf-8') as file:
        return file.read()


def main():
    tap = Tap()
    blocks = re.findall(r'^```c\n(.*?)^```$', text('doc', 'adapter-guide.md'), re.MULTILINE | re.DOTALL)
    for name in ('example_adapter.h', 'example_adapter.c'):
        tap.case(f'the guide shows {name} as it is',
                 [] if text('tests', 'conformance', 'directory', name) in blocks
                 else f'no block of doc/adapter-guide.md equals tests/conformance/directory/{name}')
    tap.end()


main()
