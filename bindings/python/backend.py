# SPDX-License-Identifier: Apache-2.0
"""
The build of a wheel and of a source distribution. The package is built together with the library, whose sources lie
beside it and not in it, and meson-python builds what lies in one folder: so that folder is made first, from the files that
a wheel needs. A source distribution is that folder; meson-python builds it without this file.
"""
import contextlib
import io
import os
import pathlib
import re
import shutil
import tarfile
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
NEEDED = ('LICENSE', 'meson.build', 'meson_options.txt', 'include', 'lib', 'bindings/python/meson.build',
          'bindings/python/cdef.py', 'bindings/python/toegang', 'bindings/python/README.md')
OWN_BACKEND = 'build-backend = "backend"\nbackend-path = ["."]\n'


def version():
    return re.search(r"version: '([\d.]+)'", (ROOT / 'meson.build').read_text())[1]


def stage(folder):
    for name in NEEDED:
        source, copy = ROOT / name, folder / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, copy, ignore=shutil.ignore_patterns('__pycache__', '*.so'))
        else:
            shutil.copy(source, copy)
    shutil.copy(HERE / 'README.md', folder)
    project = (HERE / 'pyproject.toml').read_text()
    assert OWN_BACKEND in project
    (folder / 'pyproject.toml').write_text(project.replace(OWN_BACKEND, 'build-backend = "mesonpy"\n'))


@contextlib.contextmanager
def staged():
    before = os.getcwd()
    with tempfile.TemporaryDirectory(prefix='toegang-') as folder:
        stage(pathlib.Path(folder))
        os.chdir(folder)
        try:
            yield pathlib.Path(folder)
        finally:
            os.chdir(before)


def get_requires_for_build_wheel(config_settings=None):
    import mesonpy
    with staged():
        return mesonpy.get_requires_for_build_wheel(config_settings)


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    import mesonpy
    wheel_directory = os.path.abspath(wheel_directory)
    with staged():
        return mesonpy.build_wheel(wheel_directory, config_settings)


def get_requires_for_build_sdist(config_settings=None):
    return []


def build_sdist(sdist_directory, config_settings=None):
    """The same sources give the same octets, but for gzip's moment."""
    name = f'toegang-{version()}'
    out = pathlib.Path(sdist_directory).absolute() / f'{name}.tar.gz'
    with staged() as folder, tarfile.open(out, 'w:gz') as tar:
        for path in sorted(path for path in folder.rglob('*') if path.is_file()):
            _add(tar, f'{name}/{path.relative_to(folder)}', path.read_bytes())
        _add(tar, f'{name}/PKG-INFO', f'Metadata-Version: 2.1\nName: toegang\nVersion: {version()}\n'.encode())
    return f'{name}.tar.gz'


def _add(tar, name, octets):
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = len(octets), 0o644
    tar.addfile(entry, io.BytesIO(octets))
