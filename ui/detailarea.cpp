// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/detailarea.h"

#include "analysis/headsecrets.h"
#include "analysis/jsonplace.h"
#include "ui/connectionview.h"
#include "ui/elidedlabel.h"
#include "ui/frameview.h"
#include "ui/hexview.h"
#include "ui/messageview.h"
#include "ui/noticebar.h"
#include "ui/symbols.h"
#include "ui/tabbutton.h"
#include "ui/theme.h"
#include "ui/units.h"
#include "ui/visibletext.h"

#include <QBoxLayout>
#include <QButtonGroup>
#include <QKeyEvent>
#include <QPainter>
#include <QScopedValueRollback>
#include <QStackedWidget>
#include <QToolButton>

namespace framescope {

using namespace std::chrono_literals;

namespace {

constexpr int TabHeight = 36;
constexpr int Narrowest = 320;

constexpr auto Patience = 150ms; // less is no flicker
constexpr int HeadingHeight = 32;
constexpr int SelectionHeight = 24;
constexpr int LeastHeight = 72; // of a page, in a small window with the drawer open
// A place in JSON is found by reading what stands in front of it: 2 ms.
constexpr quint64 FarthestPlace = 1 << 20;

enum Side { Application = 0, Wire = 1 };

QString characterText(const QByteArray &bytes, quint64 at)
{
    const auto found = utf8CharacterAt(bytes, static_cast<qsizetype>(at));
    if (!found)
        return QStringLiteral("0x%1, no UTF-8")
            .arg(static_cast<quint8>(bytes[static_cast<qsizetype>(at)]), 2, 16, QLatin1Char('0'));
    const QString code =
        QStringLiteral("U+%1").arg(static_cast<quint32>(found->code), 4, 16, QLatin1Char('0')).toUpper();
    const bool isSeen = found->name.isEmpty() && QChar::isPrint(found->code);
    QString text = isSeen ? QStringLiteral("\u201C%1\u201D %2").arg(QString::fromUcs4(&found->code, 1), code)
                          : QStringLiteral("%1 %2").arg(found->name, code);
    if (found->length > 1)
        text += QStringLiteral(", byte %1 of %2")
                    .arg(static_cast<qsizetype>(at) - found->begin + 1)
                    .arg(found->length);
    return text.trimmed();
}

} // namespace

DetailArea::DetailArea(QWidget *parent)
    : QWidget(parent)
    , m_pages(new QStackedWidget)
    , m_message(new MessageView)
    , m_hex(new HexView)
    , m_frame(new FrameView)
    , m_connection(new ConnectionView)
    , m_selection(new ElidedLabel)
{
    setMinimumWidth(Narrowest);
    m_patience.setSingleShot(true);
    m_patience.setInterval(Patience);
    connect(&m_patience, &QTimer::timeout, this, &DetailArea::dropOther);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeTabs());
    column->addWidget(makeHeading());
    column->addWidget(m_pages, 1);
    m_pages->setMinimumHeight(LeastHeight);
    m_pages->addWidget(m_message);
    m_pages->addWidget(makeHexPage());
    m_pages->addWidget(m_frame);
    m_pages->addWidget(m_connection);
    m_selection->setFixedHeight(SelectionHeight);
    m_selection->setContentsMargins(12, 0, 12, 0);
    m_selection->setForegroundRole(QPalette::PlaceholderText);
    column->addWidget(m_selection);
    connectPanes();
    setTab(Tab::Message);
    clear();
}

QWidget *DetailArea::makeHeading()
{
    m_headingStrip = new QWidget;
    m_headingStrip->setFixedHeight(HeadingHeight);
    auto *row = new QHBoxLayout(m_headingStrip);
    row->setContentsMargins(16, 0, 8, 1);
    row->setSpacing(8);
    m_heading = new ElidedLabel;
    m_heading->setForegroundRole(QPalette::PlaceholderText);
    row->addWidget(m_heading, 1);
    const auto add = [row](Symbol symbol, const QString &name, const QString &tip) {
        auto *button = new QToolButton;
        button->setIcon(symbolIcon(symbol));
        button->setAutoRaise(true);
        button->setCheckable(true);
        button->setAccessibleName(name);
        button->setToolTip(tip);
        row->addWidget(button);
        return button;
    };
    m_watch = add(Symbol::Eye, QStringLiteral("Watch latest"),
        QStringLiteral("Watch latest keeps this pane on the newest row of the timeline"));
    m_pin = add(
        Symbol::Pin, QStringLiteral("Pin"), QStringLiteral("Pin keeps this pane while others are selected"));
    connect(m_watch, &QToolButton::toggled, this, [this](bool watching) {
        if (watching)
            setPinned(false);
        Q_EMIT watchChanged(watching);
    });
    connect(m_pin, &QToolButton::toggled, this, [this](bool pinned) {
        if (pinned)
            setWatching(false);
        Q_EMIT pinChanged(pinned);
    });
    return m_headingStrip;
}

void DetailArea::connectPanes()
{
    connect(m_message, &MessageView::wholeRequested, this, [this](quint64 length) {
        m_wanted = length;
        Q_EMIT payloadRequested(m_row.id, length);
    });
    connect(m_message, &MessageView::noticed, this, &DetailArea::noticed);
    connect(m_message, &MessageView::saveRequested, this, [this] { Q_EMIT saveRequested(m_row.id); });
    connect(m_message, &MessageView::selectionChanged, this, &DetailArea::takeTextSelection);
    connect(m_message, &MessageView::secretsShown, this, &DetailArea::showHex);
    connect(m_hex, &HexView::selectionChanged, this, &DetailArea::takeHexSelection);
    connect(m_frame, &FrameView::rowChosen, this, &DetailArea::rowChosen);
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
    add(Tab::Frame, QStringLiteral("Frame"));
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
    m_cut = new NoticeBar(NoticeBar::Tone::Info);
    connect(m_cut, &NoticeBar::triggered, m_message, &MessageView::requestWhole);
    m_secrets = new NoticeBar(NoticeBar::Tone::Info);
    connect(m_secrets, &NoticeBar::triggered, m_message, &MessageView::showSecrets);
    column->addWidget(m_sideButtons);
    column->addWidget(m_cut);
    column->addWidget(m_secrets);
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
    m_headingStrip->setVisible(tab != Tab::Connection && m_row.id != 0);
    showSelection();
}

void DetailArea::clear()
{
    m_row = {};
    m_payload = {};
    m_heading->say({});
    m_pin->setEnabled(false);
    m_watch->setEnabled(false);
    m_message->clear();
    m_frame->clear(QStringLiteral("Choose a row to see its frame."));
    saySelection({});
    showHex();
    setTab(tab());
}

void DetailArea::setRow(const Row &row, const QString &heading)
{
    if (row.id != m_row.id) {
        m_wanted = MessageView::FirstBytes;
        saySelection({});
        m_patience.start();
    }
    m_row = row;
    setTab(tab());
    m_heading->say(heading);
    m_pin->setEnabled(true);
    m_watch->setEnabled(true);
    m_message->setRow(row);
    Q_EMIT payloadRequested(row.id, m_wanted);
}

// What was shown stays for a moment, so that nothing flickers while the arrow keys run; but not under the heading of a
// row whose bytes do not come.
void DetailArea::dropOther()
{
    m_message->dropOther();
    if (m_payload.row == m_row.id)
        return;
    m_payload = {};
    m_frame->clear({});
    showHex();
}

void DetailArea::setPayload(const PageReader::Payload &payload)
{
    if (payload.row != m_row.id || m_row.id == 0)
        return;
    m_patience.stop();
    m_payload = payload;
    m_message->setPayload(payload);
    showHex();
}

void DetailArea::setFrame(const FrameFacts &facts)
{
    if (facts.row.id != m_row.id || m_row.id == 0)
        return;
    if (facts.row.kind == RowKind::Frame)
        m_frame->setFacts(facts);
    else
        m_frame->clear(QStringLiteral("This row is no frame."));
}

bool DetailArea::isPinned() const
{
    return m_pin->isChecked();
}

void DetailArea::setPinned(bool pinned)
{
    m_pin->setChecked(pinned);
}

bool DetailArea::isWatching() const
{
    return m_watch->isChecked();
}

void DetailArea::setWatching(bool watching)
{
    m_watch->setChecked(watching);
}

void DetailArea::find()
{
    setTab(Tab::Message);
    m_message->find();
}

bool DetailArea::closeFind()
{
    return m_message->closeFind();
}

bool DetailArea::hexShowsPayload() const
{
    return m_payload.wire.isEmpty() || m_sides->checkedId() == Application;
}

void DetailArea::takeTextSelection(quint64 begin, quint64 end)
{
    describeSelection(begin, end);
    if (m_isLinking || !hexShowsPayload())
        return;
    const QScopedValueRollback linking(m_isLinking, true);
    m_hex->reveal(begin, end > begin ? end - 1 : begin);
}

void DetailArea::takeHexSelection()
{
    if (m_isLinking || m_hex->bytes().isEmpty())
        return;
    const quint64 begin = m_hex->selectionBegin(), end = m_hex->selectionEnd() + 1;
    if (!hexShowsPayload()) {
        saySelection({});
        return;
    }
    describeSelection(begin, end);
    const QScopedValueRollback linking(m_isLinking, true);
    m_message->select(begin, end);
}

void DetailArea::describeSelection(quint64 begin, quint64 end)
{
    const QByteArray &bytes = m_payload.begin;
    QStringList parts;
    if (begin >= static_cast<quint64>(bytes.size()))
        parts += QStringLiteral("End, byte %1").arg(countText(begin));
    else if (end <= begin + 1)
        parts << QStringLiteral("Byte %1 (0x%2)").arg(countText(begin)).arg(begin, 0, 16)
              << (m_hex->isSecret(begin) ? QStringLiteral("secret") : characterText(bytes, begin));
    else
        parts += QStringLiteral("Bytes %1 to %2 (%3)")
                     .arg(countText(begin), countText(end - 1), countText(end - begin));
    if (m_message->isJson() && begin < FarthestPlace) {
        if (const auto place = jsonPlaceAt(bytes, begin))
            parts.prepend(jsonPath(*place));
    }
    saySelection(parts.join(QStringLiteral(" \u00B7 ")));
}

void DetailArea::saySelection(const QString &words)
{
    m_selection->say(words);
    showSelection();
}

// Without a selection its line is no place for nothing.
void DetailArea::showSelection()
{
    const bool isOfBytes = tab() == Tab::Message || tab() == Tab::Hex;
    m_selection->setVisible(isOfBytes && !m_selection->text().isEmpty());
}

QString DetailArea::selectionText() const
{
    return m_selection->text();
}

void DetailArea::showHex()
{
    m_sideButtons->setVisible(!m_payload.wire.isEmpty());
    const bool wire = !m_payload.wire.isEmpty() && m_sides->checkedId() == Wire;
    m_hex->setEmptyText(m_row.id == 0    ? QStringLiteral("Choose a row to see its bytes.")
            : m_payload.row != m_row.id  ? QString() // still on its way
            : !m_payload.error.isEmpty() ? m_payload.error
                                         : QStringLiteral("The payload is empty."));
    const QByteArray &bytes = wire ? m_payload.wire : m_payload.begin;
    const QScopedValueRollback linking(m_isLinking, true);
    if (m_hex->bytes() != bytes)
        m_hex->setBytes(bytes);
    m_cut->say(wire ? QString() : m_message->cutText(), m_message->wholeOffer());
    const bool hides = !wire && m_message->hidesSecrets();
    m_hex->setSecrets(hides ? secretsIn(bytes) : std::vector<HeadSecret>());
    m_secrets->say(hides ? QStringLiteral("Secret values show as dots.") : QString(), QStringLiteral("Show"));
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
    case Tab::Frame: m_frame->setFocus(Qt::TabFocusReason); return;
    case Tab::Connection: m_connection->setFocus(Qt::TabFocusReason); return;
    }
}

// Ctrl+F and F3 mean the payload here, whatever it means elsewhere in the window.
bool DetailArea::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->matches(QKeySequence::Find) || (key->key() == Qt::Key_F3 && tab() == Tab::Message)) {
            event->accept();
            return true;
        }
    }
    return QWidget::event(event);
}

void DetailArea::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Find))
        find();
    else if (event->key() == Qt::Key_F3 && tab() == Tab::Message)
        m_message->findNext(event->modifiers().testFlag(Qt::ShiftModifier) ? -1 : 1);
    else if (event->key() != Qt::Key_Escape || !closeFind())
        QWidget::keyPressEvent(event);
}

void DetailArea::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of(palette());
    QPainter painter(this);
    painter.setPen(theme.divider);
    painter.drawLine(0, TabHeight - 1, width(), TabHeight - 1);
    if (m_selection->isVisible())
        painter.drawLine(0, m_selection->y(), width(), m_selection->y());
}

} // namespace framescope
