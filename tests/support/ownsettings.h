// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QCoreApplication>
#include <QSettings>
#include <QTemporaryDir>

namespace framescope::test {

// Settings and data of the program that are a test's alone, in a folder that goes with it.
class OwnSettings {
public:
    OwnSettings()
    {
        QCoreApplication::setOrganizationName(QStringLiteral("Framescope tests"));
        QCoreApplication::setApplicationName(QStringLiteral("Framescope"));
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder.path());
        qputenv("XDG_DATA_HOME", m_folder.path().toUtf8()); // of the library
    }

    QString path() const { return QSettings().fileName(); }

private:
    QTemporaryDir m_folder;
};

} // namespace framescope::test
