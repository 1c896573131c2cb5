// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayView>

#include <vector>

namespace framescope {

// Places in a source and in the text that was made of it by changing nothing but white space, so that
// what is selected in one can be shown in the other. Knows a pair of places every few KiB and walks
// from there. A value; an empty one means that both are the same.
class SourceMap {
public:
    static constexpr quint64 Step = 4096; // bytes of shown text

    // In rising order; at both places the same byte follows, or white space and then the same byte.
    void add(quint64 shown, quint64 source);
    bool isIdentity() const { return m_marks.empty(); }
    // True if the last pair is a step or more behind `shown`.
    bool wantsMark(quint64 shown) const;

    quint64 toSource(QByteArrayView shown, QByteArrayView source, quint64 offset) const;
    quint64 toShown(QByteArrayView shown, QByteArrayView source, quint64 offset) const;

private:
    struct Mark {
        quint64 shown = 0;
        quint64 source = 0;
    };
    std::vector<Mark> m_marks;
};

} // namespace framescope
