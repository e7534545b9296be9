# SPDX-License-Identifier: Apache-2.0
"""The public headers are the single source of what Python sees: this makes the module's C code from them.

usage: cdef.py INCLUDE-FOLDER OUT.c
"""
import pathlib
import re
import sys

# Functions of ours that the library calls. Each answers `onerror` of the module that defines it when Python raises.
CALLBACKS = '''
extern "Python" {
    void toegang_py_problem(void *, const char *, const char *, const toegang_report *);
    void toegang_py_detail(void *, toegang_register, const char *, const char *);
    void toegang_py_part(void *, const char *, const char *, const char *);
    toegang_status toegang_py_representation(void *, const toegang_representation *);
    toegang_status toegang_py_row(void *, const toegang_list_row *);
    toegang_status toegang_py_found(void *, const toegang_found *);
    void toegang_py_migrated(void *, const toegang_migrated *);
    void toegang_py_finding(void *, const toegang_audit_finding *);
    toegang_status toegang_py_line(void *, const char *, const char *, size_t);
    toegang_status toegang_py_read(void *, const toegang_directory_question *, toegang_fact_sink *, void *,
                                   toegang_report *);
}
'''


def cdef_of(header):
    """A header without comments, guards, C++ and attributes; of its macros those that are numbers."""
    text = re.sub(r'/\*.*?\*/', ' ', header, flags=re.DOTALL)
    text = re.sub(r'#ifdef __cplusplus.*?#endif', '', text, flags=re.DOTALL)
    lines = []
    for line in text.splitlines():
        number = re.match(r'#define (TOEGANG_\w+) (\d+)\s*$', line)
        other = re.match(r'#define (TOEGANG_\w+) INT64_(MIN|MAX)\s*$', line)
        if number:
            lines.append(line)
        elif other:
            lines.append(f'#define {other[1]} ...')
        elif not line.startswith('#'):
            lines.append(re.sub(r'\bTOEGANG_(API|CHECKED)\b', '', line))
    return '\n'.join(line for line in lines if line.strip())


def headers(folder):
    """In the order of toegang.h, then those under sys."""
    named = re.findall(r'#include <(toegang/\w+\.h)>', (folder / 'toegang.h').read_text())
    return named + sorted(f'toegang/sys/{path.name}' for path in (folder / 'toegang' / 'sys').glob('*.h'))


def cdef(folder):
    return '\n'.join(cdef_of((folder / name).read_text()) for name in headers(folder))


def source(folder):
    return '\n'.join(f'#include <{name}>' for name in headers(folder))


def main(folder, out):
    import cffi
    folder = pathlib.Path(folder)
    builder = cffi.FFI()
    builder.cdef(cdef(folder))
    builder.cdef(CALLBACKS)
    builder.set_source('toegang._toegang', source(folder))
    builder.emit_c_code(out)


if __name__ == '__main__':
    main(*sys.argv[1:])
