// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QTextDocument>

#include <memory>

namespace framescope {

// Markdown as a page to be read, in the colours of the theme that `palette` is of.
std::unique_ptr<QTextDocument> manualDocument(const QString &markdown, const QPalette &palette);

} // namespace framescope
