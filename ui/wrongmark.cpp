// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/wrongmark.h"

#include "ui/style.h"
#include "ui/tooltip.h"

#include <QVariant>
#include <QWidget>

namespace framescope {

namespace {

constexpr const char *UsualToolTip = "usualToolTip";

} // namespace

void markWrong(QWidget &field, const QString &sentence, WrongMark mark)
{
    const bool isDoubt = mark == WrongMark::Doubt && !sentence.isEmpty();
    if (wrongMarkOf(field) == sentence && field.property(Style::Doubt).toBool() == isDoubt)
        return;
    if (wrongMarkOf(field).isEmpty())
        field.setProperty(UsualToolTip, field.toolTip());
    field.setProperty(Style::Wrong, sentence);
    field.setProperty(Style::Doubt, isDoubt);
    field.setToolTip(sentence.isEmpty() ? field.property(UsualToolTip).toString() : toolTipText(sentence));
    field.setAccessibleDescription(sentence);
    field.update();
}

QString wrongMarkOf(const QWidget &field)
{
    return field.property(Style::Wrong).toString();
}

} // namespace framescope
