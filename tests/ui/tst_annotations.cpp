// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/annotations.h"

#include <QTest>

using namespace framescope;
using namespace Qt::StringLiterals;

class TestAnnotations : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theNewestStands()
    {
        Annotations all;
        all.take({{5, 1, u"first"_s}, {7, 2, {}}});
        all.take({{5, 3, u"second"_s}});
        QCOMPARE(*all.of(5), (Annotation{5, 3, u"second"_s}));
        QVERIFY(!all.of(6));
    }

    void anEmptyOneTakesAway()
    {
        Annotations all;
        all.take({{5, 1, {}}, {5, 0, {}}});
        QVERIFY(!all.of(5));
        QVERIFY(all.isEmpty());
    }

    void nextAndPrevious()
    {
        Annotations all;
        all.take({{5, 1, {}}, {9, 1, {}}});
        QCOMPARE(all.after(0), 5);
        QCOMPARE(all.after(5), 9);
        QCOMPARE(all.after(9), 0);
        QCOMPARE(all.before(9), 5);
        QCOMPARE(all.before(5), 0);
        QCOMPARE(all.before(100), 9);
    }
};

QTEST_GUILESS_MAIN(TestAnnotations)
#include "tst_annotations.moc"
