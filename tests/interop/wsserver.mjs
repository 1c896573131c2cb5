// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0

// A server made of node's `ws`: on 127.0.0.1 and a free port, whose number is its first line. It echoes, tells
// line by line what it sees, and ends with its standard input. The path says what it does beside that:
//     /ping    pings once      /close   closes with 3001      /cut   ends TCP without a Close
import { createRequire } from 'node:module';

// Unlike import, require looks where Debian puts packages.
const { WebSocketServer } = createRequire(import.meta.url)('ws');

const tell = (...words) => console.log(words.join(' '));
const shown = (payload, isBinary) =>
    payload.length > 100 ? `${payload.length} bytes` : isBinary ? payload.toString('hex') : `"${payload}"`;

const server = new WebSocketServer({
    host: '127.0.0.1',
    port: 0,
    perMessageDeflate: { threshold: 0 },
    handleProtocols: (offered) => (offered.has('chat.v1') ? 'chat.v1' : false),
});
server.on('listening', () => tell(server.address().port));
server.on('connection', (socket, request) => {
    tell('open', request.url, `"${socket.protocol}"`, `"${socket.extensions}"`);
    socket.on('message', (payload, isBinary) => {
        tell(isBinary ? 'binary' : 'text', shown(payload, isBinary));
        socket.send(payload, { binary: isBinary });
    });
    socket.on('ping', (payload) => tell('ping', shown(payload)));
    socket.on('pong', (payload) => tell('pong', shown(payload)));
    socket.on('error', (error) => tell('error', error.code));
    socket.on('close', (code, reason) => tell('close', code, `"${reason}"`));
    if (request.url === '/ping') socket.ping('are you there?');
    if (request.url === '/close') socket.close(3001, 'Tschüß €');
    if (request.url === '/cut') socket.terminate();
});
process.stdin.on('end', () => process.exit()).resume();
