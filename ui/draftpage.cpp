// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/draftpage.h"

#include "analysis/secrets.h"
#include "ui/namedvaluetable.h"
#include "ui/wrongmark.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>

#include <algorithm>

namespace framescope {

namespace {

constexpr int TextMargin = 4;
constexpr int LongestField = 480; // beyond it a line is no longer seen with its name
constexpr int ChoiceWidth = 200;  // all alike, and room for the longest

constexpr const char *UsualPlaceholder = "usualPlaceholder";

// In the field itself, where its usual invitation stands.
void sayLeftOut(QLineEdit &edit, bool leftOut)
{
    const QVariant usual = edit.property(UsualPlaceholder);
    if (leftOut == usual.isValid())
        return;
    edit.setProperty(UsualPlaceholder, leftOut ? QVariant(edit.placeholderText()) : QVariant());
    edit.setPlaceholderText(leftOut ? QStringLiteral("Not saved. Type it again.") : usual.toString());
}

} // namespace

void DraftPage::setSecretsShown(bool shown)
{
    m_areSecretsShown = shown;
    for (QLineEdit *edit : std::as_const(m_secrets))
        showSecret(*edit);
    for (NamedValueTable *table : std::as_const(m_tables))
        table->namedValues().setSecretsShown(shown);
}

void DraftPage::showProblems(const QList<ConnectionDraft::Problem> &problems)
{
    for (auto place = m_places.cbegin(); place != m_places.cend(); ++place) {
        const auto found = std::find_if(problems.begin(), problems.end(),
            [&](const ConnectionDraft::Problem &problem) { return problem.field == place.key(); });
        const bool isRight = found == problems.end();
        markWrong(*place.value(), isRight ? QString() : found->error.toString(),
            isRight ? WrongMark::None : found->mark);
        if (auto *edit = qobject_cast<QLineEdit *>(place.value()))
            sayLeftOut(*edit, !isRight && found->isLeftOut);
    }
    for (auto table = m_tables.cbegin(); table != m_tables.cend(); ++table)
        showTableProblems(**table, table.key(), problems);
}

void DraftPage::showTableProblems(
    NamedValueTable &table, ConnectionDraft::Field field, const QList<ConnectionDraft::Problem> &problems)
{
    QHash<int, NamedValueModel::Wrong> rows;
    for (const ConnectionDraft::Problem &problem : problems) {
        if (problem.field == field
            && !rows.contains(problem.row)) // those that are wrong come before those in doubt
            rows.insert(problem.row, {problem.error.toString(), problem.mark});
    }
    table.namedValues().setWrong(rows);
}

WrongMark DraftPage::worstOf(const QList<ConnectionDraft::Problem> &problems, ConnectionDraft::Field field)
{
    WrongMark worst = WrongMark::None;
    for (const ConnectionDraft::Problem &problem : problems) {
        if (problem.field == field)
            worst = std::max(worst, problem.mark);
    }
    return worst;
}

NamedValueTable *DraftPage::makeTable(ConnectionDraft::Field field, const QString &name,
    const QString &invitation, NamedValueModel::IsSecret isSecret)
{
    auto *model = new NamedValueModel(invitation, isSecret, this);
    auto *table = new NamedValueTable(*model, name);
    m_tables.insert(field, table);
    connect(model, &NamedValueModel::edited, this, &DraftPage::edited);
    return table;
}

void DraftPage::focusField(ConnectionDraft::Field field, int row)
{
    if (NamedValueTable *table = m_tables.value(field))
        return table->focusRow(row);
    QWidget *place = m_places.value(field);
    if (!place)
        return;
    place->setFocus(Qt::OtherFocusReason);
    if (auto *edit = qobject_cast<QLineEdit *>(place))
        edit->selectAll();
    else if (auto *number = qobject_cast<QAbstractSpinBox *>(place))
        number->selectAll();
}

QFormLayout *DraftPage::makeForm()
{
    auto *form = new QFormLayout;
    form->setContentsMargins(12, 8, 12, 8);
    form->setHorizontalSpacing(12);
    form->setVerticalSpacing(8);
    form->setLabelAlignment(Qt::AlignRight | Qt::AlignVCenter);
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    return form;
}

QLineEdit *DraftPage::makeEdit(const QString &name, const QString &placeholder)
{
    auto *edit = new QLineEdit;
    edit->setAccessibleName(name);
    edit->setPlaceholderText(placeholder);
    edit->setTextMargins(TextMargin, 0, TextMargin, 0);
    edit->setMaximumWidth(LongestField);
    connect(edit, &QLineEdit::textEdited, this, &DraftPage::edited);
    return edit;
}

QLineEdit *DraftPage::makeSecret(const QString &name)
{
    QLineEdit *edit = makeEdit(name);
    m_secrets.append(edit);
    showSecret(*edit);
    connect(edit, &QLineEdit::textChanged, this, [this, edit] {
        if (!edit->hasFocus())
            showSecret(*edit);
    });
    connect(edit, &QLineEdit::editingFinished, this, [this, edit] { showSecret(*edit); });
    return edit;
}

void DraftPage::showSecret(QLineEdit &edit) const
{
    const bool isShown = m_areSecretsShown || secrets::isOnlyVariables(edit.text());
    edit.setEchoMode(isShown ? QLineEdit::Normal : QLineEdit::PasswordEchoOnEdit);
}

QComboBox *DraftPage::makeChoice(const QString &name, const QStringList &choices)
{
    auto *choice = new QComboBox;
    choice->setAccessibleName(name);
    choice->addItems(choices);
    choice->setMinimumWidth(ChoiceWidth);
    connect(choice, &QComboBox::activated, this, &DraftPage::edited);
    return choice;
}

QCheckBox *DraftPage::makeCheck(const QString &text)
{
    auto *check = new QCheckBox(text);
    connect(check, &QCheckBox::clicked, this, &DraftPage::edited);
    return check;
}

QSpinBox *DraftPage::makeNumber(const QString &name, int least, int most)
{
    auto *number = new QSpinBox;
    number->setAccessibleName(name);
    number->setRange(least, most);
    number->setGroupSeparatorShown(true);
    connect(number, &QSpinBox::valueChanged, this, &DraftPage::edited);
    return number;
}

QFormLayout *DraftPage::makeColumn(const QList<QWidget *> &fields)
{
    QFormLayout *form = makeForm();
    for (QWidget *field : fields)
        addRow(form, field);
    return form;
}

void DraftPage::setColumns(QFormLayout *first, QFormLayout *second)
{
    m_columns = new QHBoxLayout(this);
    m_columns->setContentsMargins(0, 0, 0, 0);
    m_columns->setSpacing(0);
    m_columns->addLayout(first, 1);
    m_columns->addLayout(second, 1);
    setMinimumWidth(1); // what has no room beside the other goes below it
}

void DraftPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    placeColumns();
}

// What the fields need is known for sure only when they have their style, and changes with the font.
bool DraftPage::event(QEvent *event)
{
    const bool handled = QWidget::event(event);
    if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::Show)
        placeColumns();
    return handled;
}

void DraftPage::placeColumns()
{
    if (!m_columns)
        return;
    const int needed =
        m_columns->itemAt(0)->minimumSize().width() + m_columns->itemAt(1)->minimumSize().width();
    const bool below = needed > width();
    m_columns->setDirection(below ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    alignLabels(below);
}

// Columns below each other are one: their fields begin at one line.
void DraftPage::alignLabels(bool alike)
{
    QList<QWidget *> labels;
    for (int column = 0; column < m_columns->count(); ++column) {
        auto *form = static_cast<QFormLayout *>(m_columns->itemAt(column)->layout());
        for (int row = 0; row < form->rowCount(); ++row)
            labels += form->itemAt(row, QFormLayout::LabelRole)->widget();
    }
    int widest = 0;
    for (const QWidget *label : std::as_const(labels))
        widest = std::max(widest, label->sizeHint().width());
    for (QWidget *label : std::as_const(labels))
        label->setMinimumWidth(alike ? widest : 0);
}

void DraftPage::addRow(QFormLayout *form, QWidget *field)
{
    form->addRow(field->accessibleName(), field);
    // A label that is wider than its words has them at the field.
    static_cast<QLabel *>(form->labelForField(field))->setAlignment(form->labelAlignment());
}

} // namespace framescope
