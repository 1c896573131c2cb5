// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0

// The timeline against QTableView: append, scroll, select at one and ten million rows, medians of
// one run. Both models compute what they are asked and store no rows; both windows are equal.
#include "support/rows.h"
#include "ui/theme.h"
#include "ui/timelinepane.h"
#include "ui/timelineview.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QHeaderView>
#include <QScrollBar>
#include <QTableView>

#include <algorithm>
#include <cstdio>
#include <functional>

using namespace framescope;
using namespace framescope::test;

namespace {

constexpr int Batch = 2000;
constexpr int Batches = 200;
constexpr QSize WindowSize(1400, 900);

struct Figures {
    double median = 0;
    double worst = 0;
};

// Counts what a viewport paints.
class Paints final : public QObject {
public:
    explicit Paints(QWidget *viewport) { viewport->installEventFilter(this); }
    int count() const { return m_count; }

    bool eventFilter(QObject *, QEvent *event) override
    {
        m_count += event->type() == QEvent::Paint ? 1 : 0;
        return false;
    }

private:
    int m_count = 0;
};

// Milliseconds of `step` and of everything it made the event loop do. A step that shows something
// has ended when that was painted.
Figures measure(int times, const Paints *paints, const std::function<void(int)> &step)
{
    std::vector<double> all;
    for (int i = 0; i < times; ++i) {
        const int before = paints ? paints->count() : -1;
        QElapsedTimer timer;
        timer.start();
        step(i);
        do
            QApplication::processEvents();
        while (paints && paints->count() == before && timer.elapsed() < 1000);
        all.push_back(double(timer.nsecsElapsed()) / 1e6);
    }
    std::sort(all.begin(), all.end());
    return {all[all.size() / 2], all.back()};
}

constexpr auto Tick =
    R"({"event":"tick","id":7,"price":1.0843,"bid":1.0842,"ask":1.0844,"at":"2026-11-23T17:00:00Z"})";

std::vector<Row> ticks(RowId first, int count)
{
    std::vector<Row> rows;
    for (int i = 0; i < count; ++i)
        rows.push_back(text(i % 3 == 0 ? ">" : "<", Tick));
    return numbered(std::move(rows), first, 1'000'000);
}

// 2,000 rows more, of which the last 256 are told.
AppendBatch tickBatch(RowId lastId)
{
    return appended(ticks(lastId + Batch - AppendBatch::TailRows + 1, AppendBatch::TailRows));
}

PageReader::Page pageOf(qint64 number)
{
    return {number, ticks(number * PageReader::PageRows + 1, PageReader::PageRows)};
}

// What QTableView is given: the same columns, computed when asked for.
class PlainModel final : public QAbstractTableModel {
public:
    void setCount(int count)
    {
        beginResetModel();
        m_count = count;
        endResetModel();
    }
    void append(int count)
    {
        beginInsertRows({}, m_count, m_count + count - 1);
        m_count += count;
        endInsertRows();
    }
    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : m_count; }
    int columnCount(const QModelIndex & = {}) const override { return 6; }
    QVariant data(const QModelIndex &index, int role) const override
    {
        if (role != Qt::DisplayRole)
            return {};
        switch (index.column()) {
        case 0: return index.row() + 1;
        case 1: return index.row() % 3 == 0 ? QStringLiteral("Sent") : QStringLiteral("Recv");
        case 2: return QStringLiteral("17:00:28.674");
        case 3: return QStringLiteral("text");
        case 4: return QStringLiteral("92 B");
        default: return QString::fromLatin1(Tick);
        }
    }

private:
    int m_count = 0;
};

struct Subject {
    QWidget *window;
    QAbstractItemView *view;
    std::function<void()> append;
    std::function<void()> end; // goes to the last row and stays there
};

struct Measured {
    const char *what;
    Figures figures;
};

std::vector<Measured> measureAll(const Subject &subject)
{
    std::vector<Measured> results;
    QScrollBar *bar = subject.view->verticalScrollBar();
    const Paints paints(subject.view->viewport());
    subject.end();
    QApplication::processEvents();
    results.push_back({"append 2,000 following", measure(Batches, &paints, [&](int) {
                           subject.append();
                           subject.end();
                       })});
    bar->setValue(bar->maximum() / 2);
    QApplication::processEvents();
    results.push_back({"append 2,000 scrolled up", measure(Batches, nullptr, [&](int) { subject.append(); })});
    results.push_back(
        {"scroll by 3 rows", measure(100, &paints, [&](int) { bar->setValue(bar->value() + 3); })});
    results.push_back(
        {"jump anywhere", measure(100, &paints, [&](int i) { bar->setValue(bar->maximum() / 100 * i); })});
    results.push_back(
        {"full repaint", measure(50, &paints, [&](int) { subject.view->viewport()->repaint(); })});
    results.push_back({"select all", measure(5, &paints, [&](int) {
                           subject.view->clearSelection();
                           subject.view->selectAll();
                       })});
    return results;
}

std::vector<Measured> measureTimeline(int rows)
{
    TimelinePane *answering = nullptr;
    TimelinePane pane([&answering](qint64 number) {
        QMetaObject::invokeMethod(
            answering, [pane = answering, number] { pane->addPage(pageOf(number)); }, Qt::QueuedConnection);
    });
    answering = &pane;
    pane.resize(WindowSize);
    pane.show();
    pane.model()->reset(rows);
    std::vector<AppendBatch> batches;
    for (int i = 0; i < 2 * Batches; ++i)
        batches.push_back(tickBatch(rows + Batch * i));
    std::size_t next = 0;
    return measureAll({&pane, pane.view(), [&] { pane.append(batches[next++]); },
        [&] {
            if (!pane.view()->isFollowing())
                pane.view()->follow();
        }});
}

std::vector<Measured> measureTable(int rows)
{
    PlainModel model;
    model.setCount(rows);
    QTableView table;
    table.setModel(&model);
    table.verticalHeader()->hide();
    table.verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table.verticalHeader()->setDefaultSectionSize(22);
    table.setShowGrid(false);
    table.setWordWrap(false);
    table.setSelectionBehavior(QAbstractItemView::SelectRows);
    table.setColumnWidth(5, 900);
    table.resize(WindowSize);
    table.show();
    return measureAll({&table, &table, [&] { model.append(Batch); }, [&] { table.scrollToBottom(); }});
}

} // namespace

int main(int argc, char **argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    QApplication::setPalette(Theme::light().palette());
    std::puts("ms, median (worst)            rows      timeline              QTableView      ratio");
    for (const int rows : {1'000'000, 10'000'000}) {
        const std::vector<Measured> ours = measureTimeline(rows);
        const std::vector<Measured> table = measureTable(rows);
        for (std::size_t i = 0; i < ours.size(); ++i) {
            const auto [mine, worst] = ours[i].figures;
            const auto [theirs, theirWorst] = table[i].figures;
            std::printf("%-25s %8d  %7.2f (%7.2f)  %8.2f (%8.2f)  %6.1f\n", ours[i].what, rows, mine, worst,
                theirs, theirWorst, theirs / mine);
        }
    }
    return 0;
}
