# SPDX-License-Identifier: Apache-2.0
"""An e-counter with Flask. FLASK_APP=flask_counter.py CONFIG=../data/toegang.yaml flask run"""
import os

import toegang
import toegang.wsgi
from flask import Flask, request

t = toegang.open(os.environ.get('CONFIG', 'toegang.yaml'))
counter = Flask(__name__)


def who(environ):
    """The access token of the request; an application with sessions gives the identity that it keeps."""
    scheme, _, token = environ.get('HTTP_AUTHORIZATION', '').partition(' ')
    return token if scheme.lower() == 'bearer' else None


def organisation(environ):
    return environ.get('HTTP_X_ORGANISATION')


@counter.get('/')
def form():
    identity = request.environ['toegang.identity']
    return f'Welcome, {identity.given_name} {identity.family_name} ({identity.holder}).\n'


counter.wsgi_app = toegang.wsgi.Guard(counter.wsgi_app, t, who=who, organisation=organisation, eloket='e-loketondernemers')
