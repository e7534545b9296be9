#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The HTTP directory where all is well: the contract, what goes over the wire, AuthZEN, threads, the environment.
Usage: http_service.py HTTP_TOOL ADAPTERS SLOW_NAMES; TOEGANG_TEST_NPM is a folder with node_modules/ajv."""
import json
import os
import re
import shutil
import subprocess
import tempfile

import register
from asking import ADAPTERS, ANN, ANSWER, GOOD, LOST, ONE, QUERY, STALE, Asking, Tap, expect, facts_file, once, skip_all

HERE = os.path.dirname(os.path.realpath(__file__))
OPENAPI = os.path.join(HERE, '..', '..', '..', 'doc', 'register.openapi.yaml')
HOSTILE = ["' OR 1=1 --", '"}', '","holder":"85073003328', '*)(uid=*', '\\', '\\"', '{"$ne":null}', '%00', 'é', '</script>',
           "x\r\nX: y".replace('\r\n', '\\r\\n'), '../../etc/passwd', '$(id)', 'x' * 300]


class Keeping(register.Answers):
    """Keeps what was asked and answered, connection by connection."""
    asked, answered, connections = [], [], set()

    def noted(self, body):
        self.asked.append((self.requestline, dict(self.headers), body))
        self.connections.add(self.client_address)

    def send(self, body, status=200, **headers):
        if status == 200:
            self.answered.append(body)
        super().send(body, status, **headers)


def keeping(facts, **members):
    """A service that keeps, and its URL."""
    own = type('Keeping', (Keeping,), {'asked': [], 'answered': [], 'connections': set(),
                                       'register': register.Register(facts), **members})
    server = register.serve(own)
    return own, f'http://127.0.0.1:{server.server_address[1]}/v1'


def contract(tap, facts):
    service, url = keeping(facts)
    with Asking(url) as asking:
        came = asking.line('contract')
    tap.case('the contract, with its facts in a service', expect(came, GOOD, 0, 60000) + asking.rest.splitlines())
    tap.case('it asked a lot, on one connection', [] if len(service.asked) > 200 and len(service.connections) == 1 else
             [f'{len(service.asked)} questions on {len(service.connections)} connections'])
    return service


def leaks(service):
    """A national number, whole or as it is printed, anywhere but in the body."""
    number = re.compile(r'[0-9]{11}|[0-9]{2}\.[0-9]{2}\.[0-9]{2}')
    return sorted({text for line, headers, _ in service.asked for text in (line, *headers, *headers.values())
                   if number.search(text)})


def over_the_wire(tap, services):
    for name, service in services.items():
        tap.case(f'{name}: no number in a request line or header', leaks(service))
        tap.case(f'{name}: numbers in bodies', [] if any(ANN in body for *_, body in service.asked) else ['none was asked'])
        lines = {line for line, *_ in service.asked}
        tap.case(f'{name}: one line for all questions', [] if len(lines) == 1 and lines.pop().startswith('POST ') else [str(lines)])
        headers = {tuple(sorted(set(headers) - {'Content-Length'})) for _, headers, _ in service.asked}
        tap.case(f'{name}: nothing else is said', [] if headers == {('Accept', 'Content-Type', 'Host', 'User-Agent')} else
                 [str(headers)])


def validated(rows):
    """What is wrong with each row; None and how to get it where nothing can tell."""
    import yaml
    with open(OPENAPI, encoding='utf-8') as file:
        schemas = yaml.safe_load(file)['components']['schemas']
    modules = os.path.join(os.environ.get('TOEGANG_TEST_NPM', HERE), 'node_modules')
    if shutil.which('node') and os.path.isdir(os.path.join(modules, 'ajv')):
        ran = subprocess.run(['node', os.path.join(HERE, 'schema.mjs'), modules], capture_output=True, text=True, check=False,
                             input=json.dumps({'schemas': schemas, 'rows': rows}))
        return json.loads(ran.stdout) if ran.returncode == 0 else [ran.stderr]
    try:
        import jsonschema
    except ImportError:
        return None
    whole = json.loads(json.dumps(schemas).replace('#/components/schemas/', '#/$defs/'))
    checks = {name: jsonschema.Draft202012Validator({'$defs': whole, '$ref': f'#/$defs/{name}'}) for name in whole}
    return ['; '.join(error.message for error in checks[row['schema']].iter_errors(row['value'])) or None for row in rows]


WRONG = [('Question', {'register': 'kbo'}), ('Question', {'register': 'kbo', 'kind': 'function', 'more': 1}),
         ('Question', {'register': 'kbo', 'kind': 'function', 'for_oneself': True, 'organisation': ONE}),
         ('Answer', {'question': {'register': 'kbo', 'kind': 'function'}, 'as_of': '2026-01-01T00:00:00Z', 'complete': False,
                     'facts': []}), ('Fact', {'holder': '85.07.30-033.28'}), ('Fact', {'from': 1})]


def described(tap, services):
    rows = [{'schema': 'Question', 'value': json.loads(body)} for service in services for *_, body in service.asked]
    rows += [{'schema': 'Answer', 'value': body} for service in services for body in service.answered]
    problems = validated([*rows, *({'schema': schema, 'value': value} for schema, value in WRONG)])
    name = f'{len(rows)} questions and answers are as doc/register.openapi.yaml says'
    if problems is None:
        tap.skip(name, 'no npm package ajv: install node and npm, then tests/run fetches it; or python3-jsonschema')
        return
    tap.case(name, [problem for problem in problems[:len(rows)] if problem])
    tap.case('and what is not so is seen', [str(wrong) for wrong, problem in zip(WRONG, problems[len(rows):]) if not problem])


def members(tap, facts):
    service, url = keeping(facts)
    old, old_url = keeping(facts)
    old.register = register.Register(facts, as_of='2026-01-01T00:00:00Z')
    with Asking(url) as asking, Asking(old_url) as late:
        tap.case('one holder', expect(asking.ask(holder=ANN), GOOD, 3))
        tap.case('fresh, and since', expect(asking.ask(fresh=1, since='2026-01-01T00:00:00Z'), GOOD, 8))
        sent = json.loads(service.asked[-1][2])
        tap.case('both are told', [] if sent['fresh'] is True and sent['since'] == '2026-01-01T00:00:00Z' else [str(sent)])
        tap.case('an age that will do', expect(late.ask(since='2026-01-01T00:00:00Z'), GOOD, 8))
        tap.case('one that will not', expect(late.ask(since='2026-01-01T00:00:01Z'), STALE, 0))
        came = late.ask(organisation='kbo:0406798006')
        tap.case('facts have the age of the answer, and a source', expect(came, GOOD, 1) + (
            [] if re.fullmatch(r'10031 http:127\.0\.0\.1:[0-9]+#contract 2026-01-01T00:00:00Z', came.text) else [came.text]))
        tap.case('nothing found', expect(asking.ask(holder='19082416188'), GOOD, 0))
    return [service, old]


def injection(tap, facts):
    service, url = keeping(facts)
    with Asking(url) as asking:
        for text in HOSTILE:
            came = asking.ask('gebruikersbeheer', 'right', ANN, ONE, text)
            sent = json.loads(service.asked[-1][2])
            tap.case(f'an e-counter named {text[:30]}', expect(came, GOOD, 0) + (
                [] if sent['eloket'] == text and sent['holder'] == ANN and len(sent) == 6 else [str(sent)]))
    return service


def authzen(tap, facts):
    service, url = keeping(facts)
    base = {'register': 'gebruikersbeheer', 'kind': 'right', 'holder': ANN}
    rows = [('a right', {'organisation': ONE, 'eloket': 'subsidieloket', 'wanted': 'subsidie-indienen'}, GOOD, 1),
            ('another right', {'organisation': ONE, 'eloket': 'subsidieloket', 'wanted': 'x"}'}, GOOD, 0),
            ('a right that ended', {'organisation': ONE, 'eloket': 'wse-loket', 'wanted': 'wse-gebruiker'}, GOOD, 0),
            ('for oneself', {'organisation': 'self', 'eloket': 'burgerloket', 'wanted': 'dossier-lezen'}, GOOD, 1),
            ('for an organisation that has none', {'organisation': ONE, 'eloket': 'burgerloket', 'wanted': 'dossier-lezen'}, GOOD, 0),
            ('any organisation', {'eloket': 'burgerloket', 'wanted': 'dossier-lezen'}, QUERY, 0),
            ('any right', {'organisation': ONE, 'eloket': 'subsidieloket'}, QUERY, 0),
            ('any e-counter', {'organisation': ONE, 'wanted': 'subsidie-indienen'}, QUERY, 0),
            ('anybody', {'organisation': ONE, 'eloket': 'subsidieloket', 'wanted': 'subsidie-indienen', 'holder': '-'}, QUERY, 0),
            ('a function', {'register': 'kbo', 'kind': 'function', 'organisation': ONE}, QUERY, 0)]
    with Asking(url, mode='authzen') as asking, Asking(url + '/', mode='authzen', right='subsidie-indienen') as configured:
        for name, asked, wanted, count in rows:
            tap.case(f'a decision point: {name}', expect(asking.ask(**(base | asked)), wanted, count))
        came = configured.ask(**base, organisation=ONE, eloket='subsidieloket')
        tap.case('the right of the configuration', expect(came, GOOD, 1) + (
            [] if re.fullmatch(r'subsidie-indienen authzen:127\.0\.0\.1:[0-9]+ 2026-01-01T00:00:00Z', came.text) else [came.text]))
    tap.case('asked where AuthZEN has it', [] if {line for line, *_ in service.asked} == {
        'POST /v1/access/v1/evaluation HTTP/1.1'} else [str(service.asked[0])])
    tap.case('decisions are no answer of a register', expect(once(url + '/access/v1/evaluation'), '-4 directory.store'))
    register_answers, answers_url = keeping(facts)
    register_answers.good = lambda self, body: self.send(self.register.answer({'register': 'kbo', 'kind': 'function', 'at': ''}))
    tap.case('nor the other way round', expect(once(answers_url, None, base | rows[0][1], mode='authzen'), ANSWER))
    return service


def environment(tap, facts, folder):
    service, url = keeping(facts)
    elsewhere, other_url = keeping(facts)
    for name, text in (('.netrc', 'machine 127.0.0.1 login a password b\n'), ('.curlrc', 'user-agent = "x"\n')):
        with open(os.path.join(folder, name), 'w', encoding='ascii') as file:
            file.write(text)
    hostile = {name: other_url for word in ('http_proxy', 'https_proxy', 'all_proxy') for name in (word, word.upper())}
    hostile |= {'HOME': folder, 'CURL_HOME': folder, 'NETRC': os.path.join(folder, '.netrc'), 'no_proxy': '', 'NO_PROXY': '',
                'CURL_SSL_BACKEND': 'none', 'CURL_CA_BUNDLE': '/none', 'SSL_CERT_FILE': '/none', 'USER_AGENT': 'x'}
    tap.case('the environment changes nothing', expect(once(url, hostile), GOOD, 8) +
             [str(asked) for asked in service.asked if set(asked[1]) & {'Authorization', 'Proxy-Connection', 'Cookie'}])
    tap.case('and its proxy is not asked', [str(elsewhere.asked)] if elsewhere.asked else [])


def together(tap, facts):
    service, url = keeping(facts)
    with Asking(url, connections=3) as asking:
        came = asking.line('threads', 8, 25, 10000)
        tap.case('eight threads share three connections', expect(came, GOOD, 200, 30000) + (
            [] if 1 <= len(service.connections) <= 3 else [f'{len(service.connections)} connections']))
        tap.case('a child that was forked is told no', expect(asking.line('forked'), LOST, 0))
        tap.case('and its parent goes on', expect(asking.ask(), GOOD, 8))
        before = len(service.asked)
        came = asking.line('describe', 500)
        tap.case('its state', expect(came, GOOD) + ([] if re.fullmatch(
            r'adapter=http;host=127\.0\.0\.1:[0-9]+;mode=register;status=204;', came.text) else [came.text]))
        tap.case('asks nothing about anybody', [] if service.asked[before:][0][0] == 'OPTIONS /v1 HTTP/1.1' and
                 service.asked[before][2] == '' and 'Authorization' not in service.asked[before][1] else [str(service.asked[before:])])


def main():
    if 'http' not in ADAPTERS:
        skip_all('not compiled in: sudo apt-get install libcurl4-openssl-dev, and build again')
    tap = Tap()
    with tempfile.TemporaryDirectory(prefix='toegang-http-') as folder:
        facts = register.facts_of(facts_file(folder))
        services = {'the contract': contract(tap, facts), 'injection': injection(tap, facts)}
        points = {'a decision point': authzen(tap, facts)}
        over_the_wire(tap, services | points)
        described(tap, [*services.values(), *members(tap, facts)])
        environment(tap, facts, folder)
        together(tap, facts)
    tap.end()


main()
