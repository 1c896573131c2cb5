// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/environmentspage.h"

#include "ui/environmentchooser.h"
#include "ui/namedvaluemodel.h"
#include "ui/namedvaluetable.h"
#include "ui/wrongmark.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QUuid>

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

constexpr int NamesWidth = 168;
constexpr int NamesHeight = 148;
constexpr int TableHeight = 172;

NamedValues valuesOf(const Environment &environment)
{
    NamedValues values;
    for (const EnvironmentVariable &variable : environment.variables) {
        values.append({true, variable.name, variable.value, {}});
        values.last().isSecret = variable.isSecret;
        values.last().isLeftOut = variable.isSecret && variable.value.isEmpty();
    }
    return values;
}

QList<EnvironmentVariable> variablesOf(const NamedValues &values)
{
    QList<EnvironmentVariable> variables;
    for (const NamedValue &value : values)
        variables.append({value.name.trimmed(), value.value, value.isSecret});
    return variables;
}

} // namespace

EnvironmentsPage::EnvironmentsPage(EnvironmentList &list, QWidget *parent)
    : SettingsPage(u"Environments"_s, parent)
    , m_list(list)
{
    addWords(
        u"${host} in an address, an option or a message becomes the value that \"host\" has in the "
        u"environment "
        u"which is chosen beside the address. Write $${host} where it shall stay as it is. Secret values are "
        u"shown as dots, and kept only until the window closes."_s);
    column()->addSpacing(8);
    auto *across = new QHBoxLayout;
    across->setSpacing(16);
    across->addWidget(makeChoice());
    across->addWidget(makeFields(), 1);
    column()->addLayout(across);
    column()->addSpacing(8);
    makeTable();
    column()->addStretch();
    m_chosen = m_list.usual();
    EnvironmentsPage::showStored();
}

QWidget *EnvironmentsPage::makeChoice()
{
    auto *side = new QWidget;
    side->setFixedWidth(NamesWidth);
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins({});
    m_names = new QListWidget;
    m_names->setAccessibleName(u"Environments"_s);
    m_names->setFixedHeight(NamesHeight);
    m_names->setIconSize(QSize(16, 16));
    column->addWidget(m_names);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(4);
    auto *add = new QPushButton(u"New"_s);
    m_duplicate = new QPushButton(u"Copy"_s);
    m_delete = new QPushButton(u"Delete"_s);
    for (QPushButton *button : {add, m_duplicate, m_delete}) {
        button->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
        buttons->addWidget(button, 1);
    }
    column->addLayout(buttons);
    connect(add, &QPushButton::clicked, this, [this] {
        insert({{}, u"New environment"_s, {}, false, {}});
        m_name->setFocus();
        m_name->selectAll();
    });
    connect(m_duplicate, &QPushButton::clicked, this, &EnvironmentsPage::duplicate);
    connect(m_delete, &QPushButton::clicked, this, &EnvironmentsPage::remove);
    connect(m_names, &QListWidget::currentItemChanged, this, [this](const QListWidgetItem *item) {
        if (item)
            choose(item->data(Qt::UserRole).toString());
    });
    return side;
}

QWidget *EnvironmentsPage::makeFields()
{
    m_fields = new QWidget;
    auto *form = new QFormLayout(m_fields);
    form->setContentsMargins({});
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    m_name = new QLineEdit;
    m_name->setAccessibleName(u"Name"_s);
    m_color = new QComboBox;
    m_color->setAccessibleName(u"Colour"_s);
    m_protected = new QCheckBox(u"Protected"_s);
    auto *meaning =
        new QLabel(u"What sends by itself (every, when, many copies) then asks once, and names the host."_s);
    meaning->setWordWrap(true);
    meaning->setForegroundRole(QPalette::PlaceholderText);
    m_protected->setAccessibleName(m_protected->text());
    m_protected->setAccessibleDescription(meaning->text());
    form->addRow(u"Name"_s, m_name);
    form->addRow(u"Colour"_s, m_color);
    form->addRow(m_protected);
    form->addRow(meaning);
    connect(m_name, &QLineEdit::textEdited, this,
        [this](const QString &text) { store([&](Environment &environment) { environment.name = text; }); });
    connect(m_color, &QComboBox::activated, this, [this](int index) {
        store([&](Environment &environment) {
            environment.color = index > 0 ? std::optional(index - 1) : std::nullopt;
        });
    });
    connect(m_protected, &QCheckBox::clicked, this,
        [this](bool on) { store([&](Environment &environment) { environment.isProtected = on; }); });
    return m_fields;
}

void EnvironmentsPage::makeTable()
{
    m_variables = new NamedValueModel(NamedValueModel::Kind::Variables, u"Add a variable"_s, this);
    m_table = new NamedValueTable(*m_variables, u"Variables"_s);
    m_table->setFrameShape(QFrame::StyledPanel);
    m_table->setMinimumHeight(TableHeight);
    column()->addWidget(m_table, 1);
    connect(m_variables, &NamedValueModel::edited, this, [this] {
        store([&](Environment &environment) { environment.variables = variablesOf(m_variables->values()); });
        checkNames();
    });
}

void EnvironmentsPage::store(const std::function<void(Environment &)> &change)
{
    Environments all = m_list.all();
    const qsizetype at = indexOf(all, m_chosen);
    if (at < 0)
        return;
    change(all[at]);
    m_list.set(all);
    showStored();
    Q_EMIT changed();
}

void EnvironmentsPage::insert(Environment environment)
{
    Environments all = m_list.all();
    environment.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    environment.name = freeName(all, environment.name);
    all.append(environment);
    m_chosen = environment.id;
    m_list.set(all);
    showStored();
    Q_EMIT changed();
}

void EnvironmentsPage::duplicate()
{
    if (const Environment *environment = chosen())
        insert(*environment);
}

void EnvironmentsPage::remove()
{
    Environments all = m_list.all();
    const qsizetype at = indexOf(all, m_chosen);
    if (at < 0)
        return;
    const Environment removed = all.takeAt(at);
    m_list.set(all);
    showStored();
    Q_EMIT changed();
    Q_EMIT done(u"The environment \"%1\" was deleted."_s.arg(removed.name), [this, removed, at] {
        Environments back = m_list.all();
        back.insert(std::min(at, back.size()), removed);
        m_chosen = removed.id;
        m_list.set(back);
        showStored();
    });
}

void EnvironmentsPage::choose(const QString &id)
{
    if (id == m_chosen)
        return;
    m_chosen = id;
    showChosen();
}

QString EnvironmentsPage::editValue(const QString &environment, const QString &variable)
{
    if (m_list.find(environment))
        m_chosen = environment;
    else
        insert({{}, u"New environment"_s, {}, false, {}});
    if (!chosen()->find(variable))
        store([&](Environment &of) { of.set(variable, {}); });
    showStored();
    const NamedValues &values = m_variables->values();
    for (int row = 0; row < int(values.size()); ++row) {
        if (values[row].name == variable)
            m_table->setCurrentIndex(m_variables->index(row, NamedValueModel::Value));
    }
    m_table->setFocus();
    m_table->edit(m_table->currentIndex());
    return m_chosen;
}

// What is chosen, and what is being typed, stays.
void EnvironmentsPage::showStored()
{
    SettingsPage::showStored();
    const Environments &all = m_list.all();
    if (!chosen())
        m_chosen = all.isEmpty() ? QString() : all.first().id;
    const QSignalBlocker silent(m_names);
    m_names->clear();
    for (const Environment &environment : all) {
        auto *item =
            new QListWidgetItem(environmentIcon(palette(), environment.color), environment.name, m_names);
        item->setData(Qt::UserRole, environment.id);
    }
    m_names->setCurrentRow(int(indexOf(all, m_chosen)));
    showChosen();
}

void EnvironmentsPage::showChosen()
{
    const Environment *environment = chosen();
    for (QWidget *part : std::initializer_list<QWidget *>{m_fields, m_table, m_duplicate, m_delete})
        part->setEnabled(environment);
    const Environment shown = environment ? *environment : Environment();
    if (m_name->text() != shown.name)
        m_name->setText(shown.name);
    m_color->clear();
    m_color->addItem(environmentIcon(palette(), {}), u"None"_s);
    const QStringList colors = environmentColorNames();
    for (int color = 0; color < int(colors.size()); ++color)
        m_color->addItem(environmentIcon(palette(), color), colors[color]);
    m_color->setCurrentIndex(shown.color ? *shown.color + 1 : 0);
    m_protected->setChecked(shown.isProtected);
    if (variablesOf(m_variables->values()) != shown.variables)
        m_variables->setValues(valuesOf(shown));
    checkNames();
}

void EnvironmentsPage::checkNames()
{
    const Environment *environment = chosen();
    const bool lacksName = environment && environment->name.trimmed().isEmpty();
    markWrong(
        *m_name, lacksName ? u"An environment needs a name: the messages speak of it by that."_s : QString());
    QHash<int, NamedValueModel::Wrong> wrong;
    const NamedValues &values = m_variables->values();
    for (int row = 0; row < int(values.size()); ++row) {
        if (!Variables::isName(values[row].name.trimmed()))
            wrong.insert(row,
                {u"A variable's name has letters, digits, \"_\", \"-\" and \".\" only, at most 64: else "
                 u"${name} "
                 u"is not seen as one."_s});
    }
    m_variables->setWrong(wrong);
}

} // namespace framescope
