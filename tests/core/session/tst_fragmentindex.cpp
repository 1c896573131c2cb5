// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/fragmentindex.h"
#include "storefixture.h"

using namespace framescope;
using namespace framescope::test;

namespace {

constexpr auto Up = Direction::ClientToServer;
constexpr auto Down = Direction::ServerToClient;

// "1>3 3>4": row 1 was followed by 3, and that by 4.
QByteArray told(const std::vector<SupersededRow> &rows)
{
    QByteArrayList all;
    for (const SupersededRow &row : rows)
        all += QByteArray::number(row.row) + '>' + QByteArray::number(row.by);
    return all.join(' ');
}

} // namespace

// Which frames are not the last of their message: while it is recorded, and of a file that is opened again.
class FragmentIndexTest : public QObject {
    Q_OBJECT

    StandingClock m_clock;
    SessionFolder m_folder;

private Q_SLOTS:
    void init() { m_folder = {}; }

    void aMessageOfOneFrameIsNothing()
    {
        FragmentIndex index;
        for (RowId row = 1; row <= 3; ++row)
            index.append(row, 1, Up, row);
        QCOMPARE(told(index.takeSuperseded()), "");
    }

    void eachFrameFollowsTheOneBefore()
    {
        FragmentIndex index;
        index.append(1, 1, Down, 1);
        index.append(2, 1, Down, 2); // a ping
        index.append(3, 1, Down, 1);
        QCOMPARE(told(index.takeSuperseded()), "1>3");
        index.append(4, 1, Down, 1);
        QCOMPARE(told(index.takeSuperseded()), "3>4");
        QCOMPARE(told(index.takeSuperseded()), "");
    }

    void directionsAndConnectionsAreApart()
    {
        FragmentIndex index;
        index.append(1, 1, Down, 1);
        index.append(2, 1, Up, 2);
        index.append(3, 2, Down, 3);
        index.append(4, 1, Up, 2);
        index.append(5, 2, Down, 3);
        index.append(6, 1, Down, 1);
        index.append(7, 1, Up, 2);
        QCOMPARE(told(index.takeSuperseded()), "2>4 3>5 1>6 4>7");
    }

    // After a failed transaction the same rows come once more.
    void aRowThatIsKnownChangesNothing()
    {
        FragmentIndex index;
        index.append(1, 1, Down, 1);
        index.append(2, 1, Down, 1);
        index.append(1, 1, Down, 1);
        index.append(2, 1, Down, 1);
        index.append(3, 1, Down, 1);
        QCOMPARE(told(index.takeSuperseded()), "1>2 2>3");
    }

    void damageHidesNothing()
    {
        FragmentIndex index;
        index.append(5, 1, Down, 0);
        index.append(6, 1, Down, -3);
        index.append(7, 1, Down, 9);
        QCOMPARE(told(index.takeSuperseded()), "");
    }

    void aFileTellsItAgain()
    {
        {
            auto store = valueOf(SessionStore::create(m_folder.path(), m_clock));
            for (const RowId message : {1, 2, 1, 4, 1}) {
                RowRecord row;
                row.id = store->journal().takeId();
                row.message = message;
                row.connection = 1;
                row.opcode = message == row.id ? 1 : 0;
                row.does = row.id == 5 || row.id == 2 || row.id == 4 ? RowRecord::ClosesPayload : 0;
                store->journal().write(row, "x", {}, Journal::Urgency::Ordinary);
            }
            check(store->finish());
        }
        auto store = valueOf(SessionStore::open(m_folder.path(), m_clock, {}));
        Batches batches(*store);
        QCOMPARE(told(batches.await([](const AppendBatch &batch) { return batch.lastId == 5; }).superseded),
            "1>3 3>5");
    }
};

QTEST_GUILESS_MAIN(FragmentIndexTest)
#include "tst_fragmentindex.moc"
