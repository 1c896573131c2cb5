// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/writtenmessage.h"

#include <QTest>

using namespace framescope;

class TestWrittenMessage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void jsonIsCheckedAndMayBeWrong_data();
    void jsonIsCheckedAndMayBeWrong();
    void longJsonIsNotChecked();
    void digitsMustBeRight();
    void isCarriedOver_data();
    void isCarriedOver();
    void isFormattedAndLosesNothing();
    void draftsAreEditedInTheirMode_data();
    void draftsAreEditedInTheirMode();
    void whatIsTooLongIsNotEdited();
};

void TestWrittenMessage::jsonIsCheckedAndMayBeWrong_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("sentence");
    QTest::addColumn<int>("position");
    QTest::newRow("right") << "{\"a\": [1, 2e3]}"
                           << "" << -1;
    QTest::newRow("a word") << "true"
                            << "" << -1;
    QTest::newRow("lines of JSON") << "{}\n{}"
                                   << "" << -1;
    QTest::newRow("a comma too many")
        << "{\"a\":1,}"
        << "Not JSON from byte 7 on (line 1): found \"}\" where a key in double "
           "quotes was expected."
        << 7;
    QTest::newRow("behind two-byte characters")
        << "[\"\u00e9\u00e9\" x]"
        << "Not JSON from byte 8 on (line 1): found \"x\" where \",\" or \"]\" was expected." << 6;
    QTest::newRow("cut") << "[1"
                         << "The JSON ends too early, at byte 2 (line 1): \",\" or \"]\" was expected." << 2;
}

void TestWrittenMessage::jsonIsCheckedAndMayBeWrong()
{
    QFETCH(QString, text);
    const auto judged = WrittenMessage{WritingMode::Json, text}.judge();
    QTEST(judged.sentence, "sentence");
    QTEST(static_cast<int>(judged.position.value_or(-1)), "position");
    QCOMPARE(judged.isInvalidJson, !judged.sentence.isEmpty());
    QCOMPARE(judged.draft, (Draft{true, text, {}})); // sent as it is, whatever it is
}

void TestWrittenMessage::longJsonIsNotChecked()
{
    const QString text(WrittenMessage::LongestChecked + 1, u'x');
    const auto judged = WrittenMessage{WritingMode::Json, text}.judge();
    QCOMPARE(judged.sentence, QStringLiteral("JSON above 1 MiB is not checked."));
    QVERIFY(!judged.isInvalidJson);
    QVERIFY(judged.draft.has_value());
}

void TestWrittenMessage::digitsMustBeRight()
{
    const auto hex = WrittenMessage{WritingMode::Hex, QStringLiteral("00 fx")}.judge();
    QVERIFY(!hex.draft);
    QCOMPARE(hex.position, std::optional<qsizetype>(4));
    QVERIFY2(hex.sentence.startsWith(u"\"x\" is not a hex digit. (character 5)"), qPrintable(hex.sentence));
    const auto base64 = WrittenMessage{WritingMode::Base64, QStringLiteral("SG*s")}.judge();
    QVERIFY(!base64.draft);
    QVERIFY2(base64.sentence.startsWith(u"\"*\" is not a Base64 character. (character 3)"),
        qPrintable(base64.sentence));
    const auto right = WrittenMessage{WritingMode::Base64, QStringLiteral("SGVs")}.judge();
    QCOMPARE(right.draft, (Draft{false, {}, "Hel"}));
}

void TestWrittenMessage::isCarriedOver_data()
{
    QTest::addColumn<WritingMode>("from");
    QTest::addColumn<QString>("text");
    QTest::addColumn<WritingMode>("to");
    QTest::addColumn<QString>("carried"); // null: not at all
    QTest::newRow("text to hex") << WritingMode::Text << "h\u00e9" << WritingMode::Hex << "68 c3 a9";
    QTest::newRow("hex to text") << WritingMode::Hex << "68 c3 a9" << WritingMode::Text << "h\u00e9";
    QTest::newRow("hex to Base64") << WritingMode::Hex << "ff fe" << WritingMode::Base64 << "//4=";
    QTest::newRow("Base64 to hex") << WritingMode::Base64 << "__4" << WritingMode::Hex << "ff fe";
    QTest::newRow("broken JSON to text") << WritingMode::Json << "{" << WritingMode::Text << "{";
    QTest::newRow("bytes that are no text") << WritingMode::Hex << "ff fe" << WritingMode::Text << QString();
    QTest::newRow("wrong digits") << WritingMode::Hex << "f" << WritingMode::Base64 << QString();
}

void TestWrittenMessage::isCarriedOver()
{
    QFETCH(WritingMode, from);
    QFETCH(QString, text);
    QFETCH(WritingMode, to);
    QFETCH(QString, carried);
    const auto other = WrittenMessage{from, text}.in(to);
    QCOMPARE(other.has_value(), !carried.isNull());
    if (other)
        QCOMPARE(*other, (WrittenMessage{to, carried}));
}

void TestWrittenMessage::isFormattedAndLosesNothing()
{
    const WrittenMessage message{WritingMode::Json, QStringLiteral("{\"b\":1.0,\"b\":[\"\\u00e9\",{}]} x")};
    QCOMPARE(message.formatted(),
        QStringLiteral("{\n  \"b\": 1.0,\n  \"b\": [\n    \"\\u00e9\",\n    {}\n  ]\n} x"));
}

void TestWrittenMessage::draftsAreEditedInTheirMode_data()
{
    QTest::addColumn<Draft>("draft");
    QTest::addColumn<WritingMode>("mode");
    QTest::addColumn<QString>("text");
    QTest::newRow("text") << Draft{true, QStringLiteral("hello"), {}} << WritingMode::Text << "hello";
    QTest::newRow("JSON") << Draft{true, QStringLiteral("{\"a\":1}"), {}} << WritingMode::Json << "{\"a\":1}";
    QTest::newRow("bytes") << Draft{false, {}, QByteArray("\x00\xff", 2)} << WritingMode::Hex << "00 ff";
}

void TestWrittenMessage::draftsAreEditedInTheirMode()
{
    QFETCH(Draft, draft);
    const auto message = WrittenMessage::of(draft);
    QVERIFY(message);
    QTEST(message->mode, "mode");
    QTEST(message->text, "text");
    QCOMPARE(message->judge().draft, draft); // the same again, unless it is changed
}

void TestWrittenMessage::whatIsTooLongIsNotEdited()
{
    QVERIFY(!WrittenMessage::of(Draft{true, QString(WrittenMessage::LongestText + 1, u'x'), {}}));
    QVERIFY(!WrittenMessage::of(Draft{false, {}, QByteArray(WrittenMessage::LongestBinary + 1, 'x')}));
}

QTEST_MAIN(TestWrittenMessage)
#include "tst_writtenmessage.moc"
