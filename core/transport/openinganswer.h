// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "protocol/handshake.h"
#include "transport/httpbody.h"

#include <optional>

namespace framescope {

// What came of the server's answer to the opening request: interim heads, its own head, the body of a
// refusal; and how that reads in a sentence.
class OpeningAnswer {
public:
    // Each piece as it comes, before its heads are taken.
    void count(QByteArrayView bytes);
    void takeInterim(const HttpHead &head) { m_interimBytes += head.raw.size(); }
    void take(const HttpHead &head, const ResponseVerdict &verdict);
    // Another answer than 101: what of the piece counted last is its body.
    void takeBody(QByteArrayView bytes);
    // The lenient policy goes on with what the answer was.
    void accept() { m_body.reset(); }

    bool isRefusal() const { return m_body.has_value(); }
    bool isBodyOver() const { return m_body && m_body->isOver(); }
    QByteArray body() const { return m_body ? m_body->content() : QByteArray(); }
    qint64 received() const { return m_received; }
    // Of a head that never became whole.
    QByteArray headSoFar() const { return m_headSoFar.mid(m_interimBytes); }

    // "The server answered 403 Forbidden instead of 101 Switching Protocols."
    QString refusalSentence() const;
    // How far it had come: "before it answered the request.", "within the head of its answer, ..."
    QString place() const;

private:
    QByteArray m_headSoFar; // interim heads included
    qint64 m_received = 0;
    qint64 m_interimBytes = 0;
    qint64 m_bodyStart = 0; // in m_received
    std::optional<HttpBody> m_body;
    int m_status = 0;
    QString m_reason;
    bool m_headCame = false;
};

} // namespace framescope
