// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "transport/websocketurl.h"
#include "ui/connectiondraft.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QCheckBox;
class QLabel;
class QPlainTextEdit;
QT_END_NAMESPACE

namespace framescope {

// The request exactly as it will go, while it is being made; secrets as dots until they are asked for,
// and below it what is wrong.
class RequestPreview final : public QWidget {
    Q_OBJECT
public:
    explicit RequestPreview(QWidget *parent = nullptr);

    // Dots stand for `secrets` too, wherever they are.
    void setRequest(const QString &url, const ConnectionDraft &draft,
        const QList<ConnectionDraft::Problem> &problems, const QStringList &secrets = {});
    QString text() const;           // as shown
    QString problems() const;       // as shown: the first, and how many more
    QStringList wrongLines() const; // of text(), those that are marked

Q_SIGNALS:
    void secretsShown(bool shown); // as the user wants

protected:
    void changeEvent(QEvent *event) override;

private:
    void showRequest();
    QString requestText(const WebSocketUrl &url) const;
    void markLines();
    void colorProblems();
    WrongMark markOf(const QString &line) const;

    ConnectionDraft m_draft;
    ConnectionOptions m_options;
    QList<ConnectionDraft::Problem> m_problems;
    QStringList m_secrets;
    QPlainTextEdit *m_text = nullptr;
    QCheckBox *m_showSecrets = nullptr;
    QLabel *m_problemText = nullptr;
};

} // namespace framescope
