// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "protocol/utf8validator.h"

#include "support/cuts.h"
#include "support/hex.h"

#include <QTest>

using namespace framescope;
using namespace framescope::test;

namespace {

constexpr int Unfinished = -1;
constexpr int Valid = -2;

// What `bytes` are in these pieces: Valid, Unfinished, or the offset of the first impossible byte.
int judge(const QByteArrayList &pieces)
{
    Utf8Validator validator;
    bool isValid = true;
    for (const QByteArray &piece : pieces)
        isValid = validator.feed(piece);
    if (isValid)
        return validator.isComplete() ? Valid : Unfinished;
    return static_cast<int>(validator.errorOffset());
}

// The definition in RFC 3629, 3: what a code point is written as.
QByteArray encoded(char32_t point)
{
    const auto byte = [](char32_t bits) { return static_cast<char>(bits); };
    if (point < 0x80)
        return {1, byte(point)};
    if (point < 0x800)
        return QByteArray(1, byte(0xC0 | point >> 6)) + byte(0x80 | (point & 0x3F));
    if (point < 0x10000)
        return QByteArray(1, byte(0xE0 | point >> 12)) + byte(0x80 | (point >> 6 & 0x3F))
            + byte(0x80 | (point & 0x3F));
    return QByteArray(1, byte(0xF0 | point >> 18)) + byte(0x80 | (point >> 12 & 0x3F))
        + byte(0x80 | (point >> 6 & 0x3F)) + byte(0x80 | (point & 0x3F));
}

bool isScalarValue(char32_t point)
{
    return point <= 0x10FFFF && (point < 0xD800 || point > 0xDFFF);
}

} // namespace

class tst_Utf8Validator : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void judges_data();
    void judges();
    void acceptsExactlyTheScalarValues();
    void findsABadByteAtEachPlace();
    void startsAnewAfterReset();
};

void tst_Utf8Validator::judges_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("verdict");
    const auto row = [](const char *name, const QByteArray &bytes, int verdict) {
        QTest::newRow(name) << bytes << verdict;
    };
    row("nothing", {}, Valid);
    row("one letter", "61"_hex, Valid);
    row("NUL", "00"_hex, Valid);
    row("40 letters", QByteArray(40, 'a'), Valid);
    row("kosme", "ce ba e1 bd b9 cf 83 ce bc ce b5"_hex, Valid);
    row("kosme, then a surrogate", "ce ba e1 bd b9 cf 83 ce bc ce b5 ed a0 80 65"_hex, 12);
    row("each length", "24 c2 a2 e2 82 ac f0 90 8d 88"_hex, Valid);
    row("U+10FFFF", "f4 8f bf bf"_hex, Valid);
    row("above U+10FFFF", "f4 90 80 80"_hex, 1);
    row("F5", "f5 80 80 80"_hex, 0);
    row("FF", "61 ff"_hex, 1);
    row("continuation alone", "80"_hex, 0);
    row("one continuation too many", "c2 a2 a2"_hex, 2);
    row("lead twice", "c2 c2 a2"_hex, 1);
    row("letter inside", "e2 82 41"_hex, 2);
    row("overlong, two bytes", "c0 80"_hex, 0);
    row("overlong slash", "c1 af"_hex, 0);
    row("overlong, three bytes", "e0 9f bf"_hex, 1);
    row("shortest of three bytes", "e0 a0 80"_hex, Valid);
    row("overlong, four bytes", "f0 8f bf bf"_hex, 1);
    row("shortest of four bytes", "f0 90 80 80"_hex, Valid);
    row("last before the surrogates", "ed 9f bf"_hex, Valid);
    row("first surrogate", "ed a0 80"_hex, 1);
    row("last surrogate", "ed bf bf"_hex, 1);
    row("first after the surrogates", "ee 80 80"_hex, Valid);
    row("byte order mark", "ef bb bf 61"_hex, Valid);
    row("unfinished, two bytes", "61 c2"_hex, Unfinished);
    row("unfinished, three bytes", "e2 82"_hex, Unfinished);
    row("unfinished, four bytes", "f0 9f 98"_hex, Unfinished);
    row("bad after 16 letters", QByteArray(16, 'a') + "80"_hex, 16);
    row("bad after 31 letters", QByteArray(31, 'a') + "f0 9f 98 61"_hex + QByteArray(20, 'a'), 34);
    row("the first of two bad bytes", "61 ff 61 61 61 61 61 61 61 61 61 61 61 61 61 61 61 ff"_hex, 1);
    row("emoji over the edge of a block", QByteArray(14, 'a') + "f0 9f 98 80"_hex + QByteArray(14, 'a'),
        Valid);
}

void tst_Utf8Validator::judges()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const int, verdict);
    for (const QByteArrayList &pieces : allCuts(bytes)) {
        const int judged = judge(pieces);
        const QByteArray told = cutSizes(pieces) + ": " + QByteArray::number(judged);
        QVERIFY2(judged == verdict, told.constData());
    }
    QCOMPARE(isValidUtf8(bytes), verdict == Valid);
}

void tst_Utf8Validator::acceptsExactlyTheScalarValues()
{
    for (char32_t point = 0; point <= 0x11FFFF; ++point) {
        if (isValidUtf8(encoded(point)) != isScalarValue(point))
            QFAIL(QByteArray::number(point, 16).constData());
    }
}

// Around the blocks that are looked at together.
void tst_Utf8Validator::findsABadByteAtEachPlace()
{
    for (int size = 1; size <= 70; ++size) {
        for (int at = 0; at < size; ++at) {
            QByteArray text(size, 'a');
            text[at] = '\xff';
            Utf8Validator validator;
            QVERIFY(!validator.feed(text));
            QCOMPARE(validator.errorOffset(), at);
            QVERIFY(!validator.isComplete());
        }
    }
}

void tst_Utf8Validator::startsAnewAfterReset()
{
    Utf8Validator validator;
    QVERIFY(!validator.feed("61 ff"_hex));
    QVERIFY(!validator.feed("61"_hex));
    QCOMPARE(validator.errorOffset(), 1);
    validator.reset();
    QCOMPARE(validator.errorOffset(), -1);
    QVERIFY(validator.feed("c2"_hex));
    QVERIFY(!validator.isComplete());
    QVERIFY(validator.feed("a2"_hex));
    QVERIFY(validator.isComplete());
}

QTEST_GUILESS_MAIN(tst_Utf8Validator)
#include "tst_utf8validator.moc"
