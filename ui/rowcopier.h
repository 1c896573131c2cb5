// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/rowrange.h"

#include <QObject>

#include <functional>

namespace framescope {

class TimelineView;

// Puts rows of a timeline, or their payloads, on the clipboard: what is at hand at once, the payload of a
// row that is not by whoever can read it. GUI thread.
class RowCopier final : public QObject {
    Q_OBJECT
public:
    // Puts the payloads of these rows on the clipboard.
    using PayloadCopier = std::function<void(const RowRanges &rows)>;

    explicit RowCopier(TimelineView &view);

    void setPayloadCopier(PayloadCopier copier) { m_copier = std::move(copier); }
    void copyPayloads(const RowRanges &rows);
    // As lines of cells.
    void copyRows(const RowRanges &rows);

Q_SIGNALS:
    // A sentence: what was copied, and what was not.
    void noticed(const QString &sentence);

private:
    TimelineView &m_view;
    PayloadCopier m_copier;
};

} // namespace framescope
