// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/environmentchooser.h"

#include "ui/symbols.h"
#include "ui/theme.h"
#include "ui/tooltip.h"

#include <QActionGroup>
#include <QEvent>
#include <QMenu>
#include <QPainter>

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

constexpr int Width = 140;
constexpr int Height = 32;
constexpr int IconSize = 16;
constexpr int Padding = 8;
constexpr int Gap = 4;
constexpr int SquareSize = 10;

QString nameOf(const Environment *environment)
{
    return environment ? environment->name : u"No environment"_s;
}

} // namespace

QColor environmentColor(const Theme &theme, const std::optional<int> &color)
{
    const QColor colors[Environment::Colors] = {
        theme.sent, theme.received, theme.warning, theme.error, theme.number, theme.controlGlyph};
    return color ? colors[*color] : QColor();
}

QStringList environmentColorNames()
{
    return {u"Green"_s, u"Blue"_s, u"Amber"_s, u"Red"_s, u"Orange"_s, u"Purple"_s};
}

QIcon environmentIcon(const QPalette &palette, const std::optional<int> &color)
{
    const Theme &theme = Theme::of(palette);
    QPixmap pixmap(2 * QSize(IconSize, IconSize)); // sharp on dense screens too
    pixmap.setDevicePixelRatio(2);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    const qreal margin = (IconSize - SquareSize) / 2.0;
    const QColor fill = environmentColor(theme, color);
    painter.setPen(fill.isValid() ? QPen(Qt::NoPen) : QPen(theme.controlBorder, 1.5));
    painter.setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    painter.drawRoundedRect(QRectF(margin, margin, SquareSize, SquareSize), 2, 2);
    return QIcon(pixmap);
}

EnvironmentChooser::EnvironmentChooser(QWidget *parent)
    : QToolButton(parent)
{
    setObjectName(u"environment"_s);
    setFixedSize(Width, Height);
    setAutoRaise(true);
    m_menu = new QMenu(this);
    connect(m_menu, &QMenu::aboutToShow, this, &EnvironmentChooser::fillMenu);
    connect(this, &QToolButton::clicked, this,
        [this] { m_menu->popup(mapToGlobal(QPoint(width() - m_menu->sizeHint().width(), height()))); });
    showChosen();
}

void EnvironmentChooser::setEnvironments(const Environments &environments)
{
    m_environments = environments;
    showChosen();
}

void EnvironmentChooser::setChosen(const QString &id)
{
    m_chosen = id;
    showChosen();
}

const Environment *EnvironmentChooser::chosen() const
{
    const qsizetype at = indexOf(m_environments, m_chosen);
    return at < 0 ? nullptr : &m_environments[at];
}

void EnvironmentChooser::showChosen()
{
    const Environment *environment = chosen();
    const QString name = nameOf(environment);
    m_icon = environmentIcon(palette(), environment ? environment->color : std::nullopt);
    const QString guard = environment && environment->isProtected
        ? u" It is protected: what sends by itself asks first."_s
        : QString();
    setToolTip(toolTipText(u"Environment: %1. Its variables stand for ${name}.%2"_s.arg(name, guard)));
    setAccessibleName(u"Environment: "_s + name);
    update();
}

void EnvironmentChooser::fillMenu()
{
    m_menu->clear();
    auto *group = new QActionGroup(m_menu);
    const auto add = [&](const QString &name, const QString &id, const std::optional<int> &color) {
        QAction *action = m_menu->addAction(environmentIcon(palette(), color), name);
        action->setCheckable(true);
        action->setChecked(id == (chosen() ? m_chosen : QString()));
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, id] { Q_EMIT chosenByUser(id); });
    };
    add(nameOf(nullptr), {}, {});
    for (const Environment &environment : std::as_const(m_environments))
        add(environment.name, environment.id, environment.color);
    m_menu->addSeparator();
    connect(m_menu->addAction(u"Edit environments..."_s), &QAction::triggered, this,
        &EnvironmentChooser::editRequested);
}

// The style draws its ground; square, name and arrow stand in a row, the arrow at the end.
void EnvironmentChooser::paintEvent(QPaintEvent *event)
{
    QToolButton::paintEvent(event);
    QPainter painter(this);
    const int top = (height() - IconSize) / 2;
    int left = Padding;
    if (chosen()) {
        m_icon.paint(&painter, left, top, IconSize, IconSize);
        left += IconSize + Gap;
    }
    const int arrow = width() - Padding - IconSize;
    const QRect room(left, 0, arrow - left, height());
    painter.setPen(palette().color(QPalette::ButtonText));
    painter.drawText(
        room, Qt::AlignVCenter, fontMetrics().elidedText(nameOf(chosen()), Qt::ElideRight, room.width()));
    symbolIcon(Symbol::ChevronDown).paint(&painter, arrow, top, IconSize, IconSize);
}

void EnvironmentChooser::changeEvent(QEvent *event)
{
    QToolButton::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        showChosen();
}

} // namespace framescope
