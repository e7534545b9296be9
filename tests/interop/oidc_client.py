# SPDX-License-Identifier: Apache-2.0
"""Who asks tokens of an OpenID provider: our clients, somebody with a browser, and where it posts logout tokens."""
import base64
import contextlib
import http.server
import json
import secrets
import threading
import urllib.error
import urllib.parse
import urllib.request

import peer

CALLBACK, SECRET = 'https://eloket.example/callback', 'a client secret of 64 octets, as HS512 asks, only for this test.'
SIGNING = ('RS256', 'PS256', 'ES256', 'EdDSA')
SHARED = ('HS256', 'HS384', 'HS512')
ENCODINGS = ('A128GCM', 'A256GCM', 'A128CBC-HS256', 'A256CBC-HS512')
ENCRYPTION = [(alg, enc) for alg in ('RSA-OAEP-256', 'ECDH-ES') for enc in ENCODINGS]
ENCRYPTION += [(alg, 'A256GCM') for alg in ('RSA-OAEP', 'ECDH-ES+A128KW', 'ECDH-ES+A256KW')]


def client(name, **more):
    return {'client_id': name, 'client_secret': SECRET, 'redirect_uris': [CALLBACK], 'response_types': ['code'],
            'grant_types': ['authorization_code'], **more}


def clients(logout_url, public_keys):
    """One for each way in which a token can be signed or encrypted."""
    made = [client(alg, id_token_signed_response_alg=alg, userinfo_signed_response_alg=alg,
                   introspection_signed_response_alg=alg, backchannel_logout_uri=logout_url + '/' + alg,
                   backchannel_logout_session_required=True, response_types=['code', 'code id_token token'],
                   grant_types=['authorization_code', 'implicit', 'client_credentials']) for alg in SIGNING]
    made += [client(alg, id_token_signed_response_alg=alg) for alg in SHARED]
    for prefix in ('bare', 'repeated'):
        made += [client(f'{prefix} {alg} {enc}', id_token_encrypted_response_alg=alg,
                        id_token_encrypted_response_enc=enc, jwks={'keys': public_keys}) for alg, enc in ENCRYPTION]
    return made


class Stop(urllib.request.HTTPRedirectHandler):
    """Leaves a redirect to the e-loket where it is: nobody listens there."""

    def redirect_request(self, *words):
        return None if words[-1].startswith(CALLBACK) else super().redirect_request(*words)


class Person(peer.Browser):
    """Somebody with a browser, and the client's server behind it."""

    def __init__(self, url, client_id, name='jan'):
        super().__init__(Stop())
        self.provider, self.client, self.name, self.nonce = url, client_id, name, secrets.token_urlsafe(12)

    def go(self, url, fields=None):
        """What the e-loket is told, when a redirect leads to it."""
        try:
            self.open(url, fields)
        except urllib.error.HTTPError as error:
            to = error.headers.get('Location', '')
            if not to.startswith(CALLBACK):
                raise RuntimeError(f'{url}: {error.code} {error.read().decode()[:1000]}') from error
            return dict(urllib.parse.parse_qsl(to.partition('#' if '#' in to else '?')[2]))
        return None

    def sign_in(self, **more):
        """To the provider, and through its pages until it sends us back."""
        query = {'client_id': self.client, 'redirect_uri': CALLBACK, 'response_type': 'code', 'scope': 'openid',
                 'nonce': self.nonce, **more}
        answer = self.go(self.provider + '/auth?' + urllib.parse.urlencode(query))
        for _ in range(3):
            if answer is not None:
                break
            answer = self.go(self.url, {'prompt': self.field('prompt'), 'login': self.name, 'password': 'any'})
        if not answer or 'error' in answer:
            raise RuntimeError(f'{self.name} at {self.client}: {answer}, {self.page[:500]}')
        return answer

    def call(self, path, fields=None, **headers):
        """The client's own request, by name and secret; octets."""
        basic = ':'.join(urllib.parse.quote(text) for text in (self.client, SECRET))
        headers.setdefault('Authorization', 'Basic ' + base64.b64encode(basic.encode()).decode())
        ask = urllib.request.Request(self.provider + path, headers=headers,
                                     data=urllib.parse.urlencode(fields).encode() if fields else None)
        with self.opener.open(ask, timeout=30) as answer:
            return answer.read().decode()

    def redeem(self, answer, **more):
        return json.loads(self.call('/token', {'grant_type': 'authorization_code', 'code': answer['code'],
                                               'redirect_uri': CALLBACK, **more}))

    def tokens(self):
        return self.redeem(self.sign_in())


@contextlib.contextmanager
def logout_receiver():
    """Where the provider posts logout tokens: (address, those that came by path)."""
    came = {}

    class Receiver(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers['Content-Length'])).decode()
            came[self.path[1:]] = urllib.parse.parse_qs(body)['logout_token'][0]
            self.send_response(204)
            self.end_headers()

        def log_message(self, *words):
            pass

    server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Receiver)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f'http://127.0.0.1:{server.server_address[1]}', came
    finally:
        server.shutdown()
        server.server_close()
