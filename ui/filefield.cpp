// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/filefield.h"

#include <QBoxLayout>
#include <QFileDialog>
#include <QLineEdit>
#include <QPushButton>

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

constexpr int TextMargin = 4;
constexpr int LeastPath = 160;
constexpr int Longest = 480;

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
    m_path->setMinimumWidth(LeastPath);
    setMaximumWidth(Longest);
    auto *button = new QPushButton(u"Choose..."_s);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    button->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    row->addWidget(m_path, 1);
    row->addWidget(button);
    setFocusProxy(m_path);
    connect(m_path, &QLineEdit::editingFinished, this, [this] { choose(m_path->text().trimmed()); });
    connect(button, &QPushButton::clicked, this, &FileField::pick);
}

void FileField::setFile(const ChosenFile &file)
{
    m_file = file;
    m_path->setText(file.path);
    m_reading.cancel();
    if (!file.isUnread())
        return;
    m_reading.run([this, path = file.path](const BackgroundJob::Cancelled &) -> BackgroundJob::Finish {
        return [this, read = readChosen(path)] {
            m_file = read;
            Q_EMIT wasRead();
        };
    });
}

// Enter in the field, or leaving it, chooses the same once more: then it is read again only if it could not be.
void FileField::choose(const QString &path)
{
    if (path == m_file.path && m_file.wrong.isEmpty())
        return;
    setFile({path, {}, {}});
    Q_EMIT edited();
}

void FileField::pick()
{
    const QString path = QFileDialog::getOpenFileName(this, accessibleName(), m_file.path, m_filter);
    if (!path.isEmpty())
        choose(path);
}

} // namespace framescope
