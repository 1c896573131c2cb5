// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/replyrules.h"

#include "analysis/regex.h"

#include <memory>
#include <utility>

namespace framescope {

namespace {

constexpr qsizetype LongestQuote = 60;

QString messages(ReplyRule::To to)
{
    switch (to) {
    case ReplyRule::To::AnyMessage: return QStringLiteral("each message");
    case ReplyRule::To::TextMessages: return QStringLiteral("each text message");
    case ReplyRule::To::BinaryMessages: return QStringLiteral("each binary message");
    }
    return {};
}

QString condition(const ReplyWish &wish)
{
    QString text = wish.text.simplified();
    if (text.size() > LongestQuote)
        text = text.first(LongestQuote) + QStringLiteral("...");
    switch (wish.how) {
    case ReplyWish::How::Contains: return QStringLiteral("contains \"%1\"").arg(text);
    case ReplyWish::How::Equals: return QStringLiteral("is \"%1\"").arg(text);
    case ReplyWish::How::Matches: return QStringLiteral("matches %1").arg(text);
    }
    return {};
}

} // namespace

Result<ReplyRule> replyRule(const ReplyWish &wish, const Draft &reply)
{
    ReplyRule rule;
    rule.to = wish.to;
    rule.most = wish.most;
    rule.words = QStringLiteral("%1 that %2").arg(messages(wish.to), condition(wish));
    if (reply.isText)
        rule.reply = reply.text;
    else
        rule.reply = reply.binary;
    const QByteArray text = wish.text.toUtf8();
    if (wish.how == ReplyWish::How::Contains) {
        rule.matches = [text](QByteArrayView payload) { return std::optional(payload.contains(text)); };
    } else if (wish.how == ReplyWish::How::Equals) {
        rule.matches = [text](QByteArrayView payload) { return std::optional(payload == text); };
    } else {
        auto regex = Regex::of(wish.text, TextSearch::Case::Minded);
        if (!regex)
            return regex.error();
        rule.matches = [shared = std::make_shared<Regex>(std::move(*regex))](QByteArrayView payload) {
            const Truth truth = shared->isIn(payload);
            return truth == Truth::Unknown ? std::nullopt : std::optional(truth == Truth::Yes);
        };
    }
    return rule;
}

void ReplyRules::start(const ReplyRule &rule, const std::vector<ConnectionId> &to)
{
    std::vector<Part> parts;
    for (const ConnectionId at : to)
        parts.push_back({at, ++m_last});
    m_rules.push_back(parts);
    for (const Part &part : parts)
        Q_EMIT added(part.at, part.id, rule);
    Q_EMIT changed();
}

void ReplyRules::stopAll()
{
    const auto rules = std::exchange(m_rules, {});
    for (const auto &parts : rules) {
        for (const Part &part : parts)
            Q_EMIT removed(part.at, part.id);
    }
    Q_EMIT changed();
}

void ReplyRules::takeFacts(const ConnectionFacts &facts)
{
    if (facts.readyState >= ReadyState::Closing)
        erase([&facts](const Part &part) { return part.at == facts.id; });
}

void ReplyRules::takeEnded(ReplyId id)
{
    erase([id](const Part &part) { return part.id == id; });
}

void ReplyRules::erase(const std::function<bool(const Part &part)> &which)
{
    const std::size_t before = m_rules.size();
    for (auto &parts : m_rules)
        std::erase_if(parts, which);
    std::erase_if(m_rules, [](const auto &parts) { return parts.empty(); });
    if (m_rules.size() != before)
        Q_EMIT changed();
}

} // namespace framescope
