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

    NamedValueModel &namedValues() const { return m_model; }
    // The keyboard goes there: to the value, if only that is still to be typed.
    void focusRow(int row);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    NamedValueModel &m_model;
};

} // namespace framescope
