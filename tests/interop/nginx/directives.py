#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""What `nginx -t` says of each directive: where it stands, what was expected, what came. Usage: see world.py."""
from world import COUNTERS, DIRECTORIES, TRUST, Tap, configuration, differs, site

BASE = 'toegang_config toegang.yaml;\n'
PROTECTED = 'location /in/ { toegang e-loketondernemers; %s }'
KEYS = 'toegang_cookie_keys keys;'

GOOD = (
    ('three directives', BASE + PROTECTED % 'toegang_bearer on;'),
    ('all of a bearer', BASE + 'toegang_bearer on $cookie_token; toegang_for $arg_organisation; toegang_language fr; '
     'toegang_patience 500ms; toegang_style /s.css; toegang_title "Onze é-loketten"; toegang_title fr "Nos guichets"; toegang_title de "Unsere"; toegang_home /home?from=refusal; toegang_rights https://beheer.example/; toegang_thread_pool default;' + PROTECTED % ''),
    ('right and context', BASE + 'location / { toegang subsidieloket right=subsidie-lezen context=$arg_c; toegang_bearer on; }'),
    ('off inside', BASE + 'toegang e-loketondernemers; toegang_bearer on; location /out/ { toegang off; }'),
    ('a proxy', BASE + 'toegang_proxy 10.0.0.0/8 ::1 unix:; toegang_proxy_headers holder=X-Rrn assurance=X-Loa '
     'capacity=X-Cap;' + PROTECTED % ''),
    ('inherited, and taken back', BASE + 'toegang_bearer on; toegang_proxy 127.0.0.1; toegang_proxy_headers holder=X-Rrn; '
     + PROTECTED % 'toegang_bearer off;' + 'location /b/ { toegang e-loketondernemers; toegang_proxy off; }'),
    ('nothing of ours', 'location / { }'),
    ('settings without a question', BASE + 'toegang_bearer on;'),
)

# name, configuration, what is said in this order
WRONG = (
    ('no configuration', PROTECTED % 'toegang_bearer on;', ['toegang e-loketondernemers: toegang_config is missing', 'nginx.conf:9']),
    ('nobody can be known', BASE + PROTECTED % '', ['toegang_bearer, toegang_sign_in and toegang_proxy is missing', 'nginx.conf:10']),
    ('an e-counter that is not there', BASE + 'location / { toegang subsidielokte; toegang_bearer on; }',
     ['toegang subsidielokte: ', '[eloket.unknown] expected: subsidieloket, came: subsidielokte', 'nginx.conf:10']),
    ('a right that is not there', BASE + 'location / { toegang subsidieloket right=subsidie-lezn; toegang_bearer on; }',
     ['[right.unknown] expected: subsidie-lezen, came: subsidie-lezn', 'nginx.conf:10']),
    ('no such file', 'toegang_config absent.yaml;', ['absent.yaml: ', '[file.absent]', 'toegang_config: ', 'nginx.conf:9']),
    ('two configurations', BASE + BASE, ['"toegang_config" directive is duplicate', 'nginx.conf:10']),
    ('two questions', BASE + 'toegang a; toegang b;', ['"toegang" directive is duplicate']),
    ('an unknown option', BASE + 'toegang subsidieloket recht=x;', ['expected right=… or context=…', 'recht=x', 'nginx.conf:10']),
    ('right twice', BASE + 'toegang subsidieloket right=a right=b;', ['each once']),
    ('an empty right', BASE + 'toegang subsidieloket right=;', ['right=']),
    ('bearer perhaps', BASE + 'toegang_bearer maybe;', ['expected on, on $variable or off', 'maybe']),
    ('bearer of a text', BASE + 'toegang_bearer on token;', ['a $variable with the token']),
    ('bearer of what nobody knows', BASE + 'toegang_bearer on $nothing;', ['unknown "nothing" variable']),
    ('a proxy that is no address', BASE + 'toegang_proxy example.org;', ['an address, ADDRESS/MASK or unix:', 'example.org']),
    ('a proxy without headers', BASE + 'toegang_proxy 127.0.0.1;' + PROTECTED % '', ['toegang_proxy without toegang_proxy_headers']),
    ('headers without a holder', BASE + 'toegang_proxy_headers assurance=X-A;', ['also holder=']),
    ('a header that is none', BASE + 'toegang_proxy_headers "holder=X Rrn";', ['with the name of a header']),
    ('a header with an octet that looks like a digit', BASE + 'toegang_proxy_headers "holder=X-\x11rn";', ['with the name of a header']),
    ('a language that is none', BASE + 'toegang_language es;', ['nl, en, fr or de', 'es']),
    ('a patience that is none', BASE + 'toegang_patience soon;', ['a time of 1ms to 60s', 'soon']),
    ('no patience', BASE + 'toegang_patience 0;', ['a time of 1ms to 60s']),
    ('endless patience', BASE + 'toegang_patience 61s;', ['a time of 1ms to 60s']),
    ('a thread pool that is none', BASE + 'toegang_thread_pool toegang;', ['unknown thread pool "toegang"']),
    ('a style of another site', BASE + 'toegang_style //evil.example/s.css;', ['a path on this site']),
    ('two titles', BASE + 'toegang_title a; toegang_title b;', ['"toegang_title" directive is duplicate', 'nginx.conf:10']),
    ('a title of two words', BASE + 'toegang_title Onze loketten;', ['toegang_title: expected nl, en, fr or de', 'came "Onze"', 'nginx.conf:10']),
    ('two titles of a language', BASE + 'toegang_title fr a; toegang_title b; toegang_title fr c;', ['"toegang_title" directive is duplicate']),
    ('a home on another site', BASE + 'toegang_home https://evil.example/;', ['toegang_home: expected a path on this site', 'https://evil.example/', 'nginx.conf:10']),
    ('a home that browsers read as another site', BASE + r'toegang_home /\\evil.example/;', ['a path on this site']),
    ('rights that are granted elsewhere', BASE + 'toegang_rights http://evil.example/;', ['toegang_rights: expected a path on this site', 'or https://']),
    ('two places where rights are granted', BASE + 'toegang_rights /a; toegang_rights https://b.example/;', ['"toegang_rights" directive is duplicate']),
    ('two homes', BASE + 'toegang_home /a; toegang_home /b;', ['"toegang_home" directive is duplicate']),
    ('a sign-in that is no prefix', BASE + 'toegang_sign_in /toegang;', ['ends in a slash']),
    ('a sign-in below a long path', BASE + f'toegang_sign_in /{"a" * 255}/;', ['at most 255 characters']),
    ('a sign-in without keys', BASE + PROTECTED % 'toegang_sign_in /toegang/;', ['toegang_cookie_keys is missing', 'nginx.conf:10']),
    ('a cookie for a week', BASE + 'toegang_cookie for=7d;', ['1m to 24h', 'for=7d']),
    ('a cookie of another name', BASE + 'toegang_cookie "name=a b";', ['or name=']),
    ('a cookie twice secure', BASE + 'toegang_cookie secure=on secure=off;', ['each once']),
)

ABSENT = configuration(directories=DIRECTORIES.replace('kbo.yaml', 'absent.yaml'))

# name, toegang.yaml, what is said
FILES = (
    ('an unknown word', configuration(counters=COUNTERS.replace('assurance', 'asurance', 1)),
     ['toegang.yaml:5:', 'expected: assurance, came: asurance', '{asurance', 'toegang_config: ', 'nginx.conf:9']),
    ('two problems', configuration(counters=COUNTERS.replace('automatic', 'automatisch', 1).replace('high', 'hoog', 1)),
     ['toegang.yaml:5:', 'automatisch', 'toegang.yaml:7:', 'hoog']),
    ('not YAML', 'trust: [', ['toegang.yaml:']),
    ('nobody is trusted', DIRECTORIES + COUNTERS, ['trusts nobody', 'nginx.conf:10']),
    ('keys that are not there', configuration(trust=TRUST.replace('jwks.json', 'none.json')), ['toegang.yaml:2:', 'none.json']),
)


def missing(said, words):
    """Which of these does not follow the one before it."""
    at = 0
    for word in words:
        found = said.find(word, at)
        if found < 0:
            return f'expected {word!r} in:\n{said}'
        at = found + len(word)
    return ''


def starts(tap, it):
    """What needs no register that is away is served all the same."""
    it.write('toegang.yaml', ABSENT)
    with it.running(BASE + PROTECTED % 'toegang_bearer on;'):
        tap.case('without a register it starts, and says so', missing(it.log(), ['absent.yaml', '[file.absent]']))
        tap.case('what needs none is there', differs(it.get('/'), 200))
        tap.case('what needs it is 503', differs(it.get('/in/', it.token()), 503, 'directory.unavailable'))


def main():
    tap = Tap()
    with site('directives') as it:
        for name, http in GOOD:
            said, good = it.judge(http)
            tap.case('good: ' + name, '' if good else said)
        for name, http, words in WRONG:
            said, good = it.judge(http)
            tap.case('wrong: ' + name, 'expected a refusal' if good else missing(said, words))
        for name, text, words in FILES:
            it.write('toegang.yaml', text)
            said, good = it.judge(BASE + PROTECTED % 'toegang_bearer on;')
            tap.case('toegang.yaml: ' + name, 'expected a refusal' if good else missing(said, words))
        starts(tap, it)
    tap.end()


main()
