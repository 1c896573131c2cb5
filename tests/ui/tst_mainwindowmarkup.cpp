// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/drivenwindow.h"
#include "support/patience.h"
#include "support/scriptedserver.h"
#include "ui/detailarea.h"
#include "ui/frameview.h"
#include "ui/library.h"
#include "ui/libraryview.h"
#include "ui/panes.h"
#include "ui/timelinemodel.h"
#include "ui/timelinepane.h"

#include <QAbstractItemView>
#include <QLabel>
#include <QTextDocument>
#include <QTextEdit>

using namespace framescope;
using namespace framescope::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray markup =
    "<img src=\"file:///etc/hostname\"><b>bold</b> <a href=\"http://127.0.0.1:9/\">here</a>";

// Qt would take it for HTML, and it is that of somebody else.
bool isObeyed(const QString &words)
{
    return Qt::mightBeRichText(words)
        && (words.contains(u"<img src="_s) || words.contains(u"<a href=\"http:"_s));
}

void addTips(const QAbstractItemModel &model, const QModelIndex &parent, QStringList &tips)
{
    for (int row = 0; row < std::min(50, model.rowCount(parent)); ++row) {
        for (int column = 0; column < model.columnCount(parent); ++column)
            tips += model.index(row, column, parent).data(Qt::ToolTipRole).toString();
        addTips(model, model.index(row, 0, parent), tips);
    }
}

// Where the words of others would be obeyed in the window as it stands.
QStringList obeying(const QWidget &window)
{
    QStringList found;
    for (const QWidget *widget : window.findChildren<QWidget *>()) {
        const QString name = QString::fromLatin1(widget->metaObject()->className());
        if (isObeyed(widget->toolTip()))
            found += name + u" tool tip: "_s + widget->toolTip();
        const auto *label = qobject_cast<const QLabel *>(widget);
        if (label && label->textFormat() != Qt::PlainText && isObeyed(label->text()))
            found += name + u": "_s + label->text();
        const auto *edit = qobject_cast<const QTextEdit *>(widget);
        if (edit && isObeyed(edit->toHtml()))
            found += name + u": "_s + edit->toHtml().right(500);
        const auto *view = qobject_cast<const QAbstractItemView *>(widget);
        QStringList tips;
        if (view && view->model())
            addTips(*view->model(), {}, tips);
        for (const QString &tip : tips) {
            if (isObeyed(tip))
                found += name + u" row: "_s + tip;
        }
    }
    return found;
}

} // namespace

// Close reasons, answers and payloads are shown as they are: never as HTML, which could open files, look like words of
// Framescope, or lead elsewhere.
class TestMainWindowMarkup : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theCheckSeesWhatIsObeyed()
    {
        QWidget window;
        new QLabel(QString::fromUtf8(markup), &window);
        QCOMPARE(obeying(window).size(), 1);
        window.findChild<QLabel *>()->setTextFormat(Qt::PlainText);
        QCOMPARE(obeying(window), QStringList());
    }

    void wordsOfTheServer_data()
    {
        QTest::addColumn<Script>("script");
        const QByteArray reason = markup.left(100);
        QTest::newRow("messages and a close")
            << Script().accept().text(markup).binary(markup).ping(markup).close({4000, reason}).awaitClose().end();
        QTest::newRow("a refusal") << Script().answer(403, markup,
            "<html><title>" + markup + "</title>" + markup,
            {{"WWW-Authenticate", "Basic realm=\"" + QByteArray(markup).replace('"', '\'') + '"'},
                {"Server", markup}});
        QTest::newRow("no HTTP") << Script().request().bytes(markup + "\r\n\r\n").end();
        QTest::newRow("a subprotocol that was not offered")
            << Script().accept({}, {{"Sec-WebSocket-Protocol", markup}}).text("x");
    }
    void wordsOfTheServer()
    {
        QFETCH(Script, script);
        ScriptedServer server(script);
        DrivenWindow hands;
        hands.window().connectTo(server.url());
        QTRY_VERIFY(hands.facts().id != 0 && hands.facts().readyState == ReadyState::Closed);
        auto *detail = hands.find<DetailArea>();
        const auto *timeline = hands.find<TimelinePane>();
        QTRY_VERIFY(timeline->model()->rowCount() >= 4);
        for (RowId row = 1; row <= timeline->model()->rowCount(); ++row) {
            QTRY_VERIFY(timeline->model()->peekAt(row));
            hands.window().showRow(row);
            QTRY_COMPARE(detail->row(), row);
            QTRY_VERIFY(!detail->frame()->text().isEmpty());
            for (const auto tab : {DetailArea::Tab::Message, DetailArea::Tab::Hex, DetailArea::Tab::Frame,
                     DetailArea::Tab::Connection}) {
                detail->setTab(tab);
                const QStringList found = obeying(hands.window());
                QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
            }
        }
    }

    void wordsOfTheLibrary()
    {
        DrivenWindow hands;
        LibraryEntry entry = libraryEntry(u"ws://127.0.0.1:9/"_s, {});
        entry.name = QString::fromUtf8(markup);
        hands.find<Library>()->insert(0, entry);
        hands.find<Panes>()->showLibrary();
        QTRY_COMPARE(hands.find<LibraryView>()->model()->rowCount(), 1);
        const QStringList found = obeying(hands.window());
        QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
    }
};

QTEST_MAIN(TestMainWindowMarkup)
#include "tst_mainwindowmarkup.moc"
