# SPDX-License-Identifier: Apache-2.0
"""Servers that belong together: all run, or none does."""
import ctypes
import http.client
import os
import signal
import subprocess
import time

PR_SET_PDEATHSIG = 1
PATIENCE = 30


class Ended(Exception):
    """A server that ended by itself, with what it said last."""


def _with_parent():
    """It ends when we do, however we end."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Processes:
    def __init__(self, folder):
        self._folder, self._running = folder, {}

    def _log(self, name):
        return os.path.join(self._folder, f'{name}.log')

    def start(self, name, words, ready, environment=None):
        """ready(): is it there yet?"""
        with open(self._log(name), 'wb') as log:
            self._running[name] = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=self._folder,
                                                   env={**os.environ, **(environment or {})}, start_new_session=True,
                                                   preexec_fn=_with_parent)
        until = time.monotonic() + PATIENCE
        while not ready():
            self.look()
            if time.monotonic() > until:
                raise Ended(f'{name} does not answer:\n{self._said(name)}')
            time.sleep(0.05)

    def _said(self, name):
        with open(self._log(name), encoding='utf-8', errors='replace') as log:
            return log.read()[-2000:]

    def look(self):
        """Are they all alive?"""
        for name, process in self._running.items():
            if process.poll() is not None:
                raise Ended(f'{name} ended:\n{self._said(name)}')

    def stop(self):
        for process in reversed(self._running.values()):
            _signal(process, signal.SIGTERM)
        for process in self._running.values():
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                _signal(process, signal.SIGKILL)
                process.wait()


def _signal(process, number):
    try:
        os.killpg(process.pid, number)
    except ProcessLookupError:
        pass


def answers(port, path='/'):
    """Whether a web server answers there, be it with an error."""
    connection = http.client.HTTPConnection('127.0.0.1', port, timeout=5)
    try:
        connection.request('GET', path)
        return connection.getresponse().status > 0
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
