// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/focusring.h"

#include "support/patience.h"
#include "ui/connectionview.h"
#include "ui/frameview.h"
#include "ui/hexview.h"
#include "ui/jsontreeview.h"
#include "ui/look.h"
#include "ui/payloadview.h"
#include "ui/theme.h"

#include <QBoxLayout>
#include <QLineEdit>
#include <QTest>

using namespace framescope;

class TestFocusRing : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void isThereWhileTheViewHasTheKeyboard_data();
    void isThereWhileTheViewHasTheKeyboard();
};

void TestFocusRing::initTestCase()
{
    applyLook(ThemeChoice::Light);
}

void TestFocusRing::isThereWhileTheViewHasTheKeyboard_data()
{
    QTest::addColumn<QString>("view");
    for (const char *view : {"bytes", "text", "frame", "tree", "connection"})
        QTest::newRow(view) << QString::fromLatin1(view);
}

void TestFocusRing::isThereWhileTheViewHasTheKeyboard()
{
    QFETCH(QString, view);
    QWidget window;
    QWidget *shown = nullptr;
    if (view == u"bytes")
        shown = new HexView;
    else if (view == u"text")
        shown = new PayloadView;
    else if (view == u"frame")
        shown = new FrameView;
    else if (view == u"tree")
        shown = new JsonTreeView;
    else
        shown = new ConnectionView;
    auto *other = new QLineEdit;
    auto *column = new QVBoxLayout(&window);
    column->addWidget(shown);
    column->addWidget(other);
    window.resize(400, 300);
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    const QColor accent = Theme::of(shown->palette()).accent;
    const auto ringed = [&] { // two pixels, in the middle of each edge
        const QImage picture = shown->grab().toImage();
        const int right = picture.width() - 1, bottom = picture.height() - 1;
        for (const QPoint at : {QPoint(0, bottom / 2), QPoint(1, bottom / 2), QPoint(right, bottom / 2),
                 QPoint(right - 1, bottom / 2), QPoint(right / 2, 0), QPoint(right / 2, bottom - 1)}) {
            if (picture.pixelColor(at) != accent)
                return false;
        }
        return true;
    };
    other->setFocus();
    QVERIFY(!ringed());
    shown->setFocus();
    QVERIFY(ringed());
    window.resize(500, 350);
    QTRY_VERIFY(ringed());
    other->setFocus();
    QVERIFY(!ringed());
}

QTEST_MAIN(TestFocusRing)
#include "tst_focusring.moc"
