// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/scriptedserver.h"
#include "ui/composer.h"
#include "ui/livesession.h"
#include "ui/rowcommands.h"
#include "ui/selectionsummary.h"
#include "ui/timelinepane.h"
#include "ui/timelineview.h"

#include <QClipboard>
#include <QFile>
#include <QGuiApplication>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace framescope;
using namespace Qt::StringLiterals;
using framescope::test::Script;
using framescope::test::ScriptedServer;
using Command = RowActions::Command;

namespace {

constexpr int Patience = 20'000;

} // namespace

// A session with a server that sends a short text, 100 KB of it, and bytes; the row menu is told what to do.
class TestRowCommands : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void editsTextAndBytes();
    void editsWhatIsNotAtHand();
    void sendsAgain();
    void sendsNothingAgainWithoutAConnection();
    void copiesInOtherForms();
    void copiesForOtherTools_data();
    void copiesForOtherTools();
    void leavesSecretsOutOfWhatItCopies();
    void savesThePayload();
    void keepsNotes();
    void sumsUpTheSelection();
    void sumsUpWhatIsNotAtHand();

private:
    RowId rowOf(const QByteArray &begin) const;
    void ask(Command command, RowId row) { Q_EMIT m_timeline->actions()->requested(command, row); }
    void select(RowId first, RowId last);
    QString noticed() const
    {
        return m_noticed->isEmpty() ? QString() : m_noticed->last().first().toString();
    }

    QTemporaryDir m_folder;
    int m_number = 0;
    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<LiveSession> m_session;
    std::unique_ptr<TimelinePane> m_timeline;
    std::unique_ptr<RowCommands> m_commands;
    std::unique_ptr<QSignalSpy> m_noticed;
    std::unique_ptr<QSignalSpy> m_edit;
};

void TestRowCommands::init()
{
    m_server = std::make_unique<ScriptedServer>(
        Script().accept().text("short").text(QByteArray(100'000, 'x')).binary("\x01\x02\xff"));
    auto session = LiveSession::create(m_folder.filePath(u"%1.framescope"_s.arg(++m_number)));
    QVERIFY(session);
    m_session = std::move(session).value();
    m_timeline = std::make_unique<TimelinePane>([this](qint64 page) { m_session->requestPage(page); });
    connect(m_session.get(), &LiveSession::appended, m_timeline.get(), &TimelinePane::append);
    connect(m_session.get(), &LiveSession::pageRead, m_timeline.get(), &TimelinePane::addPage);
    m_commands = std::make_unique<RowCommands>(*m_session, *m_timeline);
    m_noticed = std::make_unique<QSignalSpy>(m_commands.get(), &RowCommands::noticed);
    m_edit = std::make_unique<QSignalSpy>(m_commands.get(), &RowCommands::editRequested);
    ConnectionOptions options;
    options.url = m_server->url();
    QVERIFY(m_session->open(options));
    QTRY_VERIFY_WITH_TIMEOUT(rowOf("\x01\x02\xff") != 0, Patience);
}

void TestRowCommands::cleanup()
{
    m_commands.reset();
    m_timeline.reset();
    m_session.reset();
    m_server.reset();
}

// Complete, and of the server.
RowId TestRowCommands::rowOf(const QByteArray &begin) const
{
    for (RowId id = 1; id <= m_timeline->model()->lastId(); ++id) {
        const Row *row = m_timeline->model()->peekAt(id);
        if (row && row->kind == RowKind::Frame && row->direction == Direction::ServerToClient
            && row->flags.testFlag(RowFlag::EndsMessage) && row->preview.startsWith(begin))
            return id;
    }
    return 0;
}

void TestRowCommands::editsTextAndBytes()
{
    ask(Command::Edit, rowOf("short"));
    QCOMPARE(m_edit->last().first().value<Draft>(), (Draft{true, u"short"_s, {}}));
    ask(Command::Edit, rowOf("\x01"));
    QCOMPARE(m_edit->last().first().value<Draft>(), (Draft{false, {}, "\x01\x02\xff"}));
}

void TestRowCommands::editsWhatIsNotAtHand()
{
    ask(Command::Edit, rowOf("xxx"));
    QTRY_COMPARE_WITH_TIMEOUT(m_edit->size(), 1, Patience);
    QCOMPARE(m_edit->last().first().value<Draft>().text, QString(100'000, u'x'));
}

void TestRowCommands::sendsAgain()
{
    ask(Command::SendAgain, rowOf("short"));
    ask(Command::SendAgain, rowOf("\x01"));
    QTRY_COMPARE_WITH_TIMEOUT(m_server->connection().messages().size(), std::size_t(2), Patience);
    QCOMPARE(m_server->connection().messages().at(0), std::pair(Opcode::Text, QByteArray("short")));
    QCOMPARE(m_server->connection().messages().at(1), std::pair(Opcode::Binary, QByteArray("\x01\x02\xff")));
    QVERIFY2(noticed().startsWith(u"Sent #"_s) && noticed().contains(u"again to 1 127.0.0.1"_s),
        qPrintable(noticed()));
}

void TestRowCommands::sendsNothingAgainWithoutAConnection()
{
    const RowId row = rowOf("short");
    m_session->close(1000);
    QTRY_VERIFY_WITH_TIMEOUT(m_session->facts().readyState == ReadyState::Closed, Patience);
    ask(Command::SendAgain, row);
    QCOMPARE(noticed(), u"#%1 was not sent again: no connection is open."_s.arg(row));
}

void TestRowCommands::copiesInOtherForms()
{
    ask(Command::CopyHex, rowOf("\x01"));
    QCOMPARE(QGuiApplication::clipboard()->text(), u"01 02 ff"_s);
    ask(Command::CopyBase64, rowOf("\x01"));
    QCOMPARE(QGuiApplication::clipboard()->text(), u"AQL/"_s);
    ask(Command::CopyCArray, rowOf("\x01"));
    QVERIFY(QGuiApplication::clipboard()->text().startsWith(u"const unsigned char payload[3]"_s));
    QCOMPARE(noticed(), u"Copied as a C array."_s);
}

void TestRowCommands::copiesForOtherTools_data()
{
    QTest::addColumn<Command>("command");
    QTest::addColumn<QString>("text"); // is in it
    QTest::addColumn<QString>("sentence");
    QTest::newRow("wscat") << Command::CopyWscat << u"--execute 'short'"_s << u"Copied as wscat."_s;
    QTest::newRow("websocat") << Command::CopyWebsocat << u"<<< 'short'"_s << u"Copied as websocat."_s;
    QTest::newRow("curl") << Command::CopyCurl << u"--header 'X-Trace: 7'"_s
                          << u"Copied as curl. curl opens the connection, but cannot send the message."_s;
    QTest::newRow("JavaScript")
        << Command::CopyJavaScript << u"socket.send(\"short\")"_s
        << u"Copied as JavaScript. A page of a browser cannot say everything: left out is "
           "the headers X-Trace."_s;
    QTest::newRow("Python") << Command::CopyPython << u"connection.send(\"short\")"_s
                            << u"Copied as Python."_s;
}

void TestRowCommands::copiesForOtherTools()
{
    QFETCH(const Command, command);
    QFETCH(const QString, text);
    m_commands->setConnections([this](ConnectionId id) {
        PastedCommand connection;
        connection.url = m_session->factsOf(id).url;
        connection.headers = {{"X-Trace", "7"}};
        return connection;
    });
    ask(command, rowOf("short"));
    const QString copied = QGuiApplication::clipboard()->text();
    QVERIFY2(copied.contains(text), qPrintable(copied));
    QVERIFY2(copied.contains(m_server->url().section(u"://"_s, 1)), qPrintable(copied));
    QTEST(noticed(), "sentence");
}

void TestRowCommands::leavesSecretsOutOfWhatItCopies()
{
    m_commands->setConnections([](ConnectionId) {
        PastedCommand connection;
        connection.url = u"ws://h/"_s;
        connection.headers = {{"Authorization", "Bearer s3cret"}};
        return connection;
    });
    ask(Command::CopyWscat, rowOf("short"));
    QVERIFY(QGuiApplication::clipboard()->text().contains(u"--header 'Authorization: <secret>'"));
    QCOMPARE(noticed(), u"Copied as wscat. <secret> stands for Authorization."_s);
    for (QAction *action : m_timeline->findChildren<QAction *>()) {
        if (action->text() == u"These with secrets")
            action->trigger();
    }
    ask(Command::CopyWscat, rowOf("short"));
    QVERIFY(QGuiApplication::clipboard()->text().contains(u"--header 'Authorization: Bearer s3cret'"));
    QCOMPARE(noticed(), u"Copied as wscat."_s);
}

void TestRowCommands::savesThePayload()
{
    const QString target = m_folder.filePath(u"payload.txt"_s);
    m_commands->setFileChooser(
        [&](const QString &suggested) { return suggested.endsWith(u".txt"_s) ? target : QString(); });
    ask(Command::Save, rowOf("xxx"));
    QTRY_COMPARE_WITH_TIMEOUT(noticed(), u"Saved 97.7 KiB in %1."_s.arg(target), Patience);
    QFile file(target);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray(100'000, 'x'));
}

void TestRowCommands::keepsNotes()
{
    const RowId row = rowOf("short");
    Q_EMIT m_timeline->actions()->annotated({row, 2, u"the greeting"_s});
    QTRY_VERIFY_WITH_TIMEOUT(m_timeline->model()->annotations().of(row), Patience);
    QCOMPARE(*m_timeline->model()->annotations().of(row), (Annotation{row, 2, u"the greeting"_s}));
}

void TestRowCommands::select(RowId first, RowId last)
{
    TimelineModel &model = *m_timeline->model();
    const QItemSelection rows(
        model.index(model.rowOf(first), 0), model.index(model.rowOf(last), TimelineColumnCount - 1));
    m_timeline->view()->selectionModel()->select(rows, QItemSelectionModel::ClearAndSelect);
}

void TestRowCommands::sumsUpTheSelection()
{
    const SelectionSummary summary(*m_session, *m_timeline);
    select(rowOf("short"), rowOf("\x01"));
    QVERIFY2(summary.words().startsWith(u"3 rows, 97.7 KiB, +"_s), qPrintable(summary.words()));
    select(rowOf("short"), rowOf("short"));
    QCOMPARE(summary.words(), QString());
}

void TestRowCommands::sumsUpWhatIsNotAtHand()
{
    RowRanges ranges{{rowOf("short"), rowOf("short")}, {rowOf("\x01"), rowOf("\x01")}};
    const auto totals = m_session->totals(ranges);
    QVERIFY(totals);
    QCOMPARE(totals->rows, 2u);
    QCOMPARE(totals->payloadBytes, 8u);
    const auto timeOf = [this](const QByteArray &begin) {
        return m_timeline->model()->peekAt(rowOf(begin))->timeNs;
    };
    QCOMPARE(totals->firstNs, timeOf("short"));
    QCOMPARE(totals->lastNs, timeOf("\x01"));
}

QTEST_MAIN(TestRowCommands)
#include "tst_rowcommands.moc"
