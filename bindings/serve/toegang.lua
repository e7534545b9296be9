-- SPDX-License-Identifier: Apache-2.0
-- Apache httpd as it comes, with mod_lua and LuaSocket, asks toegang-serve: see serve.md.
--   SetEnvIf Request_URI "^" "TOEGANG_QUERY=eloket=subsidieloket"
--   LuaHookAccessChecker /usr/share/toegang-serve/toegang.lua check
local unix = require 'socket.unix'

local SOCKET, SECONDS, FIELDS_MOST = '/run/toegang/serve.sock', 5, 64
local STATED = { 'holder', 'capacity' } -- never from a client
local NAMES = { 'outcome', 'check', 'reason', 'remedy', 'as', 'organisation', 'handle', 'assurance', 'language' }

local function request(r, query)
    local token = r.headers_in['Authorization']
    return 'GET /auth?' .. query .. ' HTTP/1.1\r\nHost: toegang\r\nConnection: close\r\n'
        .. 'X-Request-ID: ' .. (r.log_id or r.useragent_ip:gsub('[^%w]', '-')) .. '\r\n'
        .. (token and 'Authorization: ' .. token .. '\r\n' or '') .. '\r\n'
end

-- The status and the fields, names in small letters; nothing when it did not answer.
local function ask(path, octets)
    local client = unix.stream and unix.stream() or unix()
    client:settimeout(SECONDS)
    if not client:connect(path) or not client:send(octets) then return client:close() and nil end
    local line, fields = client:receive('*l'), {}
    local status = line and tonumber(line:match('^HTTP/1%.1 (%d%d%d) '))
    for _ = 1, FIELDS_MOST do
        line = client:receive('*l')
        if not line or line == '' then break end
        local name, value = line:match('^([%w-]+): (.*)$')
        if name then fields[name:lower()] = value end
    end
    client:close()
    return line == '' and status or nil, fields
end

-- As an application that reads its environment may understand it: any sign of a name (RFC 9110 5.6.2) may be an underscore there.
local function forget(r, name)
    for sign in ("!#$%&'*+-.^_`|~"):gmatch('.') do r.headers_in['Toegang' .. sign .. name] = nil end
end

-- Only what the service says reaches the application, whatever the client sent.
local function pass_on(r, fields)
    for _, name in ipairs(NAMES) do
        r.subprocess_env['TOEGANG_' .. name:upper()] = fields['toegang-' .. name] or ''
        forget(r, name)
    end
    for _, name in ipairs(STATED) do forget(r, name) end
end

local function refuse(r, status, fields)
    r.err_headers_out['Cache-Control'] = 'no-store'
    r.err_headers_out['Toegang-Check'] = fields['toegang-check']
    r.err_headers_out['WWW-Authenticate'] = status == 401 and (fields['www-authenticate'] or 'Bearer') or nil
    r.err_headers_out['Retry-After'] = status == 503 and '5' or nil
    return status
end

-- Anything but 204 lets nobody through.
function check(r)
    local query = r.subprocess_env['TOEGANG_QUERY']
    if not query or query:find('[%s%c]') then return 500 end
    local status, fields = ask(r.subprocess_env['TOEGANG_SOCKET'] or SOCKET, request(r, query))
    pass_on(r, fields or {})
    if status == 204 then return apache2.OK end
    if status == 401 or status == 403 then return refuse(r, status, fields) end
    return refuse(r, status == 500 and 500 or 503, fields or {})
end
