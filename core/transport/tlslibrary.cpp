// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/tlslibrary.h"

#include <QSslSocket>

namespace framescope {

using namespace Qt::StringLiterals;

QString tlsLibrary()
{
    if (!QSslSocket::supportsSsl())
        return u"none"_s;
    const QString used = QSslSocket::sslLibraryVersionString();
    const QString built = QSslSocket::sslLibraryBuildVersionString();
    return used == built ? used : u"%1, built with %2"_s.arg(used, built);
}

} // namespace framescope
