// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/connectionfacts.h"
#include "session/pagereader.h"
#include "session/row.h"

#include <QTimer>
#include <QWidget>

QT_BEGIN_NAMESPACE
class QAbstractButton;
class QButtonGroup;
class QStackedWidget;
class QToolButton;
QT_END_NAMESPACE

namespace framescope {

class ConnectionView;
class ElidedLabel;
class FrameView;
class HexView;
class MessageView;
class NoticeBar;
struct FrameFacts;

// The chosen row, seen closely: Message, Hex and Frame belong to the row, Connection, set apart, to its
// connection. What is selected in Message is selected in Hex, and the other way round.
class DetailArea final : public QWidget {
    Q_OBJECT
public:
    enum class Tab : quint8 { Message, Hex, Frame, Connection };

    explicit DetailArea(QWidget *parent = nullptr);

    Tab tab() const;
    void setTab(Tab tab);
    void clear();
    // Asks for the payload; `heading` is what the row is in words.
    void setRow(const Row &row, const QString &heading);
    RowId row() const { return m_row.id; }
    ConnectionId connectionId() const { return m_row.connection; }
    // Ignored unless it is that of the row shown.
    void setPayload(const PageReader::Payload &payload);
    // The same.
    void setFrame(const FrameFacts &facts);
    void setFacts(const ConnectionFacts &facts, qint64 epochOffsetNs);
    void setTextFont(const QFont &font);
    void focusPage();
    // Opens the line to search the payload.
    void find();
    // Esc: true if there was something to close.
    bool closeFind();

    // Keeps the row while others are chosen; whoever feeds this area looks at it.
    bool isPinned() const;
    void setPinned(bool pinned);
    // Keeps to the newest row, whichever is chosen; the same looks at it. Not both at once.
    bool isWatching() const;
    void setWatching(bool watching);

    MessageView *message() const { return m_message; }
    HexView *hex() const { return m_hex; }
    FrameView *frame() const { return m_frame; }
    ConnectionView *connection() const { return m_connection; }
    // What is said about the selection: its bytes, the character, the place in JSON.
    QString selectionText() const;

Q_SIGNALS:
    void payloadRequested(framescope::RowId row, quint64 length);
    void saveRequested(framescope::RowId row);
    void rowChosen(framescope::RowId row); // one of the frames of the message
    void pinChanged(bool pinned);
    void watchChanged(bool watching);
    // A sentence: what was copied.
    void noticed(const QString &sentence);

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *makeTabs();
    QWidget *makeHeading();
    QWidget *makeHexPage();
    void connectPanes();
    void showHex();
    bool hexShowsPayload() const;
    void takeTextSelection(quint64 begin, quint64 end);
    void takeHexSelection();
    void dropOther();
    void describeSelection(quint64 begin, quint64 end);
    void saySelection(const QString &words);
    void showSelection();

    Row m_row; // id 0: none
    PageReader::Payload m_payload;
    QTimer m_patience; // until what belongs to the row before goes
    quint64 m_wanted = 0;
    bool m_isLinking = false; // one pane is told what was selected in the other
    QButtonGroup *m_tabs = nullptr;
    QWidget *m_headingStrip = nullptr;
    ElidedLabel *m_heading = nullptr;
    QToolButton *m_watch = nullptr;
    QToolButton *m_pin = nullptr;
    QStackedWidget *m_pages = nullptr;
    MessageView *m_message = nullptr;
    HexView *m_hex = nullptr;
    FrameView *m_frame = nullptr;
    QButtonGroup *m_sides = nullptr; // payload of the application, bytes of the wire
    QWidget *m_sideButtons = nullptr;
    NoticeBar *m_cut = nullptr; // over the bytes
    NoticeBar *m_secrets = nullptr;
    ConnectionView *m_connection = nullptr;
    ElidedLabel *m_selection = nullptr;
};

} // namespace framescope
