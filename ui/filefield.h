// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/connectiondraft.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QLineEdit;
QT_END_NAMESPACE

namespace framescope {

// A file that is read when it is chosen: typed as a path or picked. A file that cannot be read is said
// in the place of its name.
class FileField final : public QWidget {
    Q_OBJECT
public:
    explicit FileField(const QString &name, const QString &filter, QWidget *parent = nullptr);

    void setFile(const ChosenFile &file);
    const ChosenFile &file() const { return m_file; }
    // Reads it, as if the user had chosen it; an empty path chooses none.
    void choose(const QString &path);
    // Why what stands there cannot be used; empty if it can.
    const QString &wrong() const { return m_wrong; }

Q_SIGNALS:
    void edited();

protected:
    void changeEvent(QEvent *event) override;

private:
    void pick();
    void showWrong();

    QLineEdit *m_path = nullptr;
    QString m_filter;
    ChosenFile m_file;
    QString m_wrong;
};

} // namespace framescope
