# SPDX-License-Identifier: Apache-2.0
"""What each package holds, no more and no less; from the tree that is packaged."""
import os
import re
import subprocess

# What stands in or beside a server: its scripts look at the machine itself.
SERVERS = ('libapache2-mod-toegang', 'libnginx-mod-http-toegang', 'toegang-serve')
ALL = ('libtoegang0', 'libtoegang-dev', 'toegang', 'python3-toegang', 'golang-toegang-dev', *SERVERS)
SAME = ('libtoegang0', 'libtoegang-dev')  # Multi-Arch: same; what cannot be so lies in the folder of the architecture


def read(path):
    with open(path, encoding='utf-8') as file:
        return file.read()


def below(folder, ends=''):
    """Files below a folder, relative to it."""
    return {os.path.relpath(os.path.join(at, name), folder) for at, _, names in os.walk(folder) for name in names
            if name.endswith(ends) and not at.endswith('__pycache__')}


def said(*words):
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout.strip()


def triplet():
    return said('dpkg-architecture', '-qDEB_HOST_MULTIARCH')


def version(tree):
    return re.search(r"^  version: '([^']+)'", read(os.path.join(tree, 'meson.build')), re.MULTILINE)[1]


def manual(tree, *sections):
    """Pages of these sections, those that only bear another name included."""
    listed = re.findall(r"'([\w.-]+\.\d)': \[(.*?)\]", read(os.path.join(tree, 'doc', 'meson.build')), re.DOTALL)
    return {f'usr/share/man/man{page[-1]}/{name}.{page[-1]}.gz' for page, others in listed if page[-1] in sections
            for name in [page[:-2], *re.findall(r"'(\w+)'", others)]}


def library(tree):
    folder = f'usr/lib/{triplet()}/'
    return {folder + 'libtoegang.so.0', folder + 'libtoegang.so.' + version(tree)}


def development(tree):
    folder = f'usr/lib/{triplet()}/'
    return {folder + 'libtoegang.so', folder + 'libtoegang.a', folder + 'pkgconfig/libtoegang.pc',
            'usr/share/doc/libtoegang-dev/examples/readme.c',
            *('usr/include/' + name for name in below(os.path.join(tree, 'include'), '.h')), *manual(tree, '3')}


def command(tree):
    schemas = re.findall(r"'(toegang\.[\w.]*json)'", read(os.path.join(tree, 'doc', 'schema', 'meson.build')))
    return {'usr/bin/toegang', 'usr/share/bash-completion/completions/toegang',
            'usr/share/zsh/vendor-completions/_toegang', 'usr/share/fish/vendor_completions.d/toegang.fish',
            *('usr/share/toegang/' + name for name in schemas), *manual(tree, '1', '5', '7')}


def python(tree):
    folder = 'usr/lib/python3/dist-packages/toegang/'
    suffix = said('/usr/bin/python3', '-c', 'import sysconfig; print(sysconfig.get_config_var("EXT_SUFFIX"))')
    return {folder + '_toegang' + suffix, *(folder + name for name in below(os.path.join(tree, 'bindings/python/toegang')))}


def go(tree):
    folder = os.path.join(tree, 'bindings', 'go')
    module = re.search(r'^module (\S+)', read(os.path.join(folder, 'go.mod')), re.MULTILINE)[1]
    return {f'usr/share/gocode/src/{module}/{name}' for name in below(folder)}


def apache(_):
    return {'usr/lib/apache2/modules/mod_toegang.so', 'etc/apache2/mods-available/toegang.load'}


def nginx(_):
    return {'usr/lib/nginx/modules/ngx_http_toegang_module.so', 'usr/share/nginx/modules-available/mod-http-toegang.conf'}


def serve(tree):
    units = 'lib/systemd/system/toegang-serve.'
    return {'usr/libexec/toegang/toegang-serve', units + 'service', units + 'socket', 'etc/toegang/toegang.yaml',
            'usr/lib/sysusers.d/toegang-serve.conf', 'usr/share/toegang-serve/toegang.lua', *manual(tree, '8')}


def contents(tree, package):
    each = {'libtoegang0': library, 'libtoegang-dev': development, 'toegang': command, 'python3-toegang': python,
            'golang-toegang-dev': go, 'libapache2-mod-toegang': apache, 'libnginx-mod-http-toegang': nginx,
            'toegang-serve': serve}
    documents = ('copyright', 'changelog.gz', 'changelog.Debian.gz')
    return each[package](tree) | {f'usr/share/doc/{package}/{name}' for name in documents}
