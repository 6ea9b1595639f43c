// server.js MODULE
//
// A minimal server around a GT06 parser from the registry: every chunk goes to the parser, its answer
// back. Prints the port it listens on.
//
// SPDX-License-Identifier: GPL-2.0-or-later
'use strict';
const net = require('net');
const Parser = require(process.argv[2]);

const server = net.createServer((socket) => {
    const parser = new Parser();

    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk) => {
        try {
            parser.parse(chunk);
        } catch (problem) {
            return; // what the parser rejects gets no answer
        }
        if (parser.expectsResponse && parser.responseMsg) {
            socket.write(parser.responseMsg);
        }
        if (parser.clearMsgBuffer) {
            parser.clearMsgBuffer();
        }
    });
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
