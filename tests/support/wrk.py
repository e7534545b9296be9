# SPDX-License-Identifier: Apache-2.0
"""A server that is asked as fast as it can (wrk), and what its processes take meanwhile."""
import re
import signal
import statistics
import subprocess
import time

import rates

ENDLESS, LATE = 300, 60  # seconds: until it is stopped; after which wrk gives up one answer, on a machine that is busy
SOME = 5  # readings of memory that are taken together
FEW = 20  # requests that say nothing


def load(port, path, *headers, connections=8):
    """Until it is stopped. headers: (name, value)."""
    wrk, *words = rates.words(port, path, headers, connections, ENDLESS)
    return subprocess.Popen([wrk, '--timeout', f'{LATE}s', *words], stdout=subprocess.PIPE, text=True)


class Counted:
    """What came of it. read: connections that ended without an answer; late: answers that took longer than wrk waits, which is
    no failure of the server, nor is what wrk itself gives up when it is stopped."""

    def __init__(self, text):
        self.done, self.other, kinds = rates.counted(text)
        self.connect, self.read, self.write, self.late = (kinds.get(kind, 0) for kind in ('connect', 'read', 'write', 'timeout'))

    def __str__(self):
        return (f'{self.done} requests, {self.other} not 200, connections refused {self.connect}, ended {self.read}, broken {self.write}, '
                f'answers that were late {self.late}')

    def failed(self, kept):
        """As lines. A connection that is kept the server may end between two requests, which wrk cannot tell from a failure."""
        failures = self.other + self.connect + (0 if kept else self.read + self.write)
        return [] if self.done > FEW and failures == 0 else [str(self)]


def stopped(process):
    process.send_signal(signal.SIGINT)
    return Counted(process.communicate()[0])


# ---- memory ----

def resident(pid):
    """KiB; 0 when it is not there any more."""
    try:
        with open(f'/proc/{pid}/status', encoding='ascii') as file:
            return int(re.search(r'VmRSS:\s*(\d+)', file.read())[1])
    except (OSError, TypeError):
        return 0


def children(master):
    with open(f'/proc/{master}/task/{master}/children', encoding='ascii') as file:
        return [int(pid) for pid in file.read().split()]


def until(condition, seconds=LATE):
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.02)
    return condition()


def grown(readings, most):
    """As lines: by more than `most` KiB from the first readings to the last. One reading says little: an allocator keeps for a while
    what was freed, the address sanitizer on purpose."""
    early, late = statistics.median(readings[:SOME]), statistics.median(readings[-SOME:])
    return [] if min(readings) > 0 and late - early <= most else [f'{early} to {late} KiB, expected {most} KiB more at most: {readings}']


def grown_by_requests(readings, count):
    """By more than threads take at times, and by a tenth of what one request takes that is not given back."""
    return grown(readings, 2048 + count // 10) if count > FEW else [f'{count} requests']
