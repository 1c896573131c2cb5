// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/requestpage.h"

#include "analysis/secrets.h"
#include "ui/namedvaluetable.h"
#include "ui/tabbutton.h"

#include <QBoxLayout>
#include <QButtonGroup>
#include <QLabel>
#include <QLineEdit>
#include <QStackedWidget>

#include <algorithm>

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

const QString invitations[] = {u"Add a header"_s, u"Add a parameter"_s, u"Add a cookie"_s};
// Of cookies each may be the one that logs somebody in.
constexpr NamedValueModel::IsSecret secretKinds[] = {
    secrets::isHeader, secrets::isName, [](QStringView) { return true; }};
const QString tableNames[] = {u"Headers"_s, u"Query"_s, u"Cookies"_s};
constexpr ConnectionDraft::Field tableFields[] = {
    ConnectionDraft::Field::Headers, ConnectionDraft::Field::Query, ConnectionDraft::Field::Cookies};

} // namespace

RequestPage::RequestPage(QWidget *parent)
    : DraftPage(parent)
    , m_tables(new QStackedWidget)
{
    auto *group = new QButtonGroup(this);
    auto *kinds = new QVBoxLayout;
    kinds->setSpacing(0);
    for (int table = 0; table < TableCount; ++table) {
        auto *button = new TabButton(tableNames[table], TabButton::Bar::Left);
        m_buttons.at(static_cast<size_t>(table)) = button;
        group->addButton(button, table);
        kinds->addWidget(button);
        m_values.at(static_cast<size_t>(table)) =
            makeTable(tableFields[table], tableNames[table], invitations[table], secretKinds[table]);
        m_tables->addWidget(m_values.at(static_cast<size_t>(table)));
    }
    connect(this, &DraftPage::edited, this, &RequestPage::nameTables);
    kinds->addStretch();
    connect(group, &QButtonGroup::idClicked, m_tables, &QStackedWidget::setCurrentIndex);

    auto *across = new QHBoxLayout;
    across->setSpacing(8);
    across->addLayout(kinds);
    across->addWidget(m_tables, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(across, 1);
    column->addWidget(makeFields());
    setTable(Headers);
}

QWidget *RequestPage::makeFields()
{
    auto *fields = new QWidget;
    auto *row = new QHBoxLayout(fields);
    row->setContentsMargins(12, 8, 12, 8);
    row->setSpacing(8);
    m_origin = makeEdit(u"Origin"_s, u"none; a browser sends that of its page"_s);
    m_userAgent = makeEdit(u"User-Agent"_s, u"none"_s);
    setPlace(ConnectionDraft::Field::Origin, m_origin);
    setPlace(ConnectionDraft::Field::UserAgent, m_userAgent);
    for (QLineEdit *edit : {m_origin, m_userAgent}) {
        auto *label = new QLabel(edit->accessibleName());
        label->setBuddy(edit);
        row->addWidget(label);
        row->addWidget(edit, 1);
    }
    return fields;
}

void RequestPage::setTable(Table table)
{
    m_buttons.at(table)->setChecked(true);
    m_tables->setCurrentIndex(table);
}

void RequestPage::nameTables()
{
    for (int table = 0; table < TableCount; ++table) {
        const auto count = m_values.at(static_cast<size_t>(table))->namedValues().values().size();
        m_buttons.at(static_cast<size_t>(table))
            ->setText(count == 0 ? tableNames[table] : u"%1 %2"_s.arg(tableNames[table]).arg(count));
    }
}

void RequestPage::show(const ConnectionDraft &draft)
{
    m_values[Headers]->namedValues().setValues(draft.headers);
    m_values[Query]->namedValues().setValues(draft.query);
    m_values[Cookies]->namedValues().setValues(draft.cookies);
    m_origin->setText(draft.origin);
    m_userAgent->setText(draft.userAgent);
    nameTables();
}

void RequestPage::showProblems(const QList<ConnectionDraft::Problem> &problems)
{
    DraftPage::showProblems(problems);
    for (std::size_t table = 0; table < TableCount; ++table)
        m_buttons.at(table)->setMark(worstOf(problems, tableFields[table]));
}

void RequestPage::focusField(ConnectionDraft::Field field, int row)
{
    const auto *found = std::find(std::begin(tableFields), std::end(tableFields), field);
    if (found != std::end(tableFields))
        setTable(static_cast<Table>(found - tableFields));
    DraftPage::focusField(field, row);
}

void RequestPage::take(ConnectionDraft &draft) const
{
    draft.headers = m_values[Headers]->namedValues().values();
    draft.query = m_values[Query]->namedValues().values();
    draft.cookies = m_values[Cookies]->namedValues().values();
    draft.origin = m_origin->text().trimmed();
    draft.userAgent = m_userAgent->text().trimmed();
}

} // namespace framescope
