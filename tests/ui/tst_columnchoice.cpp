// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/columnmenu.h"
#include "ui/timelineheader.h"

#include <QStandardItemModel>
#include <QTest>

using namespace framescope;
using namespace Qt::StringLiterals;

namespace {

QAction *entry(const ColumnMenu &menu, QStringView words)
{
    for (QAction *action : menu.actions()) {
        if (action->text() == words)
            return action;
    }
    return nullptr;
}

} // namespace

class TestColumnChoice : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isRememberedAsWords();
    void nothingRememberedIsTheUsual();
    void whatIsNotUnderstoodIsLeftOut();
    void menuShowsAndHides();
    void menuLeadsBack();
};

void TestColumnChoice::isRememberedAsWords()
{
    ColumnChoice choice;
    choice[TimelineColumn::Time].width = 1.25;
    choice[TimelineColumn::Size].shown = false;
    choice[TimelineColumn::Mask].shown = true;
    const QStringList words = choice.toWords();
    QCOMPARE(words,
        (QStringList{u"number"_s, u"connection"_s, u"direction"_s, u"time*1.25"_s, u"type"_s, u"mask"_s,
            u"preview"_s}));
    QCOMPARE(ColumnChoice::fromWords(words), choice);
}

void TestColumnChoice::nothingRememberedIsTheUsual()
{
    QCOMPARE(ColumnChoice::fromWords({}), ColumnChoice());
    QVERIFY(!ColumnChoice()[TimelineColumn::Wire].shown);
    QVERIFY(ColumnChoice()[TimelineColumn::Size].shown);
}

void TestColumnChoice::whatIsNotUnderstoodIsLeftOut()
{
    const ColumnChoice choice = ColumnChoice::fromWords({u"smell"_s, u"time*broad"_s, u"fin*1000000"_s});
    QVERIFY(choice[TimelineColumn::Time].shown);
    QCOMPARE(choice[TimelineColumn::Time].width, 1.0);
    QCOMPARE(choice[TimelineColumn::Fin].width, 20.0);
    QVERIFY(!choice[TimelineColumn::Size].shown);
    QVERIFY(choice[TimelineColumn::Number].shown && choice[TimelineColumn::Preview].shown);
}

void TestColumnChoice::menuShowsAndHides()
{
    QStandardItemModel model(0, TimelineColumnCount);
    TimelineHeader header;
    header.setModel(&model);
    const ColumnMenu menu(header);
    QVERIFY(!entry(menu, u"#") && !entry(menu, u"Conn") && !entry(menu, u"Preview"));
    QVERIFY(entry(menu, u"Time")->isChecked());
    QVERIFY(!entry(menu, u"Wire")->isChecked());
    entry(menu, u"Wire")->trigger();
    QVERIFY(header.choice()[TimelineColumn::Wire].shown);
    entry(menu, u"Time")->trigger();
    QVERIFY(!header.choice()[TimelineColumn::Time].shown);
}

void TestColumnChoice::menuLeadsBack()
{
    QStandardItemModel model(0, TimelineColumnCount);
    TimelineHeader header;
    header.setModel(&model);
    const ColumnMenu menu(header);
    entry(menu, u"RSV")->trigger();
    entry(menu, u"The usual columns")->trigger();
    QCOMPARE(header.choice(), ColumnChoice());
    QVERIFY(!entry(menu, u"RSV")->isChecked());
}

QTEST_MAIN(TestColumnChoice)
#include "tst_columnchoice.moc"
