// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/browsersocket.h"

namespace framescope::test {

using namespace Qt::StringLiterals;

namespace {

// Enough for every test, and quick to reserve.
constexpr quint64 ringCapacity = 16u << 20;

QString kindName(RowKind kind)
{
    switch (kind) {
    case RowKind::Frame: return u"frame"_s;
    case RowKind::Handshake: return u"handshake"_s;
    case RowKind::State: return u"state"_s;
    case RowKind::Error: return u"error"_s;
    case RowKind::Violation: return u"violation"_s;
    case RowKind::Mark: return u"mark"_s;
    case RowKind::Note: return u"note"_s;
    }
    return {};
}

} // namespace

BrowserSocket::BrowserSocket(const QString &url, const Change &change, const QList<EndSignature> &earlier)
{
    const QString path = m_folder.filePath(u"session.framescope"_s);
    auto store = SessionStore::create(path, m_clock, {.ringCapacity = ringCapacity});
    if (!store)
        qFatal("%s", qPrintable(store.error().toString()));
    m_store = std::move(*store);
    const auto resume = [this] {
        if (m_connection)
            m_connection->resumeReading();
    };
    m_store->setRoomCallback([=, this] { QMetaObject::invokeMethod(this, resume, Qt::QueuedConnection); });
    ConnectionOptions options;
    options.url = url;
    options.rules = Rules::Browser;
    if (change)
        change(options);
    auto made = Connection::create(options, m_store->journal(), m_store->newConnectionId(), m_clock, earlier);
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
            note(u"text %1 \"%2\""_s.arg(number, event.text));
        else if (event.blob != 0)
            note(u"blob %1 #%2"_s.arg(number).arg(event.blob));
        else
            note(u"binary %1 %2"_s.arg(number, QString::fromLatin1(event.binary.toHex())));
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
    m_store->setRoomCallback({});
}

void BrowserSocket::note(const QString &event)
{
    m_events.append(event);
    if (onEvent)
        onEvent(event);
}

SessionReader &BrowserSocket::log()
{
    m_store->flush();
    auto reader = SessionReader::open(m_store->path());
    if (!reader)
        qFatal("%s", qPrintable(reader.error().toString()));
    m_reader = std::move(*reader);
    return *m_reader;
}

QStringList BrowserSocket::rows()
{
    QStringList lines;
    const auto rows = log().rows(1, 1'000'000);
    for (const Row &row : *rows) {
        if (row.kind == RowKind::Frame)
            continue;
        const QString sentence = QString::fromUtf8(*m_reader->payload(row.id, 0, 1 << 20));
        lines += kindName(row.kind) + u' ' + sentence.section(u'\r', 0, 0);
    }
    return lines;
}

QStringList BrowserSocket::dataRows()
{
    QStringList lines;
    const auto rows = log().rows(1, 1'000'000);
    for (const Row &row : *rows) {
        if (row.kind != RowKind::Frame || isControl(row.header.opcode))
            continue;
        lines += u"%1 %2 \"%3\"%4"_s.arg(row.direction == Direction::ClientToServer ? u">"_s : u"<"_s,
            opcodeName(row.header.opcode), QString::fromUtf8(*m_reader->payload(row.id, 0, 64)),
            row.flags.testFlag(RowFlag::NotDelivered) ? u" not-delivered"_s : QString());
    }
    return lines;
}

ConnectionFacts BrowserSocket::storedFacts()
{
    return log().connections()->back();
}

} // namespace framescope::test
