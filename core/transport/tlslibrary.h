// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace framescope {

// Its name and version as it tells them ("OpenSSL 3.0.17 1 Jul 2025"), and which it was built with where that is
// another; "none" if there is none.
QString tlsLibrary();

} // namespace framescope
