// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/backgroundjob.h"
#include "ui/connectiondraft.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QLineEdit;
QT_END_NAMESPACE

namespace framescope {

// A file that is read when it is chosen: typed as a path or picked.
class FileField final : public QWidget {
    Q_OBJECT
public:
    explicit FileField(const QString &name, const QString &filter, QWidget *parent = nullptr);

    // One that is still to be read is read now; wasRead() follows.
    void setFile(const ChosenFile &file);
    const ChosenFile &file() const { return m_file; }
    // As if the user had chosen it; an empty path chooses none.
    void choose(const QString &path);
    QLineEdit *path() const { return m_path; }

Q_SIGNALS:
    void edited();
    void wasRead(); // or could not be

private:
    void pick();

    QLineEdit *m_path = nullptr;
    QString m_filter;
    ChosenFile m_file;
    BackgroundJob m_reading;
};

} // namespace framescope
