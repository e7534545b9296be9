#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The package as somebody installs it: from the checkout and from its source distribution, in an environment of its own."""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = pathlib.Path(os.environ.get('TOEGANG_ROOT') or HERE.parents[2])
PACKAGE = ROOT / 'bindings' / 'python'
sys.path.insert(0, str(ROOT / 'tests' / 'support'))
from tap import Tap, skip_all  # noqa: E402  (its folder is only known here)


def run(*command, cwd=None, **variables):
    environment = {name: value for name, value in os.environ.items() if name not in ('PYTHONPATH', 'LD_PRELOAD')}
    return subprocess.run([str(word) for word in command], cwd=cwd, text=True, check=False, env={**environment, **variables},
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def problems(ran):
    return ran.stdout.splitlines()[-30:] if ran.returncode else []


def has(module):
    return run(sys.executable, '-c', f'import {module}').returncode == 0


def environment(tap, folder):
    """With cffi and meson-python of this system, so that no registry is asked."""
    ran = run(sys.executable, '-m', 'venv', '--system-site-packages', folder)
    tap.case('an environment of its own', problems(ran))
    return folder / 'bin' / 'python'


def snippet():
    """The program of the README, as it stands there."""
    return re.search(r'```python\n(import toegang.*?)```', (PACKAGE / 'README.md').read_text(), re.DOTALL)[1]


def expect_readme(tap, python, folder):
    folder.mkdir()
    for path in (ROOT / 'examples' / 'data').iterdir():
        shutil.copy(path, folder)
    (folder / 'example.py').write_text(snippet())
    ran = run(python, 'example.py', cwd=folder)
    wanted = ['TOEGELATEN', '85.07.30-***.**']
    tap.case('the program of the README, in a folder outside the checkout',
             problems(ran) + [f'no {text} in {ran.stdout}' for text in wanted if text not in ran.stdout])


def expect_types(tap, python, folder):
    if run(python, '-m', 'mypy', '--version').returncode:
        return tap.skip('types', 'no mypy: sudo apt-get install mypy')
    program = snippet() + '\nreveal_type(decision)\nreveal_type(identity.holder)\n'
    (folder / 'typed.py').write_text(program)
    ran = run(python, '-m', 'mypy', '--strict', '--cache-dir', folder / 'cache', 'typed.py', cwd=folder)
    wanted = ['Revealed type is "toegang._decision.Decision"', 'Revealed type is "toegang._numbers.Rrn"']
    tap.case('a program has types from the wheel',
             problems(ran) + [f'no {text} in {ran.stdout}' for text in wanted if text not in ran.stdout])
    wrong = run(python, '-m', 'mypy', '--strict', '--cache-dir', folder / 'cache', '-c',
                'import toegang\ntoegang.open(1).check(organisation=5)\n', cwd=folder)
    tap.case('and a wrong one has errors', [] if wrong.returncode == 1 else [wrong.stdout])
    ran = run(python, '-m', 'mypy', '--strict', '--cache-dir', folder / 'cache', PACKAGE / 'toegang', cwd=folder)
    tap.case('mypy --strict of the package itself', problems(ran))


def expect_tests(tap, python, folder):
    ran = run(python, HERE / 'run.py', cwd=folder, TOEGANG_ROOT=str(ROOT))
    for line in ran.stdout.splitlines():
        if line.startswith('# ') and 'verifications' in line:
            tap.note(line[2:])
    tap.case('its tests, with the wheel', [line for line in ran.stdout.splitlines() if not line.startswith('ok ')]
             if ran.returncode else [])


def expect_source(tap, python, folder):
    made = run(python, '-c', f'import sys; sys.path.insert(0, {str(PACKAGE)!r}); import backend; '
                             f'print(backend.build_sdist({str(folder)!r}))')
    tap.case('a source distribution', problems(made))
    archive = folder / made.stdout.split()[-1]
    with tarfile.open(archive) as tar:
        names = tar.getnames()
    base = archive.name.removesuffix('.tar.gz')
    wanted = ['PKG-INFO', 'LICENSE', 'pyproject.toml', 'README.md', 'lib/toegang.c', 'include/toegang.h',
              'bindings/python/toegang/py.typed']
    tap.case('has the library in it', [f'no {name}' for name in wanted if f'{base}/{name}' not in names])
    ran = run(python, '-m', 'pip', 'wheel', '--no-build-isolation', '--no-deps', '-w', folder / 'again', archive)
    tap.case('and a wheel is built from it', problems(ran))


def main():
    for module, package in (('cffi', 'python3-cffi'), ('mesonpy', 'python3-mesonpy'), ('venv', 'python3-venv'),
                            ('pip', 'python3-pip')):
        if not has(module):
            skip_all(f'no {module}: sudo apt-get install {package}')
    tap = Tap()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        python = environment(tap, folder / 'environment')
        ran = run(python, '-m', 'pip', 'install', '--no-build-isolation', '--no-deps', PACKAGE)
        if tap.case('pip install ./bindings/python', problems(ran)):
            expect_readme(tap, python, folder / 'empty')
            expect_types(tap, python, folder / 'empty')
            expect_tests(tap, python, folder / 'empty')
            expect_source(tap, python, folder)
            tap.case('is taken away again', problems(run(python, '-m', 'pip', 'uninstall', '-y', 'toegang')))
    tap.end()


if __name__ == '__main__':
    main()
