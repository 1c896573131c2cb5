// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/frameview.h"

#include "protocol/closecode.h"
#include "ui/focusring.h"
#include "ui/theme.h"
#include "ui/timelinewords.h"
#include "ui/units.h"
#include "ui/visibletext.h"

#include <QEvent>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>
#include <QtEndian>

#include <algorithm>

namespace framescope {

namespace {

constexpr int Margin = 12;
constexpr int Gap = 4;
constexpr int CellPadding = 6;
constexpr int NameWidth = 104;
constexpr int TitleGap = 12;
constexpr int BitsPerLine = 8;
constexpr int MostSpelledBits = 16;
constexpr std::size_t MostFrames = 200;

QString bitsText(const HeaderField &field)
{
    QString bits;
    for (int bit = field.bits - 1; bit >= 0; --bit) {
        bits += (field.value >> bit) & 1 ? u'1' : u'0';
        if (bit > 0 && bit % 8 == 0)
            bits += u' ';
    }
    return bits;
}

// The bits of a field as long as they can be read, else its bytes.
QString cellBits(const HeaderField &field)
{
    if (field.bits == 64) {
        const quint64 value = qToBigEndian(field.value);
        return QString::fromLatin1(
            QByteArray(reinterpret_cast<const char *>(&value), sizeof value).toHex(' '));
    }
    return field.bits == 1 || field.bits > MostSpelledBits ? field.spelled : bitsText(field);
}

// What they mean, beside them.
QString cellMeaning(const HeaderField &field)
{
    const bool isForm = field.bits == 7 && field.value > 125;
    return isForm ? QStringLiteral("%1: %2").arg(field.spelled, field.meaning) : field.meaning;
}

// The name of a field, short where there is no room.
QString cellName(const HeaderField &field, const QFontMetrics &metrics, int room)
{
    if (field.bits > 1 || metrics.horizontalAdvance(field.name) <= room)
        return field.name;
    return field.name.startsWith(u"RSV") ? QStringLiteral("R%1").arg(field.name.back()) : field.name.left(1);
}

QString percent(quint64 part, quint64 whole)
{
    return QString::number(100.0 * static_cast<double>(part) / static_cast<double>(whole), 'f', 1) + u'%';
}

QString bytesOf(quint64 count)
{
    const QString rounded = bytesText(count);
    return count < 1024 ? rounded : QStringLiteral("%1 (%2 bytes)").arg(rounded, countText(count));
}

QString frameText(const Row &row)
{
    QStringList words{timelinewords::type(row),
        row.header.fin ? QStringLiteral("FIN") : QStringLiteral("no FIN"),
        bytesText(row.header.payloadLength)};
    if (row.flags.testFlag(RowFlag::Cut))
        words += QStringLiteral("cut at %1").arg(bytesText(row.received));
    return words.join(QStringLiteral(", "));
}

} // namespace

HeaderLayout::HeaderLayout(std::vector<HeaderField> fields, QPoint origin, int width, int lineHeight)
{
    const int left = origin.x() + LabelWidth;
    const double bit = static_cast<double>(width - LabelWidth) / BitsPerLine;
    const int cellHeight = 2 * lineHeight + CellPadding;
    int y = origin.y();
    for (HeaderField &field : fields) {
        const int column = field.firstBit % BitsPerLine;
        if (column == 0 && !m_cells.empty())
            y += cellHeight + Gap;
        Cell cell;
        cell.firstByte = field.firstBit / 8;
        cell.bytes = std::max(1, field.bits / 8);
        const int from = left + static_cast<int>(column * bit);
        const int to = left + static_cast<int>((column + std::min(field.bits, BitsPerLine)) * bit);
        cell.rect = QRect(from, y, to - from - 1, cellHeight);
        cell.field = std::move(field);
        m_cells.push_back(std::move(cell));
    }
    m_height = y + cellHeight - origin.y();
}

const HeaderLayout::Cell *HeaderLayout::cellAt(QPoint position) const
{
    const auto found = std::find_if(m_cells.begin(), m_cells.end(),
        [position](const Cell &cell) { return cell.rect.contains(position); });
    return found == m_cells.end() ? nullptr : &*found;
}

FrameView::FrameView(QWidget *parent)
    : QAbstractScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setMouseTracking(true);
    setAccessibleName(QStringLiteral("Frame"));
    clear(QStringLiteral("Choose a row to see its frame."));
    new FocusRing(this);
}

void FrameView::clear(const QString &sentence)
{
    m_hasFacts = false;
    m_facts = {};
    m_sentence = sentence;
    relayout();
}

void FrameView::setFacts(const FrameFacts &facts)
{
    const bool other = facts.row.id != m_facts.row.id;
    m_hasFacts = true;
    m_facts = facts;
    relayout();
    if (other)
        verticalScrollBar()->setValue(0);
}

void FrameView::relayout()
{
    m_lines.clear();
    m_header = {};
    m_height = 0;
    if (m_hasFacts) {
        const int lineHeight = fontMetrics().height() + 2;
        m_header = HeaderLayout(
            headerFields(m_facts.row.header, m_facts.row.flags.testFlag(RowFlag::Compressed)),
            QPoint(Margin, Margin + lineHeight), std::max(200, viewport()->width() - 2 * Margin), lineHeight);
        m_height = Margin + lineHeight + m_header.height() + Gap;
        addLines();
        m_height += Margin;
    }
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(fontMetrics().height());
    verticalScrollBar()->setRange(0, std::max(0, m_height - viewport()->height()));
    setAccessibleDescription(text());
    viewport()->update();
}

void FrameView::addLine(Line::Kind kind, const QString &name, const QString &value, RowId row)
{
    const int width = std::max(100, viewport()->width() - 2 * Margin);
    const int nameWidth = kind == Line::Kind::Pair ? NameWidth
        : kind == Line::Kind::Violation            ? 2 * CellPadding
                                                   : 0;
    QFont font = this->font();
    const QRect room(0, 0, width - nameWidth, 1 << 20);
    const int textHeight = QFontMetrics(font).boundingRect(room, Qt::TextWordWrap, value).height();
    const bool oneLine = kind == Line::Kind::Title || kind == Line::Kind::Frame;
    int height = (oneLine ? fontMetrics().height() : std::max(fontMetrics().height(), textHeight)) + Gap;
    if (kind == Line::Kind::Title)
        m_height += TitleGap;
    if (kind == Line::Kind::Violation)
        height += CellPadding;
    m_lines.push_back({kind, name, value, row, QRect(Margin, m_height, width, height)});
    m_height += height + (kind == Line::Kind::Violation ? Gap : 0);
}

void FrameView::addLines()
{
    const Row &row = m_facts.row;
    if (!m_facts.violations.empty()) {
        addLine(Line::Kind::Title, {},
            m_facts.violations.size() == 1 ? QStringLiteral("Breaks a rule")
                                           : QStringLiteral("Breaks %1 rules").arg(m_facts.violations.size()));
        for (const QString &violation : m_facts.violations)
            addLine(Line::Kind::Violation, {}, violation);
    }
    if (row.header.opcode == Opcode::Close) {
        const CloseBody body = parseCloseBody(m_facts.closePayload);
        addLine(Line::Kind::Title, {}, QStringLiteral("Close"));
        addLine(Line::Kind::Pair, QStringLiteral("Code"),
            body.code ? QStringLiteral("%1 %2").arg(*body.code).arg(closecode::name(*body.code))
                      : QStringLiteral("none"));
        if (body.code)
            addLine(Line::Kind::Pair, QStringLiteral("Reason"),
                body.reason.isEmpty() ? QStringLiteral("none") : visibleText(body.reason, 200).text);
    }
    addLine(Line::Kind::Title, {}, QStringLiteral("Frame"));
    addLine(Line::Kind::Pair, QStringLiteral("Direction"), m_facts.direction);
    addLine(Line::Kind::Pair, QStringLiteral("Time"), m_facts.time);
    addLine(Line::Kind::Pair, QStringLiteral("On the wire"),
        QStringLiteral("%1: header %2, payload %3")
            .arg(bytesText(row.wireSize), countText(static_cast<quint64>(row.header.size())),
                countText(row.header.payloadLength)));
    if (row.flags.testFlag(RowFlag::Cut))
        addLine(Line::Kind::Pair, QStringLiteral("Cut"),
            QStringLiteral("after %1 of %2").arg(bytesText(row.received), bytesText(row.header.payloadLength)));
    if (const QString meaning = timelinewords::originMeaning(row.flags); !meaning.isEmpty())
        addLine(Line::Kind::Pair, QStringLiteral("Origin"), meaning);
    addMessageLines();
}

void FrameView::addMessageLines()
{
    const Row &row = m_facts.row;
    if (isControl(row.header.opcode))
        return;
    addLine(Line::Kind::Title, {}, QStringLiteral("Message"));
    const auto &frames = m_facts.frames;
    const auto own =
        std::find_if(frames.begin(), frames.end(), [&](const Row &each) { return each.id == row.id; });
    const bool ends = !frames.empty() && frames.back().flags.testFlag(RowFlag::EndsMessage);
    if (frames.size() > 1 && own != frames.end())
        addLine(Line::Kind::Pair, QStringLiteral("Place"),
            QStringLiteral("frame %1 of %2%3")
                .arg(own - frames.begin() + 1)
                .arg(frames.size())
                .arg(ends ? QString() : QStringLiteral(" so far")));
    const Row &owner = ends ? frames.back() : row;
    if (owner.flags.testFlag(RowFlag::EndsMessage)) {
        addLine(Line::Kind::Pair, QStringLiteral("Payload"), bytesOf(owner.payloadSize));
        quint64 wire = 0;
        for (const Row &each : frames)
            wire += each.header.payloadLength;
        if (frames.empty())
            wire = row.header.payloadLength;
        if (owner.flags.testFlag(RowFlag::Compressed) && owner.payloadSize > 0)
            addLine(Line::Kind::Pair, QStringLiteral("Compressed"),
                QStringLiteral("to %1, %2 of the payload (permessage-deflate, RFC 7692)")
                    .arg(bytesText(wire), percent(wire, owner.payloadSize)));
        if (owner.flags.testFlag(RowFlag::NotDelivered))
            addLine(Line::Kind::Pair, QStringLiteral("Delivered"), QStringLiteral("no"));
    }
    if (frames.size() > 1) {
        for (std::size_t i = 0; i < std::min(frames.size(), MostFrames); ++i)
            addLine(Line::Kind::Frame, QStringLiteral("#%1").arg(frames[i].id), frameText(frames[i]),
                frames[i].id);
        if (frames.size() > MostFrames)
            addLine(Line::Kind::Pair, {}, QStringLiteral("and %1 more").arg(frames.size() - MostFrames));
    }
}

QString FrameView::text() const
{
    if (!m_hasFacts)
        return m_sentence;
    QStringList lines;
    for (const HeaderLayout::Cell &cell : m_header.cells())
        lines += QStringLiteral("%1: %2, %3").arg(cell.field.name, cell.field.spelled, cell.field.meaning);
    for (const Line &line : m_lines)
        lines += line.name.isEmpty() ? line.value : QStringLiteral("%1: %2").arg(line.name, line.value);
    return lines.join(u'\n');
}

QString FrameView::tipAt(QPoint position) const
{
    const HeaderLayout::Cell *cell = m_header.cellAt(position + QPoint(0, verticalScrollBar()->value()));
    if (!cell)
        return {};
    const HeaderField &field = cell->field;
    const int last = field.firstBit + field.bits - 1;
    const QString where = field.bits == 1 ? QStringLiteral("bit %1").arg(field.firstBit)
                                          : QStringLiteral("bits %1 to %2").arg(field.firstBit).arg(last);
    return QStringLiteral("<p><b>%1</b> = %2, %3</p><p>%4</p><p>%5, %6</p>")
        .arg(field.name, field.spelled.toHtmlEscaped(), field.meaning.toHtmlEscaped(),
            field.note.toHtmlEscaped(), field.section, where);
}

const FrameView::Line *FrameView::lineAt(QPoint position) const
{
    const QPoint place = position + QPoint(0, verticalScrollBar()->value());
    const auto found = std::find_if(
        m_lines.begin(), m_lines.end(), [place](const Line &line) { return line.rect.contains(place); });
    return found == m_lines.end() ? nullptr : &*found;
}

void FrameView::paintEvent(QPaintEvent *event)
{
    const Theme &theme = Theme::of(palette());
    QPainter painter(viewport());
    painter.fillRect(event->rect(), theme.base);
    if (!m_hasFacts) {
        painter.setPen(theme.secondary);
        painter.drawText(viewport()->rect(), Qt::AlignCenter | Qt::TextWordWrap, m_sentence);
        return;
    }
    painter.translate(0, -verticalScrollBar()->value());
    paintHeader(painter);
    for (const Line &line : m_lines)
        paintLine(painter, line);
}

void FrameView::paintHeader(QPainter &painter) const
{
    const Theme &theme = Theme::of(palette());
    const QByteArray bytes = headerBytes(m_facts.row.header);
    painter.setFont(monospaceFont(font().pointSize() - 1));
    painter.setPen(theme.secondary);
    const double bit =
        static_cast<double>(viewport()->width() - 2 * Margin - HeaderLayout::LabelWidth) / BitsPerLine;
    for (int i = 0; i < BitsPerLine; ++i)
        painter.drawText(
            QRectF(Margin + HeaderLayout::LabelWidth + i * bit, Margin, bit, fontMetrics().height()),
            Qt::AlignCenter, QString::number(i));
    for (const HeaderLayout::Cell &cell : m_header.cells()) {
        if (cell.field.firstBit % BitsPerLine == 0) {
            const QRect label(Margin, cell.rect.top(), HeaderLayout::LabelWidth - Gap, cell.rect.height());
            const bool several = cell.bytes > 1;
            painter.setPen(theme.secondary);
            painter.setFont(font());
            painter.drawText(label.adjusted(0, CellPadding / 2, 0, -cell.rect.height() / 2),
                Qt::AlignLeft | Qt::AlignVCenter,
                several ? QStringLiteral("%1\u2013%2").arg(cell.firstByte).arg(cell.firstByte + cell.bytes - 1)
                        : QStringLiteral("Byte %1").arg(cell.firstByte));
            painter.setPen(theme.text);
            painter.setFont(monospaceFont(font().pointSize()));
            if (!several)
                painter.drawText(label.adjusted(0, cell.rect.height() / 2 - CellPadding / 2, 0, 0),
                    Qt::AlignLeft | Qt::AlignVCenter,
                    QStringLiteral("%1").arg(
                        static_cast<quint8>(bytes[cell.firstByte]), 2, 16, QLatin1Char('0')));
        }
        paintCell(painter, cell);
    }
}

void FrameView::paintCell(QPainter &painter, const HeaderLayout::Cell &cell) const
{
    const Theme &theme = Theme::of(palette());
    const bool isSetFlag = cell.field.bits == 1 && cell.field.value == 1;
    const QColor background = cell.field.isOdd ? theme.errorBackground
        : isSetFlag                            ? theme.selection
        : cell.field.bits == 1                 ? theme.base
                                               : theme.infoBackground;
    painter.setPen(cell.field.isOdd ? theme.error : theme.divider);
    painter.setBrush(background);
    painter.drawRect(cell.rect.adjusted(0, 0, -1, -1));
    const QRect inside = cell.rect.adjusted(CellPadding, CellPadding / 2, -CellPadding, -CellPadding / 2);
    const QRect top(inside.topLeft(), QSize(inside.width(), inside.height() / 2));
    const QRect bottom(inside.left(), inside.top() + inside.height() / 2, inside.width(), inside.height() / 2);
    const bool isFlag = cell.field.bits == 1;
    const QRect room = isFlag ? QRect(cell.rect.left() + 1, 0, cell.rect.width() - 2, 1) : inside;
    const auto draw = [&](const QRect &line, int from, const QString &words) {
        const QRect place(room.left() + from, line.top(), room.width() - from, line.height());
        const auto alignment = isFlag ? Qt::AlignCenter : Qt::AlignVCenter | Qt::AlignLeft;
        painter.drawText(place, static_cast<int>(alignment),
            painter.fontMetrics().elidedText(words, Qt::ElideRight, std::max(0, place.width())));
        return from + painter.fontMetrics().horizontalAdvance(words);
    };
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() - 1.5);
    painter.setFont(small);
    painter.setPen(theme.secondary);
    draw(top, 0, cellName(cell.field, painter.fontMetrics(), room.width()));
    painter.setFont(monospaceFont(font().pointSize()));
    painter.setPen(cell.field.isOdd ? theme.error : theme.text);
    const int end = draw(bottom, 0, cellBits(cell.field));
    painter.setFont(font());
    if (!isFlag)
        draw(bottom, end + 2 * CellPadding, cellMeaning(cell.field));
}

void FrameView::paintLine(QPainter &painter, const Line &line) const
{
    const Theme &theme = Theme::of(palette());
    QFont titleFont = font();
    titleFont.setWeight(QFont::DemiBold);
    painter.setFont(line.kind == Line::Kind::Title ? titleFont : font());
    painter.setPen(theme.text);
    const int wrap = Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap;
    switch (line.kind) {
    case Line::Kind::Title: painter.drawText(line.rect, Qt::AlignLeft | Qt::AlignVCenter, line.value); return;
    case Line::Kind::Pair:
        painter.drawText(line.rect.adjusted(NameWidth, 0, 0, 0), wrap, line.value);
        painter.setPen(theme.secondary);
        painter.drawText(line.rect, Qt::AlignLeft | Qt::AlignTop, line.name);
        return;
    case Line::Kind::Violation:
        painter.fillRect(line.rect, theme.errorBackground);
        painter.setPen(theme.error);
        painter.drawText(line.rect.adjusted(CellPadding, Gap, -CellPadding, 0), wrap, line.value);
        return;
    case Line::Kind::Frame:
        if (line.row == m_facts.row.id)
            painter.fillRect(line.rect.adjusted(-Gap, 0, Gap, 0), theme.selectionInactive);
        painter.drawText(line.rect.adjusted(NameWidth, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, line.value);
        painter.setPen(line.row == m_facts.row.id ? theme.text : theme.accent);
        painter.drawText(line.rect, Qt::AlignLeft | Qt::AlignVCenter, line.name);
        return;
    }
}

bool FrameView::viewportEvent(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QAbstractScrollArea::viewportEvent(event);
    const auto &help = static_cast<const QHelpEvent &>(*event);
    QToolTip::showText(help.globalPos(), tipAt(help.pos()), viewport());
    return true;
}

void FrameView::mousePressEvent(QMouseEvent *event)
{
    const Line *line = lineAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && line && line->row != 0 && line->row != m_facts.row.id)
        Q_EMIT rowChosen(line->row);
}

void FrameView::mouseMoveEvent(QMouseEvent *event)
{
    const Line *line = lineAt(event->position().toPoint());
    const bool leads = line && line->row != 0 && line->row != m_facts.row.id;
    viewport()->setCursor(leads ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void FrameView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    relayout();
}

void FrameView::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        relayout();
}

} // namespace framescope
