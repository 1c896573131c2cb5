// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0

// framescope record --echo as a server that tests clients drives it: the real program, against a real server and
// scripted ones.
#include "app/commandline.h"
#include "app/program.h"
#include "interop/realservers.h"
#include "session/sessionreader.h"
#include "support/hex.h"
#include "support/patience.h"
#include "support/scriptedserver.h"

#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace framescope;
using namespace framescope::test;

namespace {

using Messages = std::vector<std::pair<Opcode, QByteArray>>;

} // namespace

class TestRecordEcho : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_file = m_folder->filePath(u"a.framescope"_s);
    }

    void aRealServerGetsItsMessagesBack()
    {
        const auto server = WebSocketsServer::start();
        QVERIFY2(server, server ? "" : qPrintable(server.error().toString()));
        Program program(m_folder->path());
        QCOMPARE(program.run(record(u"ws://127.0.0.1:%1/asks"_s.arg((*server)->port()))), exitcode::Ok);
        QCOMPARE(program.error(), QString());
        QCOMPARE(facts().closeCode, quint16(1000));
        QCOMPARE(facts().closeReason, u"45 of 45 came back"_s);
        QVERIFY2(program.out().contains(u"The server closed: 1000 \"45 of 45 came back\"."_s),
            qPrintable(program.out()));
        QCOMPARE(program.lines().last(), u"Recorded into %1"_s.arg(m_file));
    }

    void messagesGoBackInOrderAndWhole_data()
    {
        QTest::addColumn<QStringList>("options");
        QTest::newRow("inspector") << QStringList();
        QTest::newRow("browser, whose binary messages are blobs") << QStringList{u"--browser"_s};
        QTest::newRow("not compressed") << QStringList{u"--no-deflate"_s};
    }
    void messagesGoBackInOrderAndWhole()
    {
        QFETCH(QStringList, options);
        Script script;
        script.acceptDeflate();
        Messages messages;
        for (int i = 0; i < 200; ++i) {
            const QByteArray payload = "message " + QByteArray::number(i);
            const Peer::SendOptions pieces{.fragmentSize = i % 4 == 0 ? 3u : 0u};
            i % 2 == 0 ? script.text(payload, pieces) : script.binary(payload, pieces);
            messages.emplace_back(i % 2 == 0 ? Opcode::Text : Opcode::Binary, payload);
        }
        ScriptedServer server(script.ping("between").awaitMessages(200).close({3001, "enough"}));
        Program program(m_folder->path());
        QCOMPARE(run(program, record(server.url()) + options), exitcode::Ok);
        QVERIFY(server.connection().messages() == messages);
        QCOMPARE(server.connection().pongs(), 1);
        QCOMPARE(server.connection().close(), (CloseBody{3001, "enough"}));
        // One frame each, whatever it came in.
        QCOMPARE(server.connection().transcript().lines().filter(u"> continuation"_s), QStringList());
        QVERIFY(program.out().contains(u"The server closed: 3001 \"enough\"."_s));
    }

    void withoutItNothingGoesBack()
    {
        ScriptedServer server(Script().accept().text("hello").silence(200).close({1000, {}}));
        Program program(m_folder->path());
        QCOMPARE(run(program, {u"record"_s, server.url(), u"-o"_s, m_file}), exitcode::Ok);
        QVERIFY(server.connection().messages().empty());
    }

    void anEndWithoutCloseIsTold()
    {
        ScriptedServer server(Script().accept().text("hello").awaitMessages(1).end());
        Program program(m_folder->path());
        QCOMPARE(run(program, record(server.url())), exitcode::Broken);
        QVERIFY2(program.out().contains(u"Connection lost without a close frame (1006)."_s),
            qPrintable(program.out()));
    }

    void aBrokenRuleIsTold()
    {
        ScriptedServer server(Script().accept().text("hello").awaitMessages(1).bytes("83 00"_hex));
        Program program(m_folder->path());
        QCOMPARE(run(program, record(server.url())), exitcode::Broken);
        QCOMPARE(server.connection().close()->code, std::optional(quint16(1002)));
        QVERIFY2(program.out().contains(
                     u"Framescope failed the connection: The opcode is reserved (RFC 6455, 5.2)."_s),
            qPrintable(program.out()));
    }

private:
    QStringList record(const QString &url) const { return {u"record"_s, url, u"--echo"_s, u"-o"_s, m_file}; }

    // In this thread's event loop, in which the scripted server lives.
    static int run(Program &program, const QStringList &arguments)
    {
        program.begin(arguments);
        const bool ended =
            QTest::qWaitFor([&program] { return program.state() == QProcess::NotRunning; }, 60'000);
        return ended ? program.end() : -1;
    }

    ConnectionFacts facts() const
    {
        const auto reader = SessionReader::open(m_file);
        return reader ? (*reader)->connections()->back() : ConnectionFacts();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_file;
};

QTEST_GUILESS_MAIN(TestRecordEcho)
#include "tst_recordecho.moc"
