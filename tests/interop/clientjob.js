// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0

// What wsclient.mjs and browserclient.html do with a job: connect with the given class, WebSocket as WHATWG
// describes it, take the steps, and tell each event as realclients.h shows it.
globalThis.runJob = (WebSocketClass, job, tell) => {
    const shown = (text) => (text.length > 500 ? `${text.length} characters` : JSON.stringify(text));
    const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
    const steps = [...job.steps];
    let received = 0;
    let socket;
    const take = {
        text: (text) => socket.send(text),
        binary: (digits) => socket.send(Uint8Array.from(digits.match(/../g) ?? [], (two) => parseInt(two, 16))),
        ping: (payload) => socket.ping(payload), // no browser has it
        close: (...how) => socket.close(...how),
    };
    const proceed = () => {
        while (steps.length > 0 && !(steps[0][0] === 'await' && received < steps[0][1])) {
            const [what, ...how] = steps.shift();
            take[what]?.(...how);
        }
    };
    try {
        socket = new WebSocketClass(job.url, job.protocols);
    } catch (error) {
        tell(`refused ${error.name}`);
        return undefined;
    }
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => {
        tell(`open ${socket.readyState} ${shown(socket.protocol)} ${shown(socket.extensions)}`);
        proceed();
    };
    socket.onmessage = ({ data }) => {
        if (typeof data === 'string') tell(`text ${socket.readyState} ${shown(data)}`);
        else if (data.byteLength > 500) tell(`binary ${socket.readyState} ${data.byteLength} bytes`);
        else tell(`binary ${socket.readyState} ${hex(new Uint8Array(data))}`);
        ++received;
        if (job.echoes) socket.send(data);
        proceed();
    };
    socket.onerror = () => tell(`error ${socket.readyState}`);
    socket.onclose = ({ code, reason, wasClean }) =>
        tell(`close ${socket.readyState} ${code} ${shown(reason)} ${wasClean ? 'clean' : 'unclean'}`);
    return socket;
};
