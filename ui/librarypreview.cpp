// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/librarypreview.h"

#include "ui/elidedlabel.h"
#include "ui/leftoutsecrets.h"
#include "ui/requestpreview.h"
#include "ui/style.h"
#include "ui/symbols.h"
#include "ui/theme.h"
#include "ui/usualoptions.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

constexpr int HeadingHeight = 36;

// What differs and is not in the request: its tab, and how much.
QString otherOptions(const ConnectionDraft &draft)
{
    using Tab = ConnectionDraft::Tab;
    const std::pair<Tab, QString> tabs[] = {
        {Tab::Tls, u"TLS %1"_s}, {Tab::Route, u"Route %1"_s}, {Tab::Behaviour, u"Behaviour %1"_s}};
    QStringList words;
    const ConnectionDraft usual = UsualOptions::remembered().draft();
    for (const auto &[tab, text] : tabs) {
        if (const int count = draft.differences(tab, usual); count > 0)
            words.append(text.arg(count));
    }
    return words.isEmpty() ? QString() : u"Other options: %1."_s.arg(words.join(u", "_s));
}

} // namespace

LibraryPreview::LibraryPreview(QWidget *parent)
    : QWidget(parent)
    , m_url(new ElidedLabel)
    , m_request(new RequestPreview)
    , m_remarks(new QLabel)
    , m_connect(new QPushButton(u"Connect"_s))
    , m_fill(new QPushButton(u"Fill the bar"_s))
{
    setAccessibleName(u"Preview of the library"_s);
    m_url->setFont(monospaceFont());
    m_url->setContentsMargins(12, 8, 12, 4);
    m_remarks->setWordWrap(true);
    m_remarks->setTextFormat(Qt::PlainText);
    m_remarks->setForegroundRole(QPalette::PlaceholderText);
    m_connect->setProperty(Style::Primary, true);
    setFocusProxy(m_connect);

    auto *buttons = new QHBoxLayout;
    buttons->setContentsMargins(12, 8, 12, 12);
    buttons->setSpacing(8);
    buttons->addWidget(m_connect);
    buttons->addWidget(m_fill);
    buttons->addStretch();
    m_remarks->setContentsMargins(12, 0, 12, 0);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(makeHeading());
    column->addWidget(m_url);
    column->addWidget(m_request, 1);
    column->addWidget(m_remarks);
    column->addLayout(buttons);
    connect(m_connect, &QPushButton::clicked, this, [this] { Q_EMIT connectRequested(m_id); });
    connect(m_fill, &QPushButton::clicked, this, [this] { Q_EMIT fillRequested(m_id); });
}

QWidget *LibraryPreview::makeHeading()
{
    auto *strip = new QWidget;
    strip->setFixedHeight(HeadingHeight);
    m_name = new ElidedLabel;
    m_name->setFont(semibold(m_name->font()));
    auto *close = new QToolButton;
    close->setIcon(symbolIcon(Symbol::Close));
    close->setAutoRaise(true);
    close->setToolTip(u"Back to the chosen row (Esc)"_s);
    close->setAccessibleName(close->toolTip());
    connect(close, &QToolButton::clicked, this, &LibraryPreview::closeRequested);
    auto *row = new QHBoxLayout(strip);
    row->setContentsMargins(12, 0, 8, 1);
    row->setSpacing(8);
    row->addWidget(m_name, 1);
    row->addWidget(close);
    return strip;
}

void LibraryPreview::setEntry(const LibraryEntry &entry)
{
    m_id = entry.id;
    m_name->say(entry.name);
    m_url->say(entry.url);
    m_request->setRequest(entry.url, entry.draft, leftOutProblems(entry.draft));
    QStringList remarks{entry.draft.leftOutOfAddress.isEmpty()
            ? QString()
            : u"What is secret in the address is to be typed again."_s,
        otherOptions(entry.draft)};
    remarks.removeAll(QString());
    m_remarks->setText(remarks.join(u' '));
    m_remarks->setVisible(!remarks.isEmpty());
}

QString LibraryPreview::remarks() const
{
    return m_remarks->text();
}

void LibraryPreview::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of(palette());
    QPainter painter(this);
    painter.fillRect(rect(), theme.base);
    painter.fillRect(QRect(0, HeadingHeight - 1, width(), 1), theme.divider);
}

} // namespace framescope
