// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/filleddraft.h"

#include <QWidget>

#include <array>

QT_BEGIN_NAMESPACE
class QStackedWidget;
QT_END_NAMESPACE

namespace framescope {

class DraftPage;
class RequestPreview;
class TabButton;
class TlsCheck;

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
    // Whose values stand for the variables of both; none: they have no value.
    void setEnvironment(const std::optional<Environment> &environment);
    // Draft and address with the values of their variables.
    FilledDraft filled() const;
    void setTab(ConnectionDraft::Tab tab);
    ConnectionDraft::Tab tab() const;
    // Shows the tab, and gives the field the keyboard.
    void focusField(ConnectionDraft::Tab tab, ConnectionDraft::Field field, int row = -1);
    // What cannot be used as it stands, before what may not be meant so; whatever is in its files is known only
    // when isReading() is over.
    QList<ConnectionDraft::Problem> problems() const;
    bool isReading() const;
    QSize sizeHint() const override;
    bool hasHeightForWidth() const override { return false; } // whatever wraps in it

Q_SIGNALS:
    void draftChanged(); // by the user
    void settled();      // a file that the draft names was read, or could not be

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void addPage(ConnectionDraft::Tab tab, DraftPage *page);
    void takePages();
    void showProblems();
    void showCounts();

    ConnectionDraft m_draft;
    QString m_url;
    std::optional<Environment> m_environment;
    std::array<TabButton *, ConnectionDraft::TabCount> m_tabs{};
    QStackedWidget *m_stack = nullptr;
    std::array<DraftPage *, ConnectionDraft::TabCount> m_pages{};
    RequestPreview *m_preview = nullptr;
    TlsCheck *m_tlsCheck = nullptr;
};

} // namespace framescope
