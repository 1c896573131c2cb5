// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/connectiondraft.h"

#include <QWidget>

#include <array>

QT_BEGIN_NAMESPACE
class QButtonGroup;
class QStackedWidget;
QT_END_NAMESPACE

namespace framescope {

class DraftPage;
class RequestPreview;

// Everything a connection is opened with, as a drawer under the connection bar: tabs at the left, the
// exact request at the right. What is changed here holds for the next connection.
class OptionsDrawer final : public QWidget {
    Q_OBJECT
public:
    explicit OptionsDrawer(QWidget *parent = nullptr);

    void setDraft(const ConnectionDraft &draft);
    const ConnectionDraft &draft() const { return m_draft; }
    // Of the bar above: its request is shown.
    void setUrl(const QString &url);
    void setTab(ConnectionDraft::Tab tab);
    ConnectionDraft::Tab tab() const;

Q_SIGNALS:
    void draftChanged(); // by the user

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void addPage(ConnectionDraft::Tab tab, DraftPage *page);
    void takePages();
    void showCounts();

    ConnectionDraft m_draft;
    QString m_url;
    QButtonGroup *m_tabs = nullptr;
    QStackedWidget *m_stack = nullptr;
    std::array<DraftPage *, ConnectionDraft::TabCount> m_pages{};
    RequestPreview *m_preview = nullptr;
};

} // namespace framescope
