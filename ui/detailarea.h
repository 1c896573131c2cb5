// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/connectionfacts.h"
#include "session/pagereader.h"
#include "session/row.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QAbstractButton;
class QButtonGroup;
class QStackedWidget;
QT_END_NAMESPACE

namespace framescope {

class ConnectionView;
class HexView;
class MessageView;

// The chosen row, seen closely: Message and Hex belong to the row, Connection, set apart, to its
// connection.
class DetailArea final : public QWidget {
    Q_OBJECT
public:
    enum class Tab : quint8 { Message, Hex, Connection };

    explicit DetailArea(QWidget *parent = nullptr);

    Tab tab() const;
    void setTab(Tab tab);
    void clear();
    // Asks for the payload; `heading` is what the row is in words.
    void setRow(const Row &row, const QString &heading);
    RowId row() const { return m_row.id; }
    // Ignored unless it is that of the row shown.
    void setPayload(const PageReader::Payload &payload);
    void setFacts(const ConnectionFacts &facts, qint64 epochOffsetNs);
    void setTextFont(const QFont &font);
    void focusPage();

    MessageView *message() const { return m_message; }
    HexView *hex() const { return m_hex; }
    ConnectionView *connection() const { return m_connection; }

Q_SIGNALS:
    void payloadRequested(framescope::RowId row, quint64 length);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *makeTabs();
    QWidget *makeHexPage();
    void showHex();

    Row m_row; // id 0: none
    PageReader::Payload m_payload;
    quint64 m_wanted = 0;
    QButtonGroup *m_tabs = nullptr;
    QStackedWidget *m_pages = nullptr;
    MessageView *m_message = nullptr;
    HexView *m_hex = nullptr;
    QButtonGroup *m_sides = nullptr; // payload of the application, bytes of the wire
    QWidget *m_sideButtons = nullptr;
    ConnectionView *m_connection = nullptr;
};

} // namespace framescope
