#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""/health and /metrics. The text is read by a reader written here from the specification (OpenMetrics 1.0.0), and by that of
Prometheus where it is installed. Usage: see world.py."""
import json
import re

from world import AN, BAKERY, HANDLES, JAN, Tap, configuration, differs, service, web

TYPE = 'application/openmetrics-text; version=1.0.0; charset=utf-8'
NAME = r'[a-zA-Z_:][a-zA-Z0-9_:]*'
LABEL = r'([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\[\\n"])*)"'
SAMPLE = re.compile(rf'({NAME})(?:\{{((?:{LABEL})(?:,{LABEL})*)?\}})? (-?(?:\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|Inf)|NaN)$')
SUFFIXES = {'counter': ('_total', '_created'), 'gauge': ('',), 'info': ('_info',),
            'histogram': ('_bucket', '_count', '_sum', '_created')}


class Malformed(Exception):
    pass


def need(truth, line):
    if not truth:
        raise Malformed(line)


def read_sample(line, family):
    match = SAMPLE.match(line)
    need(match, line)
    name, labels, value = match[1], re.findall(LABEL, match[2] or ''), match[match.re.groups]
    need(len({label for label, _ in labels}) == len(labels), line)
    need(family and any(name == family['name'] + suffix for suffix in SUFFIXES[family['type']]), line)
    return name, tuple(labels), float(value)


def read_metrics(text):
    """Families by name, each with its samples; Malformed with the line where it is not as the specification has it."""
    need(text.endswith('# EOF\n') and '\r' not in text, 'end')
    families, family, seen = {}, None, set()
    for line in text[:-len('# EOF\n')].split('\n')[:-1]:
        if line.startswith('# '):
            _, word, name, rest = (line + ' ').split(' ', 3)
            rest = rest.rstrip()
            need(re.fullmatch(NAME, name) and word in ('TYPE', 'UNIT', 'HELP'), line)
            if word == 'TYPE':
                need(name not in families and rest in SUFFIXES, line)
                family = families[name] = {'name': name, 'type': rest, 'samples': []}
            else:
                need(family and family['name'] == name and not family['samples'] and word not in family, line)
                family[word] = rest
            need(word != 'UNIT' or (name.endswith('_' + rest) and family['type'] != 'info'), line)
            continue
        sample = read_sample(line, family)
        need(sample[:2] not in seen, line)
        seen.add(sample[:2])
        need(family['type'] not in ('counter', 'histogram') or sample[2] >= 0, line)
        family['samples'].append(sample)
    for family in families.values():
        need('HELP' in family, family['name'])
        if family['type'] == 'histogram':
            judge_histogram(family)
    return families


def judge_histogram(family):
    """Buckets rise, end with +Inf, and that is the count."""
    series = {}
    for name, labels, value in family['samples']:
        key = tuple(label for label in labels if label[0] != 'le')
        series.setdefault(key, {})[(name, dict(labels).get('le'))] = value
    for key, samples in series.items():
        buckets = [(float(le), value) for (name, le), value in samples.items() if name.endswith('_bucket')]
        need(buckets == sorted(buckets) and buckets[-1][0] == float('inf'), str(key))
        need([value for _, value in buckets] == sorted(value for _, value in buckets), str(key))
        need(samples[(family['name'] + '_count', None)] == buckets[-1][1], str(key))
        need((family['name'] + '_sum', None) in samples, str(key))


def value(families, name, **labels):
    for family in families.values():
        for sample, its, came in family['samples']:
            if sample == name and dict(its) == labels:
                return came
    return None


def peer(text):
    """What Prometheus' own reader says; None: it is not there."""
    try:
        from prometheus_client.openmetrics import parser
    except ImportError:
        return None
    try:
        return [f'{len(families)} families' for families in [list(parser.text_string_to_metric_families(text))] if len(families) < 8]
    except ValueError as wrong:
        return [str(wrong)]


def counted(tap, it):
    jan = it.token()
    for _ in range(3):
        it.get('/auth?eloket=e-loketondernemers', jan)
    it.get('/auth?eloket=subsidieloket', jan)
    it.get('/auth?eloket=subsidieloket')
    it.post('/access/v1/evaluations', {'evaluations': [
        {'subject': {'type': 'person', 'id': holder, 'properties': {'assurance': 'high'}}, 'action': {'name': 'enter'},
         'resource': {'type': 'eloket', 'id': 'e-loketondernemers', 'properties': {'organisation': BAKERY}}} for holder in (JAN, AN)]})
    came = it.get('/metrics')
    tap.case('the type of it', differs(came, 200, content_type=TYPE))
    try:
        families = read_metrics(came.text())
    except Malformed as wrong:
        tap.case('is as the specification has it', [str(wrong)])
        return
    tap.case('is as the specification has it')
    wrong = peer(came.text())
    if wrong is None:
        tap.skip('Prometheus reads it', 'no prometheus_client: sudo apt-get install python3-prometheus-client')
    else:
        tap.case('Prometheus reads it', wrong)
    for name, labels, expected in (
            ('toegang_serve_answers_total', {'endpoint': 'auth', 'status': '204'}, 3),
            ('toegang_serve_answers_total', {'endpoint': 'auth', 'status': '403'}, 1),
            ('toegang_serve_answers_total', {'endpoint': 'auth', 'status': '401'}, 1),
            ('toegang_serve_decisions_total', {'endpoint': 'auth', 'outcome': 'permit'}, 3),
            ('toegang_serve_decisions_total', {'endpoint': 'auth', 'outcome': 'deny'}, 1),
            ('toegang_serve_decisions_total', {'endpoint': 'evaluations', 'outcome': 'permit'}, 1),
            ('toegang_serve_decisions_total', {'endpoint': 'evaluations', 'outcome': 'deny'}, 1),
            ('toegang_serve_duration_seconds_count', {'endpoint': 'auth'}, 5),
            ('toegang_directory_reachable', {'register': 'kbo'}, 1),
            ('toegang_serve_reloads_total', {'result': 'kept'}, 0),
            ('toegang_serve_requests', {}, 0),
            ('toegang_serve_connections', {}, 1)):
        found = value(families, name, **labels)
        tap.case(f'{name} {labels}', [] if found == expected else [f'expected {expected}, came {found}'])
    tap.case('nothing about anybody', [word for word in (JAN, AN, '0999999922', '~', 'kbo.yaml', it.folder) if word in came.text()])


def reader_is_strict(tap):
    """A reader that takes anything would prove nothing."""
    for text, name in (('# EOF', 'no line feed at the end'), ('a 1\n# EOF\n', 'no type'),
                       ('# TYPE a counter\n# HELP a x\na 1\n# EOF\n', 'a counter without _total'),
                       ('# TYPE a gauge\n# HELP a x\na 1\na 1\n# EOF\n', 'twice the same'),
                       ('# TYPE a gauge\n# HELP a x\na{b="c\\d"} 1\n# EOF\n', 'an escape that is none'),
                       ('# TYPE a gauge\n# UNIT a seconds\n# HELP a x\na 1\n# EOF\n', 'a unit that is not in the name'),
                       ('# TYPE a gauge\n# HELP a x\na  1\n# EOF\n', 'two spaces'),
                       ('# TYPE a gauge\n# HELP a x\na 1\n# TYPE a gauge\n# EOF\n', 'a family twice')):
        try:
            read_metrics(text)
            tap.case('the reader refuses ' + name, ['it did not'])
        except Malformed:
            tap.case('the reader refuses ' + name)


def health(tap, it):
    with it.running():
        came = it.get('/health')
        expected = {'status': 'up', 'registers': {name: {'reachable': True} for name in ('kbo', 'btb', 'gebruikersbeheer')}}
        tap.case('up', [*differs(came, 200, content_type='application/json'), *([] if json.loads(came.text()) == expected else [came.text()])])
    it.write('toegang.yaml', configuration('directories: {kbo: "yaml:kbo.yaml", btb: "yaml:nowhere.yaml"}\n'))
    with it.running():
        came = it.get('/health')
        said = json.loads(came.text())
        tap.case('one of them down', [*differs(came, 503, retry_after='5'), *([] if said['status'] == 'down' else [came.text()]),
                                      *([] if said['registers']['kbo'] == {'reachable': True} else [came.text()]),
                                      *([] if said['registers']['btb'] == {'reachable': False, 'check': 'file.absent'} else [came.text()]),
                                      *(['the file is named'] if 'nowhere' in came.text() else [])])
        tap.case('alive all the same', differs(it.get('/health/live'), 200))
        families = read_metrics(it.get('/metrics').text())
        tap.case('and counted', [] if value(families, 'toegang_directory_reachable', register='btb') == 0 else [str(families)[:300]])


def main():
    tap = Tap()
    reader_is_strict(tap)
    with service('serve') as it:
        it.write('toegang.yaml', configuration(more=HANDLES))
        with it.running():
            counted(tap, it)
        tap.case('ends with 0', [] if it.process.returncode == 0 else [web.tail(it.path('log'))])
        health(tap, it)
    tap.end()


main()
