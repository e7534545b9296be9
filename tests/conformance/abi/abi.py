#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The binary interface against the one that was recorded, by the rule of doc/stability.md. abi.py LIBRARY"""
import os
import re
import shutil
import sys
import tempfile
import xml.etree.ElementTree

import public
import tap

RECORD = 'if it is meant, record it with: ninja -C build-tests record-abi'
# (what a version changes, file, what stands there, what comes in its place, whether the rule allows it)
CHANGES = [
    ('a function is added', 'toegang/base.h', 'TOEGANG_API const char *toegang_version(void);',
     'TOEGANG_API const char *toegang_version(void);\nTOEGANG_API int toegang_added(void);', True),
    ('a structure with a size grows at its end', 'toegang/directory.h', '    uint64_t version;\n}',
     '    uint64_t version;\n    int64_t added;\n}', True),
    ('a structure that callers point to grows at its end', 'toegang/identity.h', '} toegang_stated;',
     '    int added;\n} toegang_stated;', True),
    ('a value is added to an enumeration', 'toegang/base.h', 'TOEGANG_DE = 3', 'TOEGANG_DE = 3,\n    TOEGANG_ADDED = 4',
     True),
    ('a function goes', 'toegang/base.h', 'TOEGANG_API const char *toegang_version(void);', '', False),
    ('a parameter is added', 'toegang/base.h', 'toegang_version(void)', 'toegang_version(int added)', False),
    ('a structure with a size grows in its middle', 'toegang/directory.h', '    uint64_t version;\n}',
     '    int64_t added;\n    uint64_t version;\n}', False),
    ('a member gets another name', 'toegang/directory.h', '    int64_t for_ms;', '    int64_t kept_ms;', False),
    ('a member gets another type', 'toegang/directory.h', '    unsigned refresh;', '    int64_t refresh;', False),
    ('a structure loses its last member', 'toegang/directory.h', '    uint64_t version;\n}', '}', False),
    ('a value without a size grows', 'toegang/base.h', '    uint32_t line;', '    uint32_t added;\n    uint32_t line;',
     False),
    ('a member of an enumeration gets another number', 'toegang/base.h', 'TOEGANG_DE = 3', 'TOEGANG_DE = 4', False),
    ('a status gets another number', 'toegang/base.h', 'TOEGANG_REFUSED = 1', 'TOEGANG_REFUSED = 2', False),
    ('a limit gets another number', 'toegang/directory.h', 'TOEGANG_FACTS_MAX 10000', 'TOEGANG_FACTS_MAX 10001', False),
    ('a status is added', 'toegang/base.h', 'TOEGANG_REFUSED = 1,', 'TOEGANG_REFUSED = 1, TOEGANG_ADDED = -7,', True),
]


def growth(folder):
    """A file that tells abidiff what may grow: structures with a size and those that callers only point to, at the end."""
    names = '|'.join([name for name, sized in public.structures() if sized] + public.written(grows=True))
    return public.write(os.path.join(folder, 'growth.ini'), '[suppress_type]\n  type_kind = struct\n'
                        f'  name_regexp = ^({names})$\n  has_data_member_inserted_at = end\n')


def difference(before, after, *options):
    """What abidiff says, or ''."""
    ran = public.run('abidiff', *options, before, after)
    return (ran.stdout + ran.stderr).strip() or 'abidiff failed' if ran.returncode else ''


def members(path):
    """Name of each structure of a dump to its members: offset, name and type."""
    return {one.get('name'): [(member.get('layout-offset-in-bits'), *next((each.get('name'), each.get('type-id'))
                                                                          for each in member))
                              for member in one.findall('data-member')]
            for one in xml.etree.ElementTree.parse(path).iter('class-decl')}


def moved(before, after):
    """Structures whose members are not what they were; more may have come behind them."""
    old, new = members(before), members(after)
    return [f'struct {name}: what it had is not where it was' for name in sorted(old)
            if new.get(name, [])[:len(old[name])] != old[name]]


def broken(before, after, allowed):
    """What the rule does not allow; abidiff passes over a structure that may grow, whatever became of its members."""
    return [*moved(before, after), *filter(None, [difference(before, after, *allowed)])]


def changed(folder, name, before, after):
    """The headers with one change, in a folder of their own."""
    copy = os.path.join(folder, 'changed')
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(public.HEADERS, copy)
    text = public.read(os.path.join(copy, name))
    if before not in text:
        raise SystemExit(f'{name} has no {before!r} to change')
    public.write(os.path.join(copy, name), text.replace(before, after, 1))
    return public.dump(folder, copy)


def rule(cases, folder, now, allowed):
    """The rule itself: what it allows is let through, what it does not is seen."""
    for name, file, before, after, may in CHANGES:
        found = broken(now, changed(folder, file, before, after), allowed)
        cases.case(f'{"allowed" if may else "seen"}: {name}', found if may else [] if found else ['nothing was seen'])


def symbols(cases, library):
    written = set(re.findall(r'^ (\S+) \S+$', public.read(public.SYMBOLS), re.MULTILINE)) - {f'{public.NODE}@{public.NODE}'}
    found = public.exported(library)
    cases.case('debian/libtoegang0.symbols lists what is exported',
               [*(f'not listed: {name}' for name in sorted(found - written)),
                *(f'not exported: {name}' for name in sorted(written - found)), *([RECORD] if found != written else [])])


def main(library):
    for program in ('abidw', 'abidiff'):
        if not shutil.which(program):
            tap.skip_all('no abidiff: apt-get install abigail-tools')
    cases = tap.Tap()
    symbols(cases, library)
    plain = {name for name, sized in public.structures() if not sized}
    cases.case('doc/stability.md lists the structures without a size', sorted(plain ^ set(public.written())))
    with tempfile.TemporaryDirectory(prefix='toegang-abi-') as folder:
        plain = public.dump(folder, with_constants=False)
        cases.case('the library is what the headers say', difference(plain, library))
        now = shutil.copy(public.dump(folder), os.path.join(folder, 'now.abi'))
        allowed = ['--no-added-syms', '--suppressions', growth(folder)]
        machine = [re.search(r"architecture='([^']*)'", public.read(path))[1] for path in (public.RECORDED, now)]
        release = public.released()
        if machine[0] != machine[1]:
            cases.skip('as recorded', f'recorded on {machine[0]}, this is {machine[1]}')
        elif release is None:
            found = difference(public.RECORDED, now, '--harmless')
            cases.case('nothing was released: the interface is the one recorded', [found, RECORD] if found else [])
        else:
            cases.case(f'what was built against {release} works', broken(public.RECORDED, now, allowed))
        rule(cases, folder, now, allowed)
    cases.end()


main(sys.argv[1])
