#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""TLS: whose certificate is let in, and what is spoken. Usage: see world.py."""
import contextlib
import datetime
import os
import signal
import ssl
import warnings

from world import BAKERY, JAN, Tap, eventually, events, service, skip_all, web

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
    """Of itself, or below a parent: rightly, or by a certificate that says that it is none."""
    def __init__(self, it, label, parent=None, is_authority=True):
        self.it, self.label, self.key = it, label, ec.generate_private_key(ec.SECP256R1())
        self.certificate = (parent or self).sign(name(label), self.key.public_key(), None, is_authority, [], 0, 1)
        self.shown = self.pem(self.certificate) if parent else b''
        it.write(label + '.pem', self.pem(self.certificate))

    def sign(self, subject, public, names, is_authority, uses, begins, ends, issuer=None):
        builder = x509.CertificateBuilder().subject_name(subject).issuer_name(name(issuer or self.label)).public_key(public)
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

    def issue(self, label, *names, subject=None, issuer=None, use=ExtendedKeyUsageOID.CLIENT_AUTH, begins=0, ends=1):
        """The paths of a certificate and its key."""
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = self.sign(name(subject or label), key.public_key(), names, False, [use], begins, ends, issuer)
        return (self.it.write(label + '.pem', self.pem(certificate) + self.shown),
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


def shown(it, made):
    """The certificate of the service."""
    with it.connect() as plain, made.wrap_socket(plain, server_hostname='pdp.example') as client:
        return client.getpeercert(True)


def get(it, made, path='/health/live', headers=''):
    """The answer, or None when the other side does not speak with us."""
    request = f'GET {path} HTTP/1.1\r\nHost: pdp.example\r\n{headers}Connection: close\r\n\r\n'.encode()
    came = b''
    with contextlib.suppress(OSError), it.connect() as plain, made.wrap_socket(plain, server_hostname='pdp.example') as client:
        client.sendall(request)
        while piece := client.recv(65536):
            came += piece
    return web.Answer(came) if came else None


def failed(it, reason):
    """Lines of the log about a handshake that failed for this reason."""
    return [line['detail'] for line in it.log if line['event'] == 'handshake' and line['detail'] == f'127.0.0.1: {reason}']


def status(answer):
    return answer.status if answer else None


def expect(came, wanted):
    return [] if came == wanted else [f'expected {wanted}, came {came}']


def certificates(tap, it, ours):
    """Who is let in, and what the log says of who is not."""
    theirs, below, false = Authority(it, 'theirs'), Authority(it, 'below', ours), Authority(it, 'false', ours, False)
    tap.case('one below our authority', expect(status(get(it, context(it, below.issue('department', 'nginx.example')))), 200))
    for label, certificate, reason in (
            ('without one', None, 'peer did not return a certificate'),
            ('below one that is no authority', false.issue('fraud', 'nginx.example'), 'invalid CA certificate'),
            ('of an authority that bears the name of ours', theirs.issue('double', 'nginx.example', issuer='ours'), 'certificate signature failure'),
            ('of another authority', theirs.issue('stranger', 'nginx.example'), 'unable to get local issuer certificate'),
            ('that ended', ours.issue('ended', 'nginx.example', begins=-9, ends=-1), 'certificate has expired'),
            ('that is not yet', ours.issue('early', 'nginx.example', begins=3, ends=4), 'certificate is not yet valid'),
            ('for servers', ours.issue('wrong-use', 'nginx.example', use=ExtendedKeyUsageOID.SERVER_AUTH), 'unsuitable certificate purpose')):
        tap.case('nobody ' + label, expect(status(get(it, context(it, certificate))), None))
        tap.case(f'the log says: {reason}', [] if eventually(lambda: failed(it, reason)) else [web.tail(it.path('log'))])


def versions(tap, it, good):
    tap.case('no TLS 1.1', expect(status(get(it, context(it, good, ssl.TLSVersion.TLSv1_1))), None))
    tap.case('TLS 1.2', expect(status(get(it, context(it, good, ssl.TLSVersion.TLSv1_2))), 200))
    with it.connect() as plain:
        plain.sendall(b'GET /health/live HTTP/1.1\r\nHost: h\r\n\r\n')
        came = b''
        with contextlib.suppress(OSError):
            came = plain.recv(4096)
    tap.case('nothing in clear', [] if b'HTTP/' not in came else [came])


def records(tap, it, good):
    idle = [it.connect() for _ in range(20)]
    tap.case('who does not shake hands holds nobody up', expect(status(get(it, context(it, good))), 200))
    for client in idle:
        client.close()
    with it.connect() as plain, context(it, good).wrap_socket(plain, server_hostname='pdp.example') as client:
        body = b'{' + b' ' * 300000 + b'}'
        client.sendall(b'POST /access/v1/evaluation HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nConnection: close\r\n'
                       b'Content-Length: %d\r\n\r\n' % len(body) + body)
        tap.case('a body of many records', expect(client.recv(65536)[:12], b'HTTP/1.1 400'))


def renewal(tap, it, ours, server, good):
    """Certificates are read again with the configuration."""
    before = shown(it, context(it, good))
    for old, new in zip(server, ours.issue('renewed', 'pdp.example', use=ExtendedKeyUsageOID.SERVER_AUTH)):
        os.replace(new, old)
    it.process.send_signal(signal.SIGHUP)
    tap.case('it reads them again', [] if eventually(lambda: events(it, 'reloaded')) else [web.tail(it.path('log'))])
    after = shown(it, context(it, good))
    tap.case('a certificate that was renewed', [] if before != after else ['it shows the old one'])
    it.write('pdp.key', 'nonsense')
    it.process.send_signal(signal.SIGHUP)
    tap.case('a key that is none is told', [] if eventually(lambda: events(it, 'kept')) else [web.tail(it.path('log'))])
    tap.case('the old ones stay', expect(shown(it, context(it, good)), after))
    tap.case('and let in', expect(status(get(it, context(it, good))), 200))


def crowd(tap, it, good):
    """More who do not shake hands than there are places."""
    clients = [it.connect() for _ in range(60)]
    tap.case('a crowd that does not shake hands gives way', expect(status(get(it, context(it, good))), 200))
    for client in clients:
        client.close()


def named(tap, it, ours, good):
    tap.case('one that is named', expect(status(get(it, context(it, good))), 200))
    for label, certificate in (('of another name', ours.issue('other', 'other.example')),
                               ('with a wildcard', ours.issue('wild', '*.example')),
                               ('with the name as subject', ours.issue('subject', subject='nginx.example')),
                               ('with a longer name', ours.issue('longer', 'nginx.example.evil.example'))):
        tap.case('nobody ' + label, expect(status(get(it, context(it, certificate))), None))


def main():
    tap = Tap()
    with service('serve') as it:
        ours, port = Authority(it, 'ours'), web.free_port()
        server = ours.issue('pdp', 'pdp.example', use=ExtendedKeyUsageOID.SERVER_AUTH)
        good = ours.issue('nginx', 'nginx.example')
        options = ['--listen', f'127.0.0.1:{port}', '--certificate', server[0], '--key', server[1], '--authorities', it.path('ours.pem')]

        def running(*more):
            return it.running(*options, *more, address=port, ready=lambda: web.answers(port))
        with running():
            tap.case('a client with our certificate', expect(status(get(it, context(it, good))), 200))
            stated = f'Toegang-Holder: {JAN}\r\nToegang-Assurance: high\r\n'
            tap.case('states who a person is', expect(status(get(it, context(it, good), BY, stated)), 204))
            callers = [line.get('caller') for line in it.log if line.get('endpoint') == 'auth']
            tap.case('the log names the client by its certificate', expect(callers, ['nginx.example']))
            certificates(tap, it, ours)
            versions(tap, it, good)
            records(tap, it, good)
            renewal(tap, it, ours, server, good)
        tap.case('ends with 0', expect(it.process.returncode, 0))
        ours.issue('pdp', 'pdp.example', use=ExtendedKeyUsageOID.SERVER_AUTH)
        with running('--connections', '20'):
            crowd(tap, it, good)
        with running('--clients', 'apache.example,nginx.example'):
            named(tap, it, ours, good)
    tap.end()


main()
