// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "storefixture.h"

using namespace framescope;
using namespace framescope::test;

// What people put beside rows, on its way into the file and out of it.
class AnnotationTest : public QObject {
    Q_OBJECT

    StandingClock m_clock;
    SessionFolder m_folder;

    std::unique_ptr<SessionStore> storeOfThreeRows(const SessionStore::Settings &settings = {})
    {
        auto store = valueOf(SessionStore::create(m_folder.path(), m_clock, settings));
        for (const char *text : {"one", "two", "three"})
            store->journal().event(1, RowKind::Mark, Direction::ClientToServer, m_clock.monotonic, text);
        return store;
    }
    std::vector<Annotation> stored(const QString &path) const
    {
        return valueOf(valueOf(SessionReader::open(path))->annotations());
    }
    QByteArrayList table() const
    {
        return answersOf(valueOf(sqlite::Database::open(m_folder.path(), sqlite::Database::Access::ReadOnly)),
            "SELECT row, text, colour FROM note ORDER BY row");
    }

private Q_SLOTS:
    void init() { m_folder = {}; }

    void coloursAreWords()
    {
        QStringList words;
        for (quint8 colour = Annotation::NoColour; colour <= Annotation::LastColour; ++colour) {
            words += colourWord(colour);
            QCOMPARE(colourOf(QByteArray(colourWord(colour).data())), colour);
        }
        QCOMPARE(words.join(u' '), QStringLiteral(" yellow green blue red violet grey"));
        QCOMPARE(colourOf("purple"), Annotation::NoColour);
    }

    void replacesAndTakesAway()
    {
        auto store = storeOfThreeRows();
        Journal &journal = store->journal();
        journal.annotate({1, 0, QStringLiteral("caf\u00e9")});
        journal.annotate({2, 1, {}});
        journal.annotate({3, 6, QStringLiteral("both")});
        store->flush();
        QCOMPARE(table(), QByteArrayList({"1|caf\xC3\xA9|null", "2|null|yellow", "3|both|grey"}));
        QCOMPARE(stored(m_folder.path()),
            (std::vector{Annotation{1, 0, QStringLiteral("caf\u00e9")}, Annotation{2, 1, {}},
                Annotation{3, 6, QStringLiteral("both")}}));
        journal.annotate({1, 0, {}});
        journal.annotate({3, 4, QStringLiteral("other")});
        journal.annotate({3, 4, QStringLiteral("newest")});
        store->flush();
        QCOMPARE(table(), QByteArrayList({"2|null|yellow", "3|newest|red"}));
        check(store->finish());
    }

    void isPublishedAndToldAgainWhenTheFileIsOpened()
    {
        auto store = storeOfThreeRows({.transactionMs = 60'000});
        const Annotation annotation{2, 3, QStringLiteral("look here")};
        {
            Batches batches(*store);
            store->journal().annotate(annotation);
            const auto batch = batches.await([](const AppendBatch &b) { return !b.annotations.empty(); });
            QCOMPARE(batch.annotations, std::vector{annotation});
            store->journal().annotate({1, 1, {}});
            store->journal().annotate({1, 0, {}});
            batches.await([](const AppendBatch &b) {
                return !b.annotations.empty() && b.annotations.back() == Annotation{1, 0, {}};
            });
        }
        check(store->finish());
        store = valueOf(SessionStore::open(m_folder.path(), m_clock, {}));
        Batches batches(*store);
        const auto first = batches.await([](const AppendBatch &b) { return b.lastId == 3; });
        QCOMPARE(first.annotations, std::vector{annotation});
        check(store->finish());
    }

    // As a killed process leaves it: in the ring, not in the file.
    void survivesAKill()
    {
        auto store = storeOfThreeRows({.transactionMs = 60'000});
        store->journal().annotate({1, 1, QStringLiteral("stored")});
        store->flush();
        store->journal().annotate({1, 0, {}});
        store->journal().annotate({3, 2, QStringLiteral("in the ring")});
        QTemporaryDir elsewhere;
        for (const QString &file : m_folder.files())
            QVERIFY(QFile::copy(m_folder.path(file), elsewhere.filePath(file)));
        const QString killed = elsewhere.filePath(QStringLiteral("s.framescope"));
        QCOMPARE(stored(killed), (std::vector{Annotation{1, 1, QStringLiteral("stored")}}));
        check(valueOf(SessionStore::open(killed, m_clock, {}))->finish());
        QCOMPARE(stored(killed), (std::vector{Annotation{3, 2, QStringLiteral("in the ring")}}));
    }

    void standsBesideItsMessage()
    {
        auto store = storeOfThreeRows();
        Recorder recorder(store->journal(), store->newConnectionId());
        FrameTeller(recorder, Direction::ServerToClient).message(Opcode::Text, "hello");
        store->journal().annotate({4, 5, QStringLiteral("greeting")});
        store->flush();
        QCOMPARE(
            sqlText(m_folder.path(), "SELECT note FROM messages WHERE id = 4"), QStringLiteral("greeting"));
        check(store->finish());
    }
};

QTEST_GUILESS_MAIN(AnnotationTest)
#include "tst_annotation.moc"
