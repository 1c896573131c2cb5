// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/environmentlist.h"
#include "ui/settingspage.h"

QT_BEGIN_NAMESPACE
class QListWidget;
class QPushButton;
QT_END_NAMESPACE

namespace framescope {

class NamedValueModel;
class NamedValueTable;

// The environments of the user: which there are, and what each of them says.
class EnvironmentsPage final : public SettingsPage {
    Q_OBJECT
public:
    // `list` must outlive it.
    explicit EnvironmentsPage(EnvironmentList &list, QWidget *parent = nullptr);

    void showStored() override;
    // The keyboard goes to the value of `variable`, which is added if it is not there yet; of an environment that is
    // none a new one has it. Answers whose it is.
    QString editValue(const QString &environment, const QString &variable);

private:
    QWidget *makeChoice();
    QWidget *makeFields();
    void makeTable();
    void store(const std::function<void(Environment &)> &change);
    void insert(Environment environment);
    void duplicate();
    void remove();
    void choose(const QString &id);
    const Environment *chosen() const { return m_list.find(m_chosen); }
    void showChosen();
    void checkNames();

    EnvironmentList &m_list;
    QString m_chosen; // its id
    QListWidget *m_names = nullptr;
    QPushButton *m_duplicate = nullptr;
    QPushButton *m_delete = nullptr;
    QWidget *m_fields = nullptr;
    QLineEdit *m_name = nullptr;
    QComboBox *m_color = nullptr;
    QCheckBox *m_protected = nullptr;
    NamedValueModel *m_variables = nullptr;
    NamedValueTable *m_table = nullptr;
};

} // namespace framescope
