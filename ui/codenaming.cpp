// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/codenaming.h"

#include "ui/address.h"
#include "ui/codenames.h"
#include "ui/linepopover.h"
#include "ui/livesession.h"
#include "ui/messageactions.h"
#include "ui/timelineview.h"

namespace framescope {

CodeNaming::CodeNaming(const LiveSession &session, TimelineView &rows, QWidget &window)
    : QObject(&window)
    , m_session(session)
    , m_rows(rows)
    , m_window(window)
    , m_line(new LinePopover(&window))
{
    m_rows.setCodeNames([this](ConnectionId connection, quint16 code) {
        if (!CodeNames::mayBeNamed(code))
            return QString();
        const std::pair key(connection, code);
        const auto known = m_known.constFind(key);
        return known != m_known.cend()
            ? *known
            : *m_known.insert(key, CodeNames().of(m_session.factsOf(connection).url, code));
    });
}

void CodeNaming::declare(MessageActions &actions)
{
    actions.add(QStringLiteral("name-code"), QStringLiteral("Name this code..."), [this] { ask(); });
}

void CodeNaming::ask()
{
    const ConnectionFacts &facts = m_session.facts();
    const quint16 code = facts.closeCode.value_or(0);
    m_line->setWords(
        QStringLiteral("What %1 means at %2; empty takes the name away").arg(code).arg(hostAndPort(facts.url)),
        QStringLiteral("Keep"));
    m_line->setText(CodeNames().of(facts.url, code));
    m_line->disconnect(this);
    connect(m_line, &LinePopover::entered, this, [this, url = facts.url, code](const QString &name) {
        CodeNames().set(url, code, name);
        m_known.clear();
        m_rows.viewport()->update();
        Q_EMIT named();
    });
    const QWidget *button = m_window.findChild<QWidget *>(QStringLiteral("name-code"));
    const QWidget &place = button ? *button : m_window;
    m_line->popUpBeside(QRect(place.mapToGlobal(QPoint()), place.size()), *place.screen());
}

} // namespace framescope
