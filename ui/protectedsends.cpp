// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/protectedsends.h"

#include "ui/environment.h"

#include <QMessageBox>
#include <QPushButton>

namespace framescope {

using namespace Qt::StringLiterals;

ProtectedSends::ProtectedSends(QWidget &window)
    : QObject(&window)
    , m_window(window)
{
}

void ProtectedSends::ask(
    const Environment *environment, const QString &deed, const QString &question, std::function<void()> go)
{
    if (!environment || !environment->isProtected || m_allowed.contains(environment->id))
        return go();
    auto *box =
        new QMessageBox(QMessageBox::NoIcon, environment->name, question, QMessageBox::Cancel, &m_window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(
        u"%1 is protected. You are asked once until this window closes."_s.arg(environment->name));
    const QPushButton *yes = box->addButton(deed, QMessageBox::AcceptRole);
    box->setDefaultButton(QMessageBox::Cancel);
    connect(yes, &QPushButton::clicked, this, [this, id = environment->id, go = std::move(go)] {
        m_allowed.insert(id);
        go();
    });
    box->open();
}

} // namespace framescope
