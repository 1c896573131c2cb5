// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/diagnostics.h"

#include "session/sqlite.h"
#include "transport/tlslibrary.h"

#include <QGuiApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QScreen>
#include <QSettings>
#include <QSysInfo>

namespace framescope {

namespace {

// Numbers and yes or no are told; a text may be anything.
bool mayBeTold(const QVariant &value)
{
    const QString text = value.toString();
    bool isNumber = false;
    text.toDouble(&isNumber);
    return isNumber || text == u"true" || text == u"false";
}

QString screens()
{
    QStringList words;
    for (const QScreen *screen : QGuiApplication::screens())
        words.append(QStringLiteral("%1x%2 at %3 %")
                         .arg(screen->size().width())
                         .arg(screen->size().height())
                         .arg(qRound(screen->devicePixelRatio() * 100)));
    return words.join(QStringLiteral(", "));
}

QString stateOf(const ConnectionFacts &facts)
{
    switch (facts.readyState) {
    case ReadyState::Connecting: return QStringLiteral("connecting");
    case ReadyState::Open: return QStringLiteral("open");
    case ReadyState::Closing: return QStringLiteral("closing");
    case ReadyState::Closed: break;
    }
    return facts.openedNs ? QStringLiteral("closed") : QStringLiteral("closed, never opened");
}

void addConnection(QStringList &lines, const ConnectionFacts &facts)
{
    const auto add = [&lines](const QString &name, const QString &value) {
        if (!value.isEmpty())
            lines.append(name + QStringLiteral(": ") + value);
    };
    if (facts.id == 0) {
        add(QStringLiteral("Connection"), QStringLiteral("none"));
        return;
    }
    add(QStringLiteral("Connection"),
        QStringLiteral("%1, attempt %2, %3").arg(facts.id).arg(facts.attempt).arg(stateOf(facts)));
    add(QStringLiteral("Scheme"), facts.url.section(u':', 0, 0));
    if (facts.tls)
        add(QStringLiteral("TLS"), QStringLiteral("%1, %2").arg(facts.tls->protocol, facts.tls->cipher));
    if (facts.openedNs)
        add(QStringLiteral("Compression"),
            facts.extensions.isEmpty() ? QStringLiteral("none") : QStringLiteral("agreed"));
    if (facts.closeCode)
        add(QStringLiteral("Close code"),
            QString::number(*facts.closeCode)
                + (facts.wasClean ? QStringLiteral(", clean") : QStringLiteral(", not clean")));
}

void addSettings(QStringList &lines)
{
    const QSettings settings;
    for (const QString &key : settings.allKeys()) {
        // The others are names that were given: hosts among them. User-Agent is a header, whatever it says.
        const bool isOurs =
            key.startsWith(u"window/") || key.startsWith(u"timeline/") || key.startsWith(u"connection/");
        if (isOurs && key != u"connection/user-agent" && mayBeTold(settings.value(key)))
            lines.append(QStringLiteral("Setting %1: %2").arg(key, settings.value(key).toString()));
    }
}

} // namespace

QString diagnostics(const ConnectionFacts &facts)
{
    QStringList lines{QStringLiteral("Framescope %1").arg(QStringLiteral(FRAMESCOPE_VERSION)),
        QStringLiteral("Qt %1, built with %2").arg(QLatin1StringView(qVersion()), QStringLiteral(QT_VERSION_STR)),
        QStringLiteral("TLS library: %1").arg(tlsLibrary()),
        QStringLiteral("SQLite %1").arg(QLatin1StringView(sqlite3_libversion())),
        QStringLiteral("System: %1, %2 %3, %4")
            .arg(QSysInfo::prettyProductName(), QSysInfo::kernelType(), QSysInfo::kernelVersion(),
                QSysInfo::currentCpuArchitecture()),
        QStringLiteral("Window system: %1; screens: %2").arg(QGuiApplication::platformName(), screens()),
        QStringLiteral("Language: %1").arg(QLocale().name())};
    addConnection(lines, facts);
    addSettings(lines);
    return lines.join(u'\n') + u'\n';
}

} // namespace framescope
