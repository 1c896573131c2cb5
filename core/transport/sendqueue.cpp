// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/sendqueue.h"

namespace framescope {

namespace {

quint64 payloadSize(const SendQueue::Message &message)
{
    if (const auto *binary = std::get_if<QByteArray>(&message.payload))
        return static_cast<quint64>(binary->size());
    return utf8Size(std::get<QString>(message.payload));
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
    const quint64 size = payloadSize(message);
    m_waiting += size;
    m_messages.push_back({std::move(message), size});
}

std::optional<SendQueue::Message> SendQueue::take()
{
    std::optional<Message> message;
    if (!nextSize())
        return message;
    Waiting &next = m_messages.front();
    message = std::move(next.message);
    m_waiting -= next.size;
    m_onItsWay += next.size;
    m_messages.pop_front();
    return message;
}

std::optional<quint64> SendQueue::nextSize() const
{
    if (m_messages.empty() || m_onItsWay >= Watermark)
        return {};
    return m_messages.front().size;
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
