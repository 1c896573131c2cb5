// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/sessionopener.h"

#include "core/session/storefixture.h"

#include <QDropEvent>
#include <QMimeData>
#include <QSignalSpy>
#include <QTest>

using namespace framescope;
using namespace framescope::test;
using namespace Qt::StringLiterals;

class TestSessionOpener : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void whatIsChosenGetsAWindow();
    void nothingIsChosen();
    void whatIsNoSessionIsSaid_data();
    void whatIsNoSessionIsSaid();
    void whatBreaksOffGetsAWindow();
    void aWindowThatDoesNotComeIsSaid();
    void whatIsDroppedGetsAWindow();
    void withoutAWayNothingIsTaken();

private:
    bool drop(const QList<QUrl> &urls)
    {
        QMimeData data;
        data.setUrls(urls);
        QDragEnterEvent enter({1, 1}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(m_window.get(), &enter);
        if (!enter.isAccepted())
            return false;
        QDropEvent event({1, 1}, Qt::CopyAction | Qt::MoveAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(m_window.get(), &event);
        return event.isAccepted() && event.dropAction() == Qt::CopyAction;
    }

    SessionFolder m_folder;
    std::unique_ptr<QWidget> m_window;
    SessionOpener *m_opener = nullptr;
    QStringList m_opened;
};

void TestSessionOpener::init()
{
    if (!QFile::exists(m_folder.path()))
        check(valueOf(SessionStore::create(m_folder.path(), StandingClock()))->finish());
    m_window = std::make_unique<QWidget>();
    m_opener = new SessionOpener(*m_window);
    m_opened.clear();
    m_opener->setOpen([this](const QString &path) -> Result<void> {
        m_opened += path;
        return Done{};
    });
}

void TestSessionOpener::whatIsChosenGetsAWindow()
{
    QStringList begun;
    m_opener->setFileChooser([&](const QString &folder) {
        begun += folder;
        return m_folder.path();
    });
    QSignalSpy opened(m_opener, &SessionOpener::opened);
    m_opener->choose();
    QTRY_COMPARE(opened.size(), 1);
    QCOMPARE(m_opened, QStringList{m_folder.path()});
    m_opener->choose(); // where the last one was
    QCOMPARE(begun.last(), QFileInfo(m_folder.path()).absolutePath());
}

void TestSessionOpener::nothingIsChosen()
{
    m_opener->setFileChooser([](const QString &) { return QString(); });
    QSignalSpy noticed(m_opener, &SessionOpener::noticed);
    m_opener->choose();
    // What is opened later comes later: nothing of the dialog that was left stands before it.
    m_opener->open(m_folder.path());
    QTRY_VERIFY(!m_opened.isEmpty());
    QCOMPARE(m_opened, QStringList{m_folder.path()});
    QVERIFY(noticed.isEmpty());
}

void TestSessionOpener::whatIsNoSessionIsSaid_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("sql"); // done to a session
    QTest::addColumn<QString>("sentence");
    const QByteArray none;
    QTest::newRow("notes") << QByteArray("not a session") << none
                           << u"%1 is not a Framescope session: it is a text file."_s;
    QTest::newRow("HAR") << QByteArray("{\"log\":{}}") << none
                         << u"%1 is not a Framescope session: it is a JSON document, perhaps a HAR file."_s;
    QTest::newRow("nothing in it") << none << none << u"%1 is not a Framescope session: it is empty."_s;
    QTest::newRow("another program's")
        << none << QByteArray("PRAGMA application_id=1")
        << u"%1 is not a Framescope session: it is an SQLite database of another program."_s;
    QTest::newRow("newer") << none << QByteArray("PRAGMA user_version=99")
                           << u"%1 was made by a newer Framescope (session format 99; this one reads up to 1)."_s;
    QTest::newRow("foreign tables") << none << QByteArray("DROP TABLE row; CREATE TABLE row(id, name)")
                                    << u"%1 is damaged: its tables are not those of a session."_s;
}

// In a sentence, and the file stays as it is.
void TestSessionOpener::whatIsNoSessionIsSaid()
{
    QFETCH(const QByteArray, content);
    QFETCH(const QByteArray, sql);
    QFETCH(const QString, sentence);
    QFile file(m_folder.path(u"chosen"_s));
    file.remove();
    if (!sql.isEmpty()) {
        QVERIFY(QFile::copy(m_folder.path(), file.fileName()));
        auto database = valueOf(sqlite::Database::open(file.fileName(), sqlite::Database::Access::ReadWrite));
        QCOMPARE(database.execute(sql.constData()), SQLITE_OK);
    }
    QVERIFY(file.open(QIODevice::ReadWrite) && file.write(sql.isEmpty() ? content : QByteArray()) >= 0);
    file.seek(0);
    const QByteArray before = file.readAll();
    file.close();
    QSignalSpy noticed(m_opener, &SessionOpener::noticed);
    m_opener->open(file.fileName());
    QTRY_COMPARE(noticed.size(), 1);
    QCOMPARE(noticed.first().first().value<Notice>().what, sentence.arg(file.fileName()));
    QVERIFY(m_opened.isEmpty());
    QVERIFY(file.open(QIODevice::ReadOnly) && file.readAll() == before);
}

// Its window says how much of it could be read.
void TestSessionOpener::whatBreaksOffGetsAWindow()
{
    QFile file(m_folder.path(u"cut.framescope"_s));
    QVERIFY(QFile::copy(m_folder.path(), file.fileName()) && file.resize(file.size() - 1));
    m_opener->open(file.fileName());
    QTRY_COMPARE(m_opened, QStringList{file.fileName()});
}

void TestSessionOpener::aWindowThatDoesNotComeIsSaid()
{
    m_opener->setOpen([](const QString &) -> Result<void> { return Error{u"It does not start."_s, {}, {}}; });
    QSignalSpy noticed(m_opener, &SessionOpener::noticed);
    m_opener->open(m_folder.path());
    QTRY_COMPARE(noticed.size(), 1);
    QCOMPARE(noticed.first().first().value<Notice>().what, u"It does not start."_s);
}

// The file stays where it is, whatever the desktop proposes.
void TestSessionOpener::whatIsDroppedGetsAWindow()
{
    QVERIFY(m_window->acceptDrops());
    QVERIFY(drop({QUrl::fromLocalFile(m_folder.path())}));
    QTRY_COMPARE(m_opened, QStringList{m_folder.path()});
    QVERIFY(!drop({QUrl(u"https://a.test/x.framescope"_s)}));
}

void TestSessionOpener::withoutAWayNothingIsTaken()
{
    m_opener->setOpen({});
    QVERIFY(!m_window->acceptDrops());
    QVERIFY(!drop({QUrl::fromLocalFile(m_folder.path())}));
}

QTEST_MAIN(TestSessionOpener)
#include "tst_sessionopener.moc"
