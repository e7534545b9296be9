#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""What `Require toegang` and the directives take, and with which words a wrong line is refused at `apachectl -t`.
Usage: grammar.py MOD_TOEGANG"""
import os
import re
import sys

import httpd
from httpd import Tap, web

# A line, and what must be said of it; '' when it is right.
REQUIRE = [
    ('open', ''),
    ('open for self', ''),
    ('open for "%{reqenv:ORG}"', ''),
    (f'open for {httpd.ORGANISATION}', ''),
    (f'open for kbo:{httpd.ORGANISATION}', ''),
    ('subsidieloket right subsidie-indienen', ''),
    ('subsidieloket right subsidie-indienen context "12345" for "%{HTTP:Org}"', ''),
    ('subsidieloket for self context c right subsidie-indienen', ''),
    ('"open"', ''),
    ('subsidieloket RIGHT subsidie-indienen FOR self', ''),
    ('', 'no e-counter'),
    ('""', 'no e-counter'),
    ('opem', 'expected open, came opem'),
    ('subsidielokt', 'expected subsidieloket, came subsidielokt'),
    ('subsidieloket right subsidie-indiene', 'expected subsidie-indienen, came subsidie-indiene'),
    ('subsidieloket rights subsidie-indienen', "unknown word 'rights'"),
    ('subsidieloket right', "nothing after 'right'"),
    ('subsidieloket right ""', "nothing after 'right'"),
    ('open for', "nothing after 'for'"),
    ('open for self for self', "'for' stands twice"),
    ('open for 0999999923', 'kbo.checksum'),
    ('open for iemand', 'kbo.form'),
    ('open for "%{reqenv:ORG"', 'Require toegang:'),
    ('open for "%{nonsense:ORG}"', 'Require toegang:'),
]
DIRECTIVES = [
    ('ToegangHolder "%{reqenv:MELLON_rrn}"', ''),
    ('ToegangHolder "%{reqenv:"', 'ToegangHolder'),
    ('ToegangAssurance "%{reqenv:A}"', ''),
    ('ToegangAssurance "%{reqenv:A}" urn:be:level=high x=y=low', ''),
    ('ToegangAssurance "%{reqenv:A}" urn:be:level=higher', 'NAME=none, low, substantial or high'),
    ('ToegangAssurance "%{reqenv:A}" high', 'NAME=none, low, substantial or high'),
    ('ToegangAssurance "%{reqenv:A}" =high', 'NAME=none, low, substantial or high'),
    ('ToegangAssurance "%{reqenv:A}" a=high b=low a=low', 'a stands twice'),
    ('ToegangAssurance', 'ToegangAssurance'),
    ('ToegangCapacity "%{reqenv:C}"', ''),
    ('ToegangLanguage fr', ''),
    ('ToegangLanguage es', 'nl, en, fr or de'),
    ('ToegangPatience 500ms', ''),
    ('ToegangPatience 0', '1ms to 60s'),
    ('ToegangPatience 2h', '1ms to 60s'),
    ('ToegangPatience x', '1ms to 60s'),
    ('ToegangHolders x', 'ToegangHolders'),
    ('ToegangStyle /site.css', ''),
    ('ToegangStyle https://evil.example/site.css', 'a path of this site'),
    ('ToegangTitle "Our e-counter"', ''),
    ('ToegangTitle fr "Notre guichet"', ''),
    ('ToegangTitle Our e-counter', 'ToegangTitle: expected nl, en, fr or de, came Our'),
    ('ToegangTitle fr Notre guichet', 'ToegangTitle takes'),
    ('ToegangLink home /', ''),
    ('ToegangLink sign-out /mellon/logout?ReturnTo=/', ''),
    ('ToegangLink out /', 'sign-in, sign-out, choose, home, language or rights'),
    ('ToegangLink rights https://beheer.example/', ''),
    ('ToegangLink rights http://beheer.example/', 'a path of this site'),
    ('ToegangLink home https://beheer.example/', 'a path of this site'),
    ('ToegangLink home //evil.example', 'a path of this site'),
    ('ToegangLink home', 'ToegangLink'),
]


def judge(server, before, line, expected, open_all=True):
    """What is wrong with what the server says of this line, which stands after as many others."""
    number = server.configure(f'<Location /x>\n{line}\n</Location>\n' + before, open_all) + 2
    status, said = server.judged()
    if not expected:
        return '' if status == 0 and 'Syntax OK' in said else said
    place = f'line {number} of {server.path("httpd.conf")}'
    missing = [words for words in (expected, place) if words not in said]
    return [f'without {missing}: {said}'] if missing or status == 0 else []


def documented(tap):
    """doc/apache.md has a row for each directive of the module, and for no other."""
    root = os.path.join(os.path.dirname(__file__), '..', '..', '..')
    with open(os.path.join(root, 'doc', 'apache.md'), encoding='utf-8') as file:
        rows = re.findall(r'^\| `(Toegang[A-Z]\w+)', file.read(), re.MULTILINE)
    with open(os.path.join(root, 'bindings', 'apache', 'place.c'), encoding='utf-8') as file:
        made = re.findall(r'AP_INIT_\w+\(\s*"(\w+)"', file.read())
    tap.case('the documentation has every directive', sorted(set(rows) ^ set(made)) or ([] if len(made) == len(rows) else ['twice']))


# Virtual hosts: what stands outside them, and in one; with what must be said.
HOST = '<VirtualHost 127.0.0.1:1>\n{}\n<Location /x>\nRequire toegang {}\n</Location>\n</VirtualHost>\n<VirtualHost 127.0.0.1:2>\n</VirtualHost>\n'
HOSTS = [
    ('with the configuration of the server', 'ToegangConfig toegang.yaml\n', '', 'open', ''),
    ('with one of its own', '', 'ToegangConfig other.yaml', 'elsewhere', ''),
    ('with one of its own, for the words of the server', 'ToegangConfig toegang.yaml\n', 'ToegangConfig other.yaml', 'open', 'came open'),
    ('with one of its own, for its own words', 'ToegangConfig toegang.yaml\n', 'ToegangConfig other.yaml', 'elsewhere', ''),
    ('without any', '', '', 'open', 'no ToegangConfig'),
    ('with an unknown word', 'ToegangConfig toegang.yaml\n', 'ToegangLanguage nl', 'opem', 'expected open, came opem'),
]


def hosts(tap, server):
    server.write('other.yaml', 'e-lokets:\n  elsewhere: {legal-representative: automatic}\n')
    for name, outside, inside, eloket, expected in HOSTS:
        for text in (outside + HOST.format(inside, eloket), HOST.format(inside, eloket) + outside):
            server.configure(text, False)
            status, said = server.judged()
            good = said.count(expected) == 1 and status != 0 if expected else status == 0
            tap.case(f'a virtual host {name}', [] if good else [said])


def main():
    tap = Tap()
    documented(tap)
    with web.folder('apache') as folder:
        server = httpd.Httpd(folder, sys.argv[1])
        for words, expected in REQUIRE:
            tap.case(f'Require toegang {words}', judge(server, '', f'Require toegang {words}', expected))
        for words, expected in DIRECTIVES:
            tap.case(words, judge(server, '', words, expected))
        hosts(tap, server)
        later = 'ToegangConfig toegang.yaml\n'
        tap.case('the configuration stands further on', judge(server, later, 'Require toegang open', '', False))
        tap.case('the configuration stands further on, an unknown e-counter',
                 judge(server, later, 'Require toegang opem', 'open', False))
        tap.case('no configuration', judge(server, '', 'Require toegang open', 'no ToegangConfig', False))
        server.configure(later * 2)
        tap.case('two configurations', [] if 'stands twice' in server.judged()[1] else ['accepted'])
        server.write('wrong.yaml', 'e-lokets:\n  a: {htbs: automatic}\n  b: {htb: always}\n')
        server.configure('ToegangConfig wrong.yaml\n', False)
        status, said = server.judged()
        wanted = ('wrong.yaml:2:', 'wrong.yaml:3:', 'config.key.unknown', f'of {server.path("httpd.conf")}')
        tap.case('every problem of a configuration', [f'without {words}: {said}' for words in wanted if words not in said])
        server.write('kbo.yaml', 'functions:\n  - {holder: "85073003329"}\n')
        server.configure('')
        status, said = server.judged()
        wanted = ('kbo.yaml:2:', 'rrn.checksum', f'of {server.path("httpd.conf")}')
        tap.case('a register that cannot be read', [f'without {words}: {said}' for words in wanted if words not in said])
        with server.running():
            tap.case('does not keep the server from starting', [] if server.get('/').status == 200 else ['no page'])
        tap.case('and is told', [] if 'kbo.yaml:2:' in server.read('stderr.log') + server.read('error.log') else ['it is not'])
        server.configure('ToegangConfig absent.yaml\n', False)
        tap.case('a configuration that is not there',
                 [] if 'file.absent' in server.judged()[1] else [server.judged()[1]])
    tap.end()


main()
