// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/conformancetable.h"
#include "support/hex.h"

using namespace Qt::StringLiterals;
using namespace framescope;
using namespace framescope::test;

// Autobahn's group 6, UTF-8 (RFC 6455, 8.1; RFC 3629), through the whole chain. From 6.5 on the sequences are
// those of Markus Kuhn's stress test; each stands whole in a frame, as in the suite, and the invalid ones
// octet by octet as well.
class TestConformanceUtf8 : public ConformanceTable {
    Q_OBJECT
private Q_SLOTS:
    void fragments_data();
    void fragments() { checkRow(); }
    void failsFast_data();
    void failsFast();
    void sequences_data();
    void sequences() { checkRow(); }

private:
    static void sequenceRow(const QString &id, const QByteArray &text, bool valid);
    static void group(int number, bool valid, const QByteArrayList &texts);
    static void prefixes();
    static void lonely();
    static void noncharacters();
};

namespace {

const QString notUtf8 = u"A text message is not UTF-8 (RFC 6455, 8.1)"_s;
constexpr quint16 InvalidPayload = 1007;

const QByteArray kosme = "\xce\xba\xe1\xbd\xb9\xcf\x83\xce\xbc\xce\xb5"_ba;
const QByteArray surrogateInside = kosme + "\xed\xa0\x80"_ba + "edited";

// Cut into frames at `cuts`; from 1 to 1 where none are given.
QList<ServerFrame> inFragments(const QByteArray &text, QList<qsizetype> ends = {})
{
    if (ends.isEmpty()) {
        for (qsizetype end = 1; end < text.size(); ++end)
            ends.append(end);
    }
    ends.append(text.size());
    QList<ServerFrame> frames;
    qsizetype begin = 0;
    for (const qsizetype end : ends) {
        frames.append(serverFrame(frames.isEmpty() ? Opcode::Text : Opcode::Continuation,
            text.sliced(begin, end - begin), end == text.size() ? Fin::Yes : Fin::No));
        begin = end;
    }
    return frames;
}

} // namespace

void TestConformanceUtf8::fragments_data()
{
    caseColumn();
    caseRow(u"6.1.1"_s, {.frames = {serverFrame(Opcode::Text, {})}});
    const ServerFrame emptyFirst = serverFrame(Opcode::Text, {}, Fin::No);
    const ServerFrame emptyLast = serverFrame(Opcode::Continuation, {});
    caseRow(u"6.1.2"_s, {.frames = {emptyFirst, serverFrame(Opcode::Continuation, {}, Fin::No), emptyLast}});
    caseRow(u"6.1.3"_s,
        {.frames = {
             emptyFirst, serverFrame(Opcode::Continuation, "middle frame payload", Fin::No), emptyLast}});
    // Not a case of the suite: a byte order mark is text like any other (RFC 6455, 8.1 takes none away).
    caseRow(u"U+FEFF"_s, {.frames = {serverFrame(Opcode::Text, "\xef\xbb\xbf"_ba + "Hello")}});
    caseRow(u"U+FEFF alone"_s, {.frames = {serverFrame(Opcode::Text, "\xef\xbb\xbf"_ba)}});
    caseRow(
        u"U+FEFF in pieces"_s, {.frames = inFragments("\xef\xbb\xbf\xef\xbb\xbf"_ba), .chop = Chop::Frames});
    const QByteArray greeting = u"Hello-\u00b5@\u00df\u00f6\u00e4\u00fc\u00e0\u00e1-UTF-8!!"_s.toUtf8();
    caseRow(u"6.2.1"_s, {.frames = {serverFrame(Opcode::Text, greeting)}});
    caseRow(u"6.2.2"_s, {.frames = inFragments(greeting, {12}), .chop = Chop::Frames});
    caseRow(u"6.2.3"_s, {.frames = inFragments(greeting), .chop = Chop::Frames});
    caseRow(u"6.2.4"_s, {.frames = inFragments(kosme), .chop = Chop::Frames});
    caseRow(u"6.3.1"_s,
        {.frames = {serverFrame(Opcode::Text, surrogateInside)},
            .breaches = {{0, notUtf8}},
            .failCode = InvalidPayload});
    // ED can still become something; A0 cannot.
    caseRow(u"6.3.2"_s,
        {.frames = inFragments(surrogateInside),
            .chop = Chop::Frames,
            .breaches = {{static_cast<int>(kosme.size()) + 1, notUtf8}},
            .failCode = InvalidPayload});
}

// The rest of the message comes only when the client has refused it: who waits for the end waits for ever.
void TestConformanceUtf8::failsFast_data()
{
    QTest::addColumn<QByteArray>("before"); // up to the byte that makes the text impossible
    QTest::addColumn<QByteArray>("after");
    const QByteArray tooHigh = "\xf4\x90\x80\x80"_ba;
    const auto frames = [](const QByteArray &text, const QList<qsizetype> &ends) {
        QByteArrayList bytes;
        for (const ServerFrame &frame : inFragments(text, ends))
            bytes.append(frame.bytes());
        return bytes;
    };
    const QByteArray text = kosme + tooHigh + "edited";
    const qsizetype end = kosme.size();
    const QByteArrayList whole = frames(text, {end, end + 4});
    QTest::newRow("6.4.1") << whole.at(0) + whole.at(1) << whole.at(2);
    const QByteArrayList split = frames(text, {end, end + 2});
    QTest::newRow("6.4.2") << split.at(0) + split.at(1) << split.at(2);
    const QByteArray one = serverFrame(Opcode::Text, text).bytes();
    const qsizetype payload = one.size() - text.size();
    QTest::newRow("6.4.3") << one.first(payload + end + 4) << one.sliced(payload + end + 4);
    QTest::newRow("6.4.4") << one.first(payload + end + 2) << one.sliced(payload + end + 2);
}

void TestConformanceUtf8::failsFast()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    ScriptedServer server(Script()
                              .accept()
                              .withSettings([](Peer::Settings &s) { s.answerClose = false; })
                              .bytes(before)
                              .awaitClose()
                              .bytes(after)
                              .end());
    BrowserSocket socket(server.url());
    QVERIFY(socket.waitForClose());
    QCOMPARE(socket.events(), (QStringList{u"open 1"_s, u"error 3"_s, u"close 3 1006 \"\" unclean"_s}));
    QCOMPARE(server.connection().close()->code, std::optional(InvalidPayload));
    // All of it is on record, and the breach stands once.
    const SessionReader &log = socket.log();
    const QStringList lines = logLines(log, Direction::ServerToClient);
    QCOMPARE(lines.filter(u"! "_s), QStringList{u"! "_s + notUtf8});
    QVERIFY2(lines.filter(u"edited"_s).size() == 1 && lines.filter(u" cut "_s).isEmpty(),
        qPrintable(lines.join(u'\n')));
}

void TestConformanceUtf8::sequences_data()
{
    caseColumn();
    group(5, true, {"hello$world", "hello\u00a2world", "hello\u20acworld", "hello\U00024b62world", kosme});
    prefixes();
    group(7, true, {"00"_hex, "c2 80"_hex, "e0 a0 80"_hex, "f0 90 80 80"_hex});
    group(8, false, {"f8 88 80 80 80"_hex, "fc 84 80 80 80 80"_hex});
    group(9, true, {"7f"_hex, "df bf"_hex, "ef bf bf"_hex, "f4 8f bf bf"_hex});
    group(10, false, {"f7 bf bf bf"_hex, "fb bf bf bf bf"_hex, "fd bf bf bf bf bf"_hex});
    group(11, true, {"ed 9f bf"_hex, "ee 80 80"_hex, "ef bf bd"_hex, "f4 8f bf bf"_hex});
    sequenceRow(u"6.11.5"_s, "f4 90 80 80"_hex, false);
    QByteArray continuations;
    for (int byte = 0x80; byte <= 0xbf; ++byte)
        continuations += static_cast<char>(byte);
    group(12, false,
        {"80"_hex, "bf"_hex, "80 bf"_hex, "80 bf 80"_hex, "80 bf 80 bf"_hex, "80 bf 80 bf 80"_hex,
            "80 bf 80 bf 80 bf"_hex, continuations});
    lonely();
    const QByteArrayList lastMissing{"c0"_hex, "e0 80"_hex, "f0 80 80"_hex, "f8 80 80 80"_hex,
        "fc 80 80 80 80"_hex, "df"_hex, "ef bf"_hex, "f7 bf bf"_hex, "fb bf bf bf"_hex, "fd bf bf bf bf"_hex};
    group(14, false, lastMissing);
    group(15, false, {lastMissing.join()});
    group(16, false, {"fe"_hex, "ff"_hex, "fe fe ff ff"_hex});
    group(17, false,
        {"c0 af"_hex, "e0 80 af"_hex, "f0 80 80 af"_hex, "f8 80 80 80 af"_hex, "fc 80 80 80 80 af"_hex});
    group(18, false,
        {"c1 bf"_hex, "e0 9f bf"_hex, "f0 8f bf bf"_hex, "f8 87 bf bf bf"_hex, "fc 83 bf bf bf bf"_hex});
    group(19, false,
        {"c0 80"_hex, "e0 80 80"_hex, "f0 80 80 80"_hex, "f8 80 80 80 80"_hex, "fc 80 80 80 80 80"_hex});
    group(20, false,
        {"ed a0 80"_hex, "ed ad bf"_hex, "ed ae 80"_hex, "ed af bf"_hex, "ed b0 80"_hex, "ed be 80"_hex,
            "ed bf bf"_hex});
    group(21, false,
        {"ed a0 80 ed b0 80"_hex, "ed a0 80 ed bf bf"_hex, "ed ad bf ed b0 80"_hex, "ed ad bf ed bf bf"_hex,
            "ed ae 80 ed b0 80"_hex, "ed ae 80 ed bf bf"_hex, "ed af bf ed b0 80"_hex,
            "ed af bf ed bf bf"_hex});
    noncharacters();
    group(23, true,
        {"ef bf b9"_hex, "ef bf ba"_hex, "ef bf bb"_hex, "ef bf bc"_hex, "ef bf bd"_hex, "ef bf be"_hex,
            "ef bf bf"_hex});
}

void TestConformanceUtf8::sequenceRow(const QString &id, const QByteArray &text, bool valid)
{
    ConformanceCase c{.frames = {serverFrame(Opcode::Text, text)}};
    if (!valid) {
        c.breaches = {{0, notUtf8}};
        c.failCode = InvalidPayload;
    }
    caseRow(id, c);
    if (valid)
        return;
    c.chop = Chop::Octets;
    caseRow(id + u" octets"_s, c);
}

void TestConformanceUtf8::group(int number, bool valid, const QByteArrayList &texts)
{
    for (qsizetype i = 0; i < texts.size(); ++i)
        sequenceRow(u"6.%1.%2"_s.arg(number).arg(i + 1), texts.at(i), valid);
}

// All that a valid text may be cut to.
void TestConformanceUtf8::prefixes()
{
    const QList<qsizetype> ends{2, 5, 7, 9, 11}; // of its characters
    for (qsizetype size = 1; size <= kosme.size(); ++size)
        sequenceRow(u"6.6.%1"_s.arg(size), kosme.first(size), ends.contains(size));
}

// First bytes of two to six, each with a space behind it.
void TestConformanceUtf8::lonely()
{
    const std::pair<int, int> ranges[] = {
        {0xc0, 0xdf}, {0xe0, 0xef}, {0xf0, 0xf7}, {0xf8, 0xfb}, {0xfc, 0xfd}};
    QByteArrayList texts;
    for (const auto &[from, to] : ranges) {
        QByteArray text;
        for (int byte = from; byte <= to; ++byte)
            text += QByteArray(1, static_cast<char>(byte)) + ' ';
        texts.append(text);
    }
    group(13, false, texts);
}

// The last two of each plane: no characters, but valid.
void TestConformanceUtf8::noncharacters()
{
    QByteArrayList texts;
    for (char32_t plane = 0; plane <= 0x10; ++plane) {
        for (const char32_t low : {0xfffeu, 0xffffu}) {
            const char32_t code = (plane << 16) | low;
            texts.append(QString::fromUcs4(&code, 1).toUtf8());
        }
    }
    group(22, true, texts);
}

QTEST_GUILESS_MAIN(TestConformanceUtf8)
#include "tst_conformance_utf8.moc"
