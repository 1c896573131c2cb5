// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/settingspage.h"

QT_BEGIN_NAMESPACE
class QListWidget;
class QStackedWidget;
QT_END_NAMESPACE

namespace framescope {

class EnvironmentList;
class EnvironmentsPage;
class NoticeBar;

// The settings of the program, beside its windows: what is chosen holds at once, and what was done for all of
// them can be taken back. Deletes itself when it is closed.
class SettingsWindow final : public QWidget {
    Q_OBJECT
public:
    // `session` is the file that is recorded now; `parent` the window it belongs to. `environments` must outlive it.
    SettingsWindow(const QString &session, EnvironmentList &environments, QWidget *parent);

    // The page where accepted certificates are revoked.
    void showRemembered();
    // The page of the environments; `editValue` as there.
    void showEnvironments();
    QString editValue(const QString &environment, const QString &variable);
    // What is stored was changed elsewhere.
    void showStored();

Q_SIGNALS:
    void changed(); // by the user; is stored already

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void addPage(SettingsPage *page);
    void showPage(SettingsPage *page);
    QWidget *makeFoot();
    void reset();
    void offerUndo(const QString &sentence, const SettingsPage::Undo &undo);
    void undo();

    QListWidget *m_titles;
    QStackedWidget *m_stack;
    NoticeBar *m_notice;
    QList<SettingsPage *> m_pages;
    SettingsPage *m_remembered;
    EnvironmentsPage *m_environments;
    SettingsPage::Undo m_undo;
};

} // namespace framescope
