#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Framescope authors
# SPDX-License-Identifier: Apache-2.0
"""A server made of python3-websockets for the interoperability tests: on 127.0.0.1 and a free port each,
one for everybody and one that asks for user "ann", password "sécret". Writes both ports into one line
and ends with its standard input."""
import asyncio
import sys

import websockets


async def echo(socket):
    async for message in socket:
        await socket.send(message)


async def fragments(socket):
    """One message in three frames, a ping behind the first."""

    async def pieces():
        yield "Grüße "
        await socket.ping(b"between")
        yield "aus "
        yield "Köln €"

    await socket.send(pieces())
    await socket.wait_closed()


async def pings(socket):
    """Says when the pong with the same payload has come."""
    await (await socket.ping(b"are you there?"))
    await socket.send("pong came")
    await socket.wait_closed()


async def close(socket):
    await socket.close(3001, "Tschüß €")


async def compressible(socket):
    await socket.send("all work and no play " * 1000)
    await socket.wait_closed()


async def blob(socket):
    await socket.send(bytes(range(256)) * 4096)
    await socket.wait_closed()


async def asks(socket):
    """Sends messages of both kinds, whole and in fragments, and says how many came back as they were."""

    async def fragments(message):
        for at in range(0, len(message), 7):
            yield message[at:at + 7]

    good = 0
    messages = []
    for i in range(20):
        messages += [f"Nr. {i}: Köln €", bytes(range(i))]
    messages += ["", b"", "\ufeffmarked", "x" * 100_000, bytes(256) * 1000]
    for i, message in enumerate(messages):
        await socket.send(fragments(message) if i % 3 == 2 and message else message)
    for message in messages:
        good += await socket.recv() == message
    await socket.close(1000, f"{good} of {len(messages)} came back")


async def silent(socket):
    await socket.wait_closed()


HANDLERS = {
    "/asks": asks,
    "/echo": echo,
    "/fragments": fragments,
    "/pings": pings,
    "/close": close,
    "/compressible": compressible,
    "/blob": blob,
    "/silent": silent,
}


async def handle(socket):
    await HANDLERS.get(socket.path, echo)(socket)


async def is_ann(user, password):
    return (user, password) == ("ann", "sécret")


def port(server):
    return server.sockets[0].getsockname()[1]


async def main():
    settings = {"ping_interval": None, "max_size": 2**26, "subprotocols": ["chat.v2", "chat.v1"]}
    auth = websockets.basic_auth_protocol_factory(realm="tests", check_credentials=is_ann)
    async with websockets.serve(handle, "127.0.0.1", 0, **settings) as open_server:
        async with websockets.serve(handle, "127.0.0.1", 0, create_protocol=auth, **settings) as closed_server:
            print(port(open_server), port(closed_server), flush=True)
            await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


asyncio.run(main())
