// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "session/row.h"
#include "ui/card.h"

#include <QDateTime>

#include <vector>

namespace framescope {

// A capture whose program was killed, put together again.
struct RecoveredCapture {
    QString path;
    QDateTime time; // of its last change
    RowId rows = 0;
};

// Offers the sessions that a killed program left: to open, to keep under a name of their own, or to discard into
// the trash. One that nothing is done with stays among the captures, like each of them. GUI thread.
class RecoveredCard final : public Card {
    Q_OBJECT
public:
    static constexpr int MaxShown = 5;

    explicit RecoveredCard(QWidget *parent = nullptr);

    // Newest first; of none there is no card.
    void setCaptures(const std::vector<RecoveredCapture> &captures);

Q_SIGNALS:
    void openRequested(const QString &path);
    // What came of keeping or discarding one.
    void said(const QString &sentence);
    void refused(const framescope::Error &error);

private:
    void add(const RecoveredCapture &capture);
    void settle(QWidget &line, const Result<QString> &done);

    QVBoxLayout *m_lines;
};

} // namespace framescope
