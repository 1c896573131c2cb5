// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/jsonindexer.h"
#include "analysis/jsonplace.h"
#include "ui/backgroundjob.h"

#include <QAbstractItemModel>

#include <memory>

namespace framescope {

// JSON as a tree that is made where it is opened. Children of small containers are there at once, those
// of large ones come from another thread; more than a thousand are put into groups ("0 to 999"), so that
// no view ever meets more. The children of a single document stand at the top.
class JsonTreeModel final : public QAbstractItemModel {
    Q_OBJECT
public:
    static constexpr quint32 GroupSize = 1000;
    static constexpr qsizetype IndexAtOnce = 256 << 10; // bytes of a container: at most 4 ms

    enum Roles { KeyRole = Qt::UserRole, ValueRole, KindRole };
    enum class Kind : quint8 { Object, Array, String, Number, Word, Group, Error };

    explicit JsonTreeModel(QObject *parent = nullptr);
    ~JsonTreeModel() override;

    // Of JSON that is whole; anything else shows as an error in the tree.
    void setJson(const QByteArray &json);
    void clear() { setJson({}); }
    const QByteArray &json() const { return m_json; }
    bool isBusy() const { return m_job.isBusy(); }

    // Bytes of the value, of key and value; 0 to 0 for a group.
    struct Range {
        quint64 begin = 0;
        quint64 end = 0;
    };
    Range valueRange(const QModelIndex &index) const;
    Range rangeOf(const QModelIndex &index) const;
    JsonPlace placeOf(const QModelIndex &index) const;
    // The innermost row for a byte, opening what can be opened at once.
    QModelIndex indexOf(quint64 offset);

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &index) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    bool hasChildren(const QModelIndex &parent = {}) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    // What was opened, or the whole of a new text, is there.
    void ready();

private:
    struct Node;
    struct Opened;
    void takeDocument(JsonText text, std::vector<JsonValue> roots, std::unique_ptr<Opened> first);
    void open(Node &node);
    void takeOpened(Node &node, Opened opened);
    void insertChildren(Node &node);
    void insertError(Node &node, const QString &sentence);
    std::vector<std::unique_ptr<Node>> makeChildren(Node &node) const;
    Node &nodeOf(const QModelIndex &index) const;
    QModelIndex indexOfNode(const Node &node) const;
    QString keyText(const Node &node) const;
    QString valueText(const Node &node) const;
    bool isEmptyContainer(const Node &node) const;

    QByteArray m_json;
    JsonText m_text;
    std::unique_ptr<Node> m_root;
    std::unique_ptr<JsonIndexer> m_indexer; // of this thread
    BackgroundJob m_job;
    Node *m_opening = nullptr; // what the job opens; null: the whole text
};

} // namespace framescope
