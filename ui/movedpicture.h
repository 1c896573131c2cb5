// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

QT_BEGIN_NAMESPACE
class QWidget;
QT_END_NAMESPACE

namespace framescope {

// Scrolls what `viewport` shows by `dy` pixels and has painted again only what could not be moved. Qt moves
// a picture only where nothing lies over it; here that is what lies above `floating`, a visible widget at
// the lower end (or none). A ring of `ringWidth` pixels around all stays where it is; 0: there is none.
void movePicture(QWidget &viewport, int dy, const QWidget *floating, int ringWidth);

} // namespace framescope
