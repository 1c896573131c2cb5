// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0

// How long the panes need for large payloads, and what QPlainTextEdit and QJsonDocument with a QTreeWidget
// need for the same in the same run; `--quick` leaves those out. The limits of the panes are printed with a
// verdict. usage: bench_payload [--quick]
#include "analysis/jsonindenter.h"
#include "analysis/jsonindexer.h"
#include "bench/medians.h"
#include "ui/jsontreeview.h"
#include "ui/messageview.h"
#include "ui/payloadview.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QSettings>
#include <QStandardPaths>
#include <QTreeWidget>

#include <functional>

using namespace framescope;
using namespace framescope::test;

namespace {

constexpr qsizetype Megabyte = 1'000'000;
constexpr int Runs = 5;
constexpr double PaintGoal = 100; // ms, first picture of a message of 10 MB
constexpr double StallGoal = 16;  // ms, the GUI thread at a time

QByteArray makeJson(qsizetype size)
{
    QByteArray json = "[";
    for (int i = 0; json.size() < size; ++i)
        json += "{\"id\":" + QByteArray::number(i)
            + ",\"symbol\":\"ACME\",\"price\":182.98,\"levels\":[{\"side\":\"bid\",\"size\":100},{\"side\":"
              "\"ask\","
              "\"size\":125}],\"note\":\"a sentence that is about as long as such things "
              "are\",\"live\":true},";
    return json + "null]";
}

double elapsedMs(const QElapsedTimer &timer)
{
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

// The longest time that events kept the GUI thread while `isDone` was waited for.
double longestStall(const std::function<bool()> &isDone)
{
    double longest = 0;
    while (!isDone()) {
        QElapsedTimer timer;
        timer.start();
        QCoreApplication::processEvents();
        longest = std::max(longest, elapsedMs(timer));
    }
    return longest;
}

// "first paint of 10 MB of JSON ... goal 100 met"
void printVerdict(const char *what, double ms, double goal)
{
    std::printf("%-44s %10.1f  goal %.0f %s\n", what, ms, goal, ms <= goal ? "met" : "MISSED");
}

struct Figures {
    std::vector<double> paint, stall, whole, jump;
    void print(const char *what) const
    {
        std::printf("%-44s %10.1f %10.1f %10.1f %10.1f\n", what, median(paint), median(stall), median(whole),
            median(jump));
    }
};

// From the payload being there to its first picture; the longest stall, all of it being there, a jump
// to the middle.
Figures measureMessageView(const QByteArray &json, MessageView::Form form)
{
    Figures figures;
    for (int run = 0; run < Runs; ++run) {
        MessageView view;
        view.resize(480, 640);
        view.show();
        Row row;
        row.id = 1;
        row.header.opcode = Opcode::Text;
        PageReader::Payload payload;
        payload.row = 1;
        payload.begin = "[0]";
        payload.size = 3;
        view.setRow(row);
        view.setPayload(payload);
        view.setForm(form);
        longestStall([&] { return !view.isBusy(); });
        payload.begin = json;
        payload.size = static_cast<quint64>(json.size());
        QElapsedTimer timer;
        timer.start();
        view.setPayload(payload);
        view.grab();
        const double painted = elapsedMs(timer);
        figures.paint.push_back(painted);
        figures.stall.push_back(std::max(painted, longestStall([&] { return !view.isBusy(); })));
        figures.whole.push_back(elapsedMs(timer));
        timer.restart();
        QScrollBar *bar = view.text()->verticalScrollBar();
        bar->setValue(bar->maximum() / 2);
        view.grab();
        figures.jump.push_back(elapsedMs(timer));
    }
    return figures;
}

Figures measureTextEdit(const QByteArray &text, int runs)
{
    Figures figures;
    for (int run = 0; run < runs; ++run) {
        QPlainTextEdit edit;
        edit.setReadOnly(true);
        edit.resize(480, 640);
        edit.show();
        QElapsedTimer timer;
        timer.start();
        edit.setPlainText(QString::fromUtf8(text));
        edit.grab();
        figures.paint.push_back(elapsedMs(timer));
        figures.stall.push_back(elapsedMs(timer));
        figures.whole.push_back(elapsedMs(timer));
        timer.restart();
        edit.verticalScrollBar()->setValue(edit.verticalScrollBar()->maximum() / 2);
        edit.grab();
        figures.jump.push_back(elapsedMs(timer));
    }
    return figures;
}

// The root and then a child that holds nearly all: what a click on its arrow takes.
struct TreeFigures {
    double container = 0, object = 0; // longest time on the GUI thread, in ms
};
TreeFigures measureTree(const QByteArray &items)
{
    std::vector<double> click, there;
    for (int run = 0; run < Runs; ++run) {
        JsonTreeView view;
        view.resize(480, 640);
        view.show();
        view.setJson("{\"head\":1,\"items\":" + items + "}");
        longestStall([&] { return view.json()->rowCount() == 2; });
        const QModelIndex list = view.json()->index(1, 0);
        QElapsedTimer timer;
        timer.start();
        view.expand(list);
        QCoreApplication::processEvents();
        double longest = elapsedMs(timer);
        longest = std::max(longest, longestStall([&] { return view.json()->rowCount(list) > 0; }));
        view.grab();
        click.push_back(longest);
        there.push_back(elapsedMs(timer));
    }
    std::vector<double> small;
    JsonTreeView view;
    view.resize(480, 640);
    view.show();
    view.setJson(items);
    longestStall([&] { return view.json()->rowCount() > 0; });
    const QModelIndex group = view.json()->index(0, 0);
    view.expand(group);
    view.grab();
    for (int i = 0; i < 40; ++i) {
        QElapsedTimer timer;
        timer.start();
        view.expand(view.json()->index(i, 0, group));
        view.grab();
        small.push_back(elapsedMs(timer));
    }
    std::printf(
        "%-44s %10.1f %10.1f\n", "tree: open the container of nearly all", median(click), median(there));
    std::printf("%-44s %10.1f %10.1f\n", "tree: open one of its objects, painted", median(small),
        percentile(small, 1));
    return {median(click), median(small)};
}

QTreeWidgetItem *makeItem(const QString &key, const QJsonValue &value)
{
    auto *item = new QTreeWidgetItem({key, value.toVariant().toString()});
    if (value.isArray()) {
        int index = 0;
        for (const QJsonValue &child : value.toArray())
            item->addChild(makeItem(QString::number(index++), child));
    } else if (value.isObject()) {
        const QJsonObject object = value.toObject();
        for (auto child = object.begin(); child != object.end(); ++child)
            item->addChild(makeItem(child.key(), child.value()));
    }
    return item;
}

// As a tree is usually made: parsed whole, an item for each value. It shows neither the order of the wire
// nor duplicates, and rounds large numbers.
void measureTreeWidget(const QByteArray &json)
{
    std::vector<double> parsed, there;
    for (int run = 0; run < 2; ++run) {
        QTreeWidget tree;
        tree.setColumnCount(2);
        tree.setUniformRowHeights(true);
        tree.resize(480, 640);
        tree.show();
        QElapsedTimer timer;
        timer.start();
        const QJsonDocument document = QJsonDocument::fromJson(json);
        parsed.push_back(elapsedMs(timer));
        QTreeWidgetItem *root = makeItem(QStringLiteral("$"), document.array());
        tree.addTopLevelItem(root);
        tree.expandItem(root);
        tree.grab();
        there.push_back(elapsedMs(timer));
    }
    std::printf("%-44s %10.1f %10.1f\n", "QJsonDocument alone", median(parsed), median(parsed));
    std::printf("%-44s %10.1f %10.1f\n", "QJsonDocument and QTreeWidget", median(there), median(there));
}

void measureValues(const QByteArray &json)
{
    const auto bytes = static_cast<double>(json.size());
    printHead("values, 10 MB");
    printRow("indent", medianNs([&] { indentJson(json); }), 1, bytes);
    const JsonText text(json);
    JsonIndexer indexer;
    const JsonValue root = rootsOf(text, 1).front();
    printRow(
        "children of the root (simdjson)", medianNs([&] { (void)indexer.children(text, root); }), 1, bytes);
    const QByteArray shown = indentJson(json);
    printRow("lines of the indented text", medianNs([&] { PayloadLines lines(shown, 54); }), 1,
        static_cast<double>(shown.size()));
    const TextSearch search(QStringLiteral("nowhere"), TextSearch::Case::Ignored);
    printRow("search, nothing found", medianNs([&] { (void)search.findAll(shown); }), 1,
        static_cast<double>(shown.size()));
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication app(argc, argv);
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(QStringLiteral("framescope-test"));
    QCoreApplication::setApplicationName(QStringLiteral("bench_payload"));
    const bool quick = app.arguments().contains(QStringLiteral("--quick"));
    const QByteArray json = makeJson(10 * Megabyte);

    std::printf(
        "%-44s %10s %10s %10s %10s\n", "ms, 10 MB of JSON in one line", "painted", "stall", "whole", "jump");
    const Figures pretty = measureMessageView(json, MessageView::Form::Pretty);
    pretty.print("message pane, pretty");
    const Figures raw = measureMessageView(json, MessageView::Form::Raw);
    raw.print("message pane, raw");
    if (!quick) {
        measureTextEdit(json, 2).print("QPlainTextEdit, raw");
        measureTextEdit(indentJson(json), 2).print("QPlainTextEdit, indented beforehand");
    }
    std::printf("\n%-44s %10s %10s\n", "ms", "stall", "there");
    const TreeFigures tree = measureTree(json);
    if (!quick) {
        measureTreeWidget(json);
        std::printf("\n");
        measureValues(json);
    }
    std::printf("\nms\n");
    printVerdict("first paint of 10 MB of JSON, pretty", median(pretty.paint), PaintGoal);
    printVerdict("first paint of 10 MB of JSON, raw", median(raw.paint), PaintGoal);
    printVerdict("longest time on the GUI thread meanwhile",
        std::max(median(pretty.stall), median(raw.stall)), StallGoal);
    printVerdict("tree: open the container of nearly all", tree.container, StallGoal);
    printVerdict("tree: open one of its objects, painted", tree.object, StallGoal);
    QSettings().clear();
    return 0;
}
