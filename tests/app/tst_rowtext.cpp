// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/rowtext.h"

#include <QTest>

using namespace framescope;

namespace {

Row frame(RowId id, Opcode opcode, const QByteArray &payload)
{
    Row row;
    row.id = row.message = id;
    row.connection = 1;
    row.direction = Direction::ServerToClient;
    row.header.opcode = opcode;
    row.header.payloadLength = row.payloadSize = row.received = static_cast<quint64>(payload.size());
    row.wireSize = row.payloadSize + 2;
    row.preview = payload;
    row.timeNs = 0;
    if (!isControl(opcode))
        row.flags = RowFlag::EndsMessage;
    return row;
}

Row fragment(RowId id, RowId message, const QByteArray &payload)
{
    Row row = frame(id, id == message ? Opcode::Text : Opcode::Continuation, payload);
    row.message = message;
    row.header.fin = false;
    row.flags = {};
    return row;
}

// Without the time, whose words depend on the zone.
QString line(RowText &text, const Row &row)
{
    QString line = text.line(row);
    return line.remove(8, 14);
}

} // namespace

class TestRowText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void messages()
    {
        RowText text(RowText::Detail::Messages, 0);
        QCOMPARE(line(text, frame(1, Opcode::Text, "{\"a\":1}")),
            QStringLiteral("     1  Recv    text            7 B  {\"a\":1}"));
        Row sent = frame(22, Opcode::Ping, "x");
        sent.direction = Direction::ClientToServer;
        sent.flags = RowFlag::Injected;
        QCOMPARE(line(text, sent), QStringLiteral("    22  Sent I  ping            1 B  x"));
        QCOMPARE(line(text, frame(3, Opcode::Close, QByteArray("\x0f\xa1 bye", 6))),
            QStringLiteral("     3  Recv    close           6 B  4001 private use   bye"));
    }

    // However long; where it was met stands at the end.
    void whatBrokeARuleIsToldWhole()
    {
        RowText text(RowText::Detail::Messages, 0);
        const QByteArray longest =
            "The top bit of the payload length is set, so where the next frame begins is unknown (RFC 6455, "
            "5.2): "
            "9223372036854775808 bytes. A strict peer closes with 1002. Byte 2 of frame #123456.";
        Row row = frame(3, Opcode::Text, longest);
        row.kind = RowKind::Violation;
        QVERIFY(line(text, row).endsWith(QString::fromUtf8(longest)));
    }

    void directionFollowsOurRole()
    {
        RowText text(RowText::Detail::Messages, 0);
        text.setRole(1, Role::Server);
        QVERIFY(line(text, frame(1, Opcode::Text, "x")).contains(QLatin1StringView("Sent")));
    }

    void nothingMovesTheCursor()
    {
        RowText text(RowText::Detail::Messages, 0);
        const QString said = line(text,
            frame(1, Opcode::Text,
                "\x1b[2J\x1b]0;title\x07\r\n\xc2\x9b"
                "31m\xe2\x80\xae!"));
        for (const QChar character : said)
            QVERIFY2(
                character.category() != QChar::Other_Control && character.category() != QChar::Other_Format,
                qPrintable(said));
        QVERIFY(said.contains(u'\u241b'));
        ConnectionFacts facts;
        facts.closeReason = QStringLiteral("\x1b[31mred");
        facts.closeCode = 1000;
        for (const QString &fact : connectionText(facts))
            QVERIFY2(!fact.contains(u'\x1b'), qPrintable(fact));
    }

    void framesOfAMessageAreOneLine()
    {
        RowText text(RowText::Detail::Messages, 0);
        QCOMPARE(text.line(fragment(1, 1, "He")), QString());
        QVERIFY(!text.line(frame(2, Opcode::Ping, "between")).isEmpty());
        QCOMPARE(text.line(fragment(3, 1, "ll")), QString());
        Row last = fragment(4, 1, "Hello");
        last.header.fin = true;
        last.flags = RowFlag::EndsMessage;
        last.frames = 3;
        QVERIFY(line(text, last).endsWith(QLatin1StringView("Hello  [3 frames]")));
        QCOMPARE(text.unfinished(), QStringList());
    }

    void aMessageWithoutEndIsNotHidden()
    {
        RowText text(RowText::Detail::Messages, 0);
        QCOMPARE(text.line(fragment(1, 1, "He")), QString());
        QCOMPARE(text.line(fragment(2, 1, "ll")), QString());
        const QStringList rest = text.unfinished();
        QCOMPARE(rest.size(), 1);
        QVERIFY(rest.first().endsWith(QLatin1StringView("He  [2 frames, never ended]")));
    }

    void cutFrameSaysWhere()
    {
        RowText text(RowText::Detail::Messages, 0);
        Row row = frame(1, Opcode::Text, "Hel");
        row.flags = RowFlag::Cut;
        row.header.payloadLength = 10;
        row.received = 3;
        QVERIFY(line(text, row).endsWith(QLatin1StringView("Hel  [cut at 3 B]")));
    }

    void framesShowTheirHeader()
    {
        RowText text(RowText::Detail::Frames, 0);
        Row row = fragment(1, 1, "He");
        row.header.rsv1 = true;
        row.header.maskKey = MaskKey{0x0a, 0x0b, 0x0c, 0x0d};
        const QString said = line(text, row);
        QVERIFY2(said.contains(QLatin1StringView("... RSV1 mask 0a0b0c0d wire 4 ")), qPrintable(said));
        QVERIFY(line(text, frame(2, Opcode::Text, "x")).contains(QLatin1StringView("FIN wire 3 ")));
    }

    void severalConnectionsAreNamed()
    {
        RowText text(RowText::Detail::Messages, 0);
        text.setNamesConnections(true);
        QVERIFY(text.line(frame(1, Opcode::Text, "x")).startsWith(QLatin1StringView("     1  c1   ")));
    }

    void eventsAreSentences()
    {
        RowText text(RowText::Detail::Messages, 0);
        Row row;
        row.id = 5;
        row.kind = RowKind::Handshake;
        row.preview = "GET /chat HTTP/1.1\r\nHost: x\r\n";
        row.timeNs = 0;
        const QString said = line(text, row);
        QVERIFY2(said.endsWith(QLatin1StringView("  GET /chat HTTP/1.1")), qPrintable(said));
    }

    void connectionIsSummedUp()
    {
        ConnectionFacts facts;
        facts.id = 2;
        facts.url = QStringLiteral("ws://h/");
        facts.extensions = QStringLiteral("permessage-deflate");
        facts.closeCode = 4001;
        facts.closeReason = QStringLiteral("bye");
        facts.outcome.what = QStringLiteral("The server closed.");
        QCOMPARE(connectionText(facts),
            (QStringList{QStringLiteral("Connection 2  ws://h/"),
                QStringLiteral("  extensions   permessage-deflate"),
                QStringLiteral("  close        4001 private use \"bye\""),
                QStringLiteral("  end          The server closed.")}));
    }
};

QTEST_GUILESS_MAIN(TestRowText)
#include "tst_rowtext.moc"
