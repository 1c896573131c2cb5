// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/jsontreemodel.h"

#include "ui/units.h"
#include "ui/visibletext.h"

#include <algorithm>
#include <optional>

namespace framescope {

namespace {

constexpr std::size_t MostDocuments = 10'000;
constexpr qsizetype LongestShown = 300;   // characters of a value
constexpr qsizetype LongestPreview = 120; // bytes of a container

JsonTreeModel::Kind kindOf(JsonKind kind)
{
    switch (kind) {
    case JsonKind::Object: return JsonTreeModel::Kind::Object;
    case JsonKind::Array: return JsonTreeModel::Kind::Array;
    case JsonKind::String: return JsonTreeModel::Kind::String;
    case JsonKind::Number: return JsonTreeModel::Kind::Number;
    case JsonKind::Word: break;
    }
    return JsonTreeModel::Kind::Word;
}

// How many children a group holds, so that there are at most GroupSize groups.
quint32 groupSizeFor(quint32 count)
{
    quint64 size = JsonTreeModel::GroupSize;
    while ((count + size - 1) / size > JsonTreeModel::GroupSize)
        size *= JsonTreeModel::GroupSize;
    return static_cast<quint32>(size);
}

} // namespace

// A value, or a group of the children of one.
struct JsonTreeModel::Node {
    Node *parent = nullptr;
    int row = 0;
    JsonValue value;    // of a group: its container
    quint32 number = 0; // of the child in its container, or the first of a group
    quint32 count = 0;  // of a group
    bool isGroup = false;
    bool isOpened = false;                     // children are there, or on their way
    QString error;                             // a sentence instead of a value
    std::shared_ptr<const JsonChildren> index; // of a container that was opened, shared with its groups
    std::vector<std::unique_ptr<Node>> children;

    bool canOpen() const { return error.isEmpty() && (isGroup || value.isContainer()); }
};

// What opening a container came to.
struct JsonTreeModel::Opened {
    std::shared_ptr<const JsonChildren> index;
    QString error;

    static Opened of(JsonIndexer &indexer, const JsonText &text, const JsonValue &container,
        const std::atomic<bool> *cancelled = nullptr)
    {
        auto children = indexer.children(text, container, cancelled);
        if (!children)
            return {nullptr, children.error().toString()};
        return {std::make_shared<const JsonChildren>(std::move(*children)), {}};
    }
};

JsonTreeModel::JsonTreeModel(QObject *parent)
    : QAbstractItemModel(parent)
    , m_root(std::make_unique<Node>())
    , m_indexer(std::make_unique<JsonIndexer>())
{
}

JsonTreeModel::~JsonTreeModel() = default;

void JsonTreeModel::setJson(const QByteArray &json)
{
    m_job.cancel();
    m_opening = nullptr;
    beginResetModel();
    m_json = json;
    m_text = {};
    m_root = std::make_unique<Node>();
    endResetModel();
    if (json.isEmpty())
        return;
    const auto read = [json](JsonIndexer &indexer, const std::atomic<bool> *cancelled) {
        JsonText text(json);
        auto roots = rootsOf(text, MostDocuments);
        std::unique_ptr<Opened> first;
        if (roots.size() == 1 && roots.front().isContainer())
            first = std::make_unique<Opened>(Opened::of(indexer, text, roots.front(), cancelled));
        return std::tuple(std::move(text), std::move(roots), std::move(first));
    };
    if (json.size() <= IndexAtOnce) {
        auto [text, roots, first] = read(*m_indexer, nullptr);
        takeDocument(std::move(text), std::move(roots), std::move(first));
        return;
    }
    m_job.run([this, read](const BackgroundJob::Cancelled &cancelled) -> BackgroundJob::Finish {
        JsonIndexer indexer;
        using Document = decltype(read(indexer, nullptr));
        auto document = std::make_shared<Document>(read(indexer, &cancelled));
        return [this, document] {
            auto &[text, roots, first] = *document;
            takeDocument(std::move(text), std::move(roots), std::move(first));
        };
    });
}

void JsonTreeModel::takeDocument(JsonText text, std::vector<JsonValue> roots, std::unique_ptr<Opened> first)
{
    m_text = std::move(text);
    m_root->isOpened = true;
    if (first) {
        m_root->value = roots.front();
        takeOpened(*m_root, std::move(*first));
        return;
    }
    if (!roots.empty()) {
        beginInsertRows({}, 0, static_cast<int>(roots.size()) - 1);
        for (const JsonValue &root : roots) {
            auto node = std::make_unique<Node>();
            node->parent = m_root.get();
            node->row = static_cast<int>(m_root->children.size());
            node->number = static_cast<quint32>(node->row);
            node->value = root;
            m_root->children.push_back(std::move(node));
        }
        endInsertRows();
    }
    Q_EMIT ready();
}

void JsonTreeModel::open(Node &node)
{
    if (node.isOpened || !node.canOpen())
        return;
    node.isOpened = true;
    if (node.isGroup)
        return insertChildren(node);
    if (node.value.end - node.value.begin <= IndexAtOnce)
        return takeOpened(node, Opened::of(*m_indexer, m_text, node.value));
    if (m_opening)
        m_opening->isOpened = false; // cancelled by this; it may be opened again
    m_opening = &node;
    m_job.run([this, target = &node, text = m_text, value = node.value](
                  const BackgroundJob::Cancelled &cancelled) -> BackgroundJob::Finish {
        JsonIndexer indexer;
        auto opened = std::make_shared<Opened>(Opened::of(indexer, text, value, &cancelled));
        return [this, target, opened] {
            m_opening = nullptr;
            takeOpened(*target, *opened);
        };
    });
}

void JsonTreeModel::takeOpened(Node &node, Opened opened)
{
    node.index = std::move(opened.index);
    if (node.index)
        insertChildren(node);
    else
        insertError(node, opened.error);
    Q_EMIT ready();
}

void JsonTreeModel::insertError(Node &node, const QString &sentence)
{
    auto child = std::make_unique<Node>();
    child->parent = &node;
    child->error = sentence;
    beginInsertRows(indexOfNode(node), 0, 0);
    node.children.push_back(std::move(child));
    endInsertRows();
}

void JsonTreeModel::insertChildren(Node &node)
{
    auto children = makeChildren(node);
    if (children.empty())
        return;
    beginInsertRows(indexOfNode(node), 0, static_cast<int>(children.size()) - 1);
    node.children = std::move(children);
    endInsertRows();
}

std::vector<std::unique_ptr<JsonTreeModel::Node>> JsonTreeModel::makeChildren(Node &node) const
{
    const quint32 first = node.isGroup ? node.number : 0;
    const quint32 count = node.isGroup ? node.count : node.index->count();
    const quint32 step = count > GroupSize ? groupSizeFor(count) : 1;
    std::vector<std::unique_ptr<Node>> children;
    for (quint32 i = 0; i < count; i += step) {
        auto child = std::make_unique<Node>();
        child->parent = &node;
        child->row = static_cast<int>(children.size());
        child->number = first + i;
        if (step > 1) {
            child->isGroup = true;
            child->count = std::min(step, count - i);
            child->index = node.index;
            child->value = node.value;
        } else {
            child->value = node.index->at(m_text, first + i);
        }
        children.push_back(std::move(child));
    }
    return children;
}

JsonTreeModel::Node &JsonTreeModel::nodeOf(const QModelIndex &index) const
{
    Q_ASSERT(checkIndex(index, CheckIndexOption::DoNotUseParent));
    return index.isValid() ? *static_cast<Node *>(index.internalPointer()) : *m_root;
}

QModelIndex JsonTreeModel::indexOfNode(const Node &node) const
{
    return &node == m_root.get() ? QModelIndex() : createIndex(node.row, 0, &node);
}

JsonTreeModel::Range JsonTreeModel::valueRange(const QModelIndex &index) const
{
    const Node &node = nodeOf(index);
    return node.isGroup || !node.error.isEmpty() ? Range() : Range{node.value.begin, node.value.end};
}

JsonTreeModel::Range JsonTreeModel::rangeOf(const QModelIndex &index) const
{
    Range range = valueRange(index);
    const JsonValue &value = nodeOf(index).value;
    if (range.end > 0 && value.hasKey())
        range.begin = value.keyBegin;
    return range;
}

JsonPlace JsonTreeModel::placeOf(const QModelIndex &index) const
{
    JsonPlace place;
    const bool single = m_root->value.isContainer();
    for (const Node *node = &nodeOf(index); node->parent; node = node->parent) {
        if (node->isGroup || !node->error.isEmpty() || (!single && node->parent == m_root.get()))
            continue;
        JsonStep step;
        step.index = node->number;
        if (node->value.hasKey())
            step.key = m_text.bytes()
                           .sliced(node->value.keyBegin + 1, node->value.keyEnd - node->value.keyBegin - 2)
                           .toByteArray();
        place.insert(place.begin(), step);
    }
    return place;
}

QModelIndex JsonTreeModel::indexOf(quint64 offset)
{
    const auto at = static_cast<quint32>(offset);
    Node *node = m_root.get();
    while (true) {
        if (!node->isOpened && (node->isGroup || node->value.end - node->value.begin <= IndexAtOnce))
            open(*node);
        const auto child = std::find_if(node->children.begin(), node->children.end(), [&](const auto &each) {
            if (each->isGroup) {
                const quint32 number = each->index->indexOf(at);
                return number >= each->number && number < each->number + each->count;
            }
            const quint32 begin = each->value.hasKey() ? each->value.keyBegin : each->value.begin;
            return each->error.isEmpty() && begin <= at && at < each->value.end;
        });
        if (child == node->children.end())
            return indexOfNode(*node);
        node = child->get();
    }
}

QModelIndex JsonTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, nodeOf(parent).children[static_cast<std::size_t>(row)].get());
}

QModelIndex JsonTreeModel::parent(const QModelIndex &index) const
{
    return index.isValid() ? indexOfNode(*nodeOf(index).parent) : QModelIndex();
}

int JsonTreeModel::rowCount(const QModelIndex &parent) const
{
    return static_cast<int>(nodeOf(parent).children.size());
}

int JsonTreeModel::columnCount(const QModelIndex &) const
{
    return 1;
}

bool JsonTreeModel::hasChildren(const QModelIndex &parent) const
{
    const Node &node = nodeOf(parent);
    if (node.isOpened && &node != m_opening)
        return !node.children.empty();
    return node.canOpen() && !isEmptyContainer(node);
}

bool JsonTreeModel::isEmptyContainer(const Node &node) const
{
    if (node.isGroup)
        return false;
    const QByteArrayView bytes = m_text.bytes();
    qsizetype at = node.value.begin + 1;
    while (at < bytes.size()
        && (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == '\t'))
        ++at;
    return at + 1 >= static_cast<qsizetype>(node.value.end);
}

bool JsonTreeModel::canFetchMore(const QModelIndex &parent) const
{
    const Node &node = nodeOf(parent);
    return !node.isOpened && node.canOpen() && !isEmptyContainer(node);
}

void JsonTreeModel::fetchMore(const QModelIndex &parent)
{
    open(nodeOf(parent));
}

QString JsonTreeModel::keyText(const Node &node) const
{
    if (!node.error.isEmpty())
        return {};
    if (node.isGroup)
        return QStringLiteral("%1 to %2").arg(countText(node.number), countText(node.number + node.count - 1));
    if (!node.value.hasKey())
        return QString::number(node.number);
    const auto spelled =
        m_text.bytes().sliced(node.value.keyBegin + 1, node.value.keyEnd - node.value.keyBegin - 2);
    return framescope::visibleText(spelled, LongestShown).text;
}

// Values as they are spelled; of containers the beginning, or how many children are known.
QString JsonTreeModel::valueText(const Node &node) const
{
    if (!node.error.isEmpty())
        return node.error;
    if (node.isGroup)
        return {};
    if (node.index)
        return node.value.kind == JsonKind::Object
            ? countText(node.index->count(), QStringLiteral("key"), QStringLiteral("keys"))
            : countText(node.index->count(), QStringLiteral("value"), QStringLiteral("values"));
    const auto spelled = m_text.bytes().sliced(node.value.begin, node.value.end - node.value.begin);
    const qsizetype most = node.value.isContainer() ? LongestPreview : 4 * LongestShown;
    const bool cut = spelled.size() > most;
    QString text = framescope::visibleText(node.value.isContainer()
            ? QByteArrayView(spelled.first(std::min(most, spelled.size())).toByteArray().simplified())
            : spelled,
        LongestShown, cut)
                       .text;
    if (cut || text.size() >= LongestShown)
        text += QStringLiteral("\u2026");
    return text;
}

QVariant JsonTreeModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Node &node = nodeOf(index);
    switch (role) {
    case KeyRole: return keyText(node);
    case ValueRole: return valueText(node);
    case KindRole:
        return static_cast<int>(!node.error.isEmpty() ? Kind::Error
                : node.isGroup                        ? Kind::Group
                                                      : kindOf(node.value.kind));
    case Qt::DisplayRole: {
        const QString key = keyText(node);
        const QString value = valueText(node);
        if (key.isEmpty() && !node.error.isEmpty())
            return value;
        return value.isEmpty() ? key : QStringList{key, value}.join(QStringLiteral(": "));
    }
    default: return {};
    }
}

} // namespace framescope
