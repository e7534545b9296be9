# SPDX-License-Identifier: Apache-2.0
"""A signal to a process; of SIGSTOP it is waited for, since a busy machine takes its time."""
import glob
import os
import signal
import time


def states(process):
    for path in glob.glob(f'/proc/{process}/task/*/stat'):
        try:
            with open(path, encoding='ascii') as file:
                yield file.read().rsplit(')', 1)[1].split()[0]
        except FileNotFoundError:
            pass


def send(process, number):
    try:
        os.kill(process, number)
    except ProcessLookupError:
        return
    while number == signal.SIGSTOP and any(state not in 'TXZ' for state in states(process)):
        time.sleep(0.005)
