// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/browsersocket.h"
#include "support/hex.h"
#include "support/patience.h"
#include "support/scriptedserver.h"

#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace framescope;
using namespace framescope::test;

namespace {

constexpr qint64 MiB = 1 << 20;

// "VmPeak" or "VmHWM" of this process, in bytes: the most that was ever reserved, or really used.
qint64 most(QByteArrayView what)
{
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QIODevice::ReadOnly))
        qFatal("no /proc");
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith(what))
            return line.simplified().split(' ').value(1).toLongLong() * 1024;
    }
    qFatal("no such line");
}

// What a test takes of memory: fails above 64 MiB used, or 1 GiB reserved.
class FlatMemory {
public:
    bool isFlat() const
    {
        const qint64 used = most("VmHWM") - m_used;
        const qint64 reserved = most("VmPeak") - m_reserved;
        if (used < 64 * MiB && reserved < 1024 * MiB)
            return true;
        qWarning("%lld MiB used, %lld MiB reserved", used / MiB, reserved / MiB);
        return false;
    }

private:
    qint64 m_used = most("VmHWM");
    qint64 m_reserved = most("VmPeak");
};

} // namespace

// Servers that state lengths they never mean, or never come to an end: through the whole chain into the file.
class TestHostile : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aFrameOf2GiBThatEndsEarly_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<quint64>("length");
        QTest::newRow("binary") << "82 7f 00 00 00 00 80 00 00 00"_hex << (quint64(2) << 30);
        QTest::newRow("text") << "81 7f 00 00 00 00 80 00 00 00"_hex << (quint64(2) << 30);
        QTest::newRow("all that a length can be")
            << "82 7f 7f ff ff ff ff ff ff ff"_hex << quint64(0x7FFF'FFFF'FFFF'FFFF);
    }
    void aFrameOf2GiBThatEndsEarly()
    {
        QFETCH(QByteArray, header);
        QFETCH(quint64, length);
        const FlatMemory memory;
        const QByteArray begin(5000, 'x');
        ScriptedServer server(Script().accept().text("before").bytes(header + begin).end());
        BrowserSocket socket(server.url(), [](ConnectionOptions &o) { o.deflate.reset(); });
        QTRY_VERIFY(socket.isClosed());
        QCOMPARE(socket.events(),
            (QStringList{u"open 1"_s, u"text 1 \"before\""_s, u"error 3"_s, u"close 3 1006 \"\" unclean"_s}));
        const auto rows = socket.log().rows(1, 100);
        const auto cut = std::find_if(
            rows->begin(), rows->end(), [](const Row &row) { return row.flags.testFlag(RowFlag::Cut); });
        QVERIFY(cut != rows->end());
        QCOMPARE(cut->header.payloadLength, length);
        QCOMPARE(cut->received, quint64(begin.size()));
        QCOMPARE(*socket.log().payload(cut->id, 0, 10'000), begin);
        QCOMPARE(socket.storedFacts().outcome.what, u"Connection lost without a close frame (1006)."_s);
        QVERIFY(memory.isFlat());
    }

    void aFragmentOf2GiBBehindOthers()
    {
        const FlatMemory memory;
        ScriptedServer server(Script().accept().bytes("02 01 61 80 7f 00 00 00 00 80 00 00 00 62"_hex).end());
        BrowserSocket socket(server.url(), [](ConnectionOptions &o) { o.deflate.reset(); });
        QTRY_VERIFY(socket.isClosed());
        const auto rows = socket.log().rows(1, 100);
        const auto cut = std::find_if(
            rows->begin(), rows->end(), [](const Row &row) { return row.flags.testFlag(RowFlag::Cut); });
        QVERIFY(cut != rows->end());
        QCOMPARE(*socket.log().payload(cut->id, 0, 100), "ab"_ba);
        QVERIFY(memory.isFlat());
    }

    void anEndlessAnswer_data()
    {
        QTest::addColumn<QByteArray>("piece");
        QTest::addColumn<QString>("evidence");
        const QString endless = u"The server sent a head that goes on: it has no end within 262144 bytes"_s;
        QTest::newRow("head") << "X-Filler: "_ba + QByteArray(1000, 'f') + "\r\n" << endless + u"."_s;
        QTest::newRow("line") << QByteArray(1000, 'f') << endless + u"."_s;
        QTest::newRow("interim answers") << "\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n"_ba
                                         << endless + u", 262108 of which were interim answers (1xx)."_s;
    }
    void anEndlessAnswer()
    {
        QFETCH(QByteArray, piece);
        const FlatMemory memory;
        // 16 times the limit, and nothing that ends it.
        ScriptedServer server(
            Script()
                .request()
                .bytes("HTTP/1.1 103 Early Hints\r\n" + piece.repeated((4 << 20) / piece.size()))
                .until([](ScriptedConnection &) { return false; }));
        BrowserSocket socket(server.url());
        QTRY_VERIFY(socket.isClosed());
        QCOMPARE(socket.events(), (QStringList{u"error 3"_s, u"close 3 1006 \"\" unclean"_s}));
        const Outcome outcome = socket.storedFacts().outcome;
        QCOMPARE(outcome.what,
            u"The answer to the upgrade breaks a rule: The HTTP head does not end within the limit (RFC 6455, 10.4)."_s);
        QTEST(outcome.evidence, "evidence");
        // The server is let go of, though it would go on.
        QTRY_VERIFY(server.connection().isEnded());
        QVERIFY(memory.isFlat());
    }
};

QTEST_GUILESS_MAIN(TestHostile)
#include "tst_hostile.moc"
