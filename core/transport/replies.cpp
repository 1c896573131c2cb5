// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/replies.h"

#include "transport/sizewords.h"

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

constexpr int MostUndecided = 3;

QString times(int count)
{
    return count == 1 ? u"once"_s : u"%1 times"_s.arg(sizewords::grouped(static_cast<quint64>(count)));
}

} // namespace

Replies::Replies(
    Connection &connection, std::function<void(const QString &)> note, std::function<void(ReplyId)> ended)
    : QObject(&connection)
    , m_connection(connection)
    , m_note(std::move(note))
    , m_ended(std::move(ended))
    , m_pressure(connection)
{
    connection.setBinaryType(BinaryType::ArrayBuffer);
    connect(&connection, &Connection::messageReceived, this, &Replies::take);
}

void Replies::add(ReplyId id, const ReplyRule &rule)
{
    m_rules.insert_or_assign(id, Active{rule});
    m_note(u"Replying from here on to %1, %2."_s.arg(
        rule.words, rule.most > 0 ? times(rule.most) + u" at most"_s : u"any number of times"_s));
}

void Replies::remove(ReplyId id)
{
    const auto found = m_rules.find(id);
    if (found == m_rules.end())
        return;
    m_note(u"Not replying any more to %1: it was stopped."_s.arg(found->second.rule.words));
    m_rules.erase(found);
}

void Replies::take(const MessageEvent &message)
{
    if (m_rules.empty())
        return;
    const QByteArray payload = message.isText ? message.text.toUtf8() : message.binary;
    for (auto at = m_rules.begin(); at != m_rules.end();) {
        if (isMeant(at->second, message, payload))
            reply(at->second);
        at = endIfOver(at);
    }
}

bool Replies::isMeant(Active &active, const MessageEvent &message, const QByteArray &payload) const
{
    const auto to = active.rule.to;
    if (to != ReplyRule::To::AnyMessage && (to == ReplyRule::To::TextMessages) != message.isText)
        return false;
    const std::optional<bool> meant = active.rule.matches(payload);
    if (!meant)
        ++active.undecided;
    return meant.value_or(false);
}

// Only an open connection hands messages out, so that send() refuses nothing.
void Replies::reply(Active &active)
{
    std::visit([this](const auto &payload) { m_connection.send(payload, FrameOrigin::Automatic); },
        active.rule.reply);
    ++active.sent;
    m_pressure.sent();
}

Replies::Rules::iterator Replies::endIfOver(Rules::iterator at)
{
    const auto &[id, active] = *at;
    const ReplyRule &rule = active.rule;
    if (rule.most > 0 && active.sent >= rule.most)
        m_note(u"Not replying any more to %1: it was replied to %2, as often as wanted."_s.arg(
            rule.words, times(active.sent)));
    else if (active.undecided >= MostUndecided)
        m_note(u"Not replying any more to %1: it takes too long to tell which those are (%2)."_s.arg(
            rule.words, u"%1 messages"_s.arg(active.undecided)));
    else
        return std::next(at);
    m_ended(id);
    return m_rules.erase(at);
}

} // namespace framescope

#include "moc_replies.cpp"
