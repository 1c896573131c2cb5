// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/recoveredcard.h"

#include "support/ownsettings.h"

#include <QFile>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace framescope;
using namespace framescope::test;
using namespace Qt::StringLiterals;

class TestRecoveredCard : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void withoutCapturesThereIsNone();
    void oneIsOpened();
    void oneIsKept();
    void oneIsDiscarded();
    void whatCannotBeKeptIsSaid();

private:
    RecoveredCapture capture(const QString &name, RowId rows)
    {
        QFile file(m_folder->filePath(name));
        if (!file.open(QIODevice::WriteOnly))
            qFatal("no file");
        return {file.fileName(), QDateTime(QDate(2026, 11, 30), QTime(14, 2)), rows};
    }
    QStringList files() const { return QDir(m_folder->path()).entryList(QDir::Files, QDir::Name); }
    // Of the lines from the top.
    void click(const QString &words, int line = 0)
    {
        for (auto *button : m_card->findChildren<QPushButton *>()) {
            if (button->text().contains(words) && line-- == 0)
                return button->click();
        }
        qFatal("no button");
    }

    OwnSettings m_settings; // the trash is below the data folder
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<RecoveredCard> m_card;
};

void TestRecoveredCard::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_card = std::make_unique<RecoveredCard>();
}

void TestRecoveredCard::withoutCapturesThereIsNone()
{
    m_card->setCaptures({});
    QVERIFY(m_card->isHidden());
    m_card->setCaptures({capture(u"a.framescope"_s, 1)});
    QVERIFY(!m_card->isHidden());
    std::vector<RecoveredCapture> many(9, capture(u"a.framescope"_s, 1));
    m_card->setCaptures(many);
    QCOMPARE(m_card->findChildren<QPushButton *>().size(), 3 * RecoveredCard::MaxShown);
}

void TestRecoveredCard::oneIsOpened()
{
    m_card->setCaptures({capture(u"a.framescope"_s, 1204), capture(u"b.framescope"_s, 1)});
    QSignalSpy opened(m_card.get(), &RecoveredCard::openRequested);
    click(u"1,204 rows"_s);
    QCOMPARE(opened.first().first().toString(), m_folder->filePath(u"a.framescope"_s));
    click(u"1 row"_s);
    QCOMPARE(opened.last().first().toString(), m_folder->filePath(u"b.framescope"_s));
}

void TestRecoveredCard::oneIsKept()
{
    m_card->setCaptures({capture(u"a.framescope"_s, 1), capture(u"b.framescope"_s, 2)});
    QSignalSpy said(m_card.get(), &RecoveredCard::said);
    click(u"Keep"_s, 1);
    QCOMPARE(files(), QStringList({u"Recovered b.framescope"_s, u"a.framescope"_s}));
    QVERIFY(said.first().first().toString().startsWith(u"Kept as \"Recovered b.framescope\" in "));
    QVERIFY(!m_card->isHidden());
    click(u"Keep"_s);
    QVERIFY(m_card->isHidden());
}

void TestRecoveredCard::oneIsDiscarded()
{
    m_card->setCaptures({capture(u"a.framescope"_s, 1)});
    QSignalSpy said(m_card.get(), &RecoveredCard::said);
    click(u"Discard"_s);
    QCOMPARE(files(), QStringList());
    QCOMPARE(said.first().first().toString(), u"\"a.framescope\" is in the trash."_s);
    QVERIFY(m_card->isHidden());
}

void TestRecoveredCard::whatCannotBeKeptIsSaid()
{
    m_card->setCaptures({capture(u"a.framescope"_s, 1)});
    capture(u"Recovered a.framescope"_s, 1);
    QSignalSpy refused(m_card.get(), &RecoveredCard::refused);
    click(u"Keep"_s);
    QCOMPARE(refused.size(), 1);
    QVERIFY(!m_card->isHidden());
    QCOMPARE(files().size(), 2);
}

QTEST_MAIN(TestRecoveredCard)
#include "tst_recoveredcard.moc"
