// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/elidedlabel.h"
#include "ui/look.h"
#include "windowstates.h"

#include <QAbstractButton>
#include <QFile>
#include <QLabel>
#include <QPainter>
#include <QScreen>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>

using namespace framescope;
using namespace Qt::StringLiterals;
using namespace framescope::test;

namespace {

// Words that a button or label has no room for, or that lie outside of what they stand in.
QStringList clippedWords(const QWidget &window)
{
    QStringList clipped;
    const auto look = [&](const QWidget &widget, const QString &words) {
        if (!widget.isVisible() || words.isEmpty())
            return;
        const bool fits =
            widget.width() >= widget.minimumSizeHint().width() && widget.width() >= widget.sizeHint().width();
        const bool isInside = widget.parentWidget()->rect().contains(widget.geometry());
        if (!fits || !isInside)
            clipped += u"\"%1\" of %2: %3 wide, wants %4%5"_s
                           .arg(words.left(40), QString::fromLatin1(widget.metaObject()->className()))
                           .arg(widget.width())
                           .arg(widget.sizeHint().width())
                           .arg(isInside ? QString() : u", outside"_s);
    };
    for (const auto *button : window.findChildren<QAbstractButton *>())
        look(*button, button->text());
    for (const auto *label : window.findChildren<QLabel *>()) {
        if (!label->wordWrap() && !qobject_cast<const ElidedLabel *>(label))
            look(*label, label->text());
        const int wanted = label->wordWrap() ? label->heightForWidth(label->width()) : 0;
        if (label->isVisible() && label->height() < wanted)
            clipped +=
                u"\"%1\": %2 high, wants %3"_s.arg(label->text().left(40)).arg(label->height()).arg(wanted);
    }
    return clipped;
}

// Those words, and panels that overlap since the window has no room for all.
QStringList whatIsClipped(const MainWindow &window)
{
    QStringList clipped = clippedWords(window);
    const QWidget *panels[] = {window.findChild<OptionsDrawer *>(), window.findChild<Panes *>()};
    for (const QWidget *panel : panels) {
        const int least = std::max(panel->minimumHeight(), panel->minimumSizeHint().height());
        if (panel->isVisible() && panel->height() < least)
            clipped += u"%1: %2 high, wants %3"_s.arg(QString::fromLatin1(panel->metaObject()->className()))
                           .arg(panel->height())
                           .arg(least);
    }
    return clipped;
}

QList<QRect> placesOf(const QWidget &window)
{
    QList<QRect> places;
    for (const auto *widget : window.findChildren<QWidget *>())
        places += widget->isVisible() ? widget->geometry() : QRect();
    return places;
}

// What belongs to the chosen row has come, and no layout moves anything any more: what a user looks at.
void settle(const MainWindow &window)
{
    const auto *detail = window.findChild<DetailArea *>();
    if (detail->row() != 0)
        QTRY_VERIFY2(!detail->frame()->text().isEmpty() && !detail->frame()->text().startsWith(u"Choose"),
            "the frame of the chosen row did not come");
    if (detail->row() != 0 && detail->tab() == DetailArea::Tab::Hex)
        QVERIFY(!detail->hex()->bytes().isEmpty());
    QList<QRect> before;
    QTRY_VERIFY2(
        [&] {
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
            const QList<QRect> now = placesOf(window);
            return std::exchange(before, now) == now;
        }(),
        "the window does not come to rest");
}

const std::pair<const char *, ThemeChoice> themes[] = {
    {"light", ThemeChoice::Light}, {"dark", ThemeChoice::Dark}, {"contrast", ThemeChoice::HighContrast}};

} // namespace

// Each state of the window, large and small (and once more at other scales, see CMakeLists.txt): nothing is
// clipped. If FRAMESCOPE_PICTURES names a folder, in each theme, since pictures of it are kept there.
class TestWindowStates : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void nothingIsClipped_data();
    void nothingIsClipped();
};

void TestWindowStates::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(u"framescope-test"_s);
    QCoreApplication::setApplicationName(u"tst_windowstates"_s + qEnvironmentVariable("QT_SCALE_FACTOR"));
}

void TestWindowStates::nothingIsClipped_data()
{
    QTest::addColumn<int>("state");
    QTest::addColumn<ThemeChoice>("theme");
    QTest::addColumn<QSize>("size");
    const bool forPictures = qEnvironmentVariableIsSet("FRAMESCOPE_PICTURES");
    QList<QSize> sizes{{1024, 640}}; // what has room there at a scale between has it everywhere
    if (const double scale = qEnvironmentVariable("QT_SCALE_FACTOR", u"1"_s).toDouble();
        scale == 1 || scale == 2)
        sizes.prepend({1440, 900});
    for (int state = 0; state < int(windowStates().size()); ++state) {
        for (const auto &[name, theme] : themes) {
            if (theme != ThemeChoice::Light && !forPictures)
                continue; // what has room in one has in the others
            for (const QSize size : sizes)
                QTest::addRow("%s, %s, %d", windowStates()[std::size_t(state)].name, name, size.width())
                    << state << theme << size;
        }
    }
}

void TestWindowStates::nothingIsClipped()
{
    QFETCH(int, state);
    QFETCH(ThemeChoice, theme);
    QFETCH(QSize, size);
    QSettings().clear();
    QFile::remove(Library::usualPath());
    applyLook(theme);
    QTemporaryDir folder;
    auto session = LiveSession::create(folder.filePath(u"session.framescope"_s));
    QVERIFY(session);
    const WindowState &wanted = windowStates()[std::size_t(state)];
    ScriptedServer server(wanted.script, wanted.security);
    MainWindow window(**session);
    window.setMinimumSize(size); // whatever the screen of the platform
    window.resize(size);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    if (!QByteArrayView(wanted.name).startsWith("start"))
        window.connectTo(server.url());
    wanted.reach(window, **session);
    if (QTest::currentTestFailed())
        return;
    settle(window);
    if (QTest::currentTestFailed())
        return;
    QCOMPARE(window.size(), size);

    QPixmap picture = window.grab();
    if (QWidget *popup = QApplication::activePopupWidget())
        QPainter(&picture).drawPixmap(window.mapFromGlobal(popup->mapToGlobal(QPoint())), popup->grab());
    const QString pictures = qEnvironmentVariable("FRAMESCOPE_PICTURES");
    if (!pictures.isEmpty())
        QVERIFY(picture.save(u"%1/%2@%3.png"_s
                                 .arg(pictures,
                                     QString::fromLatin1(QTest::currentDataTag())
                                         .remove(u':')
                                         .replace(u", "_s, u"-"_s)
                                         .replace(u' ', u'-'))
                                 .arg(window.devicePixelRatio())));
    const QStringList clipped = whatIsClipped(window);
    QVERIFY2(clipped.isEmpty(), qPrintable(clipped.join(u'\n')));
}

QTEST_MAIN(TestWindowStates)
#include "tst_windowstates.moc"
