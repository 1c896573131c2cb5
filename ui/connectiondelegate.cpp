// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/connectiondelegate.h"

#include "ui/theme.h"
#include "ui/twolinerow.h"
#include "ui/units.h"

#include <QPainter>

#include <algorithm>

namespace framescope {

using namespace twolinerow;

namespace {

constexpr int ShapeSize = 10;
constexpr int ChipPadding = 4;
constexpr int ChipLeast = 20;

int drawChip(QPainter &painter, const QRect &line, const QString &number, const Theme &theme)
{
    const int width = std::max(ChipLeast, painter.fontMetrics().horizontalAdvance(number) + 2 * ChipPadding);
    const QRectF chip(line.left() + 0.5, line.top() + 0.5, width - 1, line.height() - 1);
    painter.setPen(theme.divider);
    painter.setBrush(theme.window);
    painter.drawRoundedRect(chip, 3, 3);
    painter.setPen(theme.secondary);
    painter.drawText(chip, Qt::AlignCenter, number);
    return width;
}

} // namespace

QSize ConnectionDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return twolinerow::sizeHint(option);
}

void ConnectionDelegate::paint(
    QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Theme theme = themeOf(option);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setFont(option.font);
    const auto *model = static_cast<const ConnectionTreeModel *>(index.model());
    if (model->isAll(index))
        paintAll(*painter, option, theme, *model);
    else
        paintConnection(*painter, option, theme, index);
    painter->restore();
}

void ConnectionDelegate::paintAll(QPainter &painter, const QStyleOptionViewItem &option, const Theme &theme,
    const ConnectionTreeModel &model)
{
    const Lines lines = linesOf(option);
    painter.setPen(theme.text);
    drawLeft(painter, lines.upper, QStringLiteral("All connections"), Qt::ElideRight);
    painter.setFont(tabularDigits(option.font));
    painter.setPen(theme.secondary);
    const auto count = static_cast<quint64>(model.connectionCount());
    const auto open = static_cast<quint64>(model.openCount());
    drawLeft(painter, lines.lower,
        count == 0 ? QStringLiteral("None yet")
                   : QStringLiteral("%1, %2 open").arg(countText(count), countText(open)),
        Qt::ElideRight);
}

void ConnectionDelegate::paintConnection(
    QPainter &painter, const QStyleOptionViewItem &option, const Theme &theme, const QModelIndex &index) const
{
    const auto *model = static_cast<const ConnectionTreeModel *>(index.model());
    const ConnectionSummary &summary = *model->summaryAt(index);
    const int attempts = model->attemptsAt(index);
    Lines lines = linesOf(option);
    const bool isAttempt = index.parent().isValid();

    painter.setFont(tabularDigits(option.font));
    lines.upper.setLeft(
        lines.upper.left() + drawChip(painter, lines.upper, QString::number(summary.id), theme) + Gap);
    painter.setFont(summary.id == m_current ? semibold(option.font) : option.font);
    painter.setPen(theme.text);
    drawLeft(painter, lines.upper,
        isAttempt ? QStringLiteral("Attempt %1").arg(index.row() + 1) : connectionwords::name(summary.url),
        Qt::ElideMiddle);
    painter.setFont(tabularDigits(option.font));
    QStringList times; // of which the first that has room is painted
    if (attempts > 1)
        times = {connectionwords::attempts(attempts, model->lastEndedAt(index)),
            connectionwords::attempts(attempts, nullptr)};
    else
        times = {connectionwords::duration(summary, model->nowNs())};
    paintState(painter, lines.lower, theme, summary, times,
        attempts > 1 || !summary.openedNs ? QString() : connectionwords::traffic(summary));
}

// The frames keep their place at the right; the time is left out where it has no room.
void ConnectionDelegate::paintState(QPainter &painter, const QRect &line, const Theme &theme,
    const ConnectionSummary &summary, const QStringList &times, const QString &traffic)
{
    const QColor colour = stateColour(summary.state, theme);
    drawState(painter, summary.state,
        QRectF(line.left() + (ChipLeast - ShapeSize) / 2.0, line.center().y() - ShapeSize / 2.0 + 1,
            ShapeSize, ShapeSize),
        colour);
    QRect rest = line.adjusted(ChipLeast + Gap, 0, 0, 0);
    painter.setPen(theme.secondary);
    if (!traffic.isEmpty()) {
        painter.drawText(rest, Qt::AlignVCenter | Qt::AlignRight | Qt::TextSingleLine, traffic);
        rest.setRight(rest.right() - painter.fontMetrics().horizontalAdvance(traffic) - Gap);
    }
    painter.setPen(colour);
    const int word = drawLeft(painter, rest, connectionwords::state(summary), Qt::ElideRight);
    rest.setLeft(rest.left() + word + Gap);
    painter.setPen(theme.secondary);
    const auto fits = [&](const QString &time) {
        return painter.fontMetrics().horizontalAdvance(time) <= rest.width();
    };
    const auto time = std::find_if(times.begin(), times.end(), fits);
    if (time != times.end())
        drawLeft(painter, rest, *time, Qt::ElideNone);
}

} // namespace framescope
