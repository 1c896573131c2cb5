// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/connectiondraft.h"
#include "ui/namedvaluemodel.h"

#include <QHash>
#include <QWidget>

QT_BEGIN_NAMESPACE
class QBoxLayout;
class QCheckBox;
class QComboBox;
class QFormLayout;
class QLineEdit;
class QSpinBox;
QT_END_NAMESPACE

namespace framescope {

class NamedValueTable;

// One tab of the drawer: shows its part of a draft and takes it back.
class DraftPage : public QWidget {
    Q_OBJECT
public:
    using QWidget::QWidget;

    virtual void show(const ConnectionDraft &draft) = 0;
    virtual void take(ConnectionDraft &draft) const = 0;
    virtual void setSecretsShown(bool shown); // else as dots
    // Marks the fields that `problems` are about, and no other.
    virtual void showProblems(const QList<ConnectionDraft::Problem> &problems);

    // The keyboard goes to where `field` is; `row` of a table.
    virtual void focusField(ConnectionDraft::Field field, int row);

Q_SIGNALS:
    void edited();
    void settled(); // what the user chose before is known now

protected:
    // Where problems of `field` are shown.
    void setPlace(ConnectionDraft::Field field, QWidget *widget) { m_places.insert(field, widget); }
    // A table in which the values of `field` stand; its changes are told by edited().
    NamedValueTable *makeTable(ConnectionDraft::Field field, const QString &name, const QString &invitation,
        NamedValueModel::IsSecret isSecret);
    static WrongMark worstOf(const QList<ConnectionDraft::Problem> &problems, ConnectionDraft::Field field);
    // The labels left of their fields, as all pages have them.
    static QFormLayout *makeForm();
    // Fields whose changes by the user are told by edited(); `name` is for assistive tools too.
    QLineEdit *makeEdit(const QString &name, const QString &placeholder = {});
    QLineEdit *makeSecret(const QString &name); // dots, but for what is being typed
    QComboBox *makeChoice(const QString &name, const QStringList &choices);
    QCheckBox *makeCheck(const QString &text);
    QSpinBox *makeNumber(const QString &name, int least, int most);
    static void addRow(QFormLayout *form, QWidget *field); // under the name that the field was given
    static QFormLayout *makeColumn(const QList<QWidget *> &fields);
    // Beside each other where there is room, else below each other.
    void setColumns(QFormLayout *first, QFormLayout *second);

    bool event(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void showSecret(QLineEdit &edit) const;
    void placeColumns();
    void alignLabels(bool alike);
    static void showTableProblems(NamedValueTable &table, ConnectionDraft::Field field,
        const QList<ConnectionDraft::Problem> &problems);

    QHash<ConnectionDraft::Field, QWidget *> m_places;
    QHash<ConnectionDraft::Field, NamedValueTable *> m_tables;
    QList<QLineEdit *> m_secrets;
    bool m_areSecretsShown = false;
    QBoxLayout *m_columns = nullptr; // of a page that has them
};

} // namespace framescope
