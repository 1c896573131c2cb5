// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/detailarea.h"

#include "ui/connectionview.h"
#include "ui/hexview.h"
#include "ui/messageview.h"
#include "ui/tabbutton.h"
#include "ui/theme.h"

#include <QBoxLayout>
#include <QButtonGroup>
#include <QPainter>
#include <QStackedWidget>

namespace framescope {

namespace {

constexpr int TabHeight = 36;
constexpr int Narrowest = 320;

enum Side { Application = 0, Wire = 1 };

} // namespace

DetailArea::DetailArea(QWidget *parent)
    : QWidget(parent)
    , m_pages(new QStackedWidget)
    , m_message(new MessageView)
    , m_hex(new HexView)
    , m_connection(new ConnectionView)
{
    setMinimumWidth(Narrowest);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeTabs());
    column->addWidget(m_pages, 1);
    m_pages->addWidget(m_message);
    m_pages->addWidget(makeHexPage());
    m_pages->addWidget(m_connection);
    connect(m_message, &MessageView::wholeRequested, this, [this](quint64 length) {
        m_wanted = length;
        Q_EMIT payloadRequested(m_row.id, length);
    });
    setTab(Tab::Message);
    clear();
}

QWidget *DetailArea::makeTabs()
{
    auto *strip = new QWidget;
    strip->setFixedHeight(TabHeight);
    auto *row = new QHBoxLayout(strip);
    row->setContentsMargins(4, 0, 4, 1);
    row->setSpacing(0);
    m_tabs = new QButtonGroup(this);
    const auto add = [&](Tab tab, const QString &words) {
        auto *button = new TabButton(words);
        m_tabs->addButton(button, static_cast<int>(tab));
        row->addWidget(button);
    };
    add(Tab::Message, QStringLiteral("Message"));
    add(Tab::Hex, QStringLiteral("Hex"));
    row->addStretch();
    add(Tab::Connection, QStringLiteral("Connection"));
    connect(m_tabs, &QButtonGroup::idClicked, this, [this](int id) { setTab(static_cast<Tab>(id)); });
    return strip;
}

QWidget *DetailArea::makeHexPage()
{
    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_sideButtons = new QWidget;
    auto *row = new QHBoxLayout(m_sideButtons);
    row->setContentsMargins(4, 0, 4, 0);
    row->setSpacing(0);
    m_sides = new QButtonGroup(this);
    const auto add = [&](Side side, const QString &words, const QString &meaning) {
        auto *button = new TabButton(words);
        button->setToolTip(meaning);
        m_sides->addButton(button, side);
        row->addWidget(button);
    };
    add(Application, QStringLiteral("Payload"),
        QStringLiteral("What the application gets: inflated and reassembled"));
    add(Wire, QStringLiteral("On the wire"), QStringLiteral("This frame's own bytes, unmasked"));
    row->addStretch();
    m_sides->button(Application)->setChecked(true);
    connect(m_sides, &QButtonGroup::idClicked, this, &DetailArea::showHex);
    column->addWidget(m_sideButtons);
    column->addWidget(m_hex, 1);
    return page;
}

DetailArea::Tab DetailArea::tab() const
{
    return static_cast<Tab>(m_pages->currentIndex());
}

void DetailArea::setTab(Tab tab)
{
    m_tabs->button(static_cast<int>(tab))->setChecked(true);
    m_pages->setCurrentIndex(static_cast<int>(tab));
}

void DetailArea::clear()
{
    m_row = {};
    m_payload = {};
    m_message->clear();
    showHex();
}

void DetailArea::setRow(const Row &row, const QString &heading)
{
    if (row.id != m_row.id)
        m_wanted = MessageView::FirstBytes;
    m_row = row;
    m_message->setRow(row, heading);
    Q_EMIT payloadRequested(row.id, m_wanted);
}

void DetailArea::setPayload(const PageReader::Payload &payload)
{
    if (payload.row != m_row.id || m_row.id == 0)
        return;
    m_payload = payload;
    m_message->setPayload(payload);
    showHex();
}

void DetailArea::showHex()
{
    m_sideButtons->setVisible(!m_payload.wire.isEmpty());
    const bool wire = !m_payload.wire.isEmpty() && m_sides->checkedId() == Wire;
    m_hex->setEmptyText(m_row.id == 0    ? QStringLiteral("Choose a row to see its bytes.")
            : !m_payload.error.isEmpty() ? m_payload.error
                                         : QStringLiteral("The payload is empty."));
    m_hex->setBytes(wire ? m_payload.wire : m_payload.begin);
}

void DetailArea::setFacts(const ConnectionFacts &facts, qint64 epochOffsetNs)
{
    m_connection->setFacts(facts, epochOffsetNs);
}

void DetailArea::setTextFont(const QFont &font)
{
    m_message->setTextFont(font);
    m_hex->setFont(font);
}

void DetailArea::focusPage()
{
    switch (tab()) {
    case Tab::Message: m_message->focusText(); return;
    case Tab::Hex: m_hex->setFocus(Qt::TabFocusReason); return;
    case Tab::Connection: m_connection->setFocus(Qt::TabFocusReason); return;
    }
}

void DetailArea::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of(palette());
    QPainter painter(this);
    painter.setPen(theme.divider);
    painter.drawLine(0, TabHeight - 1, width(), TabHeight - 1);
}

} // namespace framescope
