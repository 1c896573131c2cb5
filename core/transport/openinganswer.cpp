// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/openinganswer.h"

#include <algorithm>

namespace framescope {

using namespace Qt::StringLiterals;

void OpeningAnswer::count(QByteArrayView bytes)
{
    m_received += bytes.size();
    if (!m_headCame)
        m_headSoFar += bytes;
}

void OpeningAnswer::take(const HttpHead &head, const ResponseVerdict &verdict)
{
    m_headCame = true;
    m_bodyStart = m_interimBytes + head.raw.size();
    m_status = verdict.status;
    m_reason = QString::fromUtf8(verdict.reason);
    if (verdict.isRefusal())
        m_body.emplace(head, m_status);
}

void OpeningAnswer::takeBody(QByteArrayView bytes)
{
    Q_ASSERT(m_body);
    const qint64 start = m_received - bytes.size();
    m_body->feed(bytes.sliced(std::clamp<qint64>(m_bodyStart - start, 0, bytes.size())));
}

QString OpeningAnswer::refusalSentence() const
{
    return u"The server answered %1 instead of 101 Switching Protocols."_s.arg(
        m_reason.isEmpty() ? QString::number(m_status) : u"%1 %2"_s.arg(m_status).arg(m_reason));
}

QString OpeningAnswer::place() const
{
    if (m_received == 0)
        return u"before it answered the request."_s;
    if (m_received == m_interimBytes)
        return u"after an interim answer (1xx), before the final one."_s;
    return u"within the head of its answer, after %1 bytes."_s.arg(m_received - m_interimBytes);
}

} // namespace framescope
