#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""
One contract for every adapter: the same facts in each, every question of contract.c, and ten thousand random questions
over random facts that are decided by the adapter, by the memory directory and by the naive evaluator; two thousand
more for the facts themselves.
Usage: contract.py TOOL ADAPTERS [NAME...]. TG_TEST_SEED repeats or varies a run.
"""
import json
import os
import random
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.realpath(__file__)), '..', '..', 'support'))
import stores
from tap import Tap

TOOL, COMPILED, ONLY = sys.argv[1], sys.argv[2].split(), sys.argv[3:]
WORLDS, QUESTIONS = 4, 2500
FIRST = int(os.environ.get('TG_TEST_SEED', '0x746f6567616e67'), 0)

E_LOKETS = '''
e-lokets:
  e0: {right: r}
  e1: {right: r}
'''


def run(*words):
    return subprocess.run([TOOL, *map(str, words)], capture_output=True, text=True, check=False)


def facts(which):
    return [stores.fact_of(line) for line in run('facts', which).stdout.splitlines()]


def configure(folder, directories):
    path = os.path.join(folder, 'toegang.yaml')
    with open(path, 'w', encoding='utf-8') as file:
        file.write('directories:\n' + ''.join(f'  {register}: {json.dumps(source)}\n'
                                              for register, source in directories.items()) + E_LOKETS)
    return path


def problems(ran):
    said = (ran.stdout + ran.stderr).splitlines()
    return [] if ran.returncode == 0 else [f'status {ran.returncode}', *said]


def put(store, which):
    config = configure(store.folder, store.put(facts(which)))
    said = problems(run('load', config, which)) if store.loads else []
    if said:
        raise RuntimeError(f'{store.name}: ' + '; '.join(said))
    return config


def ask(tap, store):
    config = put(store, 'contract')
    tap.case(f'{store.name}: every question of the contract',
             problems(run('contract', config, 'kbo', 'btb', 'gebruikersbeheer')))
    seeds = random.Random(FIRST)
    for _ in range(WORLDS):
        seed = hex(seeds.getrandbits(63))
        config = put(store, seed)
        ran = run('decide', config, seed, QUESTIONS)
        tap.case(f'{store.name}: {QUESTIONS} random questions over the facts of seed {seed}', problems(ran))
        tap.note(ran.stdout.splitlines()[-1] if ran.stdout else '')


def sees(tap, folder):
    """A store that lacks some facts, or has them a second longer, is no store: the comparison must say so."""
    seed = hex(FIRST)
    whole = facts(seed)
    for name, some in [('lacks facts', whole[:200] + whole[230:]),
                       ('ends late', [fact._replace(until_at=fact.until_at and fact.until_at + 1) for fact in whole]),
                       ('mixes holders', [fact._replace(holder=whole[i - 1].holder) if fact.kind == whole[i - 1].kind == 'right' else fact
                                          for i, fact in enumerate(whole)])]:
        config = configure(folder, stores.Yaml(folder).put(some))
        tap.case(f'the comparison sees a store that {name}', [] if run('decide', config, seed, QUESTIONS).returncode == 1 else ['it does not'])


def main():
    tap = Tap()
    tap.note(f'seed {FIRST:#x}')
    with tempfile.TemporaryDirectory(prefix='toegang-contract-', dir='/tmp') as folder:
        sees(tap, folder)
    for kind in stores.ADAPTERS:
        if ONLY and kind.name not in ONLY:
            continue
        with tempfile.TemporaryDirectory(prefix='toegang-contract-', dir='/tmp') as folder:
            store = kind(folder)
            if kind.adapter not in COMPILED:
                tap.skip(f'{kind.name}: the contract', 'not compiled in: install its -dev package and build again')
                continue
            if store.lacking():
                tap.skip(f'{kind.name}: the contract', store.lacking())
                continue
            try:
                store.open()
                ask(tap, store)
            except RuntimeError as fault:
                tap.case(f'{kind.name}: the facts are put into the store', str(fault))
            finally:
                store.close()
    tap.end()


if __name__ == '__main__':
    main()
