# SPDX-License-Identifier: Apache-2.0
"""The web server in front: nginx with our module, or Apache with mod_auth_mellon and our module."""
import os
import shutil

from filling import fill

APACHE_MODULES = '/usr/lib/apache2/modules'
APACHE_ACCOUNT = 'www-data'
NEEDED = ('mpm_event', 'authn_core', 'authz_core', 'alias', 'env', 'mime', 'proxy', 'proxy_scgi', 'auth_mellon')
MODULES = {'nginx': ('nginx', 'ngx_http_toegang_module.so'), 'apache': ('apache', 'mod_toegang.so')}


def nginx(folder, templates, values):
    """The words that start it."""
    os.makedirs(os.path.join(folder, 'server', 'tmp'), mode=0o700)
    user = 'user root;' if os.geteuid() == 0 else ''  # else it takes another account, which may not read the folder
    fill(os.path.join(templates, 'nginx.conf'), os.path.join(folder, 'server', 'nginx.conf'), {**values, 'user': user})
    return ['/usr/sbin/nginx', '-p', os.path.join(folder, 'server'), '-c', 'nginx.conf', '-e', 'stderr']


def _lend(folder):
    """Apache does not serve as root: what it and the application share belongs to its account."""
    for at, folders, names in os.walk(folder):
        for path in [at, *(os.path.join(at, name) for name in names)]:
            if not os.path.islink(path):
                shutil.chown(path, APACHE_ACCOUNT, APACHE_ACCOUNT)


def apache(folder, templates, values):
    os.makedirs(os.path.join(folder, 'server', 'empty'), mode=0o700)
    modules = '\n'.join(f'LoadModule {name}_module {APACHE_MODULES}/mod_{name}.so' for name in NEEDED)
    user = f'User {APACHE_ACCOUNT}\nGroup {APACHE_ACCOUNT}' if os.geteuid() == 0 else ''
    for template in ('httpd.conf', 'mellon.xml'):
        fill(os.path.join(templates, template), os.path.join(folder, 'server', template),
             {**values, 'user': user, 'modules': modules})
    if os.geteuid() == 0:
        _lend(folder)
    return ['/usr/sbin/apache2', '-D', 'FOREGROUND', '-f', os.path.join(folder, 'server', 'httpd.conf')]


SERVERS = {'nginx': nginx, 'apache': apache}
