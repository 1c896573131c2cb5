// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/sessionreader.h"
#include "support/ownsettings.h"
#include "support/scriptedserver.h"
#include "support/smalldisk.h"
#include "ui/livesession.h"
#include "ui/mainwindow.h"
#include "ui/messagebar.h"
#include "ui/movedsessions.h"
#include "ui/sessionmover.h"
#include "ui/statusbar.h"

#include <QApplication>
#include <QDir>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

using namespace framescope;
using namespace Qt::StringLiterals;
using framescope::test::Script;
using framescope::test::ScriptedServer;
using framescope::test::SmallDisk;

namespace {

constexpr int Patience = 20'000;
// Of the ring, which is made first, and a little more.
constexpr int DiskMebibytes = (Ring::DefaultCapacity >> 20) + 8;

} // namespace

// A session whose disk is full is moved by the button in the message bar.
class TestSessionMover : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void leavesTheFullDisk();
    void saysWhatIsInTheWay();
    void nothingIsChosen();

private:
    void openWindow(const QString &path)
    {
        auto session = LiveSession::create(path);
        QVERIFY(session);
        m_session = std::move(session).value();
        m_window = std::make_unique<MainWindow>(*m_session);
        m_window->show();
    }
    void choose(const QString &path)
    {
        m_window->findChild<SessionMover *>()->setFileChooser([this, path](const QString &suggested) {
            m_suggested = suggested;
            return path;
        });
    }
    MessageBar *bar() const { return m_window->findChild<MessageBar *>(); }
    QPushButton *button(const QString &words) const
    {
        for (QPushButton *button : bar()->buttons()) {
            if (button->text() == words)
                return button;
        }
        return nullptr;
    }

    test::OwnSettings m_settings;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<LiveSession> m_session;
    std::unique_ptr<MainWindow> m_window;
    QString m_suggested;
};

void TestSessionMover::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_suggested.clear();
}

void TestSessionMover::cleanup()
{
    m_window.reset();
    m_session.reset();
    forgetMovedSessions(movedSessions());
}

void TestSessionMover::leavesTheFullDisk()
{
    if (!SmallDisk::mayBeMade())
        return;
    const SmallDisk disk(DiskMebibytes);
    openWindow(disk.path() + u"/2026-12-01 07-00-00.framescope"_s);
    Script script;
    script.accept();
    constexpr int messages = 20;
    for (int i = 0; i < messages; ++i)
        script.binary(QByteArray(1 << 20, char('a' + i)));
    script.awaitMessages(1).text("heard");
    ScriptedServer server(script);
    m_window->connectTo(server.url());
    QTRY_VERIFY_WITH_TIMEOUT(button(u"Choose another place"_s), Patience);
    QVERIFY2(bar()->notice().what.startsWith(u"Recording waits at row "_s)
            && bar()->notice().what.endsWith(u": the disk is full."_s),
        qPrintable(bar()->text()));
    QVERIFY(button(u"Disconnect"_s));

    const QString target = m_folder->filePath(u"moved.framescope"_s);
    choose(target);
    QTest::mouseClick(button(u"Choose another place"_s), Qt::LeftButton);
    QVERIFY2(m_suggested.endsWith(u"/2026-12-01 07-00-00.framescope"_s), qPrintable(m_suggested));
    QTRY_COMPARE_WITH_TIMEOUT(m_session->path(), target, Patience);
    QTRY_COMPARE_WITH_TIMEOUT(movedSessions(), QStringList(target), Patience);
    QVERIFY(QDir(disk.path()).isEmpty());
    QTRY_VERIFY_WITH_TIMEOUT(bar()->isHidden(), Patience);
    QCOMPARE(m_window->findChild<StatusBar *>()->said(), u"Recording goes on in %1."_s.arg(target));

    m_session->sendText(u"still there"_s); // the connection went on
    QTRY_COMPARE_WITH_TIMEOUT(m_session->counters().framesIn, quint64(messages) + 1, Patience);
    m_window.reset();
    m_session.reset();
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), QStringList({u"moved.framescope"_s}));
    const auto reader = SessionReader::open(target);
    QVERIFY(reader);
    QByteArray received;
    const auto rows = (*reader)->rows(1, 1000);
    QVERIFY(rows);
    for (const Row &row : *rows) {
        if (row.kind == RowKind::Frame && row.header.opcode == Opcode::Binary) {
            const auto payload = (*reader)->payload(row.id, 0, 2 << 20);
            QVERIFY(payload && *payload == QByteArray(1 << 20, char('a' + received.size())));
            received += payload->front();
        }
    }
    QCOMPARE(received, "abcdefghijklmnopqrst");
}

void TestSessionMover::saysWhatIsInTheWay()
{
    const QString path = m_folder->filePath(u"session.framescope"_s);
    openWindow(path);
    choose(path);
    m_window->findChild<SessionMover *>()->move();
    QTRY_COMPARE_WITH_TIMEOUT(bar()->notice().what, u"%1 is this session itself."_s.arg(path), Patience);
    QCOMPARE(m_session->path(), path);
    QVERIFY(movedSessions().isEmpty());
}

void TestSessionMover::nothingIsChosen()
{
    openWindow(m_folder->filePath(u"session.framescope"_s));
    choose({});
    m_window->findChild<SessionMover *>()->move();
    QVERIFY(!m_suggested.isEmpty());
    QVERIFY(bar()->isHidden());
}

int main(int argc, char **argv)
{
    SmallDisk::mayBeMade(); // before there are threads
    QApplication app(argc, argv);
    TestSessionMover test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_sessionmover.moc"
