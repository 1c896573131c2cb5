# SPDX-FileCopyrightText: 2026 The Framescope authors
# SPDX-License-Identifier: Apache-2.0
"""A rival of bench_volume: python3-websockets, writing each message into a text file, a line each. Prints the
seconds from open until the last line is in the file. usage: python3 pythonlog.py URL COUNT FILE"""
import asyncio
import sys
import time

import websockets


async def main(url, count, path):
    async with websockets.connect(url, compression=None, max_size=None) as socket:
        begin = time.monotonic()
        with open(path, "w", encoding="utf-8") as file:
            for _ in range(count):
                file.write(await socket.recv() + "\n")
        print(time.monotonic() - begin, flush=True)
        socket.transport.abort()


asyncio.run(main(sys.argv[1], int(sys.argv[2]), sys.argv[3]))
