// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/browsersocket.h"

#include "support/transcript.h"

#include <QEventLoop>
#include <QTimer>

namespace framescope::test {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype LongestShown = 500;

} // namespace

BrowserSocket::BrowserSocket(const QString &url, const Change &change, const QList<EndSignature> &earlier)
    : m_own(std::make_unique<SessionProbe>())
    , m_session(*m_own)
{
    open(url, change, earlier);
}

BrowserSocket::BrowserSocket(SessionProbe &session, const QString &url, const Change &change)
    : m_session(session)
{
    open(url, change, {});
}

void BrowserSocket::open(const QString &url, const Change &change, const QList<EndSignature> &earlier)
{
    const auto resume = [this] {
        if (m_connection)
            m_connection->resumeReading();
    };
    m_session.store().setRoomCallback(
        [=, this] { QMetaObject::invokeMethod(this, resume, Qt::QueuedConnection); });
    ConnectionOptions options;
    options.url = url;
    options.rules = Rules::Browser;
    if (change)
        change(options);
    auto made = Connection::create(
        options, m_session.journal(), m_session.store().newConnectionId(), m_session.clock(), earlier);
    if (auto *refused = std::get_if<RuleError>(&made)) {
        m_error = *refused;
        return;
    }
    m_connection = std::get<std::unique_ptr<Connection>>(std::move(made));
    const auto stateNumber = [this] { return static_cast<int>(state()); };
    connect(
        m_connection.get(), &Connection::opened, this, [=, this] { note(u"open %1"_s.arg(stateNumber())); });
    connect(
        m_connection.get(), &Connection::failed, this, [=, this] { note(u"error %1"_s.arg(stateNumber())); });
    connect(m_connection.get(), &Connection::messageReceived, this, [=, this](const MessageEvent &event) {
        m_messages.append(event);
        const QString number = QString::number(stateNumber());
        if (event.isText)
            note(u"text %1 %2"_s.arg(number, shown(event.text)));
        else if (event.blob != 0)
            note(u"blob %1 #%2"_s.arg(number).arg(event.blob));
        else
            note(u"binary %1 %2"_s.arg(number, shown(event.binary)));
    });
    connect(m_connection.get(), &Connection::closed, this,
        [=, this](quint16 code, const QString &reason, bool wasClean) {
            m_closed = true;
            note(u"close %1 %2 \"%3\" %4"_s.arg(stateNumber())
                     .arg(code)
                     .arg(reason, wasClean ? u"clean"_s : u"unclean"_s));
        });
}

BrowserSocket::~BrowserSocket()
{
    m_session.store().setRoomCallback({});
}

bool BrowserSocket::waitForClose()
{
    if (m_closed)
        return true;
    QEventLoop loop;
    connect(m_connection.get(), &Connection::closed, &loop, &QEventLoop::quit);
    QTimer::singleShot(30'000, &loop, &QEventLoop::quit);
    loop.exec();
    return m_closed;
}

void BrowserSocket::note(const QString &event)
{
    m_events.append(event);
    if (onEvent)
        onEvent(event);
}

QString BrowserSocket::shown(const QString &text)
{
    return text.size() > LongestShown ? quotedBytes(text.toUtf8()) : u'"' + text + u'"';
}

QString BrowserSocket::shown(const QByteArray &binary)
{
    return binary.size() > LongestShown ? quotedBytes(binary) : QString::fromLatin1(binary.toHex());
}

ConnectionFacts BrowserSocket::storedFacts()
{
    return m_session.log().connections()->back();
}

} // namespace framescope::test
