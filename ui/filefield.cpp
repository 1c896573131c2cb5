// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/filefield.h"

#include "ui/theme.h"

#include <QBoxLayout>
#include <QEvent>
#include <QFileDialog>
#include <QLineEdit>
#include <QToolButton>

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

constexpr int TextMargin = 4;

} // namespace

FileField::FileField(const QString &name, const QString &filter, QWidget *parent)
    : QWidget(parent)
    , m_path(new QLineEdit)
    , m_filter(filter)
{
    setAccessibleName(name);
    m_path->setAccessibleName(name);
    m_path->setPlaceholderText(u"none"_s);
    m_path->setClearButtonEnabled(true);
    m_path->setTextMargins(TextMargin, 0, TextMargin, 0);
    auto *button = new QToolButton;
    button->setText(u"Choose..."_s);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_path, 1);
    row->addWidget(button);
    setFocusProxy(m_path);
    connect(m_path, &QLineEdit::editingFinished, this, [this] { choose(m_path->text().trimmed()); });
    connect(button, &QToolButton::clicked, this, &FileField::pick);
}

void FileField::setFile(const ChosenFile &file)
{
    m_file = file;
    m_path->setText(file.path);
    m_wrong.clear();
    showWrong();
}

void FileField::choose(const QString &path)
{
    if (path == m_file.path && m_wrong.isEmpty())
        return;
    const auto chosen = path.isEmpty() ? Result<ChosenFile>(ChosenFile()) : chooseFile(path);
    if (chosen) {
        setFile(*chosen);
    } else {
        m_file = {};
        m_path->setText(path);
        m_wrong = chosen.error().toString();
        showWrong();
    }
    Q_EMIT edited();
}

// The path in the colour of errors, the sentence behind it.
void FileField::showWrong()
{
    QPalette colors;
    if (!m_wrong.isEmpty())
        colors.setColor(QPalette::Text, Theme::of(palette()).error);
    m_path->setPalette(colors);
    m_path->setToolTip(m_wrong);
    m_path->setAccessibleDescription(m_wrong);
}

void FileField::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showWrong();
}

void FileField::pick()
{
    const QString path = QFileDialog::getOpenFileName(this, accessibleName(), m_file.path, m_filter);
    if (!path.isEmpty())
        choose(path);
}

} // namespace framescope
