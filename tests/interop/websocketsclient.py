#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Framescope authors
# SPDX-License-Identifier: Apache-2.0
"""A client made of python3-websockets. Each line of its standard input is a job as for clientjob.js, with which it
ends; its first line is "ready", the others are what happens, as realclients.h shows it."""
import asyncio
import json
import sys

import websockets


def shown(text):
    return f"{len(text)} characters" if len(text) > 500 else json.dumps(text, ensure_ascii=False)


async def take(step, socket, tell):
    what, *how = step
    if what == "text":
        await socket.send(how[0])
    elif what == "binary":
        await socket.send(bytes.fromhex(how[0]))
    elif what == "ping":
        await (await socket.ping(how[0]))
        tell(f'pong "{how[0]}"')
    elif what == "close":
        await socket.close(*how)


async def converse(job, socket, tell):
    steps = list(job["steps"])
    received = 0
    while True:
        while steps and not (steps[0][0] == "await" and received < steps[0][1]):
            await take(steps.pop(0), socket, tell)
        message = await socket.recv()
        state = int(socket.state)
        if isinstance(message, str):
            tell(f"text {state} {shown(message)}")
        else:
            tell(f"binary {state} " + (f"{len(message)} bytes" if len(message) > 500 else message.hex()))
        received += 1
        if job.get("echoes"):
            await socket.send(message)


async def run(job):
    def tell(words):
        print(job["number"], words, flush=True)

    try:
        socket = await websockets.connect(
            job["url"], subprotocols=job["protocols"] or None, max_size=None, ping_interval=None)
    except Exception as error:
        tell(f"refused {type(error).__name__}")
        return
    extensions = ", ".join(extension.name for extension in socket.extensions)
    tell(f'open {int(socket.state)} {shown(socket.subprotocol or "")} {shown(extensions)}')
    try:
        await converse(job, socket, tell)
    except websockets.ConnectionClosed as closed:
        clean = "clean" if closed.sent and closed.rcvd else "unclean"
        code, reason = socket.close_code, socket.close_reason
        tell(f"close {int(socket.state)} {code} {shown(reason)} {clean}")


async def main():
    print("ready", flush=True)
    while line := await asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline):
        await run(json.loads(line))


asyncio.run(main())
