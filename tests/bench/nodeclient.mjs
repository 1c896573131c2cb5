// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0

// A rival of bench_chain: node's `ws` client with an empty handler. Prints the seconds from open to the
// last message. usage: node nodeclient.mjs URL COUNT
import { createRequire } from 'node:module';

// Unlike import, require looks where Debian puts packages (NODE_PATH).
const WebSocket = createRequire(import.meta.url)('ws');

const [url, count] = [process.argv[2], Number(process.argv[3])];
const socket = new WebSocket(url, { perMessageDeflate: false, maxPayload: 0 });
let begin = 0n;
let received = 0;
socket.on('open', () => { begin = process.hrtime.bigint(); });
socket.on('message', () => {
    if (++received === count) {
        console.log(Number(process.hrtime.bigint() - begin) / 1e9);
        socket.terminate();
    }
});
