// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/libraryentry.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QLabel;
class QPushButton;
QT_END_NAMESPACE

namespace framescope {

class ElidedLabel;
class RequestPreview;

// What an entry of the library would send, before anything is connected or filled.
class LibraryPreview final : public QWidget {
    Q_OBJECT
public:
    explicit LibraryPreview(QWidget *parent = nullptr);

    void setEntry(const LibraryEntry &entry);
    const QString &id() const { return m_id; }
    RequestPreview *request() const { return m_request; }
    QString remarks() const; // what the request does not show

Q_SIGNALS:
    void connectRequested(const QString &id);
    void fillRequested(const QString &id);
    void closeRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *makeHeading();

    QString m_id;
    ElidedLabel *m_name = nullptr;
    ElidedLabel *m_url = nullptr;
    RequestPreview *m_request = nullptr;
    QLabel *m_remarks = nullptr;
    QPushButton *m_connect = nullptr;
    QPushButton *m_fill = nullptr;
};

} // namespace framescope
