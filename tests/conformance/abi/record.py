#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Records the public interface of now: libtoegang-0.abi, and the symbols of the Debian package.

usage: record.py
   or  ninja -C BUILD record-abi
"""
import os
import re
import tempfile

import public


def record_dump():
    with tempfile.TemporaryDirectory(prefix='toegang-abi-') as folder:
        public.write(public.RECORDED, public.read(public.dump(folder)))


def record_symbols():
    """Who has a symbol already keeps the version in which it came."""
    known = {}
    if os.path.exists(public.SYMBOLS):
        known = dict(re.findall(r'^ (\S+) (\S+)$', public.read(public.SYMBOLS), re.MULTILINE))
    names = sorted([f'{public.NODE}@{public.NODE}', *(f'{name}@{public.NODE}' for name in public.prototypes())])
    lines = ['libtoegang.so.0 libtoegang0 #MINVER#', '* Build-Depends-Package: libtoegang-dev']
    lines += [f' {name} {known.get(name, public.version())}' for name in names]
    public.write(public.SYMBOLS, '\n'.join(lines) + '\n')


record_dump()
record_symbols()
print(f'recorded {len(public.prototypes())} functions of {public.version()}')
