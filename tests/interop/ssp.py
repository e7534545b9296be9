# SPDX-License-Identifier: Apache-2.0
"""SimpleSAMLphp as Debian packs it, as an identity provider in a folder of the test."""
import contextlib
import os

import peer

WWW = '/usr/share/simplesamlphp/www'
CONFIG = '''<?php
$folder = dirname(__DIR__);
$config = [
    'baseurlpath' => getenv('PEER_URL') . '/simplesaml/',
    'certdir' => "$folder/",
    'loggingdir' => "$folder/log/",
    'datadir' => "$folder/data/",
    'tempdir' => "$folder/tmp",
    'metadatadir' => "$folder/metadata/",
    'secretsalt' => 'only for this test',
    'auth.adminpassword' => 'only for this test',
    'technicalcontact_name' => 'nobody',
    'technicalcontact_email' => 'nobody@idp.example',
    'timezone' => 'UTC',
    'logging.level' => SimpleSAML\\Logger::WARNING,
    'logging.handler' => 'file',
    'logging.logfile' => 'log',
    'debug' => ['saml' => false, 'backtraces' => true, 'validatexml' => false],
    'showerrors' => true,
    'enable.saml20-idp' => true,
    'module.enable' => ['core' => true, 'saml' => true, 'exampleauth' => true],
    'session.cookie.secure' => false,
    'session.cookie.samesite' => null,
    'session.phpsession.cookiename' => 'peer',
    'session.phpsession.savepath' => "$folder/tmp",
    'store.type' => 'phpsession',
    'language.available' => ['en'],
    'language.default' => 'en',
    'metadata.sources' => [['type' => 'flatfile']],
    'trusted.url.domains' => ['127.0.0.1', 'eloket.example'],
];
'''


def prepare(world, users):
    """Its settings and keys; the test writes what it hosts and whom it knows."""
    for folder in ('log', 'data', 'tmp', 'docroot'):
        os.mkdir(world.path(folder))
    os.symlink(WWW, world.path('docroot', 'simplesaml'))
    world.key('idp')
    world.write('config/config.php', CONFIG)
    world.write('config/authsources.php', users)


@contextlib.contextmanager
def running(world):
    """Its address, and the environment of its scripts."""
    url = f'http://127.0.0.1:{peer.free_port()}'
    environment = {**os.environ, 'PEER_URL': url, 'SIMPLESAMLPHP_CONFIG_DIR': world.path('config')}
    with peer.server(['php', '-d', 'opcache.enable=0', '-S', url[7:], '-t', world.path('docroot')],
                     url + '/simplesaml/saml2/idp/metadata.php', world.path('php.log'), env=environment):
        yield url, environment
