// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/style.h"

#include <QPushButton>

namespace framescope {

// A button that is a way to go on rather than a deed: flat, to the left, in the accent colour.
class LinkButton final : public QPushButton {
    Q_OBJECT
public:
    explicit LinkButton(const QString &words = {}, QWidget *parent = nullptr)
        : QPushButton(words, parent)
    {
        setFlat(true);
        setProperty(Style::Link, true);
    }
};

} // namespace framescope
