// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFile>
#include <QProcess>

namespace framescope::test {

// The program with a display that does not exist: headless commands must not look for one.
class Program : public QProcess {
public:
    explicit Program(const QString &dataFolder)
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("no-such-platform"));
        environment.insert(QStringLiteral("XDG_DATA_HOME"), dataFolder);
        setProcessEnvironment(environment);
        setProgram(QStringLiteral(FRAMESCOPE_PROGRAM));
    }

    void setVariable(const char *name, const QString &value)
    {
        QProcessEnvironment environment = processEnvironment();
        environment.insert(QString::fromLatin1(name), value);
        setProcessEnvironment(environment);
    }
    // A file of proc(5) about it, while it runs.
    QByteArray toldBySystem(const char *name) const
    {
        QFile file(QStringLiteral("/proc/%1/%2").arg(processId()).arg(QLatin1StringView(name)));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    int run(const QStringList &arguments)
    {
        begin(arguments);
        return end();
    }
    void begin(const QStringList &arguments)
    {
        setArguments(arguments);
        start();
        if (!waitForStarted())
            qFatal("%s does not start", FRAMESCOPE_PROGRAM);
    }
    int end()
    {
        if (state() != NotRunning && !waitForFinished(60'000))
            return -1;
        m_out += readAllStandardOutput();
        m_error += readAllStandardError();
        return exitStatus() == QProcess::NormalExit ? exitCode() : -2;
    }
    // Until the timeline says so, while the program runs.
    bool waitForLine(const QByteArray &part)
    {
        while (!m_out.contains(part)) {
            if (!waitForReadyRead(20'000))
                return false;
            m_out += readAllStandardOutput();
        }
        return true;
    }
    QString out() const { return QString::fromUtf8(m_out); }
    QStringList lines() const { return out().split(u'\n', Qt::SkipEmptyParts); }
    QString error() const { return QString::fromUtf8(m_error); }

private:
    QByteArray m_out;
    QByteArray m_error;
};

} // namespace framescope::test
