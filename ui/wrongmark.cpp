// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/wrongmark.h"

#include "ui/style.h"

#include <QVariant>
#include <QWidget>

namespace framescope {

namespace {

constexpr const char *UsualToolTip = "usualToolTip";

} // namespace

void markWrong(QWidget &field, const QString &sentence)
{
    if (wrongMarkOf(field) == sentence)
        return;
    if (wrongMarkOf(field).isEmpty())
        field.setProperty(UsualToolTip, field.toolTip());
    field.setProperty(Style::Wrong, sentence);
    field.setToolTip(sentence.isEmpty() ? field.property(UsualToolTip).toString() : sentence);
    field.setAccessibleDescription(sentence);
    field.update();
}

QString wrongMarkOf(const QWidget &field)
{
    return field.property(Style::Wrong).toString();
}

} // namespace framescope
