// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/environment.h"

#include <QIcon>
#include <QToolButton>

namespace framescope {

struct Theme;

// The colour of an environment: strong enough for a stripe, and with a name.
QColor environmentColor(const Theme &theme, const std::optional<int> &color); // invalid: it has none
QStringList environmentColorNames();
// A square of that colour.
QIcon environmentIcon(const QPalette &palette, const std::optional<int> &color);

// The button that says in which environment connections are opened, with a menu of all.
class EnvironmentChooser final : public QToolButton {
    Q_OBJECT
public:
    explicit EnvironmentChooser(QWidget *parent = nullptr);

    void setEnvironments(const Environments &environments);
    // Empty, or of none that is there: none.
    void setChosen(const QString &id);
    const Environment *chosen() const;
    QMenu *menuOfAll() const { return m_menu; }

Q_SIGNALS:
    void chosenByUser(const QString &id);
    void editRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void showChosen();
    void fillMenu();

    Environments m_environments;
    QString m_chosen;
    QMenu *m_menu = nullptr;
    QIcon m_icon;
};

} // namespace framescope
