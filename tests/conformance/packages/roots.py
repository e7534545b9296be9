# SPDX-License-Identifier: Apache-2.0
"""Roots to install packages in: a folder with a database of its own, and a Debian that holds nothing else."""
import os
import re
import shutil
import subprocess

import wanted

DATABASE = '/var/lib/dpkg'


def run(*words, **more):
    return subprocess.run(words, capture_output=True, text=True, check=False, errors='replace', **more)


def failed(ran):
    return (ran.stdout + ran.stderr)[-3000:] if ran.returncode else ''


class Folder:
    """
    A folder in which dpkg unpacks as in /, with a database that knows what this machine has: so dependencies count.
    Its programs run here, with the libraries of this machine and those of the folder.
    """

    def __init__(self, folder):
        self.root = folder
        self.before = set()
        database = folder + DATABASE
        for name in ('info', 'updates', 'triggers'):
            os.makedirs(os.path.join(database, name))
        stanzas = wanted.read(DATABASE + '/status').split('\n\n')
        others = [one for one in stanzas if not re.match(r'Package: (\S*-)?(lib)?toegang', one)]
        with open(database + '/status', 'w', encoding='utf-8') as file:
            file.write('\n\n'.join(others))
        shutil.copy(DATABASE + '/info/format', database + '/info/format')
        for name in os.listdir(DATABASE + '/info'):
            if name.endswith('.list') and 'toegang' not in name:
                with open(f'{database}/info/{name}', 'w', encoding='utf-8'):
                    pass
        # What a package of Python does when it is configured looks in the database of the machine.
        self.quiet = os.path.join(folder, 'quiet')
        os.makedirs(self.quiet)
        for name in ('py3compile', 'py3clean'):
            os.symlink('/bin/true', os.path.join(self.quiet, name))
        self.before = self.files()

    def dpkg(self, *words):
        fake = [] if os.getuid() == 0 else ['fakeroot']
        return failed(run(*fake, 'dpkg', '--root=' + self.root, '--force-not-root', '--force-script-chrootless', *words,
                          env={**os.environ, 'PATH': f'{self.quiet}:{os.environ["PATH"]}:/usr/sbin:/sbin', 'LC_ALL': 'C.UTF-8'}))

    def install(self, packages):
        return self.dpkg('--install', *packages)

    def purge(self, names):
        return self.dpkg('--purge', *names)

    def files(self):
        return {os.path.join(at, name) for at, folders, names in os.walk(self.root) for name in [*folders, *names]
                if not at.startswith((self.root + DATABASE, self.quiet))}

    def left(self):
        """What is there that was not there before, in the database too."""
        info = [name for name in os.listdir(self.root + DATABASE + '/info') if 'toegang' in name]
        status = re.findall(r'^Package: .*toegang.*$', wanted.read(self.root + DATABASE + '/status'), re.MULTILINE)
        return sorted(self.files() - self.before) + info + status

    def environment(self):
        libraries = f'{self.root}/usr/lib/{wanted.triplet()}'
        return {**os.environ, 'PATH': f'{self.root}/usr/bin:{os.environ["PATH"]}', 'LD_LIBRARY_PATH': libraries,
                'PKG_CONFIG_PATH': libraries + '/pkgconfig', 'PKG_CONFIG_SYSROOT_DIR': self.root,
                'PYTHONPATH': self.root + '/usr/lib/python3/dist-packages', 'PYTHONDONTWRITEBYTECODE': '1',
                'GOPATH': self.root + '/usr/share/gocode'}

    def test(self, script, tree):
        """A test of debian/tests, in the tree of the source."""
        return failed(run(os.path.join('debian', 'tests', script), cwd=tree, env=self.environment()))
