# SPDX-License-Identifier: Apache-2.0
"""unittest that reports in TAP, a line a test, as the other tests of this project do."""
import sys
import unittest


class Result(unittest.TestResult):
    def say(self, line, detail=''):
        print(line)
        for row in detail.splitlines():
            print('# ' + row)
        sys.stdout.flush()

    def addSuccess(self, test):
        self.say(f'ok {self.testsRun} - {test.id().split(".", 1)[1]}')

    def addSkip(self, test, reason):
        self.say(f'ok {self.testsRun} - {test.id().split(".", 1)[1]} # SKIP {reason}')

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self.say(f'not ok {self.testsRun} - {test.id().split(".", 1)[1]}', self.failures[-1][1])

    def addError(self, test, err):
        super().addError(test, err)
        self.say(f'not ok {self.testsRun} - {test.id().split(".", 1)[1]}', self.errors[-1][1])


def main(suite=None):
    """Runs a suite, by default every test of the program itself; ends the process."""
    suite = suite or unittest.defaultTestLoader.loadTestsFromModule(sys.modules['__main__'])
    print(f'1..{suite.countTestCases()}')
    result = Result()
    suite.run(result)
    sys.exit(0 if result.wasSuccessful() else 1)
