// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/browsersocket.h"
#include "support/scenariobytes.h"
#include "support/scenariodeeds.h"
#include "support/scenarioserver.h"

#include <optional>

namespace framescope::test {

// Plays a random server and a random user against a whole Connection: its bytes decide who does what next. The
// same bytes are the same steps; what the system makes of their timing is its own. Answers which of the promises
// that hold for every server and every user were broken.
class ScenarioPlayer {
public:
    explicit ScenarioPlayer(SessionProbe &session)
        : m_session(session)
    {
    }

    // Sentences; none if all is well.
    QStringList play(QByteArrayView script);
    // What was done, for whoever has to understand it.
    const QStringList &steps() const { return m_steps; }

private:
    void step();
    void serverStep(int what);
    void serverFrameStep();
    void userStep(int what);
    void sendStep(bool isText, const QByteArray &payload);
    void frameStep();
    void finish();
    void watch();
    void onEvent(const QString &event);
    void wait(int milliseconds, const std::function<bool()> &until);
    void note(const QString &step) { m_steps.append(step); }
    void require(bool holds, const QString &promise);

    SessionProbe &m_session;
    ScenarioBytes m_bytes{QByteArrayView()};
    std::unique_ptr<ScenarioServer> m_server;
    std::unique_ptr<BrowserSocket> m_socket;
    ScenarioDeeds m_deeds;
    QStringList m_steps;
    QStringList m_broken;
    std::optional<ConnectionFacts> m_lastFacts;
    std::optional<ConnectionCounters> m_lastCounters;
    ReadyState m_state = ReadyState::Connecting;
    RowId m_firstRow = 1;
    bool m_isDestroyed = false;
};

} // namespace framescope::test
