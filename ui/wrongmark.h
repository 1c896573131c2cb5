// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

QT_BEGIN_NAMESPACE
class QWidget;
QT_END_NAMESPACE

namespace framescope {

// How much of a field is wrong: a doubt can be sent all the same.
enum class WrongMark : quint8 { None, Doubt, Wrong };

// Says at a field what is wrong with what stands in it: a border in the colour of errors (of warnings, for
// a doubt), `sentence` as its tooltip and for assistive tools. An empty sentence takes all of it away.
void markWrong(QWidget &field, const QString &sentence, WrongMark mark = WrongMark::Wrong);
QString wrongMarkOf(const QWidget &field);

} // namespace framescope
