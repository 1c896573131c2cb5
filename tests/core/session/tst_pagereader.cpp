// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "base/mailbox.h"
#include "session/pagereader.h"
#include "sessionfixture.h"

#include <semaphore>

using namespace framescope;
using namespace framescope::test;

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

    std::unique_ptr<PageReader> make()
    {
        return std::make_unique<PageReader>(m_folder.path(),
            PageReader::Callbacks{[this](PageReader::Page page) {
                                      m_pageBox.post(std::move(page));
                                      if (m_afterPage)
                                          m_afterPage();
                                  },
                [this](PageReader::Payload payload) { m_payloadBox.post(std::move(payload)); }});
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
        std::binary_semaphore begun(0), go(0);
        m_afterPage = [&] {
            begun.release();
            go.acquire();
        };
        const auto reader = make();
        reader->requestPage(0);
        begun.acquire();
        reader->requestPage(1);
        reader->requestPage(2);
        reader->requestPage(3);
        reader->requestPage(1); // wanted again: the newest
        for (int i = 0; i < 3; ++i) {
            go.release();
            begun.acquire();
        }
        go.release();
        QTRY_COMPARE(pages(), 4u);
        QCOMPARE(m_pages[1].number, 1);
        QCOMPARE(m_pages[2].number, 3);
        QCOMPARE(m_pages[3].number, 2);
    }

    void dropsWhatIsStale()
    {
        std::binary_semaphore begun(0), go(0);
        m_afterPage = [&] {
            begun.release();
            go.acquire();
        };
        const auto reader = make();
        reader->requestPage(0);
        begun.acquire();
        for (int page = 1; page <= 30; ++page)
            reader->requestPage(page);
        reader->requestPayload(1, 100);
        reader->requestPayload(2, 100);
        for (int i = 0; i < 16; ++i) {
            go.release();
            begun.acquire();
        }
        go.release();
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
        reader->requestPayload(5000, 10);
        QTRY_COMPARE(payloads(), 1u);
        QCOMPARE(m_payloads[0].row, 5000);
        QVERIFY2(
            m_payloads[0].error.contains(QStringLiteral("has no row 5000")), qPrintable(m_payloads[0].error));
        PageReader nowhere(m_folder.path(QStringLiteral("none")),
            {[this](PageReader::Page page) { m_pageBox.post(std::move(page)); },
                [this](PageReader::Payload payload) { m_payloadBox.post(std::move(payload)); }});
        nowhere.requestPayload(1, 10);
        QTRY_COMPARE(payloads(), 2u);
        QVERIFY2(
            m_payloads[1].error.contains(QStringLiteral("does not exist")), qPrintable(m_payloads[1].error));
    }
};

QTEST_GUILESS_MAIN(PageReaderTest)
#include "tst_pagereader.moc"
