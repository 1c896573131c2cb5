// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/rowmatcher.h"

#include <algorithm>
#include <array>

namespace framescope {

namespace {

constexpr std::size_t BlockRows = 512; // that fit into the first cache with what is found out about them

constexpr quint64 PackedMost = std::numeric_limits<quint32>::max();

Truth truthOfSize(const RowFilter::Size &wanted, quint64 size)
{
    return truthOf(size >= wanted.least && size <= wanted.most);
}

// Above 32 bits the columns tell only that it is more.
Truth truthOfPackedSize(const RowFilter::Size &wanted, quint32 size)
{
    if (size < PackedMost)
        return truthOfSize(wanted, size);
    if (wanted.most < PackedMost)
        return Truth::No;
    const bool isAll = wanted.least <= PackedMost && wanted.most == std::numeric_limits<quint64>::max();
    return isAll ? Truth::Yes : Truth::Unknown;
}

bool isFrame(const PackedRow &row)
{
    return row.kind() == RowKind::Frame;
}

// What a condition on the columns says of a row.
struct Asked {
    const PackedRow &row;

    bool operator()(const RowFilter::Kinds &wanted) const
    {
        return (wanted.set >> static_cast<int>(row.kind())) & 1;
    }
    bool operator()(const RowFilter::Opcodes &wanted) const
    {
        return isFrame(row) && ((wanted.set >> static_cast<int>(row.opcode())) & 1);
    }
    bool operator()(const RowFilter::MessageType &wanted) const
    {
        if (!isFrame(row) || row.opcode() > Opcode::Binary)
            return false;
        const bool isText = row.opcode() == Opcode::Text || row.flags().testFlag(RowFlag::ContinuesText);
        return isText == wanted.isText;
    }
    bool operator()(const RowFilter::Way &wanted) const { return row.direction() == wanted.direction; }
    bool operator()(const RowFilter::Connections &wanted) const
    {
        return wanted.ids.size() == 1
            ? row.connection == wanted.ids.front()
            : std::binary_search(wanted.ids.begin(), wanted.ids.end(), row.connection);
    }
    bool operator()(const RowFilter::Time &wanted) const
    {
        return row.timeNs != Row::UnknownTime && row.timeNs >= wanted.firstNs && row.timeNs <= wanted.lastNs;
    }
    bool operator()(const RowFilter::Flags &wanted) const
    {
        return (row.flags() & wanted.flags).toInt() != 0;
    }
    // Of the payload: never here.
    bool operator()(const RowFilter::Text &) const { return false; }
    bool operator()(const RowFilter::Bytes &) const { return false; }
    bool operator()(const RowFilter::Pattern &) const { return false; }
};

template <typename Wanted>
void decideEach(const Wanted &wanted, std::span<const PackedRow> rows, std::span<Truth> truths)
{
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if constexpr (std::is_same_v<Wanted, RowFilter::Size>)
            truths[i] = truthOfPackedSize(wanted, rows[i].size);
        else
            truths[i] = truthOf(Asked{rows[i]}(wanted));
    }
}

// Of one row, with its exact size.
Truth truthOfCondition(const RowFilter::Condition &condition, const PackedRow &row, quint64 size)
{
    return std::visit(
        [&row, size](const auto &wanted) {
            if constexpr (std::is_same_v<std::decay_t<decltype(wanted)>, RowFilter::Size>)
                return truthOfSize(wanted, size);
            else
                return truthOf(Asked{row}(wanted));
        },
        condition);
}

} // namespace

Result<RowMatcher> RowMatcher::of(const RowFilter &filter)
{
    RowMatcher matcher;
    auto root = matcher.nodeOf(filter, 0);
    if (!root)
        return root.error();
    matcher.m_root = std::move(*root);
    return matcher;
}

Result<RowMatcher::Node> RowMatcher::nodeOf(const RowFilter &filter, int level)
{
    if (level > MostLevels)
        return Error{QStringLiteral("The filter is nested more than %1 levels deep.").arg(MostLevels), {},
            QStringLiteral("Take some of its parentheses away.")};
    if (filter.condition())
        return leafOf(*filter.condition());
    Node node;
    node.join = filter.join();
    for (const RowFilter &part : filter.parts()) {
        auto made = nodeOf(part, level + 1);
        if (!made)
            return made.error();
        node.cost = std::max(node.cost, made->cost);
        node.parts.push_back(std::move(*made));
    }
    std::stable_sort(
        node.parts.begin(), node.parts.end(), [](const Node &a, const Node &b) { return a.cost < b.cost; });
    return node;
}

Result<RowMatcher::Node> RowMatcher::leafOf(const RowFilter::Condition &condition)
{
    Node node;
    std::optional<TextSearch> text;
    if (const auto *wanted = std::get_if<RowFilter::Text>(&condition))
        text.emplace(wanted->needle, wanted->mind);
    else if (const auto *bytes = std::get_if<RowFilter::Bytes>(&condition))
        text.emplace(bytes->needle);
    else if (const auto *pattern = std::get_if<RowFilter::Pattern>(&condition)) {
        auto regex = Regex::of(pattern->regex, pattern->mind);
        if (!regex)
            return regex.error();
        node.cost = 2;
        node.search = m_searches.size();
        m_searches.emplace_back(std::move(*regex));
        return node;
    } else {
        node.condition = std::make_unique<const RowFilter::Condition>(condition);
        return node;
    }
    if (text->isEmpty()) // stands in every payload: a join of no parts
        return node;
    node.cost = 1;
    node.search = m_searches.size();
    m_searches.emplace_back(TextInPieces(std::move(*text)));
    return node;
}

void RowMatcher::decide(std::span<const PackedRow> rows, std::span<Truth> truths) const
{
    for (std::size_t at = 0; at < rows.size(); at += BlockRows) {
        const std::size_t count = std::min(BlockRows, rows.size() - at);
        decideBlock(m_root, rows.subspan(at, count), truths.subspan(at, count));
    }
}

void RowMatcher::decideBlock(const Node &node, std::span<const PackedRow> rows, std::span<Truth> truths)
{
    if (node.search) {
        std::fill(truths.begin(), truths.end(), Truth::Unknown);
        return;
    }
    if (node.condition) {
        std::visit([&](const auto &wanted) { decideEach(wanted, rows, truths); }, *node.condition);
        return;
    }
    if (node.parts.empty()) {
        std::fill(truths.begin(), truths.end(), Truth::Yes);
        return;
    }
    decideBlock(node.parts.front(), rows, truths);
    if (node.join == RowFilter::Join::Not)
        std::transform(truths.begin(), truths.end(), truths.begin(), opposite);
    std::array<Truth, BlockRows> next;
    for (std::size_t part = 1; part < node.parts.size(); ++part) {
        decideBlock(node.parts[part], rows, std::span(next).first(rows.size()));
        if (node.join == RowFilter::Join::Both)
            std::transform(truths.begin(), truths.end(), next.begin(), truths.begin(),
                [](Truth a, Truth b) { return std::min(a, b); });
        else
            std::transform(truths.begin(), truths.end(), next.begin(), truths.begin(),
                [](Truth a, Truth b) { return std::max(a, b); });
    }
}

// `ask` answers for a search in the payload, and is asked only if it matters.
template <typename Ask>
Truth RowMatcher::decideRow(const Node &node, const PackedRow &row, quint64 size, const Ask &ask)
{
    if (node.search)
        return ask(*node.search);
    if (node.condition)
        return truthOfCondition(*node.condition, row, size);
    if (node.join == RowFilter::Join::Not)
        return opposite(decideRow(node.parts.front(), row, size, ask));
    const bool isEither = node.join == RowFilter::Join::Either;
    const Truth enough = isEither ? Truth::Yes : Truth::No;
    Truth truth = opposite(enough);
    for (const Node &part : node.parts) {
        const Truth next = decideRow(part, row, size, ask);
        truth = isEither ? std::max(truth, next) : std::min(truth, next);
        if (truth == enough)
            break;
    }
    return truth;
}

Truth RowMatcher::decide(
    const PackedRow &row, quint64 size, QByteArrayView payload, const std::atomic<bool> *cancelled)
{
    return decideRow(m_root, row, size, [&](std::size_t search) {
        return std::visit([&](auto &each) { return each.isIn(payload, cancelled); }, m_searches[search]);
    });
}

void RowMatcher::begin()
{
    for (Search &search : m_searches)
        std::visit([](auto &each) { each.begin(); }, search);
}

bool RowMatcher::feed(QByteArrayView piece, const std::atomic<bool> *cancelled)
{
    bool wantsMore = false;
    for (Search &search : m_searches) {
        std::visit(
            [&](auto &each) {
                each.feed(piece, cancelled);
                wantsMore = wantsMore || !each.isDecided();
            },
            search);
    }
    return wantsMore;
}

RowMatcher::Found RowMatcher::end(const std::atomic<bool> *cancelled)
{
    Found found;
    for (Search &search : m_searches)
        found.push_back(std::visit([cancelled](auto &each) { return each.end(cancelled); }, search));
    return found;
}

Truth RowMatcher::decide(const PackedRow &row, quint64 size, const Found &found) const
{
    return decideRow(m_root, row, size, [&found](std::size_t search) { return found[search]; });
}

} // namespace framescope
