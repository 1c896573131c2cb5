// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/pagereader.h"
#include "session/row.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QButtonGroup;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QStackedLayout;
class QToolButton;
QT_END_NAMESPACE

namespace framescope {

class HexView;
class JsonHighlighter;
class PayloadView;

// The payload of one row as text: JSON pretty or as it came, other text as it is, bytes that are no
// text as hex. Above 64 KiB, and for very long lines, the lazy viewer shows it; what is not shown is
// said in a line above it.
class MessageView final : public QWidget {
    Q_OBJECT
public:
    // What is asked for first of a payload; the rest only when the user wants it.
    static constexpr quint64 FirstBytes = 1u << 20;
    static constexpr quint64 MostBytes = 512u << 20;

    explicit MessageView(QWidget *parent = nullptr);

    // Nothing is chosen.
    void clear();
    // `heading` says what the row is; its payload comes with setPayload().
    void setRow(const Row &row, const QString &heading);
    void setPayload(const PageReader::Payload &payload);

    bool isPretty() const { return m_pretty; }
    void setPretty(bool pretty);
    // What is on screen, whichever view shows it.
    QByteArray shownText() const;
    // What is said about the part that is not shown; empty if all is.
    QString cutText() const;
    void requestWhole();
    // The lazy viewer is showing.
    bool isLazy() const;
    void copy() const;
    void setTextFont(const QFont &font);
    void focusText();

Q_SIGNALS:
    // The user wants to see all of it.
    void wholeRequested(quint64 length);

protected:
    void changeEvent(QEvent *event) override;

private:
    QWidget *makeHeader();
    QWidget *makeCutBar();
    void showText(const QByteArray &text, bool json);
    void refresh();
    void describeCut();

    Row m_row;
    PageReader::Payload m_payload;
    bool m_hasRow = false;
    bool m_hasPayload = false;
    bool m_pretty = true;

    QLabel *m_heading = nullptr;
    QButtonGroup *m_forms = nullptr;
    QWidget *m_formButtons = nullptr;
    QToolButton *m_copy = nullptr;
    QWidget *m_cutBar = nullptr;
    QLabel *m_cut = nullptr;
    QPushButton *m_whole = nullptr;
    QStackedLayout *m_stack = nullptr;
    QLabel *m_nothing = nullptr;
    QPlainTextEdit *m_text = nullptr;
    JsonHighlighter *m_highlighter = nullptr;
    PayloadView *m_lazy = nullptr;
    HexView *m_hex = nullptr;
};

} // namespace framescope
