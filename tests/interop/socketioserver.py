#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Framescope authors
# SPDX-License-Identifier: Apache-2.0
"""A server made of python3-socketio for the interoperability tests: on 127.0.0.1 and a free port, whose number
is its first line. It answers the event "echo" with "echoed" and the same arguments, tells line by line what it
sees, and ends with its standard input."""
import asyncio
import sys

import socketio
from aiohttp import web

# A heartbeat often enough to be waited for, and a time for its answer that a busy machine keeps.
server = socketio.AsyncServer(
    async_mode="aiohttp", ping_interval=0.2, ping_timeout=20, max_http_buffer_size=2**24)


@server.event
async def connect(sid, environ, auth):
    print("connect", flush=True)


@server.event
async def disconnect(sid):
    print("disconnect", flush=True)


@server.event
async def echo(sid, *arguments):
    print("echo", *(type(argument).__name__ for argument in arguments), flush=True)
    await server.emit("echoed", arguments, to=sid)


async def main():
    application = web.Application()
    server.attach(application)
    runner = web.AppRunner(application)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


asyncio.run(main())
