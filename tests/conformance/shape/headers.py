#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Every public header compiles alone as C99 and as C++11, pedantically. Usage: headers.py [CC [CXX]]"""
import os
import shutil
import subprocess
import sys

import house
from tap import Tap

WARNINGS = ['-pedantic', '-Wall', '-Wextra', '-Werror', '-Wundef', '-Wshadow', '-Wold-style-cast']
LANGUAGES = [('c99', 'c', sys.argv[1] if len(sys.argv) > 1 else 'cc'),
             ('c++11', 'c++', sys.argv[2] if len(sys.argv) > 2 else 'c++')]

tap = Tap()
for standard, language, compiler in LANGUAGES:
    for path in house.files('include', ends=('.h',)):
        name = os.path.relpath(path, 'include')
        if not shutil.which(compiler.split()[0]):
            tap.skip(f'{name} as {standard}', f'no {compiler}: sudo apt-get install g++')
            continue
        warnings = [word for word in WARNINGS if language == 'c++' or word != '-Wold-style-cast']
        ran = subprocess.run([*compiler.split(), '-std=' + standard, *warnings, '-fsyntax-only',
                              '-I', os.path.join(house.ROOT, 'include'), '-x', language, '-'],
                             input=f'#include <{name}>\n#include <{name}>\nextern int alone;\n',
                             capture_output=True, text=True, check=False)
        tap.case(f'{name} as {standard}', ran.stderr if ran.returncode else '')
tap.end()
