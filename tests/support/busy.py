# SPDX-License-Identifier: Apache-2.0
"""How long this machine lets somebody wait who wants to go on: on top of every limit of time."""
import threading
import time

NAP = 0.005  # seconds
TIMES = 4  # who is measured has more to do than to wake up


class Sleeper(threading.Thread):
    def __init__(self):
        super().__init__(daemon=True)
        self.late = 0.0
        self.start()

    def run(self):
        while True:
            begun = time.monotonic()
            time.sleep(NAP)
            late = time.monotonic() - begun - NAP
            if late > NAP / 5:
                self.late += late


SLEEPER = Sleeper()


def lost():
    """Milliseconds since it was asked last; none where nobody else is."""
    late, SLEEPER.late = SLEEPER.late, 0.0
    return TIMES * 1000 * late
