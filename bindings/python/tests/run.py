#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""
Runs the tests of the package as TAP.

usage: run.py [PACKAGE-FOLDER MODULE.so]   with these two as the package; without them the one that is installed
"""
import os
import pathlib
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(pathlib.Path(os.environ.get('TOEGANG_ROOT') or HERE.parents[2]) / 'tests' / 'support'))
from tap import Tap  # noqa: E402  (its folder is only known here)


class Result(unittest.TestResult):
    def __init__(self, tap):
        super().__init__()
        self.tap = tap

    @staticmethod
    def name(test):
        return f'{type(test).__name__}: {test._testMethodName[5:]}'.replace('_', ' ')

    def addSuccess(self, test):
        self.tap.case(self.name(test))

    def addSkip(self, test, reason):
        self.tap.skip(self.name(test), reason)

    def addFailure(self, test, err):
        self.tap.case(self.name(test), self._exc_info_to_string(err, test))

    addError = addFailure

    def addSubTest(self, test, subtest, err):
        if err is not None:
            self.tap.case(f'{self.name(test)} {subtest.params}', self._exc_info_to_string(err, test))


def assemble(sources, module):
    """The package as it would be installed, for this process and those that it starts."""
    folder = tempfile.TemporaryDirectory()
    package = pathlib.Path(folder.name) / 'toegang'
    package.mkdir()
    for path in [*pathlib.Path(sources).resolve().iterdir(), pathlib.Path(module).resolve()]:
        if path.name != '__pycache__':
            (package / path.name).symlink_to(path)
    sys.path.insert(0, folder.name)
    os.environ['PYTHONPATH'] = folder.name
    return folder


def main():
    sys.dont_write_bytecode = True
    kept = assemble(*sys.argv[1:3]) if len(sys.argv) > 1 else None
    tap = Tap()
    tests = unittest.defaultTestLoader.discover(str(HERE), pattern='test_*.py')
    tests.run(Result(tap))
    del kept
    tap.end()


if __name__ == '__main__':
    main()
