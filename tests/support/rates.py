# SPDX-License-Identifier: Apache-2.0
"""wrk against a server of this machine, and what it tells."""
import re
import shutil
import subprocess

UNITS = {'us': 1e-6, 'ms': 1e-3, 's': 1, 'm': 60}


def lacking():
    """How to get wrk; '' where it is there."""
    return '' if shutil.which('wrk') else 'no wrk: sudo apt-get install wrk'


def words(port, path, headers=(), connections=16, seconds=1.0, threads=1):
    lines = [word for name, value in headers for word in ('-H', f'{name}: {value}')]
    return ['wrk', '--latency', f'-t{threads}', f'-c{connections}', f'-d{seconds:g}s', *lines,
            f'http://127.0.0.1:{port}{path}']


def seconds_of(text):
    number, unit = re.fullmatch(r'([\d.]+)(us|ms|s|m)', text).groups()
    return float(number) * UNITS[unit]


def counted(text):
    """Requests that were answered; answers other than 2xx and 3xx; connections that failed, by kind, {} where none did."""
    other = re.search(r'Non-2xx or 3xx responses: (\d+)', text)
    broken = re.search(r'Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)', text)
    kinds = dict(zip(('connect', 'read', 'write', 'timeout'), map(int, broken.groups()))) if broken else {}
    return int(re.search(r'(\d+) requests in', text)[1]), int(other[1]) if other else 0, kinds


class Told:
    """rate: requests a second; middle and slow: seconds, of which half and a hundredth take longer; bad: answers other
    than 2xx and 3xx; broken: connections that ended before an answer, by kind."""

    def __init__(self, text):
        self.text = text
        self.rate = float(re.search(r'Requests/sec:\s+([\d.]+)', text)[1])
        self.count, self.bad, self.broken = counted(text)
        self.middle, self.slow = (seconds_of(re.search(rf'^ *{part}% +(\S+)', text, re.MULTILINE)[1]) for part in (50, 99))
        self.most = seconds_of(re.search(r'Latency\s+\S+\s+\S+\s+(\S+)', text)[1])


def run(*arguments, within=(), **more):
    """Until it ends."""
    ran = subprocess.run([*within, *words(*arguments, **more)], capture_output=True, text=True, check=True)
    return Told(ran.stdout)
