// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/draftpage.h"

#include <array>

QT_BEGIN_NAMESPACE
class QLineEdit;
class QStackedWidget;
QT_END_NAMESPACE

namespace framescope {

class TabButton;

// Headers, query and cookies as tables, Origin and User-Agent as fields.
class RequestPage final : public DraftPage {
    Q_OBJECT
public:
    enum Table { Headers, Query, Cookies, TableCount };

    explicit RequestPage(QWidget *parent = nullptr);

    void show(const ConnectionDraft &draft) override;
    void take(ConnectionDraft &draft) const override;
    void showProblems(const QList<ConnectionDraft::Problem> &problems) override;
    void focusField(ConnectionDraft::Field field, int row) override;
    void setTable(Table table);

private:
    QWidget *makeFields();
    void nameTables();

    std::array<TabButton *, TableCount> m_buttons{};
    QStackedWidget *m_tables = nullptr;
    std::array<NamedValueTable *, TableCount> m_values{};
    QLineEdit *m_origin = nullptr;
    QLineEdit *m_userAgent = nullptr;
};

} // namespace framescope
