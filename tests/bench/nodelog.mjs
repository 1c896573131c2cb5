// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0

// A rival of bench_volume: node's `ws` client that writes each message into a text file, a line each. Prints the
// seconds from open until the last line is in the file. usage: node nodelog.mjs URL COUNT FILE
import { createWriteStream } from 'node:fs';
import { createRequire } from 'node:module';

// Unlike import, require looks where Debian puts packages (NODE_PATH).
const WebSocket = createRequire(import.meta.url)('ws');

const [url, count, path] = [process.argv[2], Number(process.argv[3]), process.argv[4]];
const file = createWriteStream(path);
const socket = new WebSocket(url, { perMessageDeflate: false, maxPayload: 0 });
let begin = 0n;
let received = 0;
socket.on('open', () => { begin = process.hrtime.bigint(); });
socket.on('message', (data) => {
    file.write(data + '\n');
    if (++received === count) {
        socket.terminate();
        file.end(() => console.log(Number(process.hrtime.bigint() - begin) / 1e9));
    }
});
