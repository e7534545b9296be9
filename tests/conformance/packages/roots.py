# SPDX-License-Identifier: Apache-2.0
"""Roots to install packages in: a folder with a database of its own, a layer above this machine, and a Debian that holds
nothing else."""
import os
import re
import shutil
import stat
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
        around = {**os.environ, 'PATH': f'{self.quiet}:{os.environ["PATH"]}:/usr/sbin:/sbin', 'LC_ALL': 'C.UTF-8'}
        return failed(run(*fake, 'dpkg', '--root=' + self.root, '--force-not-root', '--force-script-chrootless', *words,
                          env=around))

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

    def test(self, script, tree, needs):
        """A test of debian/tests, in the tree of the source; what it needs is what the packages were built with."""
        return failed(run(os.path.join('debian', 'tests', script), cwd=tree, env=self.environment()))


class Chroot:
    """A root that is entered by chroot: as it is, with what a package needs around it."""

    def __init__(self, folder):
        self.root = folder

    def mounted(self):
        """Processes, and the devices that everything needs."""
        with open(self.root + '/usr/sbin/policy-rc.d', 'w', encoding='utf-8') as file:
            os.chmod(file.fileno(), 0o755)
            file.write('#!/bin/sh\nexit 101\n')
        return (failed(run('mount', '-t', 'proc', 'proc', self.root + '/proc')) or
                failed(run('mount', '-t', 'tmpfs', 'dev', self.root + '/dev')) or
                ''.join(failed(run('mknod', '-m', '666', f'{self.root}/dev/{name}', 'c', '1', minor))
                        for name, minor in (('null', '3'), ('zero', '5'), ('random', '8'), ('urandom', '9'))) or
                failed(run('mkdir', '-m', '1777', self.root + '/dev/shm')))

    def end(self):
        for name in ('proc', 'dev'):
            run('umount', f'{self.root}/{name}')

    def inside(self, *words, folder='/'):
        clean = {'PATH': '/usr/sbin:/usr/bin:/sbin:/bin', 'HOME': '/root', 'LC_ALL': 'C.UTF-8',
                 'DEBIAN_FRONTEND': 'noninteractive'}
        return run('chroot', self.root, 'sh', '-c', 'cd "$1" && shift && exec "$@"', 'sh', folder, *words, env=clean,
                   stdin=subprocess.DEVNULL)


class Layer(Chroot):
    """
    This machine, with a layer above it in which packages are installed as they would be here: their scripts run, and
    servers start. What is written goes into the layer, and with it.
    """

    def __init__(self, folder):
        super().__init__(os.path.join(folder, 'root'))
        self.folder, self.upper = folder, os.path.join(folder, 'upper')

    def made(self):
        for name in ('root', 'upper', 'work'):
            os.makedirs(os.path.join(self.folder, name))
        os.chmod(self.folder, 0o755)
        layers = f'lowerdir=/,upperdir={self.upper},workdir={self.folder}/work'
        return failed(run('mount', '-t', 'overlay', 'overlay', '-o', layers, self.root)) or self.mounted()

    def end(self):
        super().end()
        run('umount', self.root)

    def install(self, packages):
        place = self.root + '/srv/packages'
        os.makedirs(place)
        return failed(self.inside('dpkg', '--install', *(shutil.copy(path, place)[len(self.root):] for path in packages)))

    def test(self, script, tree, needs):
        """In the tree of the source, which stands in a place of its own there, without what was built."""
        del needs
        place = self.root + '/srv/tree'
        if not os.path.exists(place):
            shutil.copytree(tree, place, symlinks=True, ignore=shutil.ignore_patterns('obj-*'))
        return failed(self.inside(f'debian/tests/{script}', folder='/srv/tree'))

    def purge(self, names):
        return failed(self.inside('dpkg', '--purge', *names))

    def left(self):
        """Files of ours in the layer; one that is gone is a device there. What man keeps of pages is man's."""
        found = [os.path.join(at, name) for at, folders, names in os.walk(self.upper) for name in [*folders, *names]]
        return sorted(path for path in found if 'toegang' in path[len(self.upper):] and
                      not path.startswith(tuple(self.upper + other for other in ('/srv', '/tmp', '/var/cache/man'))) and
                      not stat.S_ISCHR(os.lstat(path).st_mode))


class Debian(Chroot):
    """
    A Debian that holds nothing else, made by debootstrap and left by chroot. The packages come by apt, which brings what
    they need; the tests run in the tree of the source, with what debian/tests/control names.
    """
    PASSED = ('/etc/resolv.conf', '/etc/hosts', '/etc/apt', '/usr/share/keyrings', '/usr/local/share/ca-certificates')

    def __init__(self, folder):
        super().__init__(folder)
        self.before = set()

    def made(self):
        """What went wrong, or ''."""
        problem = failed(run('debootstrap', '--variant=minbase', '--include=ca-certificates', 'bookworm', self.root))
        if problem:
            return problem
        os.chmod(self.root, 0o755)
        for path in self.PASSED:
            if os.path.isdir(path):
                shutil.copytree(path, self.root + path, dirs_exist_ok=True)
            elif os.path.exists(path):
                shutil.copy(path, self.root + path)
        return (self.mounted() or failed(self.inside('update-ca-certificates')) or
                failed(self.inside('apt-get', 'update', '-qq')))

    def get(self, *packages):
        return failed(self.inside('apt-get', 'install', '-y', '-qq', '--no-install-recommends', *packages))

    def install(self, packages):
        self.before = self.files()
        place = self.root + '/srv/packages'
        os.makedirs(place)
        return self.get(*(shutil.copy(path, place)[len(self.root):] for path in packages))

    def test(self, script, tree, needs):
        place = self.root + '/srv/tree'
        if not os.path.exists(place):
            shutil.copytree(tree, place, symlinks=True, ignore=shutil.ignore_patterns('obj-*'))
        others = [name for name in needs if 'toegang' not in name]
        return (self.get(*others) if others else '') or failed(self.inside(f'debian/tests/{script}', folder='/srv/tree'))

    def purge(self, names):
        return failed(self.inside('apt-get', 'purge', '-y', '-qq', *names))

    def files(self):
        """What a package of ours may have brought: those of others stay, and so does what they write down."""
        found = [os.path.join(at, name) for at, folders, names in os.walk(self.root) for name in [*folders, *names]]
        return {path for path in found if 'toegang' in path[len(self.root):] and not path.startswith(self.root + '/srv')}

    def left(self):
        return sorted(self.files() - self.before)
