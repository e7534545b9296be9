# SPDX-License-Identifier: Apache-2.0
"""An e-counter with FastAPI. CONFIG=../data/toegang.yaml uvicorn fastapi_counter:guarded"""
import os

import toegang
import toegang.asgi
from fastapi import FastAPI, Request
from fastapi.responses import PlainTextResponse

t = toegang.open(os.environ.get('CONFIG', 'toegang.yaml'))
counter = FastAPI()


def headers(scope):
    return {name.decode('latin-1'): value.decode('latin-1') for name, value in scope['headers']}


def who(scope):
    """The access token of the request; an application with sessions gives the identity that it keeps."""
    scheme, _, token = headers(scope).get('authorization', '').partition(' ')
    return token if scheme.lower() == 'bearer' else None


def organisation(scope):
    return headers(scope).get('x-organisation')


@counter.get('/', response_class=PlainTextResponse)
def form(request: Request):
    identity = request.scope['toegang.identity']
    return f'Welcome, {identity.given_name} {identity.family_name} ({identity.holder}).\n'


guarded = toegang.asgi.Guard(counter, t, who=who, organisation=organisation, eloket='e-loketondernemers')
