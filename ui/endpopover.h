// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/popover.h"

#include <optional>

QT_BEGIN_NAMESPACE
class QButtonGroup;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
QT_END_NAMESPACE

namespace framescope {

// How a user wants to end a connection.
struct EndRequest {
    enum class Way : quint8 { CloseHandshake, Fin, Reset, StopReading };
    Way way = Way::CloseHandshake;
    std::optional<quint16> code; // absent: a Close without a body
    QString reason;
    bool operator==(const EndRequest &) const = default;
};

// Under the arrow of Disconnect: the ways to end a connection, with code and reason. Warns of what
// browsers refuse and forbids only what no Close frame can carry.
class EndPopover final : public Popover {
    Q_OBJECT
public:
    explicit EndPopover(QWidget *parent = nullptr);

    // What is chosen now; nothing while it cannot be sent.
    std::optional<EndRequest> request() const;
    // What is said about the choice: a warning or why it cannot be sent.
    QString remark() const;

Q_SIGNALS:
    void endRequested(const framescope::EndRequest &request);

private:
    void buildWays();
    void buildClose();
    EndRequest::Way way() const;
    std::optional<std::optional<quint16>> code() const; // outer: readable; inner: present
    QString mistake() const;
    QString warning() const;
    void judge();

    QButtonGroup *m_ways = nullptr;
    QComboBox *m_code = nullptr;
    QLineEdit *m_reason = nullptr;
    QLabel *m_count = nullptr;
    QLabel *m_remark = nullptr;
    QPushButton *m_end = nullptr;
};

} // namespace framescope
