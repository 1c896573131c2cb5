// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/endpopover.h"

#include "protocol/closecode.h"
#include "ui/style.h"
#include "ui/theme.h"

#include <QBoxLayout>
#include <QButtonGroup>
#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QScreen>

#include <array>

namespace framescope {

namespace {

constexpr int Width = 400;
constexpr int MaxReason = 123; // RFC 6455, 5.5: 125 bytes less the code
constexpr QLatin1StringView NoCode("none");

int reasonBytes(const QString &reason)
{
    return static_cast<int>(reason.toUtf8().size());
}

void addCode(QComboBox &box, quint16 code)
{
    box.addItem(QStringLiteral("%1 %2").arg(code).arg(closecode::name(code)));
}

QLabel *fieldLabel(const QString &text, QWidget *buddy)
{
    auto *label = new QLabel(text);
    label->setBuddy(buddy);
    return label;
}

} // namespace

EndPopover::EndPopover(QWidget *parent)
    : Popover(Width, parent)
{
    setAccessibleName(QStringLiteral("Ways to end the connection"));

    buildWays();
    buildClose();
    setFocusProxy(m_code);

    m_remark = new QLabel;
    m_remark->setWordWrap(true);
    m_remark->setMinimumHeight(2 * fontMetrics().lineSpacing());
    m_remark->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    column()->addWidget(m_remark);

    m_end = new QPushButton(QStringLiteral("End"));
    m_end->setProperty(Style::Primary, true);
    m_end->setDefault(true);
    column()->addWidget(m_end, 0, Qt::AlignRight);
    const auto end = [this] {
        if (const auto chosen = request()) {
            hide();
            Q_EMIT endRequested(*chosen);
        }
    };
    connect(m_end, &QPushButton::clicked, this, end);
    connect(m_reason, &QLineEdit::returnPressed, this, end);
    judge();
}

void EndPopover::buildWays()
{
    m_ways = new QButtonGroup(this);
    const std::pair<EndRequest::Way, QString> ways[] = {
        {EndRequest::Way::CloseHandshake, QStringLiteral("Close handshake")},
        {EndRequest::Way::Fin, QStringLiteral("End TCP (FIN), without a Close frame")},
        {EndRequest::Way::Reset, QStringLiteral("Reset TCP (RST)")},
        {EndRequest::Way::StopReading, QStringLiteral("Stop reading; the server is held back")},
    };
    for (const auto &[way, words] : ways) {
        auto *button = new QRadioButton(words);
        m_ways->addButton(button, static_cast<int>(way));
        column()->addWidget(button);
    }
    m_ways->button(0)->setChecked(true);
    connect(m_ways, &QButtonGroup::idToggled, this, &EndPopover::judge);
}

void EndPopover::buildClose()
{
    m_code = new QComboBox;
    m_code->setEditable(true);
    m_code->setInsertPolicy(QComboBox::NoInsert);
    for (const quint16 code : std::array<quint16, 5>{1000, 1001, 1011, 3000, 4000})
        addCode(*m_code, code);
    m_code->addItem(NoCode);
    connect(m_code, &QComboBox::currentTextChanged, this, &EndPopover::judge);

    m_reason = new QLineEdit;
    m_reason->setPlaceholderText(QStringLiteral("no reason"));
    connect(m_reason, &QLineEdit::textChanged, this, &EndPopover::judge);

    m_count = new QLabel;
    m_count->setFont(tabularDigits(font()));
    m_count->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_count->setMinimumWidth(m_count->fontMetrics().horizontalAdvance(QStringLiteral("8888/123")));

    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(8);
    grid->addWidget(fieldLabel(QStringLiteral("Code"), m_code), 0, 0);
    grid->addWidget(m_code, 0, 1, 1, 2);
    grid->addWidget(fieldLabel(QStringLiteral("Reason"), m_reason), 1, 0);
    grid->addWidget(m_reason, 1, 1);
    grid->addWidget(m_count, 1, 2);
    grid->setColumnStretch(1, 1);
    column()->addLayout(grid);
}

EndRequest::Way EndPopover::way() const
{
    return static_cast<EndRequest::Way>(m_ways->checkedId());
}

// The number at the beginning of what is chosen or typed.
std::optional<std::optional<quint16>> EndPopover::code() const
{
    const QString typed = m_code->currentText().trimmed();
    if (typed.isEmpty() || typed == NoCode)
        return std::optional<quint16>{};
    bool ok = false;
    const quint16 number = typed.section(u' ', 0, 0).toUShort(&ok);
    if (!ok)
        return std::nullopt;
    return number;
}

QString EndPopover::mistake() const
{
    if (way() != EndRequest::Way::CloseHandshake)
        return {};
    const auto chosen = code();
    if (!chosen)
        return QStringLiteral("A close code is a number from 0 to 65535.");
    const int bytes = reasonBytes(m_reason->text());
    if (bytes > 0 && !*chosen)
        return QStringLiteral("A reason needs a code in front of it (RFC 6455, 5.5.1).");
    if (bytes > MaxReason)
        return QStringLiteral("The reason has %1 bytes; a Close frame carries at most %2 (RFC 6455, 5.5).")
            .arg(bytes)
            .arg(MaxReason);
    return {};
}

QString EndPopover::warning() const
{
    const auto chosen = code();
    if (way() != EndRequest::Way::CloseHandshake || !chosen || !*chosen)
        return {};
    const quint16 number = **chosen;
    if (!closecode::mayBeOnWire(number))
        return QStringLiteral("%1 must not be sent (RFC 6455, 7.4). A correct server answers with 1002.")
            .arg(number);
    if (!closecode::mayBeSentByBrowser(number))
        return QStringLiteral("Browsers may not send %1, only 1000 and 3000 to 4999.").arg(number);
    return {};
}

QString EndPopover::remark() const
{
    const QString wrong = mistake();
    return wrong.isEmpty() ? warning() : wrong;
}

std::optional<EndRequest> EndPopover::request() const
{
    if (!mistake().isEmpty())
        return std::nullopt;
    if (way() != EndRequest::Way::CloseHandshake)
        return EndRequest{way(), {}, {}};
    return EndRequest{way(), *code(), m_reason->text()};
}

void EndPopover::judge()
{
    const Theme &theme = Theme::of(palette());
    const bool handshake = way() == EndRequest::Way::CloseHandshake;
    m_code->setEnabled(handshake);
    m_reason->setEnabled(handshake);
    const int bytes = reasonBytes(m_reason->text());
    m_count->setText(QStringLiteral("%1/%2").arg(bytes).arg(MaxReason));

    const bool wrong = !mistake().isEmpty();
    QPalette colors = m_remark->palette();
    colors.setColor(QPalette::WindowText, wrong ? theme.error : theme.warning);
    m_remark->setPalette(colors);
    m_remark->setText(remark());
    m_end->setEnabled(!wrong);
    m_end->setText(
        way() == EndRequest::Way::StopReading ? QStringLiteral("Stop reading") : QStringLiteral("End"));
}

} // namespace framescope
