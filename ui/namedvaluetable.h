// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QTableView>

namespace framescope {

class NamedValueModel;

// The table of a NamedValueModel: a row is edited in place, Delete takes it away.
class NamedValueTable final : public QTableView {
    Q_OBJECT
public:
    NamedValueTable(NamedValueModel &model, const QString &name, QWidget *parent = nullptr);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    NamedValueModel &m_model;
};

} // namespace framescope
