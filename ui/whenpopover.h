// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/popover.h"
#include "ui/replyrules.h"

QT_BEGIN_NAMESPACE
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;
QT_END_NAMESPACE

namespace framescope {

// To which messages what is written is sent in reply, and how often at most.
class WhenPopover final : public Popover {
    Q_OBJECT
public:
    explicit WhenPopover(QWidget *parent = nullptr);

    // "to 1 localhost:9001": said on its button.
    void setTarget(const QString &words);
    ReplyWish wish() const;

Q_SIGNALS:
    void chosen(const framescope::ReplyWish &wish);

protected:
    void changeEvent(QEvent *event) override;

private:
    void makeChoices();
    void showWords();
    void showRemark(const QString &wrong);
    QString mistake() const;

    QComboBox *m_to = nullptr;
    QComboBox *m_how = nullptr;
    QLineEdit *m_text = nullptr;
    QSpinBox *m_most = nullptr;
    QLabel *m_remark = nullptr;
    QPushButton *m_start = nullptr;
    QString m_target;
};

} // namespace framescope
