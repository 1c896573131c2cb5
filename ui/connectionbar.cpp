// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/connectionbar.h"

#include "ui/addresscompletion.h"
#include "ui/codenames.h"
#include "ui/copiespopover.h"
#include "ui/environmentchooser.h"
#include "ui/style.h"
#include "ui/symbols.h"
#include "ui/theme.h"
#include "ui/urlfield.h"

#include <QBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QRegularExpression>
#include <QStyle>
#include <QToolButton>

#include <algorithm>

namespace framescope {

namespace {

constexpr int Height = 44;
constexpr int StripeHeight = 4; // in the colour of the environment, if it has one
constexpr int ControlHeight = 32;
constexpr int ButtonWidth = 112; // at least

// What the button needs for the longest of its words, so that nothing moves.
int widestWord(QPushButton &button)
{
    int widest = 0;
    for (const char *word : {"Connect", "Cancel", "Disconnect"}) {
        button.setText(QString::fromLatin1(word));
        widest = std::max(widest, button.sizeHint().width());
    }
    return widest;
}

const QRegularExpression &characterPlace()
{
    static const QRegularExpression pattern(QStringLiteral("\\bcharacter (\\d+)"));
    return pattern;
}

// From 1, as people count; 0 if the error names no character.
int characterOf(const Error &error)
{
    return characterPlace().match(error.where).captured(1).toInt();
}

} // namespace

ConnectionBar::ConnectionBar(QWidget *parent)
    : QWidget(parent)
    , m_badge(new StateBadge)
    , m_url(new UrlField)
    , m_options(new QToolButton)
    , m_button(new QPushButton)
    , m_arrow(new QToolButton)
    , m_environment(new EnvironmentChooser)
    , m_end(new EndPopover(this))
    , m_copies(new CopiesPopover(this))
    , m_completion(new AddressCompletion(this))
{
    m_button->setFixedSize(std::max(ButtonWidth, widestWord(*m_button)), ControlHeight);
    makeOptions();
    makeArrow();

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(8, 0, 8, 1);
    row->setSpacing(8);
    row->addWidget(m_badge);
    row->addWidget(m_url, 1);
    row->addWidget(m_options);
    row->addWidget(m_button);
    row->addWidget(m_arrow);
    row->addWidget(m_environment);
    makeRoomForStripe();

    m_url->setCompleter(m_completion);
    connect(m_completion, &AddressCompletion::entryChosen, this, &ConnectionBar::libraryEntryChosen);

    // Enter in the field always means "connect to this", never "end".
    connect(m_url, &QLineEdit::returnPressed, this, &ConnectionBar::requestConnect);
    connect(m_url, &UrlField::commandPasted, this, &ConnectionBar::commandEntered);
    connect(m_url, &QLineEdit::textEdited, this, &ConnectionBar::urlEdited);
    connect(m_url, &QLineEdit::textChanged, this, [this] {
        setState(state());
        Q_EMIT urlChanged(url());
    });
    connect(m_button, &QPushButton::clicked, this, &ConnectionBar::activate);
    connect(m_environment, &EnvironmentChooser::chosenByUser, this, &ConnectionBar::environmentChosen);
    connect(m_environment, &EnvironmentChooser::editRequested, this, &ConnectionBar::environmentsRequested);
    setState(BadgeState::Idle);
}

void ConnectionBar::makeArrow()
{
    m_arrow->setFixedSize(ControlHeight, ControlHeight);
    m_arrow->setIcon(symbolIcon(Symbol::ChevronDown));
    m_arrow->setAutoRaise(true);
    m_arrow->setObjectName(QStringLiteral("more"));
    connect(m_arrow, &QToolButton::clicked, this, &ConnectionBar::popUpMore);
    connect(m_end, &EndPopover::endRequested, this, &ConnectionBar::endRequested);
    connect(m_copies, &CopiesPopover::copiesRequested, this,
        [this](int copies) { Q_EMIT copiesRequested(url(), copies); });
}

void ConnectionBar::makeOptions()
{
    m_options->setFixedHeight(ControlHeight);
    m_options->setObjectName(QStringLiteral("options"));
    m_options->setCheckable(true);
    m_options->setAutoRaise(true);
    m_options->setToolTip(QStringLiteral("What the next connection is opened with (Ctrl+Shift+L)"));
    connect(m_options, &QToolButton::clicked, this, &ConnectionBar::optionsToggled);
    setOptionsCount(0);
}

void ConnectionBar::setOptionsCount(int count)
{
    m_options->setText(count == 0 ? QStringLiteral("Options") : QStringLiteral("Options %1").arg(count));
}

void ConnectionBar::setOptionsShown(bool shown)
{
    m_options->setChecked(shown);
}

void ConnectionBar::setFacts(const ConnectionFacts &facts, bool isRecorded)
{
    m_isWaiting = !isRecorded && facts.nextAttemptNs.has_value();
    m_badge->setRemark(facts.closeCode ? CodeNames().words(facts.url, *facts.closeCode) : QString());
    setState(isRecorded ? BadgeState::Recorded : badgeState(facts));
}

void ConnectionBar::setState(BadgeState state)
{
    m_badge->setState(state);
    const bool open = state == BadgeState::Open || state == BadgeState::Closing;
    const bool cancel = mayCancel();
    const bool closing = state == BadgeState::Closing;
    m_button->setText(closing ? QStringLiteral("Abort")
            : open            ? QStringLiteral("Disconnect")
            : cancel          ? QStringLiteral("Cancel")
                              : QStringLiteral("Connect"));
    m_button->setToolTip(closing ? QStringLiteral("Ends it at once, without the server's answer (Shift+F5)")
            : m_isWaiting        ? QStringLiteral("Stops reconnecting (Shift+F5)")
                                 : QString());
    const bool mayConnect = !open && state != BadgeState::Connecting && !m_url->text().trimmed().isEmpty();
    m_button->setEnabled(cancel || open || mayConnect);
    m_button->setProperty(Style::Primary, !open && !cancel);
    m_button->update();
    m_arrow->setEnabled(open || (mayConnect && !m_url->isCommand()));
    m_arrow->setToolTip(open ? QStringLiteral("Other ways to end the connection")
                             : QStringLiteral("Several connections to this address"));
    m_arrow->setAccessibleName(m_arrow->toolTip());
}

QString ConnectionBar::url() const
{
    return m_url->url();
}

void ConnectionBar::setUrl(const QString &url)
{
    m_url->setText(url);
}

void ConnectionBar::focusUrl()
{
    m_url->setFocus(Qt::ShortcutFocusReason);
    m_url->selectAll();
}

void ConnectionBar::showError(const Error &error)
{
    m_url->markError(std::max(0, characterOf(error) - 1));
    m_url->setFocus();
}

void ConnectionBar::clearError()
{
    m_url->clearError();
}

Error ConnectionBar::inTypedText(Error error) const
{
    const int place = characterOf(error);
    const int added = static_cast<int>(m_url->prefix().size());
    if (place > added)
        error.where.replace(characterPlace(), QStringLiteral("character %1").arg(place - added));
    return error;
}

void ConnectionBar::setLibrary(const LibraryEntries &entries)
{
    m_completion->setLibrary(entries);
}

void ConnectionBar::setHistory(const QStringList &urls)
{
    m_completion->setHistory(urls);
}

void ConnectionBar::setEnvironments(const Environments &environments)
{
    m_environment->setEnvironments(environments);
    makeRoomForStripe();
}

void ConnectionBar::setEnvironment(const QString &id)
{
    m_environment->setChosen(id);
    makeRoomForStripe();
}

void ConnectionBar::makeRoomForStripe()
{
    const bool isColored = m_environment->chosen() && m_environment->chosen()->color;
    setFixedHeight(Height + (isColored ? StripeHeight : 0));
    QMargins margins = layout()->contentsMargins();
    margins.setBottom(isColored ? StripeHeight : 1);
    layout()->setContentsMargins(margins);
    update();
}

void ConnectionBar::activate()
{
    if (mayCancel())
        return Q_EMIT cancelRequested();
    switch (state()) {
    case BadgeState::Connecting: return;
    case BadgeState::Open: Q_EMIT endRequested({EndRequest::Way::CloseHandshake, 1000, {}}); return;
    case BadgeState::Closing: Q_EMIT endRequested({EndRequest::Way::Reset, {}, {}}); return;
    case BadgeState::Idle:
    case BadgeState::Closed:
    case BadgeState::Failed:
    case BadgeState::Recorded: requestConnect();
    }
}

void ConnectionBar::requestConnect()
{
    if (const QString entry = m_completion->takeHighlighted(); !entry.isEmpty())
        Q_EMIT libraryEntryChosen(entry);
    if (m_url->isCommand())
        Q_EMIT commandEntered(m_url->text());
    else if (!m_url->text().trimmed().isEmpty())
        Q_EMIT connectRequested(url());
}

void ConnectionBar::popUpMore()
{
    if (!m_arrow->isEnabled())
        return;
    const bool open = state() == BadgeState::Open || state() == BadgeState::Closing;
    Popover *popover = m_copies;
    if (open)
        popover = m_end;
    popover->popUpUnder(*m_arrow);
}

void ConnectionBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(Theme::of(palette()).divider);
    painter.drawLine(0, height() - 1, width(), height() - 1);
    if (const Environment *environment = m_environment->chosen(); environment && environment->color)
        painter.fillRect(0, height() - StripeHeight, width(), StripeHeight,
            environmentColor(Theme::of(palette()), environment->color));
}

} // namespace framescope
