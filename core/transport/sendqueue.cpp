// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/sendqueue.h"

namespace framescope {

namespace {

quint64 payloadSize(const SendQueue::Message &message)
{
    if (const auto *binary = std::get_if<QByteArray>(&message))
        return static_cast<quint64>(binary->size());
    return utf8Size(std::get<QString>(message));
}

} // namespace

quint64 utf8Size(QStringView text)
{
    quint64 size = 0;
    for (const QChar c : text) {
        // A pair of surrogates is four bytes, so two for each half.
        size += c.unicode() < 0x80 ? 1u : c.unicode() < 0x800 || c.isSurrogate() ? 2u : 3u;
    }
    return size;
}

void SendQueue::push(Message message)
{
    m_waiting += payloadSize(message);
    m_messages.push_back(std::move(message));
}

std::optional<SendQueue::Message> SendQueue::take()
{
    if (m_messages.empty() || m_onItsWay >= Watermark)
        return {};
    Message message = std::move(m_messages.front());
    m_messages.pop_front();
    const quint64 size = payloadSize(message);
    m_waiting -= size;
    m_onItsWay += size;
    return message;
}

void SendQueue::sent(quint64 bytes)
{
    Q_ASSERT(bytes <= m_onItsWay);
    m_onItsWay -= bytes;
}

void SendQueue::drop(quint64 bytes)
{
    sent(bytes);
    m_lost += bytes;
}

} // namespace framescope
