# SPDX-License-Identifier: Apache-2.0
"""usage: application CONFIG PEOPLE SOCKET ORIGIN"""
import signal
import sys

import toegang
from eloket import Application
from people import People
from scgi import Server


def main(config, people, socket, origin):
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with toegang.open(config) as t, Server(socket, Application(t, People(people), origin)) as server:
        for eloket in ('e-loketondernemers', 'subsidieloket', 'gebruikersbeheer'):
            t.knows(eloket)
        print('application: ready', flush=True)
        server.serve_forever()


if __name__ == '__main__':
    main(*sys.argv[1:])
