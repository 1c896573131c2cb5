// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/patience.h"
#include "support/scriptedserver.h"

#include "session/sessionreader.h"
#include "session/sessionstore.h"

#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace framescope;
using namespace framescope::test;

namespace {

// Of the pings that the server has sent, so many wait for their pong.
constexpr int Outstanding = 50;

// Ends never: text, ping, text, ping, each with its number, as fast as the pongs come.
Script chatter()
{
    return Script().accept().until([](ScriptedConnection &connection) {
        const int until = connection.pongs() + Outstanding;
        int number = connection.property("sent").toInt();
        while (number < until) {
            const QByteArray text = QByteArray::number(++number);
            connection.socket().peer().send(Opcode::Text, text, 0, {});
            connection.socket().peer().ping(text, 0);
        }
        connection.setProperty("sent", number);
        connection.socket().flush();
        return false;
    });
}

} // namespace

// A process that records real connections is killed. Its pongs say what it had read: whatever it answered
// must be in the session, with everything that came before it.
class NetworkKillTest : public QObject {
    Q_OBJECT

    SystemClock m_clock;

    // Texts and pings of one connection, in order, as their numbers.
    static std::pair<int, int> verifyConnection(const SessionReader &file, const RowNumbers &rows)
    {
        int text = 0, ping = 0;
        for (quint32 i = 0; i < rows.size(); ++i) {
            const Row row = file.rows(rows.at(i), 1)->front();
            if (row.kind != RowKind::Frame || row.direction != Direction::ServerToClient
                || row.flags.testFlag(RowFlag::Cut))
                continue;
            int &number = row.header.opcode == Opcode::Text ? text : ping;
            if (row.preview != QByteArray::number(number + 1))
                return {-1, -1};
            ++number;
        }
        return {text, ping};
    }

private Q_SLOTS:
    void hasWhateverWasAnswered_data()
    {
        QTest::addColumn<int>("connections");
        QTest::addColumn<int>("kills");
        QTest::newRow("one connection") << 1 << 1;
        QTest::newRow("five connections") << 5 << 1;
        QTest::newRow("three connections, again and again") << 3 << 3;
    }
    void hasWhateverWasAnswered()
    {
        QFETCH(const int, connections);
        QFETCH(const int, kills);
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("s.framescope"));
        ScriptedServer server(chatter());
        for (int kill = 0; kill < kills; ++kill) {
            const int before = server.connectionCount();
            const int until = 200 + QRandomGenerator::global()->bounded(5000);
            QProcess client;
            client.start(QStringLiteral(RECORDING_CLIENT), {path, server.url(), QString::number(connections)});
            const auto isFar = [&] {
                if (server.connectionCount() < before + connections)
                    return false;
                for (int i = before; i < server.connectionCount(); ++i) {
                    if (server.connection(i).pongs() < until)
                        return false;
                }
                return true;
            };
            QVERIFY(QTest::qWaitFor(isFar, 60'000));
            client.kill();
            QVERIFY(client.waitForFinished());
            QCOMPARE(client.exitStatus(), QProcess::CrashExit);
            // What it had answered may still be on its way to us.
            for (int i = before; i < server.connectionCount(); ++i)
                QTRY_VERIFY(server.connection(i).isEnded());
        }

        QVERIFY(SessionStore::open(path, m_clock, {}));
        const auto file = SessionReader::open(path);
        QVERIFY(file);
        const auto all = (*file)->connectionRows();
        QVERIFY(all);
        std::vector<std::pair<int, int>> recorded;
        for (const ConnectionRows &of : *all) {
            if (of.connection > 0)
                recorded.push_back(verifyConnection(**file, of.rows));
        }
        QCOMPARE(recorded.size(), size_t(server.connectionCount()));
        // In which order the connections of one process reached the server nobody knows.
        std::vector<int> answered;
        for (int i = 0; i < server.connectionCount(); ++i)
            answered.push_back(server.connection(i).pongs());
        for (size_t first = 0; first < recorded.size(); first += size_t(connections)) {
            const auto begin = std::ptrdiff_t(first), end = begin + connections;
            std::sort(recorded.begin() + begin, recorded.begin() + end);
            std::sort(answered.begin() + begin, answered.begin() + end);
        }
        for (size_t i = 0; i < recorded.size(); ++i) {
            const auto [texts, pings] = recorded[i];
            QVERIFY2(pings >= answered[i],
                qPrintable(QStringLiteral("%1 pings, %2 answered").arg(pings).arg(answered[i])));
            QVERIFY(texts == pings || texts == pings + 1);
        }
    }
};

QTEST_GUILESS_MAIN(NetworkKillTest)
#include "tst_networkkill.moc"
