// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/tlscheck.h"

#include <QSignalSpy>
#include <QTest>

using namespace framescope;
using namespace Qt::StringLiterals;

namespace {

using Field = ConnectionDraft::Field;

ChosenFile fileOf(const QString &name)
{
    return name.isEmpty() ? ChosenFile()
                          : readChosen(QStringLiteral(FRAMESCOPE_TEST_DATA "/tls/%1").arg(name));
}

} // namespace

class TestTlsCheck : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsTheFieldThatIsWrong_data();
    void findsTheFieldThatIsWrong();
    void theSameFilesAreCheckedOnce();
};

void TestTlsCheck::findsTheFieldThatIsWrong_data()
{
    QTest::addColumn<QString>("ca");
    QTest::addColumn<QString>("certificate");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("password");
    QTest::addColumn<QList<int>>("fields");
    const auto row = [](const char *what, const QString &ca, const QString &certificate, const QString &key,
                         const QString &password, const QList<Field> &wrong) {
        QList<int> fields;
        for (const Field field : wrong)
            fields.append(static_cast<int>(field));
        QTest::newRow(what) << ca << certificate << key << password << fields;
    };
    row("none", {}, {}, {}, {}, {});
    row("all right", u"ca.pem"_s, u"client.pem"_s, u"client.key"_s, {}, {});
    row("a key as authority", u"client.key"_s, {}, {}, {}, {Field::Ca});
    row("no key", {}, u"client.pem"_s, {}, {}, {Field::Certificate});
    row("another's key", {}, u"client-ec.pem"_s, u"stranger-ec.key"_s, {}, {Field::Key});
    row("PKCS#12 without its password", {}, u"client.p12"_s, {}, u"wrong"_s, {Field::Certificate});
    row("two", u"client.key"_s, u"client.pem"_s, u"ca.pem"_s, {}, {Field::Ca, Field::Key});
}

void TestTlsCheck::findsTheFieldThatIsWrong()
{
    QFETCH(const QString, ca);
    QFETCH(const QString, certificate);
    QFETCH(const QString, key);
    QFETCH(const QString, password);
    ConnectionDraft draft;
    draft.ca = fileOf(ca);
    draft.certificate = fileOf(certificate);
    draft.key = fileOf(key);
    draft.plain.tls.clientPassword = password;
    TlsCheck check;
    check.check(draft);
    QTRY_VERIFY_WITH_TIMEOUT(!check.isBusy(), 20'000);
    QList<int> fields;
    for (const ConnectionDraft::Problem &problem : check.problems()) {
        QCOMPARE(problem.tab, ConnectionDraft::Tab::Tls);
        QVERIFY(!problem.error.what.isEmpty());
        fields.append(static_cast<int>(problem.field));
    }
    QTEST(fields, "fields");
}

void TestTlsCheck::theSameFilesAreCheckedOnce()
{
    ConnectionDraft draft;
    draft.ca = fileOf(u"client.key"_s);
    TlsCheck check;
    QSignalSpy settled(&check, &TlsCheck::settled);
    check.check(draft);
    QVERIFY(check.isBusy());
    QVERIFY(check.problems().isEmpty());
    QVERIFY(settled.wait());
    QCOMPARE(check.problems().size(), 1);
    draft.userAgent = u"another"_s;
    check.check(draft);
    QVERIFY(!check.isBusy());
    QCOMPARE(check.problems().size(), 1);
    draft.ca = {};
    check.check(draft);
    QVERIFY(settled.wait());
    QVERIFY(check.problems().isEmpty());
}

QTEST_MAIN(TestTlsCheck)
#include "tst_tlscheck.moc"
