// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "protocol/deflateparameters.h"

#include <QTest>

using namespace framescope;

namespace {

DeflateParameters parsed(const QByteArray &text, bool isOffer = true)
{
    const Result<DeflateParameters> result = parseDeflateParameters(text, isOffer);
    if (!result)
        qFatal("%s", qPrintable(result.error().toString()));
    return *result;
}

} // namespace

class tst_DeflateParameters : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void reads_data();
    void reads();
    void refusesByName_data();
    void refusesByName();
    void answers_data();
    void answers();
    void checksTheAnswer_data();
    void checksTheAnswer();
    void knowsEachDirection();
};

void tst_DeflateParameters::reads_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isOffer");
    QTest::addColumn<QByteArray>("written");
    const auto row = [](const char *text, bool isOffer, const QByteArray &written) {
        QTest::addRow("%s: %s", isOffer ? "offer" : "answer", text)
            << QByteArray(text) << isOffer << "permessage-deflate" + written;
    };
    for (const bool isOffer : {true, false}) {
        row("", isOffer, "");
        row("  ", isOffer, "");
        row("; server_no_context_takeover", isOffer, "; server_no_context_takeover");
        row("server_no_context_takeover", isOffer, "; server_no_context_takeover");
        row(";client_no_context_takeover", isOffer, "; client_no_context_takeover");
        row("; server_max_window_bits=8", isOffer, "; server_max_window_bits=8");
        row("; server_max_window_bits=15", isOffer, "; server_max_window_bits=15");
        row("; client_max_window_bits=9", isOffer, "; client_max_window_bits=9");
        row("; client_max_window_bits=\"10\"", isOffer, "; client_max_window_bits=10");
        row(" ;\tclient_max_window_bits = 12 ; server_max_window_bits=11;client_no_context_takeover ; "
            "server_no_context_takeover",
            isOffer,
            "; server_no_context_takeover; client_no_context_takeover; server_max_window_bits=11; "
            "client_max_window_bits=12");
    }
    row("; client_max_window_bits", true, "; client_max_window_bits");
}

void tst_DeflateParameters::reads()
{
    QFETCH(const QByteArray, text);
    QFETCH(const bool, isOffer);
    QFETCH(const QByteArray, written);
    QCOMPARE(parsed(text, isOffer).toHeaderValue(), written);
}

void tst_DeflateParameters::refusesByName_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isOffer");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char *text, bool isOffer, const QString &name, const QString &what) {
        QTest::addRow("%s: %s", isOffer ? "offer" : "answer", text)
            << QByteArray(text) << isOffer
            << QStringLiteral("The parameter \"%1\" of permessage-deflate %2.").arg(name, what);
    };
    const QString server = QStringLiteral("server_max_window_bits");
    const QString client = QStringLiteral("client_max_window_bits");
    for (const bool isOffer : {true, false}) {
        row("; server_max_window_bits", isOffer, server, QStringLiteral("has no value"));
        row("; server_max_window_bits=7", isOffer, server, QStringLiteral("is \"7\""));
        row("; server_max_window_bits=16", isOffer, server, QStringLiteral("is \"16\""));
        row("; server_max_window_bits=08", isOffer, server, QStringLiteral("is \"08\""));
        row("; server_max_window_bits=+9", isOffer, server, QStringLiteral("is \"+9\""));
        row("; server_max_window_bits=", isOffer, server, QStringLiteral("is \"\""));
        row("; client_max_window_bits=0", isOffer, client, QStringLiteral("is \"0\""));
        row("; client_max_window_bits=-9", isOffer, client, QStringLiteral("is \"-9\""));
        row("; client_max_window_bits=ten", isOffer, client, QStringLiteral("is \"ten\""));
        row("; client_max_window_bits=0x9", isOffer, client, QStringLiteral("is \"0x9\""));
        row("; client_max_window_bits=99999999999999999999", isOffer, client,
            QStringLiteral("is \"99999999999999999999\""));
        row("; client_max_window_bits=9; client_max_window_bits=9", isOffer, client,
            QStringLiteral("is repeated"));
        row("; server_no_context_takeover; server_no_context_takeover", isOffer,
            QStringLiteral("server_no_context_takeover"), QStringLiteral("is repeated"));
        row("; server_no_context_takeover=true", isOffer, QStringLiteral("server_no_context_takeover"),
            QStringLiteral("has a value"));
        row("; client_no_context_takeover=", isOffer, QStringLiteral("client_no_context_takeover"),
            QStringLiteral("has a value"));
        row("; mem_level=8", isOffer, QStringLiteral("mem_level"), QStringLiteral("is unknown"));
        row("; Server_No_Context_Takeover", isOffer, QStringLiteral("Server_No_Context_Takeover"),
            QStringLiteral("is unknown"));
        row("; server_no_context_takeover;", isOffer, QString(), QStringLiteral("is unknown"));
        row(";", isOffer, QString(), QStringLiteral("is unknown"));
    }
    row("; client_max_window_bits", false, client, QStringLiteral("has no value"));
    row("; client_max_window_bits; client_max_window_bits=9", true, client, QStringLiteral("is repeated"));
}

void tst_DeflateParameters::refusesByName()
{
    QFETCH(const QByteArray, text);
    QFETCH(const bool, isOffer);
    QFETCH(const QString, sentence);
    const Result<DeflateParameters> result = parseDeflateParameters(text, isOffer);
    QVERIFY(!result);
    QCOMPARE(result.error().what, sentence);
    QVERIFY(!result.error().remedy.isEmpty());
}

void tst_DeflateParameters::answers_data()
{
    QTest::addColumn<QByteArray>("offer");
    QTest::addColumn<QByteArray>("preferred");
    QTest::addColumn<QByteArray>("answer");
    const auto row = [](const char *offer, const char *preferred, const QByteArray &answer) {
        QTest::addRow("%s / %s", offer, preferred) << QByteArray(offer) << QByteArray(preferred) << answer;
    };
    row("", "", "");
    row("client_max_window_bits", "", "");
    row("client_max_window_bits", "client_max_window_bits=10", "; client_max_window_bits=10");
    row("client_max_window_bits=9", "client_max_window_bits=10", "; client_max_window_bits=9");
    row("client_max_window_bits=12", "client_max_window_bits=10", "; client_max_window_bits=10");
    row("client_max_window_bits=12", "", "; client_max_window_bits=12");
    row("", "client_max_window_bits=10", ""); // it may not be answered to a client that did not name it
    row("server_max_window_bits=10", "", "; server_max_window_bits=10");
    row("server_max_window_bits=10", "server_max_window_bits=12", "; server_max_window_bits=10");
    row("", "server_max_window_bits=12", "; server_max_window_bits=12");
    row("server_no_context_takeover", "", "; server_no_context_takeover");
    row("", "server_no_context_takeover", "; server_no_context_takeover");
    row("client_no_context_takeover", "", "; client_no_context_takeover");
    row("", "client_no_context_takeover", "; client_no_context_takeover");
}

void tst_DeflateParameters::answers()
{
    QFETCH(const QByteArray, offer);
    QFETCH(const QByteArray, preferred);
    QFETCH(const QByteArray, answer);
    const DeflateParameters answered = answerDeflateOffer(parsed(offer), parsed(preferred));
    QCOMPARE(answered.toHeaderValue(), QByteArray("permessage-deflate" + answer));
    QVERIFY(checkDeflateAnswer(answered, parsed(offer)));
    QCOMPARE(parsed(answer, false), answered);
}

void tst_DeflateParameters::checksTheAnswer_data()
{
    QTest::addColumn<QByteArray>("offer");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QString>("complaint");
    const auto row = [](const char *offer, const char *answer, const QString &complaint = {}) {
        QTest::addRow("%s / %s", offer, answer) << QByteArray(offer) << QByteArray(answer) << complaint;
    };
    const QString missing = QStringLiteral("was offered, but is missing in the answer.");
    const QString larger = QStringLiteral("is larger in the answer than offered.");
    row("", "");
    row("", "server_no_context_takeover; client_no_context_takeover; server_max_window_bits=8");
    row("", "client_max_window_bits=15", QStringLiteral("is in the answer, but was not offered."));
    row("client_max_window_bits", "client_max_window_bits=8");
    row("client_max_window_bits", "");
    row("client_max_window_bits=10", "client_max_window_bits=10");
    row("client_max_window_bits=10", "client_max_window_bits=11", larger);
    row("client_max_window_bits=10", "");
    row("server_max_window_bits=10", "server_max_window_bits=9");
    row("server_max_window_bits=10", "server_max_window_bits=11", larger);
    row("server_max_window_bits=15", "", missing);
    row("server_no_context_takeover", "server_no_context_takeover");
    row("server_no_context_takeover", "", missing);
    row("client_no_context_takeover", "");
}

void tst_DeflateParameters::checksTheAnswer()
{
    QFETCH(const QByteArray, offer);
    QFETCH(const QByteArray, answer);
    QFETCH(const QString, complaint);
    const Result<void> checked = checkDeflateAnswer(parsed(answer, false), parsed(offer));
    QCOMPARE(checked.hasValue(), complaint.isEmpty());
    if (!checked)
        QVERIFY2(checked.error().what.endsWith(complaint), qPrintable(checked.error().what));
}

void tst_DeflateParameters::knowsEachDirection()
{
    const DeflateParameters parameters = parsed("server_max_window_bits=9; client_no_context_takeover", false);
    QCOMPARE(parameters.windowBits(Direction::ServerToClient), 9);
    QCOMPARE(parameters.windowBits(Direction::ClientToServer), 15);
    QCOMPARE(parameters.noContextTakeover(Direction::ServerToClient), false);
    QCOMPARE(parameters.noContextTakeover(Direction::ClientToServer), true);
    QCOMPARE(DeflateParameters::browserOffer().toHeaderValue(), "permessage-deflate; client_max_window_bits");
}

QTEST_GUILESS_MAIN(tst_DeflateParameters)
#include "tst_deflateparameters.moc"
