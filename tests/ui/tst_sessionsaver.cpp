// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/sessionreader.h"
#include "support/scriptedserver.h"
#include "ui/livesession.h"
#include "ui/messageactions.h"
#include "ui/sessionsaver.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QWidget>

using namespace framescope;
using namespace Qt::StringLiterals;
using framescope::test::Script;
using framescope::test::ScriptedServer;

namespace {

constexpr int Patience = 20'000;

} // namespace

class TestSessionSaver : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void savesWhatIsShown();
    void suggestsTheNameOfTheSession();
    void nothingIsChosen();
    void whatCannotBeWrittenIsSaid();
    void stopsWhenAsked();

private:
    void record(const Script &script, RowId rows)
    {
        m_server = std::make_unique<ScriptedServer>(script);
        ConnectionOptions options;
        options.url = m_server->url();
        QVERIFY(m_session->open(options));
        RowId last = 0;
        connect(m_session.get(), &LiveSession::appended, this,
            [&last](const AppendBatch &batch) { last = batch.lastId; });
        QTRY_VERIFY_WITH_TIMEOUT(last >= rows, Patience);
        m_session->disconnect(this);
    }
    void choose(const QString &path)
    {
        m_saver->setFileChooser([this, path](const QString &suggested) {
            m_suggested = suggested;
            return path;
        });
    }
    QString path(const QString &name) const { return m_folder->filePath(name); }
    static QString sentenceIn(const QSignalSpy &saved) { return saved.last().first().toString(); }
    static Notice noticeIn(const QSignalSpy &noticed) { return noticed.last().first().value<Notice>(); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<LiveSession> m_session;
    std::unique_ptr<QWidget> m_window;
    SessionSaver *m_saver = nullptr;
    QString m_suggested;
};

void TestSessionSaver::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    auto session = LiveSession::create(path(u"2026-11-24 07-00-00.framescope"_s));
    QVERIFY(session);
    m_session = std::move(session).value();
    m_window = std::make_unique<QWidget>();
    m_saver = new SessionSaver(*m_session, *m_window);
}

void TestSessionSaver::cleanup()
{
    m_window.reset();
    m_session.reset();
    m_server.reset();
}

void TestSessionSaver::savesWhatIsShown()
{
    record(Script().accept().text("kept"), 5);
    choose(path(u"copy.framescope"_s));
    QSignalSpy saved(m_saver, &SessionSaver::saved);
    m_saver->save();
    QTRY_COMPARE_WITH_TIMEOUT(saved.count(), 1, Patience);
    QVERIFY2(sentenceIn(saved).endsWith(u"in %1."_s.arg(path(u"copy.framescope"_s))),
        qPrintable(sentenceIn(saved)));
    const auto reader = SessionReader::open(path(u"copy.framescope"_s));
    QVERIFY(reader);
    const auto rows = (*reader)->rows(1, 20);
    QVERIFY(rows);
    const auto isKept = [](const Row &row) { return row.preview == "kept"; };
    QVERIFY(std::any_of(rows->begin(), rows->end(), isKept));
}

void TestSessionSaver::suggestsTheNameOfTheSession()
{
    choose({});
    m_saver->save();
    QVERIFY2(m_suggested.endsWith(u"/2026-11-24 07-00-00.framescope"), qPrintable(m_suggested));
    choose(path(u"copy.framescope"_s));
    m_saver->save();
    QTRY_VERIFY_WITH_TIMEOUT(!m_saver->isSaving(), Patience);
    m_saver->save();
    QCOMPARE(m_suggested, path(u"2026-11-24 07-00-00.framescope"_s)); // beside the last copy
    QTRY_VERIFY_WITH_TIMEOUT(!m_saver->isSaving(), Patience);
}

void TestSessionSaver::nothingIsChosen()
{
    choose({});
    m_saver->save();
    QVERIFY(!m_saver->isSaving());
}

void TestSessionSaver::whatCannotBeWrittenIsSaid()
{
    QSignalSpy noticed(m_saver, &SessionSaver::noticed);
    choose(m_session->path());
    m_saver->save();
    QTRY_COMPARE_WITH_TIMEOUT(noticed.count(), 1, Patience);
    QCOMPARE(noticeIn(noticed).what, u"%1 is this session itself."_s.arg(m_session->path()));
    choose(path(u"no/such/folder/copy.framescope"_s));
    m_saver->save();
    QTRY_COMPARE_WITH_TIMEOUT(noticed.count(), 2, Patience);
    QVERIFY(noticeIn(noticed).what.contains(u"cannot be made"));
}

void TestSessionSaver::stopsWhenAsked()
{
    Script script;
    script.accept();
    const QByteArray large(8 << 20, 'x');
    for (int i = 0; i < 8; ++i)
        script.binary(large);
    record(script, 4 + 8);
    choose(path(u"copy.framescope"_s));
    QSignalSpy noticed(m_saver, &SessionSaver::noticed);
    QSignalSpy saved(m_saver, &SessionSaver::saved);
    MessageActions actions;
    m_saver->declare(actions);
    m_saver->save();
    QVERIFY(actions.run(u"stop-saving"_s));
    QTRY_COMPARE_WITH_TIMEOUT(saved.count(), 1, Patience);
    QCOMPARE(sentenceIn(saved), u"The copy was cancelled; nothing was written."_s);
    QVERIFY(noticeIn(noticed).what.isEmpty()); // the bar has nothing to say any more
    QVERIFY(!QFile::exists(path(u"copy.framescope"_s)));
}

QTEST_MAIN(TestSessionSaver)
#include "tst_sessionsaver.moc"
