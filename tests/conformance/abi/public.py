# SPDX-License-Identifier: Apache-2.0
"""The public interface as a caller's compiler sees it: a library of empty functions made from the headers alone."""
import os
import re
import subprocess
import sys

ROOT = os.path.realpath(os.path.join(os.path.dirname(__file__), '..', '..', '..'))
sys.path.insert(0, os.path.join(ROOT, 'tests', 'support'))
HEADERS = os.path.join(ROOT, 'include')
RECORDED = os.path.join(ROOT, 'tests', 'conformance', 'abi', 'libtoegang-0.abi')
SYMBOLS = os.path.join(ROOT, 'pkgconfig', 'debian', 'libtoegang0.symbols')
NODE = 'TOEGANG_0'
# What would make two dumps of the same interface differ: folders, lines, and what libraries the linker was given.
DUMP = ['abidw', '--no-comp-dir-path', '--no-show-locs', '--no-corpus-path', '--no-elf-needed', '--no-parameter-names',
        '--type-id-style', 'hash']


def run(*words):
    return subprocess.run(words, capture_output=True, text=True, check=False)


def output(*words):
    ran = run(*words)
    if ran.returncode:
        raise SystemExit(f'{" ".join(words)}: {ran.stdout[-2000:]}{ran.stderr[-2000:]}')
    return ran.stdout


def read(path):
    with open(path, encoding='utf-8') as file:
        return file.read()


def write(path, text):
    with open(path, 'w', encoding='utf-8') as file:
        file.write(text)
    return path


def headers(folder=HEADERS):
    """Name of each public header to its text without comments, in the order of the names."""
    found = [os.path.relpath(os.path.join(at, name), folder) for at, _, names in os.walk(folder) for name in names]
    return {name: re.sub(r'/\*.*?\*/', ' ', read(os.path.join(folder, name)), flags=re.DOTALL)
            for name in sorted(found) if name.endswith('.h')}


def prototypes(folder=HEADERS):
    """Name of each public function to its prototype."""
    found = {}
    for text in headers(folder).values():
        for match in re.finditer(r'^TOEGANG_(?:API|CHECKED)\b([^;{]*\));', text, re.MULTILINE):
            prototype = ' '.join(match[1].split())
            found[re.search(r'\b(\w+)\s*\(', prototype)[1]] = prototype
    return found


def constants(folder=HEADERS):
    """Numbers that a caller compiles in and that no function has in its types."""
    found = []
    for text in headers(folder).values():
        found += re.findall(r'^#define (TOEGANG_\w+) \(?-?\d+\)?\s*$', text, re.MULTILINE)
        for body in re.findall(r'\benum \{(.*?)\}', text, re.DOTALL):
            found += re.findall(r'\b(TOEGANG_\w+) =', body)
    return found


def structures(folder=HEADERS):
    """(name, whether it begins with its size) of every public structure whose members are public."""
    return [(name, bool(re.match(r'\s*(size_t|uint32_t) size;', body))) for text in headers(folder).values()
            for name, body in re.findall(r'typedef struct (\w+) \{(.*?)\n\}', text, re.DOTALL)]


def written(grows=None):
    """Structures without a size that doc/stability.md lists; with grows those that may grow."""
    page = read(os.path.join(ROOT, 'doc', 'stability.md'))
    rows = re.findall(r'^\| `(toegang_\w+)` \|.*\| (never|at its end) \|$', page, re.MULTILINE)
    return [name for name, how in rows if not grows or how != 'never']


def dump(into, folder=HEADERS, with_constants=True):
    """Path of the dump of what the headers in a folder say; made in the folder `into`."""
    lines = [f'#include <{name}>' for name in headers(folder)]
    lines += [prototype + ' { __builtin_trap(); }' for prototype in prototypes(folder).values()]
    if with_constants:
        # Each as the length of an array to which a function takes a pointer, so that it is in the dump; none is below -15.
        lines += [f'void toegang_constant_{name}(char (*at)[16 + {name}]);\n'
                  f'void toegang_constant_{name}(char (*at)[16 + {name}]) {{ (void)at; }}' for name in constants(folder)]
    source = write(os.path.join(into, 'public.c'), '\n'.join(lines) + '\n')
    library, path = os.path.join(into, 'public.so'), os.path.join(into, 'public.abi')
    output('cc', '-std=c11', '-g', '-O0', '-shared', '-fPIC', '-I' + folder, '-Wl,-soname,libtoegang.so.0',
           f'-ffile-prefix-map={into}=.',
           '-Wl,--version-script=' + os.path.join(ROOT, 'lib', 'toegang.map'), '-o', library, source)
    write(path, output(*DUMP, library))
    return path


def exported(library):
    """What a program finds in a library, with the node of its version."""
    lines = output('nm', '-D', '--defined-only', '--format=posix', library).splitlines()
    return {line.split()[0].replace('@@', '@') for line in lines} - {NODE}


def released():
    """The last version that CHANGELOG.md says is released, or None."""
    found = re.findall(r'^## ([\d.]+)(.*)$', read(os.path.join(ROOT, 'CHANGELOG.md')), re.MULTILINE)
    return next((version for version, more in found if 'not released' not in more), None)


def version():
    return re.search(r'TOEGANG_VERSION "([\d.]+)"', read(os.path.join(HEADERS, 'toegang', 'base.h')))[1]
