// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QString>

QT_BEGIN_NAMESPACE
class QMainWindow;
QT_END_NAMESPACE

namespace framescope {

// A chapter of the manual, in Markdown. A link in it names the file of another. What stands in bold is a command,
// "Menu > Entry", and nothing else is.
struct ManualChapter {
    QString name; // "timeline"
    QString title;
    QString text;
};

// All of them, in the order in which they are read. The commands in the chapter about the keyboard are those of
// `window`, with the keys that they have there.
QList<ManualChapter> manualChapters(const QMainWindow &window);
// The chapter that a link leads to; empty: to none of the manual.
QString chapterOfLink(const QString &link);

} // namespace framescope
