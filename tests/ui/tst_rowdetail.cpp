// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/patience.h"
#include "support/scriptedserver.h"
#include "ui/detailarea.h"
#include "ui/elidedlabel.h"
#include "ui/livesession.h"
#include "ui/messageview.h"
#include "ui/rowdetail.h"
#include "ui/timelinepane.h"
#include "ui/timelineview.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace framescope;
using namespace Qt::StringLiterals;
using framescope::test::Script;
using framescope::test::ScriptedServer;

namespace {

constexpr int Patience = 20'000;

} // namespace

// The detail beside the timeline of a session that is recorded from a server.
class TestRowDetail : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void followsTheCurrentRow();
    void theHeadingIsThatOfTheWholeMessage();
    void pinKeepsTheRow();
    void watchesTheNewestRow();
    void pinAndWatchExcludeEachOther();
    void savesAPayload_data();
    void savesAPayload();
    void saysWhyItIsNotSaved();
    void copiesWhatIsNotAtHand_data();
    void copiesWhatIsNotAtHand();

private:
    void open(const Script &script)
    {
        m_server = std::make_unique<ScriptedServer>(script);
        ConnectionOptions options;
        options.url = m_server->url();
        QVERIFY(m_session->open(options));
    }
    // The row that begins like that, once it is there and complete.
    RowId awaitRow(const QByteArray &begin) const
    {
        RowId found = 0;
        const auto look = [&] {
            const TimelineModel &model = *m_timeline->model();
            for (RowId id = 1; id <= model.lastId(); ++id) {
                const Row *row = model.peekAt(id);
                const bool whole = row && !row->flags.testFlag(RowFlag::Arriving);
                if (whole && row->kind == RowKind::Frame && row->preview.startsWith(begin))
                    found = id;
            }
            return found != 0;
        };
        return QTest::qWaitFor(look, Patience) ? found : 0;
    }
    QByteArray shown() const { return m_detail->message()->shownText(); }
    QToolButton *button(const QString &name) const
    {
        for (auto *button : m_detail->findChildren<QToolButton *>()) {
            if (button->accessibleName() == name && button->isVisible())
                return button;
        }
        return nullptr;
    }

    QTemporaryDir m_folder;
    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<LiveSession> m_session;
    std::unique_ptr<TimelinePane> m_timeline;
    std::unique_ptr<DetailArea> m_detail;
    std::unique_ptr<RowDetail> m_both;
    int m_number = 0;
};

void TestRowDetail::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
}

void TestRowDetail::init()
{
    QSettings().clear();
    auto session = LiveSession::create(m_folder.filePath(u"%1.framescope"_s.arg(++m_number)));
    QVERIFY(session);
    m_session = std::move(session).value();
    m_timeline = std::make_unique<TimelinePane>([this](qint64 page) { m_session->requestPage(page); });
    m_detail = std::make_unique<DetailArea>();
    m_both = std::make_unique<RowDetail>(*m_session, *m_timeline, *m_detail);
    m_both->feedClipboard();
    connect(m_session.get(), &LiveSession::appended, m_timeline.get(), &TimelinePane::append);
    connect(m_session.get(), &LiveSession::pageRead, m_timeline.get(), &TimelinePane::addPage);
    m_timeline->resize(800, 400);
    m_timeline->show();
    m_detail->resize(480, 500);
    m_detail->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_detail.get()));
}

void TestRowDetail::cleanup()
{
    m_both.reset();
    m_detail.reset();
    m_timeline.reset();
    m_session.reset();
    m_server.reset();
}

void TestRowDetail::followsTheCurrentRow()
{
    open(Script().accept().text("first").text("second"));
    QVERIFY(awaitRow("second") != 0);
    for (const char *text : {"first", "second"}) {
        m_timeline->setCurrentRow(awaitRow(text));
        QTRY_COMPARE(shown(), QByteArray(text));
    }
}

// With the last frame of a message all of it is shown.
void TestRowDetail::theHeadingIsThatOfTheWholeMessage()
{
    open(Script().accept().bytes(QByteArray::fromHex("01026869800121")));
    const RowId last = awaitRow("hi!");
    QVERIFY(last != 0);
    m_timeline->setCurrentRow(last);
    const auto heading = [this] {
        for (const auto *label : m_detail->findChildren<ElidedLabel *>()) {
            if (label->text().startsWith(u'#'))
                return label->text();
        }
        return QString();
    };
    QTRY_VERIFY_WITH_TIMEOUT(
        heading().startsWith(u"#%1 \u00B7 Received \u00B7 text \u00B7 3 B "_s.arg(last)), Patience);
}

void TestRowDetail::pinKeepsTheRow()
{
    open(Script().accept().text("first").text("second"));
    const RowId second = awaitRow("second");
    m_timeline->setCurrentRow(awaitRow("first"));
    QTRY_COMPARE(shown(), QByteArray("first"));
    button(u"Pin"_s)->click();
    m_timeline->setCurrentRow(second);
    QCOMPARE(m_detail->row(), awaitRow("first"));
    QCOMPARE(shown(), QByteArray("first"));
    button(u"Pin"_s)->click();
    QTRY_COMPARE(shown(), QByteArray("second")); // the one that is current meanwhile
}

void TestRowDetail::watchesTheNewestRow()
{
    open(Script().accept().text("first").echo());
    const RowId first = awaitRow("first");
    m_timeline->setCurrentRow(first);
    QTRY_COMPARE(shown(), QByteArray("first"));
    QVERIFY(!m_detail->isWatching());
    button(u"Watch latest"_s)->click();
    for (const QString &text : {u"a"_s, u"b"_s}) {
        m_session->sendText(text);
        QTRY_COMPARE_WITH_TIMEOUT(m_detail->row(), m_timeline->model()->lastId(), Patience);
        QTRY_VERIFY_WITH_TIMEOUT(
            m_timeline->model()->peekAt(m_detail->row())->direction == Direction::ServerToClient
                && shown() == text.toUtf8(),
            Patience);
    }
    QCOMPARE(m_timeline->currentRow(), first); // what the user chose stays chosen
    button(u"Watch latest"_s)->click();
    QTRY_COMPARE(shown(), QByteArray("first"));
}

void TestRowDetail::pinAndWatchExcludeEachOther()
{
    open(Script().accept().text("first"));
    m_timeline->setCurrentRow(awaitRow("first"));
    QTRY_COMPARE(shown(), QByteArray("first"));
    button(u"Pin"_s)->click();
    button(u"Watch latest"_s)->click();
    QVERIFY(m_detail->isWatching() && !m_detail->isPinned());
    button(u"Pin"_s)->click();
    QVERIFY(!m_detail->isWatching() && m_detail->isPinned());
}

void TestRowDetail::savesAPayload_data()
{
    QTest::addColumn<bool>("isText");
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QString>("suggested");
    QTest::newRow("JSON") << true << QByteArray("{\"a\":1}") << ".json";
    QTest::newRow("text") << true << QByteArray("hello") << ".txt";
    QTest::newRow("bytes, in parts") << false << QByteArray(3 << 20, '\x01') << ".bin";
    QTest::newRow("text, in parts") << true << QByteArray(2 << 20, 'x') << ".txt";
}

void TestRowDetail::savesAPayload()
{
    QFETCH(bool, isText);
    QFETCH(QByteArray, payload);
    QFETCH(QString, suggested);
    open(isText ? Script().accept().text(payload) : Script().accept().binary(payload));
    const RowId row = awaitRow(payload.left(5));
    m_timeline->setCurrentRow(row);
    QTRY_VERIFY(button(u"Save payload as..."_s) && button(u"Save payload as..."_s)->isEnabled());
    const QString target = m_folder.filePath(u"saved"_s);
    QString asked;
    m_both->setFileChooser([&](const QString &name) {
        asked = name;
        return target;
    });
    QSignalSpy noticed(m_both.get(), &RowDetail::noticed);
    button(u"Save payload as..."_s)->click();
    QTRY_COMPARE_WITH_TIMEOUT(noticed.count(), 1, Patience);
    QVERIFY2(noticed.first().first().toString().startsWith(u"Saved "),
        qPrintable(noticed.first().first().toString()));
    QCOMPARE(asked, u"message-%1%2"_s.arg(row).arg(suggested));
    QFile file(target);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), payload); // all of it, whatever of it was shown
}

void TestRowDetail::saysWhyItIsNotSaved()
{
    open(Script().accept().text("hello"));
    m_timeline->setCurrentRow(awaitRow("hello"));
    QTRY_COMPARE(shown(), QByteArray("hello"));
    QSignalSpy noticed(m_both.get(), &RowDetail::noticed);
    m_both->setFileChooser([](const QString &) { return QString(); });
    m_both->save(); // none was chosen
    m_both->setFileChooser([this](const QString &) { return m_folder.filePath(u"none/saved"_s); });
    m_both->save();
    QTRY_COMPARE_WITH_TIMEOUT(noticed.count(), 1, Patience);
    QVERIFY2(noticed.first().first().toString().contains(u"none/saved"),
        qPrintable(noticed.first().first().toString()));
}

void TestRowDetail::copiesWhatIsNotAtHand_data()
{
    QTest::addColumn<bool>("isText");
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QString>("copied");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("text") << true << QByteArray(300 << 10, 'x') << QString(300 << 10, u'x')
                          << "Copied 300.0 KiB.";
    QTest::newRow("bytes as a short one is copied")
        << false << QByteArray(1000, '\xff') << u"ff "_s.repeated(1000).trimmed()
        << "Copied 1,000 bytes as hex digits.";
}

void TestRowDetail::copiesWhatIsNotAtHand()
{
    QFETCH(bool, isText);
    QFETCH(QByteArray, payload);
    open(isText ? Script().accept().text(payload) : Script().accept().binary(payload));
    m_timeline->setCurrentRow(awaitRow(payload.left(5)));
    m_timeline->activateWindow();
    m_timeline->view()->setFocus();
    QSignalSpy noticed(m_both.get(), &RowDetail::noticed);
    QVERIFY(QTest::qWaitForWindowActive(m_timeline.get()));
    QTest::keySequence(m_timeline->view(), QKeySequence::Copy);
    QTRY_COMPARE_WITH_TIMEOUT(noticed.count(), 1, Patience);
    QTEST(noticed.first().first().toString(), "sentence");
    QTEST(QGuiApplication::clipboard()->text(), "copied");
}

QTEST_MAIN(TestRowDetail)
#include "tst_rowdetail.moc"
