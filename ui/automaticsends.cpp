// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/automaticsends.h"

#include "ui/address.h"
#include "ui/composer.h"
#include "ui/connectioncontrol.h"
#include "ui/noticebar.h"
#include "ui/protectedsends.h"
#include "ui/units.h"

namespace framescope {

AutomaticSends::AutomaticSends(LiveSession &session, ConnectionControl &control, ProtectedSends &guard,
    Composer &composer, NoticeBar &bar, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_control(control)
    , m_guard(guard)
    , m_bar(bar)
{
    connect(&composer, &Composer::repeatRequested, this,
        [this](const Draft &draft, const std::vector<ConnectionId> &to, std::chrono::milliseconds interval) {
            begin(draft, to, QStringLiteral("Send again and again"),
                [this, interval](
                    const FilledMessage &message) { m_repeated.start(message.draft, message.to, interval); });
        });
    connect(&m_repeated, &RepeatedSends::due, &control,
        [&control](const Draft &draft, const std::vector<ConnectionId> &to) {
            control.send(draft, to, FrameOrigin::Automatic);
        });
    connect(&session, &LiveSession::factsChanged, &m_repeated, &RepeatedSends::takeFacts);
    connect(&m_repeated, &RepeatedSends::changed, this, &AutomaticSends::showWords);
    connectReplies(composer);
    connect(&bar, &NoticeBar::triggered, this, [this] {
        m_repeated.stopAll();
        m_replies.stopAll();
    });
}

void AutomaticSends::connectReplies(Composer &composer)
{
    connect(&composer, &Composer::replyRequested, this,
        [this](const ReplyWish &wish, const Draft &draft, const std::vector<ConnectionId> &to) {
            begin(draft, to, QStringLiteral("Reply by itself"), [this, wish](const FilledMessage &message) {
                if (const auto rule = replyRule(wish, message.draft))
                    m_replies.start(*rule, message.to);
            });
        });
    connect(&m_replies, &ReplyRules::added, &m_session, &LiveSession::addReply);
    connect(&m_replies, &ReplyRules::removed, &m_session, &LiveSession::removeReply);
    connect(&m_session, &LiveSession::factsChanged, &m_replies, &ReplyRules::takeFacts);
    connect(&m_session, &LiveSession::replyEnded, &m_replies, &ReplyRules::takeEnded);
    connect(&m_replies, &ReplyRules::changed, this, &AutomaticSends::showWords);
}

void AutomaticSends::begin(const Draft &draft, const std::vector<ConnectionId> &to, const QString &deed,
    const std::function<void(const FilledMessage &)> &go)
{
    const auto ids = orCurrent(to);
    const FilledMessages messages = m_control.filled(draft, ids);
    if (!messages.lacking.isEmpty())
        return Q_EMIT valueLacked(messages.lacking, messages.where);
    askFor(protectedOf(ids), deed, QStringLiteral("%1 to %2?").arg(deed, hostsOf(ids)), [this, messages, go] {
        for (FilledMessage message : messages.all) {
            message.to = openOf(message.to);
            if (!message.to.empty())
                go(message);
        }
    });
}

// One after the other.
void AutomaticSends::askFor(
    QList<Environment> guarded, const QString &deed, const QString &question, const std::function<void()> &go)
{
    if (guarded.isEmpty())
        return go();
    const Environment first = guarded.takeFirst();
    m_guard.ask(&first, deed, question, [=, this] { askFor(guarded, deed, question, go); });
}

// In which any of them was opened.
QList<Environment> AutomaticSends::protectedOf(const std::vector<ConnectionId> &ids) const
{
    QList<Environment> guarded;
    for (const ConnectionId id : ids) {
        const Environment *of = m_control.environmentOf(id);
        if (of && of->isProtected && !guarded.contains(*of))
            guarded.append(*of);
    }
    return guarded;
}

// "localhost:9001 and localhost:9002"
QString AutomaticSends::hostsOf(const std::vector<ConnectionId> &ids) const
{
    QStringList hosts;
    for (const ConnectionId id : ids)
        hosts.append(hostAndPort(m_session.factsOf(id).url));
    hosts.removeDuplicates();
    return hosts.join(QStringLiteral(" and "));
}

// Those that are open still: a question takes its time.
std::vector<ConnectionId> AutomaticSends::openOf(std::vector<ConnectionId> ids) const
{
    std::erase_if(
        ids, [this](ConnectionId id) { return m_session.factsOf(id).readyState != ReadyState::Open; });
    return ids;
}

std::vector<ConnectionId> AutomaticSends::orCurrent(const std::vector<ConnectionId> &to) const
{
    return to.empty() ? std::vector{m_session.current()} : to;
}

QString AutomaticSends::words(int count)
{
    if (count == 0)
        return {};
    return count == 1 ? QStringLiteral("1 automatic send.")
                      : QStringLiteral("%1 automatic sends.").arg(countText(static_cast<quint64>(count)));
}

void AutomaticSends::showWords()
{
    m_bar.say(words(m_repeated.count() + m_replies.count()), QStringLiteral("Stop all"));
}

} // namespace framescope
