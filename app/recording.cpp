// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/recording.h"

#include "app/captures.h"
#include "app/terminal.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFile>

namespace framescope {

namespace {

// Rows are printed when they are in the file; this often a person sees them as they come.
constexpr int LookMs = 50;
constexpr int RowsAtOnce = 512;

bool isReceivedMessage(const Row &row)
{
    return row.kind == RowKind::Frame && row.direction == Direction::ServerToClient
        && row.flags.testFlag(RowFlag::EndsMessage);
}

int exitCodeOf(const ConnectionFacts &facts)
{
    if (!facts.openedNs)
        return exitcode::NotConnected;
    return facts.wasClean ? exitcode::Ok : exitcode::Broken;
}

} // namespace

Recording::Recording(const RecordCommand &command)
    : m_command(command)
    , m_batches([this] { QMetaObject::invokeMethod(this, &Recording::takeBatches, Qt::QueuedConnection); })
    , m_ends([this] { QMetaObject::invokeMethod(this, &Recording::takeEnd, Qt::QueuedConnection); })
{
    connect(&m_look, &QTimer::timeout, this, &Recording::printNewRows);
    m_limit.setSingleShot(true);
    connect(&m_limit, &QTimer::timeout, this, &Recording::endSoon);
}

Recording::~Recording() = default;

std::optional<int> Recording::start()
{
    if (m_command.demo) {
        auto demo = DemoServer::start();
        if (!demo)
            return terminal::fail(demo.error(), exitcode::Failed);
        m_demo = std::move(demo).value();
        m_command.options.url = m_demo->url();
    }
    if (const std::optional<int> failed = openStore())
        return failed;
    m_network = std::make_unique<Network>(*m_store, m_clock);
    m_network->setClosedCallback([this](ConnectionFacts facts) { m_ends.post(std::move(facts)); });
    const auto connection = m_network->open(m_command.options);
    if (!connection) {
        m_network.reset();
        m_reader.reset();
        const QString path = m_store->path();
        m_store.reset();
        QFile::remove(path); // it would be empty
        return terminal::fail(connection.error(), exitcode::Usage);
    }
    m_connection = *connection;
    m_interruption = std::make_unique<Interruption>();
    connect(m_interruption.get(), &Interruption::requested, this, &Recording::interrupt);
    m_look.start(LookMs);
    return {};
}

std::optional<int> Recording::openStore()
{
    if (m_command.file.isEmpty()) {
        const auto path = newCapturePath(capturesFolder(), QDateTime::currentDateTime());
        if (!path)
            return terminal::fail(path.error(), exitcode::Failed);
        m_command.file = *path;
    }
    auto store = SessionStore::create(m_command.file, m_clock);
    if (!store)
        return terminal::fail(store.error(), exitcode::Failed);
    m_store = std::move(store).value();
    m_store->setPublisher([this](AppendBatch batch) { m_batches.post(std::move(batch)); });
    auto reader = SessionReader::open(m_command.file);
    if (!reader)
        return terminal::fail(reader.error(), exitcode::Failed);
    m_reader = std::move(reader).value();
    const auto info = m_reader->info();
    if (!info)
        return terminal::fail(info.error(), exitcode::Failed);
    m_rowText =
        std::make_unique<RowText>(RowText::Detail::Messages, info->anchorEpochNs - info->anchorMonotonicNs);
    return {};
}

// Only what is said about the connection: the rows are read from the file, where none is left out.
void Recording::takeBatches()
{
    for (const AppendBatch &batch : m_batches.takeAll()) {
        if (!batch.trouble.isEmpty())
            terminal::complain(QStringLiteral("Recording waits: %1").arg(batch.trouble));
        for (const ConnectionFacts &facts : batch.facts) {
            if (facts.readyState != ReadyState::Open || m_sent)
                continue;
            m_sent = true;
            for (const QString &text : std::as_const(m_command.texts))
                m_network->sendText(m_connection, text);
            if (m_command.durationMs)
                m_limit.start(*m_command.durationMs);
        }
    }
}

void Recording::printNewRows()
{
    while (true) {
        const auto rows = m_reader->rows(m_next, RowsAtOnce);
        if (!rows || rows->empty())
            return;
        for (const Row &row : *rows) {
            if (row.flags.testFlag(RowFlag::Arriving))
                return; // it, and what follows, when it is whole
            m_next = row.id + 1;
            print(row);
        }
    }
}

void Recording::print(const Row &row)
{
    if (isReceivedMessage(row) && ++m_received == m_command.count)
        endSoon();
    if (const QString line = m_rowText->line(row); !line.isEmpty())
        say(line);
}

void Recording::say(const QString &line)
{
    // Nobody reads any more ("record ... | head"): the recording goes on without.
    if (!m_command.quiet && !terminal::say(line))
        m_command.quiet = true;
}

void Recording::endSoon()
{
    if (m_ending)
        return;
    m_ending = true;
    m_network->close(m_connection, closecode::Normal, {});
}

void Recording::interrupt()
{
    if (m_ending)
        m_network->abort(m_connection, Network::Abort::Fin);
    else
        endSoon();
}

void Recording::takeEnd()
{
    for (const ConnectionFacts &facts : m_ends.takeAll())
        finish(facts);
}

void Recording::finish(const ConnectionFacts &facts)
{
    m_look.stop();
    m_limit.stop();
    m_network.reset();
    m_store->flush();
    printNewRows();
    for (const QString &line : m_rowText->unfinished())
        say(line);
    m_reader.reset();
    int exitCode = exitCodeOf(facts);
    if (const Result<void> finished = m_store->finish(); !finished)
        exitCode = terminal::fail(finished.error(), exitcode::Failed);
    for (const QString &line : connectionText(facts))
        say(line);
    if (exitCode == exitcode::NotConnected && m_command.quiet)
        terminal::complain(facts.outcome.what);
    say(QStringLiteral("Recorded into %1").arg(m_store->path()));
    m_demo.reset();
    Q_EMIT ended(exitCode);
}

int record(const RecordCommand &command)
{
    Recording recording(command);
    QObject::connect(
        &recording, &Recording::ended, QCoreApplication::instance(),
        [](int exitCode) { QCoreApplication::exit(exitCode); }, Qt::QueuedConnection);
    if (const std::optional<int> failed = recording.start())
        return *failed;
    return QCoreApplication::exec();
}

} // namespace framescope
