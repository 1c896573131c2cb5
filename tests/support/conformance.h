// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "protocol/frameencoder.h"
#include "support/browsersocket.h"
#include "support/scriptedserver.h"

// Cases of the Autobahn test suite as tables: what a server sends, and what an echoing client shows, answers
// and records. What it shall show is worked out here from the frames that are sent and from the breaches that
// the row names, never from the product.
namespace framescope::test {

// A frame as the server writes it.
struct ServerFrame {
    FrameHeader header;
    QByteArray payload;
    QByteArray bytes() const;
};
enum class Fin : bool { No, Yes };
ServerFrame serverFrame(Opcode opcode, const QByteArray &payload, Fin fin = Fin::Yes);
ServerFrame serverClose(const CloseBody &body);
// RSV1 to RSV3 as a number, as the suite names them: 4 is RSV1, 1 is RSV3.
ServerFrame withReserved(int rsv, ServerFrame frame);

// How the bytes leave the server. Between pieces the client has its turn; a frame that an answer is due to is
// answered before the next begins, but for Whole.
enum class Chop : quint8 { Whole, Frames, Octets };

// A frame of the case breaks a rule; in the words of the log: "The opcode is reserved (RFC 6455, 5.2)".
struct Breach {
    int frame = 0;
    QString rule;
};

struct ConformanceCase {
    QList<ServerFrame> frames = {};
    Chop chop = Chop::Whole;
    int chopSize = 0; // instead: pieces of so many bytes
    // In order; the first fails the connection, the others are recorded.
    QList<Breach> breaches = {};
    quint16 failCode = closecode::ProtocolError; // what the client closes with then
};

// A server that plays the case: sends its frames, waits for what is due, closes with 1000 unless a frame did
// or broke a rule, and ends TCP when the client has closed.
Script scriptOf(const ConformanceCase &c);

// What an echoing client has to give.
struct Expectation {
    QStringList events; // of the Connection, as a page of a browser sees them
    QStringList received; // rows of the log, as `< text fin "hi"` and `! The opcode is reserved (RFC 6455, 5.2)`
    QStringList sent;     // frames of the log, and of what came to the server
    bool fails = false; // by the first breach
};
Expectation expectationOf(const ConformanceCase &c);

// Sends each message back as it came.
void echoMessages(BrowserSocket &socket);
// The frames of one direction, and the violations in it, as they stand in the log from row `first` on.
QStringList logLines(const SessionReader &log, Direction direction, RowId first = 1);

// The reason of the Close that ends it, which says the rule in words of ours, left out.
QStringList withoutReason(QStringList sent);

} // namespace framescope::test

Q_DECLARE_METATYPE(framescope::test::ConformanceCase)
