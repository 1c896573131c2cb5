// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHostAddress>
#include <QObject>

namespace framescope::test {

// The way to a server of this process, and what befalls it. From the first moment on it carries everything.
class Way : public QObject {
public:
    virtual QHostAddress listenAddress() const = 0; // of the server
    // "192.0.2.2:8080": where a client finds what listens on that port there.
    virtual QString authority(quint16 serverPort) = 0;

    void setDelay(int milliseconds) { m_delay = milliseconds; } // each way
    void setLoss(double share) { m_loss = share; }              // of what is carried, each way
    int lost() const { return m_lost; }
    // Nothing is carried, and nobody is told, until it is mended.
    void cut() { m_cut = true; }
    virtual void mend() { m_cut = false; }

protected:
    bool isCut() const { return m_cut; }
    int delay() const { return m_delay; }
    // The same each time (the generator of Numerical Recipes).
    bool loses()
    {
        constexpr quint32 range = 1u << 16;
        m_chance = m_chance * 1'664'525 + 1'013'904'223;
        const bool lost = (m_chance >> 16) < static_cast<quint32>(m_loss * range);
        m_lost += static_cast<int>(lost);
        return lost;
    }

private:
    double m_loss = 0;
    int m_delay = 0;
    int m_lost = 0;
    quint32 m_chance = 1;
    bool m_cut = false;
};

} // namespace framescope::test
