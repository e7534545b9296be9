#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""TLS: whose certificate is let in, and what is spoken. Usage: see world.py."""
import contextlib
import datetime
import os
import signal
import socket
import ssl
import time
import warnings

from world import BAKERY, JAN, Tap, service, skip_all, web

try:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
except ImportError:
    skip_all('no cryptography: sudo apt-get install python3-cryptography')

warnings.simplefilter('ignore', DeprecationWarning)  # TLS 1.1 is what is refused
NOW = datetime.datetime.utcnow()
BY = f'/auth?eloket=e-loketondernemers&by=headers&organisation={BAKERY}'


def name(text):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


class Authority:
    def __init__(self, it, label):
        self.it, self.label, self.key = it, label, ec.generate_private_key(ec.SECP256R1())
        self.certificate = self.sign(name(label), self.key.public_key(), None, True, [], 0, 1)
        it.write(label + '.pem', self.pem(self.certificate))

    def sign(self, subject, public, names, is_authority, uses, begins, ends):
        builder = x509.CertificateBuilder().subject_name(subject).issuer_name(name(self.label)).public_key(public)
        builder = builder.serial_number(x509.random_serial_number()).not_valid_before(NOW + datetime.timedelta(days=begins - 1))
        builder = builder.not_valid_after(NOW + datetime.timedelta(days=ends))
        builder = builder.add_extension(x509.BasicConstraints(is_authority, None), True)
        if names:
            builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(one) for one in names]), False)
        if uses:
            builder = builder.add_extension(x509.ExtendedKeyUsage(uses), False)
        return builder.sign(self.key, hashes.SHA256())

    @staticmethod
    def pem(certificate):
        return certificate.public_bytes(serialization.Encoding.PEM)

    def issue(self, label, *names, subject=None, use=ExtendedKeyUsageOID.CLIENT_AUTH, begins=0, ends=1):
        """The paths of a certificate and its key."""
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = self.sign(name(subject or label), key.public_key(), names, False, [use], begins, ends)
        return (self.it.write(label + '.pem', self.pem(certificate)),
                self.it.write(label + '.key', key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
                                                                serialization.NoEncryption()), 0o600))


def context(it, certificate=None, most=None, authority='ours.pem'):
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    made.load_verify_locations(it.path(authority))
    if most:
        made.minimum_version, made.maximum_version = ssl.TLSVersion.TLSv1, most
        made.set_ciphers('DEFAULT@SECLEVEL=0')
    if certificate:
        made.load_cert_chain(*certificate)
    return made


def get(it, made, path='/health/live', headers=''):
    """The answer, or None when the other side does not speak with us."""
    request = f'GET {path} HTTP/1.1\r\nHost: pdp.example\r\n{headers}Connection: close\r\n\r\n'.encode()
    came = b''
    with contextlib.suppress(OSError), it.connect() as plain, made.wrap_socket(plain, server_hostname='pdp.example') as client:
        client.sendall(request)
        while piece := client.recv(65536):
            came += piece
    return web.Answer(came) if came else None


def status(answer):
    return answer.status if answer else None


def expect(came, wanted):
    return [] if came == wanted else [f'expected {wanted}, came {came}']


def main():
    tap = Tap()
    with service('serve') as it:
        ours, theirs = Authority(it, 'ours'), Authority(it, 'theirs')
        server = ours.issue('pdp', 'pdp.example', use=ExtendedKeyUsageOID.SERVER_AUTH)
        good = ours.issue('nginx', 'nginx.example')
        options = ['--listen', f'127.0.0.1:{web.free_port()}', '--certificate', server[0], '--key', server[1],
                   '--authorities', it.path('ours.pem')]
        port = int(options[1].split(':')[1])

        def ready():
            with socket.socket() as client:
                return client.connect_ex(('127.0.0.1', port)) == 0
        with it.running(*options, address=port, ready=ready):
            tap.case('a client with our certificate', expect(status(get(it, context(it, good))), 200))
            stated = f'Toegang-Holder: {JAN}\r\nToegang-Assurance: high\r\n'
            tap.case('states who a person is', expect(status(get(it, context(it, good), BY, stated)), 204))
            callers = [line.get('caller') for line in it.log if line.get('endpoint') == 'auth']
            tap.case('the log names the client by its certificate', expect(callers, ['nginx.example']))
            for label, certificate in (
                    ('without one', None), ('of another authority', theirs.issue('stranger', 'nginx.example')),
                    ('that ended', ours.issue('ended', 'nginx.example', begins=-9, ends=-1)),
                    ('that is not yet', ours.issue('early', 'nginx.example', begins=3, ends=4)),
                    ('for servers', ours.issue('wrong-use', 'nginx.example', use=ExtendedKeyUsageOID.SERVER_AUTH))):
                tap.case('nobody ' + label, expect(status(get(it, context(it, certificate))), None))
            tap.case('no TLS 1.1', expect(status(get(it, context(it, good, ssl.TLSVersion.TLSv1_1))), None))
            tap.case('TLS 1.2', expect(status(get(it, context(it, good, ssl.TLSVersion.TLSv1_2))), 200))
            with it.connect() as plain:
                plain.sendall(b'GET /health/live HTTP/1.1\r\nHost: h\r\n\r\n')
                came = b''
                with contextlib.suppress(OSError):
                    came = plain.recv(4096)
            tap.case('nothing in clear', [] if b'HTTP/' not in came else [came])
            idle = [it.connect() for _ in range(20)]
            tap.case('who does not shake hands holds nobody up', expect(status(get(it, context(it, good))), 200))
            for client in idle:
                client.close()
            with it.connect() as plain, context(it, good).wrap_socket(plain, server_hostname='pdp.example') as client:
                body = b'{' + b' ' * 300000 + b'}'
                client.sendall(b'POST /access/v1/evaluation HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nConnection: close\r\n'
                               b'Content-Length: %d\r\n\r\n' % len(body) + body)
                tap.case('a body of many records', expect(client.recv(65536)[:12], b'HTTP/1.1 400'))
            renewed = ours.issue('renewed', 'pdp.example', use=ExtendedKeyUsageOID.SERVER_AUTH)
            os.replace(renewed[0], server[0])
            os.replace(renewed[1], server[1])
            it.process.send_signal(signal.SIGHUP)
            time.sleep(0.5)
            tap.case('a certificate that was renewed', expect(status(get(it, context(it, good))), 200))
            it.write('pdp.key', 'nonsense')
            it.process.send_signal(signal.SIGHUP)
            time.sleep(0.5)
            tap.case('the old one stays where the new one is none', expect(status(get(it, context(it, good))), 200))
        tap.case('ends with 0', expect(it.process.returncode, 0))
        server = ours.issue('pdp', 'pdp.example', use=ExtendedKeyUsageOID.SERVER_AUTH)
        with it.running(*options, '--connections', '20', address=port, ready=ready):
            crowd = [it.connect() for _ in range(60)]
            tap.case('a crowd that does not shake hands gives way', expect(status(get(it, context(it, good))), 200))
            for client in crowd:
                client.close()
        with it.running(*options, '--clients', 'apache.example,nginx.example', address=port, ready=ready):
            tap.case('one that is named', expect(status(get(it, context(it, good))), 200))
            for label, certificate in (('of another name', ours.issue('other', 'other.example')),
                                       ('with a wildcard', ours.issue('wild', '*.example')),
                                       ('with the name as subject', ours.issue('subject', subject='nginx.example')),
                                       ('with a longer name', ours.issue('longer', 'nginx.example.evil.example'))):
                tap.case('nobody ' + label, expect(status(get(it, context(it, certificate))), None))
    tap.end()


main()
