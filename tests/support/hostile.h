// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/browsersocket.h"
#include "support/patience.h"
#include "support/scriptedserver.h"
#include "support/worktimer.h"

#include <QFile>

// What a test of a hostile server asks for beside the truth that is shown: memory and time within bounds, and
// that the next connection works.
namespace framescope::test {

inline constexpr qint64 MiB = 1 << 20;

// The address sanitizer keeps up to 256 MiB that were freed, the thread sanitizer remembers who touched each byte.
#if defined(__SANITIZE_ADDRESS__)
inline constexpr qint64 KeptBySanitizer = 256 * MiB;
#elif defined(__SANITIZE_THREAD__)
inline constexpr qint64 KeptBySanitizer = 768 * MiB;
#else
inline constexpr qint64 KeptBySanitizer = 0;
#endif

// What is kept from here on: 64 MiB of memory used, 1 GiB reserved, more under the sanitizers, and 20 s of this
// thread's work. What this process used before is no news: small tests come first.
class Bounds {
public:
    // `more` of memory used, for what the test itself asks for.
    explicit Bounds(qint64 more = 0)
        : m_more(more)
    {
    }

    bool areKept() const
    {
        const qint64 used = most("VmHWM") - m_used;
        const qint64 reserved = most("VmPeak") - m_reserved;
        const double seconds = m_work.ms() / 1000;
        if (used < 64 * MiB + m_more + KeptBySanitizer && reserved < 1024 * MiB + KeptBySanitizer
            && seconds < 20)
            return true;
        qWarning("%lld MiB used, %lld MiB reserved, %.1f s", used / MiB, reserved / MiB, seconds);
        return false;
    }

private:
    // "VmPeak" or "VmHWM" of this process, in bytes: the most that was ever reserved, or really used.
    static qint64 most(QByteArrayView what)
    {
        QFile status(QStringLiteral("/proc/self/status"));
        if (!status.open(QIODevice::ReadOnly))
            qFatal("no /proc");
        for (const QByteArray &line : status.readAll().split('\n')) {
            if (line.startsWith(what))
                return line.simplified().split(' ').value(1).toLongLong() * 1024;
        }
        qFatal("no such line");
    }

    qint64 m_more;
    qint64 m_used = most("VmHWM");
    qint64 m_reserved = most("VmPeak");
    WorkTimer m_work;
};

// Into the same session, to a server that behaves: a message there and back, and a clean end.
inline bool nextConnectionWorks(SessionProbe &session)
{
    ScriptedServer server(Script().accept().echo());
    BrowserSocket next(session, server.url());
    next.onEvent = [&next](const QString &event) {
        if (event.startsWith(QLatin1StringView("open")))
            next->send(QStringLiteral("still here"));
        else if (event.startsWith(QLatin1StringView("text")))
            next->close(closecode::Normal);
    };
    const QStringList wanted{QStringLiteral("open 1"), QStringLiteral("text 1 \"still here\""),
        QStringLiteral("close 3 1000 \"\" clean")};
    if (next.waitForClose() && next.events() == wanted)
        return true;
    qWarning("%s", qPrintable(next.events().join(QLatin1Char('\n'))));
    return false;
}

} // namespace framescope::test
