# SPDX-License-Identifier: Apache-2.0
"""Servers that are no LDAP server, or a bad one: what each says to whoever connects. BER as far as that needs it."""
import contextlib
import socket
import threading
import time


def ber(tag, *parts):
    body = b''.join(parts)
    length = len(body)
    return bytes([tag]) + (bytes([length]) if length < 128 else b'\x84' + length.to_bytes(4, 'big')) + body


def text(value, tag=0x04):
    return ber(tag, value if isinstance(value, bytes) else value.encode())


def number(value, tag=0x02):
    return ber(tag, value.to_bytes(4, 'big'))


def message(identifier, operation, controls=b''):
    return ber(0x30, number(identifier), operation, controls)


def entry(dn, **attributes):
    """A value is octets or text, or a list of these."""
    rows = [ber(0x30, text(name), ber(0x31, *(text(value) for value in (values if isinstance(values, list) else [values]))))
            for name, values in attributes.items()]
    return ber(0x64, text(dn), ber(0x30, *rows))


def result(code, tag=0x65):
    return ber(tag, number(code, 0x0a), text(''), text(''))


def reference(url):
    return ber(0x73, text(url))


def page_control(cookie):
    value = ber(0x30, number(0), text(cookie))
    return ber(0xa0, ber(0x30, text('1.2.840.113556.1.4.319'), text(value)))


def identifier_of(octets):
    """The message that is asked, and its operation; the rest of what came is nobody's."""
    at = 2 if octets[1] < 128 else 2 + (octets[1] & 127)
    size = octets[at + 1]
    return int.from_bytes(octets[at + 2:at + 2 + size], 'big'), octets[at + 2 + size]


class Impostor:
    """speak(connection, received): says what it likes, and hangs up when it returns."""

    def __init__(self, speak):
        self.speak = speak
        self.listener = socket.create_server(('127.0.0.1', 0))
        self.url = 'ldap://127.0.0.1:%d' % self.listener.getsockname()[1]
        self.secure = 'ldaps' + self.url[4:]
        self.running, self.asked = True, 0
        threading.Thread(target=self.run, daemon=True).start()

    def run(self):
        while self.running:
            with contextlib.suppress(OSError):
                connection, _ = self.listener.accept()
                threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, connection):
        with contextlib.suppress(OSError), connection:
            self.asked += 1
            self.speak(self, connection)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.running = False
        self.listener.close()


def says(octets, linger=0.0):
    """The same to everybody, whatever was asked."""
    def speak(_, connection):
        connection.recv(4096)
        connection.sendall(octets)
        time.sleep(linger)
    return speak


def trickles(octets):
    """An octet now and then, so that something always moves."""
    def speak(impostor, connection):
        for octet in octets:
            connection.sendall(bytes([octet]))
            time.sleep(0.02)
            if not impostor.running:
                return
    return speak


def waits(_, connection):
    """Says nothing, and stays."""
    with contextlib.suppress(OSError):
        while connection.recv(4096):
            pass


def answers(*operations, controls=b'', again=False):
    """A search with these operations, the last of which ends it; a bind and StartTLS as is asked."""
    def speak(_, connection):
        while True:
            octets = connection.recv(65536)
            if not octets:
                return
            identifier, operation = identifier_of(octets)
            if operation == 0x42:
                return
            if operation == 0x60:
                connection.sendall(message(identifier, result(0, 0x61)))
                continue
            for one in operations[:-1]:
                connection.sendall(message(identifier, one))
            connection.sendall(message(identifier, operations[-1], controls))
            if not again:
                time.sleep(0.01)
    return speak
