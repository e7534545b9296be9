# SPDX-License-Identifier: Apache-2.0
"""Cases of a script test, printed as TAP so that tests/run counts them."""
import sys


class Tap:
    def __init__(self):
        self.count = self.bad = 0

    def case(self, name, problems=()):
        """Good when there are no problems; each is printed."""
        if isinstance(problems, str):
            problems = [problems] if problems else []
        problems = list(problems)
        self.count += 1
        self.bad += bool(problems)
        print(('not ok' if problems else 'ok'), self.count, '-', name, flush=True)
        for problem in problems[:40]:
            for line in str(problem).splitlines() or ['']:
                print('#   ' + line, flush=True)
        if len(problems) > 40:
            print(f'#   and {len(problems) - 40} more')
        return not problems

    def skip(self, name, how):
        """What the machine lacks, and how to get it."""
        self.count += 1
        print('ok', self.count, '-', name, '# SKIP', how, flush=True)

    def note(self, text):
        for line in text.splitlines():
            print('# ' + line, flush=True)

    def end(self):
        print(f'1..{self.count}', flush=True)
        sys.exit(1 if self.bad else 0)


def skip_all(how):
    print('1..0 # SKIP', how, flush=True)
    sys.exit(0)
