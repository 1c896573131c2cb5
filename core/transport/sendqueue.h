// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "protocol/wireevent.h"

#include <QByteArray>
#include <QString>

#include <deque>
#include <limits>
#include <optional>
#include <variant>

namespace framescope {

// Bytes of `text` as UTF-8; it must be a USVString, free of lone surrogates.
quint64 utf8Size(QStringView text);

// What send() accepted and the network has not: the messages still here, and the payload bytes that
// QWebSocket and the tap hold. It keeps the latter under a watermark, so that the memory below is
// bounded and close() knows when everything has left. bufferedAmount is its sum (WHATWG WebSockets).
class SendQueue {
public:
    static constexpr quint64 Watermark = 1u << 20;

    struct Message {
        std::variant<QString, QByteArray> payload; // text, binary
        FrameOrigins origin;                       // of its frames

        Message(const QString &text, FrameOrigins from = {}) // implicit: a message is what it says
            : payload(text)
            , origin(from)
        {
        }
        Message(const QByteArray &binary, FrameOrigins from = {})
            : payload(binary)
            , origin(from)
        {
        }
    };

    // `limit`: of payload bytes that may wait here and below.
    explicit SendQueue(quint64 limit = std::numeric_limits<quint64>::max())
        : m_limit(limit)
    {
    }
    bool hasRoomFor(quint64 bytes) const { return bytes <= m_limit && unsent() <= m_limit - bytes; }
    void push(Message message);
    // The next message to hand on, while less than Watermark is on its way.
    std::optional<Message> take();
    // Payload bytes of what take() would answer; nothing if it would answer nothing.
    std::optional<quint64> nextSize() const;
    // The upstream socket accepted so many payload bytes.
    void sent(quint64 bytes);
    // So many payload bytes that were handed on will never be accepted: counted for ever.
    void drop(quint64 bytes);
    // A send() that there is no room for, or while CLOSING or CLOSED: counted for ever, never sent.
    void countLost(quint64 bytes) { m_lost += bytes; }

    // Payload bytes that may still be sent.
    quint64 unsent() const { return m_waiting + m_onItsWay; }
    bool isEmpty() const { return m_messages.empty(); }
    quint64 bufferedAmount() const { return m_waiting + m_onItsWay + m_lost; }

private:
    struct Waiting {
        Message message;
        quint64 size; // payload bytes
    };

    quint64 m_limit;
    std::deque<Waiting> m_messages;
    quint64 m_waiting = 0;  // payload bytes of m_messages
    quint64 m_onItsWay = 0; // handed on, not yet accepted upstream
    quint64 m_lost = 0;
};

} // namespace framescope
