// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/regex.h"
#include "analysis/rowfilter.h"
#include "analysis/textinpieces.h"
#include "session/packedrow.h"

#include <span>

namespace framescope {

// A filter made ready to run, by one thread at a time. First the packed columns are asked, of many rows at
// once; only a row that they leave Unknown is asked for its size or payload.
class RowMatcher {
public:
    static constexpr int MostLevels = 200; // of joins within joins

    // An error says what is wrong with a regular expression in it, or that it is nested too deep.
    static Result<RowMatcher> of(const RowFilter &filter);

    bool readsPayloads() const { return !m_searches.empty(); }
    // What the columns alone tell of each row.
    void decide(std::span<const PackedRow> rows, std::span<Truth> truths) const;

    // Everything that there is to know of a row: Unknown if a regular expression takes too long.
    Truth decide(const PackedRow &row, quint64 size, QByteArrayView payload,
        const std::atomic<bool> *cancelled = nullptr);

    // A payload in pieces, for one row or for all frames of a message: begin(), feed() until nothing more is
    // wanted, end(), and what it answers goes with each row into decide().
    using Found = std::vector<Truth>; // of each condition on payloads
    void begin();
    bool feed(QByteArrayView piece, const std::atomic<bool> *cancelled); // false: knows enough
    Found end(const std::atomic<bool> *cancelled);
    Truth decide(const PackedRow &row, quint64 size, const Found &found) const;

private:
    using Search = std::variant<TextInPieces, Regex>;
    struct Node {
        RowFilter::Join join = RowFilter::Join::Both;
        std::unique_ptr<const RowFilter::Condition> condition; // on the columns
        std::optional<std::size_t> search;                     // else on the payload: one of m_searches
        std::vector<Node> parts;                               // else; the cheap ones first
        int cost = 0;
    };
    Result<Node> nodeOf(const RowFilter &filter, int level);
    Result<Node> leafOf(const RowFilter::Condition &condition);
    static void decideBlock(const Node &node, std::span<const PackedRow> rows, std::span<Truth> truths);
    template <typename Ask>
    static Truth decideRow(const Node &node, const PackedRow &row, quint64 size, const Ask &ask);

    std::vector<Search> m_searches;
    Node m_root;
};

} // namespace framescope
