// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QCoreApplication>
#include <QProcess>

namespace framescope::test {

// The server process of benchmarks, and the addresses at which it does things.
class BenchServer {
public:
    BenchServer()
    {
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(QCoreApplication::applicationDirPath() + QStringLiteral("/bench_server"), {});
        while (!m_process.canReadLine() && m_process.waitForReadyRead(10'000)) { }
        if (!m_process.canReadLine())
            qFatal("bench_server does not start");
        m_port = m_process.readLine().trimmed().toUShort();
    }
    ~BenchServer()
    {
        m_process.closeWriteChannel();
        m_process.waitForFinished();
    }
    Q_DISABLE_COPY_MOVE(BenchServer)

    QString url(const QString &target) const
    {
        return QStringLiteral("ws://127.0.0.1:%1/%2").arg(m_port).arg(target);
    }
    // `count` text messages of `size` bytes as fast as TCP takes them.
    QString blast(qint64 count, qint64 size) const
    {
        return url(QStringLiteral("blast?%1,%2").arg(count).arg(size));
    }
    // The same, so many a second.
    QString pace(qint64 count, qint64 size, qint64 perSecond) const
    {
        return url(QStringLiteral("pace?%1,%2,%3").arg(count).arg(size).arg(perSecond));
    }

private:
    QProcess m_process;
    quint16 m_port = 0;
};

} // namespace framescope::test
