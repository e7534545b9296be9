#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the vectors of the attacks, and attacks.tsv that says what each is.

  generate.py           writes what is not there or differs
  generate.py --check   makes all of it anew and says, as TAP, what differs from the files
  generate.py --table   prints the table of doc/checks.md

Nothing is random: the same sources give the same octets."""
import argparse
import importlib
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.dont_write_bytecode = True
sys.path[:0] = [str(HERE), str(HERE.parents[1] / 'support')]

from making import catalogue, vector  # noqa: E402: the path comes first
from tap import Tap, skip_all  # noqa: E402

FAMILIES = ['world', 'gate', 'wrapping', 'signature', 'saml', 'encryption', 'redirect', 'metadata', 'jwt', 'claims', 'jwe',
            'jwks', 'replay', 'outside']
HEAD = ('# Made by generate.py. attack\tits title\tCVE\tfile\tthe check that falls; - is good\thow it is played\t'
        'how it differs from the good one\n')


def made():
    """Path to octets of every file, and the rows of the table."""
    files, rows = {}, []
    for family in FAMILIES:
        for one in importlib.import_module(f'families.{family}').vectors():
            path = f'{family}/{vector.name_of(one)}'
            if path in files:
                raise ValueError(f'{path} twice')
            files[path] = one.octets
            if one.check:
                rows.append((one, path))
    return files, sorted(rows, key=lambda row: (row[0].number, row[1]))


def row_text(one, path):
    name = catalogue.title(one.number) if one.number else 'good'
    cves = catalogue.cves(one.number) if one.number else '-'
    return '\t'.join([str(one.number), name, cves, path, one.check, one.feed, one.made]) + '\n'


def everything():
    try:
        files, rows = made()
    except ModuleNotFoundError as lacking:
        skip_all(f'{lacking.name} is lacking: apt-get install python3-cryptography python3-lxml')
    files['attacks.tsv'] = (HEAD + ''.join(row_text(*row) for row in rows)).encode()
    return files, rows


def on_disk():
    return {str(path.relative_to(HERE)): path for family in FAMILIES if (HERE / family).is_dir()
            for path in (HERE / family).iterdir()} | {'attacks.tsv': HERE / 'attacks.tsv'}


def differences(files):
    there = on_disk()
    for path in sorted(set(files) | set(there)):
        if path not in files:
            yield f'{path}: nothing makes it'
        elif path not in there or not there[path].exists():
            yield f'{path}: not there'
        elif there[path].read_bytes() != files[path]:
            yield f'{path}: differs'


def write(files):
    for path, octets in files.items():
        target = HERE / path
        target.parent.mkdir(exist_ok=True)
        if not target.exists() or target.read_bytes() != octets:
            target.write_bytes(octets)
    for path, target in on_disk().items():
        if path not in files:
            target.unlink()


def quoted(words):
    return ', '.join(f'`{word}`' for word in dict.fromkeys(words))


def table(rows):
    """A row of Markdown for each attack."""
    print('| attack | what it is | CVE | check | vector |\n|---|---|---|---|---|')
    for number in catalogue.ATTACKS:
        of = [(one.check, path) for one, path in rows if one.number == number]
        cves = catalogue.ATTACKS[number][1].replace(' ', ', ')
        print(f'| {number} | {catalogue.title(number)} | {cves} | '
              f'{quoted(check for check, _ in of)} | {quoted(path for _, path in of)} |')


def main():
    parser = argparse.ArgumentParser(description='The vectors of the attacks.')
    parser.add_argument('--check', action='store_true', help='say what differs from the files')
    parser.add_argument('--table', action='store_true', help='print the table of doc/checks.md')
    options = parser.parse_args()
    files, rows = everything()
    if options.table:
        table(rows)
    elif options.check:
        tap = Tap()
        tap.case(f'{len(files)} files are as they are made', differences(files))
        tap.end()
    else:
        write(files)


if __name__ == '__main__':
    main()
