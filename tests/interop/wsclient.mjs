// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0

// A client made of node's `ws`. Each line of its standard input is a job, with which it ends; its first line is "ready".
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const require = createRequire(import.meta.url); // unlike import, it looks where Debian puts packages
const { WebSocket } = require('ws');
require('./clientjob.js');

createInterface({ input: process.stdin })
    .on('line', (line) => {
        const job = JSON.parse(line);
        const tell = (words) => console.log(`${job.number} ${words}`);
        const socket = runJob(WebSocket, job, tell);
        socket?.on('ping', (payload) => tell(`ping "${payload}"`));
        socket?.on('pong', (payload) => tell(`pong "${payload}"`));
    })
    .on('close', () => process.exit());
console.log('ready');
