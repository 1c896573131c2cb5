// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/jwtnotice.h"

#include "ui/noticebar.h"
#include "ui/payloadview.h"

#include <QBoxLayout>
#include <QDateTime>

#include <algorithm>

namespace framescope {

namespace {

constexpr qsizetype SearchedAtOnce = 64 << 10; // in the GUI thread: 0.1 ms
constexpr int MostLines = 12;                  // of the claims; more are scrolled

} // namespace

JwtNotice::JwtNotice(QWidget *parent)
    : QWidget(parent)
    , m_notice(new NoticeBar(NoticeBar::Tone::Info))
    , m_claims(new PayloadView)
    , m_now([] { return QDateTime::currentSecsSinceEpoch(); })
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_notice);
    column->addWidget(m_claims);
    m_claims->setAccessibleName(QStringLiteral("Claims of the token"));
    connect(m_notice, &NoticeBar::triggered, this, [this] { setUnfolded(!m_isUnfolded); });
    hide();
}

void JwtNotice::setBytes(const QByteArray &bytes, jwtwords::Where where)
{
    const QByteArray searched = bytes.left(MostSearched);
    if (searched == m_bytes && where == m_where && !m_searching.isBusy())
        return;
    m_searching.cancel();
    m_bytes = searched;
    m_where = where;
    if (searched.size() <= SearchedAtOnce) {
        take(Jwt::findIn(searched));
        return;
    }
    hide();
    m_searching.run([this, searched](const BackgroundJob::Cancelled &) -> BackgroundJob::Finish {
        return [this, tokens = Jwt::findIn(searched)] { take(tokens); };
    });
}

void JwtNotice::take(const std::vector<Jwt> &tokens)
{
    setVisible(!tokens.empty());
    if (tokens.empty()) {
        m_notice->say({});
        return;
    }
    const QString place = jwtwords::place(tokens.front(), m_bytes, m_where);
    QString sentence = jwtwords::sentence(tokens.front(), place, m_now());
    if (tokens.size() > 1)
        sentence += QStringLiteral(" %1 more below.").arg(tokens.size() - 1);
    QByteArray contents;
    for (const Jwt &token : tokens)
        contents += jwtwords::contents(token) + "\n";
    m_claims->setText(PayloadText::pretty(contents.chopped(1), false));
    const auto lines = 1 + std::min<qsizetype>(MostLines, m_claims->text().shown.count('\n'));
    m_claims->setFixedHeight(static_cast<int>(lines) * m_claims->fontMetrics().lineSpacing() + 16);
    m_notice->say(sentence, QStringLiteral("Show claims"));
    setUnfolded(m_isUnfolded);
}

void JwtNotice::setUnfolded(bool unfolded)
{
    m_isUnfolded = unfolded;
    m_claims->setVisible(unfolded);
    m_notice->say(
        m_notice->sentence(), unfolded ? QStringLiteral("Hide claims") : QStringLiteral("Show claims"));
}

QString JwtNotice::sentence() const
{
    return isHidden() ? QString() : m_notice->sentence();
}

QByteArray JwtNotice::claims() const
{
    return m_isUnfolded && !isHidden() ? m_claims->text().shown : QByteArray();
}

void JwtNotice::setTextFont(const QFont &font)
{
    m_claims->setFont(font);
}

} // namespace framescope
