// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/backgroundjob.h"
#include "ui/jwtwords.h"

#include <QWidget>

#include <functional>

namespace framescope {

class NoticeBar;
class PayloadView;

// Says that a payload holds a JSON Web Token and how long that is valid; unfolds to what it claims.
class JwtNotice final : public QWidget {
    Q_OBJECT
public:
    // So many bytes are searched for tokens.
    static constexpr qsizetype MostSearched = 1 << 20;

    explicit JwtNotice(QWidget *parent = nullptr);

    // Looks for tokens in there; hidden until there is one.
    void setBytes(const QByteArray &bytes, jwtwords::Where where);

    QString sentence() const;
    bool isUnfolded() const { return m_isUnfolded; }
    void setUnfolded(bool unfolded);
    QByteArray claims() const; // as they are shown
    void setTextFont(const QFont &font);
    // Seconds since 1970-01-01 UTC; set by tests.
    void setClock(std::function<qint64()> now) { m_now = std::move(now); }

private:
    void take(const std::vector<Jwt> &tokens);

    NoticeBar *m_notice = nullptr;
    PayloadView *m_claims = nullptr;
    QByteArray m_bytes;
    jwtwords::Where m_where = jwtwords::Where::Text;
    bool m_isUnfolded = false;
    std::function<qint64()> m_now;
    BackgroundJob m_searching;
};

} // namespace framescope
