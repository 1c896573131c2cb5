// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/connectionfacts.h"
#include "ui/draft.h"

#include <QObject>

#include <chrono>
#include <memory>
#include <vector>

QT_BEGIN_NAMESPACE
class QTimer;
QT_END_NAMESPACE

namespace framescope {

// Messages that are sent again and again, until they are stopped or nobody is left to get them.
class RepeatedSends final : public QObject {
    Q_OBJECT
public:
    using Interval = std::chrono::milliseconds;

    explicit RepeatedSends(QObject *parent = nullptr);
    ~RepeatedSends() override;

    // The first goes at once.
    void start(const Draft &draft, const std::vector<ConnectionId> &to, Interval every);
    void stopAll();
    // Of any connection: to one that ends nothing is sent any more, even if it reconnects.
    void takeFacts(const ConnectionFacts &facts);
    int count() const { return static_cast<int>(m_sends.size()); }

Q_SIGNALS:
    void due(const framescope::Draft &draft, const std::vector<framescope::ConnectionId> &to);
    void changed();

private:
    struct Send {
        Draft draft;
        std::vector<ConnectionId> to;
        std::unique_ptr<QTimer> timer;
    };
    std::vector<std::unique_ptr<Send>> m_sends;
};

} // namespace framescope
