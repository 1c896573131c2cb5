// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/pagereader.h"
#include "storefixture.h"
#include "support/patience.h"

#include <semaphore>

using namespace framescope;
using namespace framescope::test;

namespace {

// Stops the reader behind each page that it answered.
class Turnstile {
public:
    std::function<void()> afterPage()
    {
        return [this] {
            m_answered.release();
            m_go.acquire();
        };
    }
    void awaitPage() { m_answered.acquire(); }
    void letGo() { m_go.release(); }
    void passPages(int count)
    {
        for (int i = 0; i < count; ++i) {
            letGo();
            awaitPage();
        }
    }

private:
    std::binary_semaphore m_answered{0};
    std::binary_semaphore m_go{0};
};

// A session that is being recorded, whose transactions nothing ends but a wish.
struct Recording {
    Recording(const QString &path, const Clock &clock)
        : store(valueOf(SessionStore::create(path, clock, {.transactionMs = 600'000})))
        , batches(*store)
        , recorder(store->journal(), store->newConnectionId())
        , server(recorder, Direction::ServerToClient)
    {
    }
    std::function<bool()> commit() const
    {
        return [this] { return store->commitPublished(); };
    }
    RowId await(RowId id)
    {
        return batches.await([id](const AppendBatch &b) { return b.lastId == id; }).lastId;
    }

    std::unique_ptr<SessionStore> store;
    Batches batches;
    Recorder recorder;
    FrameTeller server;
};

} // namespace

// Answers come from another thread, the newest request first.
class PageReaderTest : public QObject {
    Q_OBJECT

    StandingClock m_clock;
    SessionFolder m_folder;
    std::vector<PageReader::Page> m_pages;
    std::vector<PageReader::Payload> m_payloads;
    Mailbox<PageReader::Page> m_pageBox{{}};
    Mailbox<PageReader::Payload> m_payloadBox{{}};
    std::function<void()> m_afterPage;

    std::unique_ptr<PageReader> make() { return make(m_folder.path(), {}); }
    std::unique_ptr<PageReader> make(const QString &path, const std::function<bool()> &commit)
    {
        PageReader::Callbacks callbacks;
        callbacks.page = [this](PageReader::Page page) {
            m_pageBox.post(std::move(page));
            if (m_afterPage)
                m_afterPage();
        };
        callbacks.payload = [this](PageReader::Payload payload) { m_payloadBox.post(std::move(payload)); };
        callbacks.commit = commit;
        return std::make_unique<PageReader>(path, std::move(callbacks));
    }
    // What a person sees of a payload: its beginning, or why there is none.
    QByteArray payloadOf(PageReader &reader, RowId row)
    {
        const size_t before = payloads();
        reader.requestPayload(row, 100);
        if (!QTest::qWaitFor([&] { return payloads() > before; }, 20'000))
            return "no answer";
        const PageReader::Payload &payload = m_payloads.back();
        return payload.error.isEmpty() ? payload.begin : payload.error.toUtf8();
    }
    size_t pages()
    {
        for (PageReader::Page &page : m_pageBox.takeAll())
            m_pages.push_back(std::move(page));
        return m_pages.size();
    }
    size_t payloads()
    {
        for (PageReader::Payload &payload : m_payloadBox.takeAll())
            m_payloads.push_back(std::move(payload));
        return m_payloads.size();
    }

private Q_SLOTS:
    void initTestCase()
    {
        auto store = valueOf(SessionStore::create(m_folder.path(), m_clock));
        Recorder recorder(store->journal(), store->newConnectionId());
        FrameTeller server(recorder, Direction::ServerToClient);
        for (int i = 1; i <= 1000; ++i)
            server.message(Opcode::Text, QByteArray("message " + QByteArray::number(i)));
        server.compressed(Opcode::Text, "wire", QByteArray(100'000, 'i'));
        check(store->finish());
    }
    void init()
    {
        m_pages.clear();
        m_payloads.clear();
        m_afterPage = {};
    }

    void readsPages()
    {
        const auto reader = make();
        reader->requestPage(3);
        QTRY_COMPARE(pages(), 1u);
        QCOMPARE(m_pages[0].number, 3);
        QCOMPARE(m_pages[0].rows.size(), 1001u - 3 * 256);
        QCOMPARE(lineOf(m_pages[0].rows[0]), "769 < text 11/11 ends 'message 769'");
        reader->requestPage(4);
        QTRY_COMPARE(pages(), 2u);
        QCOMPARE(m_pages[1].rows.size(), 0u);
    }

    // While the first is being answered the others pile up.
    void answersTheNewestFirst()
    {
        Turnstile turnstile;
        m_afterPage = turnstile.afterPage();
        const auto reader = make();
        reader->requestPage(0);
        turnstile.awaitPage();
        reader->requestPage(1);
        reader->requestPage(2);
        reader->requestPage(3);
        reader->requestPage(1); // wanted again: the newest
        turnstile.passPages(3);
        turnstile.letGo();
        QTRY_COMPARE(pages(), 4u);
        QCOMPARE(m_pages[1].number, 1);
        QCOMPARE(m_pages[2].number, 3);
        QCOMPARE(m_pages[3].number, 2);
    }

    void dropsWhatIsStale()
    {
        Turnstile turnstile;
        m_afterPage = turnstile.afterPage();
        const auto reader = make();
        reader->requestPage(0);
        turnstile.awaitPage();
        for (int page = 1; page <= 30; ++page)
            reader->requestPage(page);
        reader->requestPayload(1, 100);
        reader->requestPayload(2, 100);
        turnstile.passPages(16);
        turnstile.letGo();
        QTRY_COMPARE(pages(), 17u);
        QCOMPARE(m_pages[1].number, 30);
        QCOMPARE(m_pages[16].number, 15);
        QTRY_COMPARE(payloads(), 1u);
        QCOMPARE(m_payloads[0].row, 2);
        QCOMPARE(m_payloads[0].begin, "message 2");
    }

    void readsPayloads()
    {
        const auto reader = make();
        reader->requestPayload(1001, 10);
        QTRY_COMPARE(payloads(), 1u);
        QCOMPARE(m_payloads[0].size, 100'000u);
        QCOMPARE(m_payloads[0].begin, "iiiiiiiiii");
        QCOMPARE(m_payloads[0].wire, "wire");
        QCOMPARE(m_payloads[0].error, QString());
        reader->requestPayload(7, 1000);
        QTRY_COMPARE(payloads(), 2u);
        QCOMPARE(m_payloads[1].begin, "message 7");
        QCOMPARE(m_payloads[1].wire, QByteArray());
    }

    void saysWhatItCannotRead()
    {
        const auto reader = make();
        QVERIFY(payloadOf(*reader, 5000).contains("has no row 5000"));
        QCOMPARE(m_payloads.back().row, 5000);
        const auto nowhere = make(m_folder.path(QStringLiteral("none")), {});
        QVERIFY(payloadOf(*nowhere, 1).contains("does not exist"));
    }

    // A row is in sight long before its transaction is committed by itself.
    void readsWhatIsPublished()
    {
        const QString path = m_folder.path(QStringLiteral("live"));
        Recording live(path, m_clock);
        const auto reader = make(path, live.commit());
        live.server.message(Opcode::Text, "asked at once");
        QCOMPARE(live.await(1), 1);
        QCOMPARE(valueOf(valueOf(SessionReader::open(path))->info()).lastId, 0);
        QCOMPARE(payloadOf(*reader, 1), "asked at once");

        FrameEvent open = live.server.begin(Opcode::Text, 8);
        live.server.piece(open, "half");
        QCOMPARE(live.await(2), 2);
        QCOMPARE(payloadOf(*reader, 2), "half");
        live.server.piece(open, "full");
        live.server.end(open);
        live.batches.await([](const AppendBatch &b) {
            return !b.changed.empty() && !b.changed.back().flags.testFlag(RowFlag::Arriving);
        });
        reader->requestPage(0);
        QTRY_COMPARE(pages(), 1u);
        compareLines(linesOf(m_pages[0].rows),
            {"1 < text 13/13 ends 'asked at once'", "2 < text 8/8 ends 'halffull'"});
    }

    void saysThatTheFileTakesNothing()
    {
        const QString path = m_folder.path(QStringLiteral("full"));
        Recording live(path, m_clock);
        const auto reader = make(path, live.commit());
        live.server.message(Opcode::Text, "stored");
        FrameEvent open = live.server.begin(Opcode::Text, 8);
        live.server.piece(open, "half");
        live.store->flush();
        {
            const FullDisk full(1 << 16);
            live.server.piece(open, "full");
            live.server.end(open);
            live.server.message(Opcode::Text, "only in sight");
            live.await(3);
            const auto notYet = [](const char *row) -> QByteArray {
                return QByteArray("Row ") + row
                    + " is not in the file yet, which takes nothing at the moment.";
            };
            QCOMPARE(payloadOf(*reader, 1), "stored");
            QCOMPARE(payloadOf(*reader, 2), notYet("2"));
            QCOMPARE(payloadOf(*reader, 3), notYet("3"));
        }
        QCOMPARE(payloadOf(*reader, 3), "only in sight");
        QCOMPARE(payloadOf(*reader, 2), "halffull");
    }
};

QTEST_GUILESS_MAIN(PageReaderTest)
#include "tst_pagereader.moc"
