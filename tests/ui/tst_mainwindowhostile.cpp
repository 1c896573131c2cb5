// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0

// Servers that mean harm, or speak something else, as their user sees them: a sentence where the eyes are, what
// came before is kept, and the window stays quick.
#include "protocol/frameencoder.h"
#include "protocol/permessagedeflate.h"
#include "session/sessionreader.h"
#include "support/drivenwindow.h"
#include "support/hex.h"
#include "support/responsiveness.h"
#include "support/serverthread.h"
#include "ui/messagebar.h"
#include "ui/messageview.h"
#include "ui/timelinepane.h"
#include "ui/timelinewords.h"

using namespace Qt::StringLiterals;
using namespace framescope;
using namespace framescope::test;

namespace {

constexpr int Patience = 30'000;
constexpr double MostWork = 50; // ms; as in a flood

// 96 MiB of zeros in a message of a hundred kilobytes.
Script bomb()
{
    Deflater deflater(15, false);
    const QByteArray packed = deflater.compress(QByteArray(96 << 20, '\0'));
    FrameHeader header = frameFor(Opcode::Text, packed);
    header.rsv1 = true;
    return Script().acceptDeflate().text("before").frame(header, packed).text("after");
}

// The newest row in the timeline whose preview holds `words`; 0: none.
RowId rowThatSays(const DrivenWindow &driven, const QString &words)
{
    TimelineModel &model = *driven.find<TimelinePane>()->model();
    for (RowId id = model.lastId(); id > 0; --id) {
        const Row *row = model.rowAt(id);
        if (row && timelinewords::preview(*row, 1000).text.contains(words))
            return id;
    }
    return 0;
}

bool isStored(LiveSession &session, const QByteArray &text)
{
    const auto reader = SessionReader::open(session.path());
    const auto rows = reader ? (*reader)->rows(1, 100) : Result<std::vector<Row>>(reader.error());
    return rows
        && std::any_of(rows->begin(), rows->end(), [&](const Row &row) { return row.preview == text; });
}

} // namespace

class TestMainWindowHostile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsNoWebSocketServer_data();
    void whatIsNoWebSocketServer();
    void aLengthThatIsNeverSent();
    void aBombIsRecordedAndTold();
};

void TestMainWindowHostile::whatIsNoWebSocketServer_data()
{
    QTest::addColumn<Script>("script");
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("more");
    QTest::newRow("garbage instead of HTTP")
        << Script().bytes("SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u7\r\n")
        << u"The answer to the upgrade breaks a rule: This is not the HTTP/1.1 head of a WebSocket handshake (RFC 6455, 4)."_s
        << u"The start line is not one of HTTP/1.1. The answer begins with \"SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u7\"."_s;
    QTest::newRow("an endless head")
        << Script().request().bytes("HTTP/1.1 101 Switching Protocols\r\n"
               + QByteArray("X-Filler: " + QByteArray(1000, 'f') + "\r\n").repeated(4000))
        << u"The answer to the upgrade breaks a rule: The HTTP head does not end within the limit (RFC 6455, 10.4)."_s
        << u"The server sent a head that goes on: it has no end within 262144 bytes."_s;
}

void TestMainWindowHostile::whatIsNoWebSocketServer()
{
    QFETCH(Script, script);
    QFETCH(QString, what);
    QFETCH(QString, more);
    const ServerThread good(Script().accept().text("earlier"));
    const ServerThread server(script);
    DrivenWindow driven;
    const Responsiveness window;
    driven.connectTo(good.url());
    QTRY_VERIFY_WITH_TIMEOUT(rowThatSays(driven, u"earlier"_s) > 0, Patience);
    driven.connectTo(server.url());
    QTRY_VERIFY_WITH_TIMEOUT(driven.action(u"reconnect"_s), Patience);
    QCOMPARE(driven.find<MessageBar>()->notice().what, what);
    QVERIFY2(driven.message().contains(more), qPrintable(driven.message()));
    QVERIFY(isStored(driven.session(), "earlier"));
    QVERIFY2(window.longestWork() <= MostWork, qPrintable(QString::number(window.longestWork())));
}

void TestMainWindowHostile::aLengthThatIsNeverSent()
{
    const ServerThread server(Script()
                                  .accept()
                                  .text("before")
                                  .bytes("81 7f 00 00 00 00 80 00 00 00"_hex + QByteArray(5000, 'x'))
                                  .awaitMessages(1)
                                  .end());
    DrivenWindow driven;
    const Responsiveness window;
    driven.connectTo(server.url());
    // While it comes, and when nothing more comes.
    const auto chip = [&driven] {
        TimelineModel &model = *driven.find<TimelinePane>()->model();
        const Row *row = model.rowAt(model.lastId());
        return row ? timelinewords::chip(*row) : QString();
    };
    QTRY_COMPARE_WITH_TIMEOUT(chip(), u"4.9 KiB of 2.0 GiB"_s, Patience);
    driven.session().sendText(u"go"_s);
    QTRY_VERIFY_WITH_TIMEOUT(driven.action(u"reconnect"_s), Patience);
    QVERIFY2(driven.find<MessageBar>()->notice().what.startsWith(u"Connection lost"),
        qPrintable(driven.message()));
    QVERIFY(isStored(driven.session(), "before"));
    QVERIFY2(window.longestWork() <= MostWork, qPrintable(QString::number(window.longestWork())));
}

void TestMainWindowHostile::aBombIsRecordedAndTold()
{
    const ServerThread server(bomb());
    DrivenWindow driven;
    const Responsiveness window;
    driven.connectTo(server.url());
    QTRY_VERIFY_WITH_TIMEOUT(rowThatSays(driven, u"after"_s) > 0, Patience);
    const RowId note =
        rowThatSays(driven, u"of 96 MiB is recorded but not delivered: the delivery limit is 64 MiB."_s);
    QVERIFY(note > 0);
    const RowId before = rowThatSays(driven, u"before"_s);
    // What came is there to be read: first its beginning, and all of it if somebody wants that.
    driven.window().showRow(before + 1);
    auto *message = driven.find<MessageView>();
    QTRY_COMPARE_WITH_TIMEOUT(message->cutText(), u"96.0 MiB, showing the first 1.0 MiB."_s, Patience);
    QCOMPARE(driven.facts().readyState, ReadyState::Open);
    QVERIFY(isStored(driven.session(), "before"));
    QVERIFY2(window.longestWork() <= MostWork, qPrintable(QString::number(window.longestWork())));
}

QTEST_MAIN(TestMainWindowHostile)
#include "tst_mainwindowhostile.moc"
