// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QCoreApplication>
#include <QSettings>
#include <QTemporaryDir>

namespace framescope::test {

// Settings that are a test's alone, in a file that goes with it.
class OwnSettings {
public:
    OwnSettings()
    {
        QCoreApplication::setOrganizationName(QStringLiteral("Framescope tests"));
        QCoreApplication::setApplicationName(QStringLiteral("Framescope"));
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder.path());
    }

    QString path() const { return QSettings().fileName(); }

private:
    QTemporaryDir m_folder;
};

} // namespace framescope::test
