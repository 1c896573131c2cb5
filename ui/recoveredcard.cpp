// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/recoveredcard.h"

#include "ui/linkbutton.h"
#include "ui/tooltip.h"
#include "ui/units.h"

#include <QDir>
#include <QFileInfo>
#include <QLabel>
#include <QLocale>

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

QString wordsOf(const RecoveredCapture &capture)
{
    return u"%1, %2"_s.arg(QLocale().toString(capture.time, u"d MMM yyyy HH:mm"_s),
        countText(static_cast<quint64>(capture.rows), u"row"_s, u"rows"_s));
}

// A name that no capture is given, so that none of the rules for captures takes it away.
Result<QString> keep(const QString &path)
{
    const QFileInfo file(path);
    const QString name = u"Recovered %1"_s.arg(file.fileName());
    if (QFile::rename(path, file.dir().filePath(name)))
        return u"Kept as \"%1\" in %2."_s.arg(name, QDir::toNativeSeparators(file.absolutePath()));
    return Error{u"\"%1\" cannot be renamed to \"%2\"."_s.arg(file.fileName(), name), {},
        u"See whether a file has that name already, and whether you may write to the folder."_s};
}

Result<QString> discard(const QString &path)
{
    if (QFile::moveToTrash(path))
        return u"\"%1\" is in the trash."_s.arg(QFileInfo(path).fileName());
    return Error{u"\"%1\" cannot be moved to the trash."_s.arg(path), {}, u"Delete the file yourself."_s};
}

} // namespace

RecoveredCard::RecoveredCard(QWidget *parent)
    : Card(u"Recovered"_s, LinkSide, parent)
    , m_lines(new QVBoxLayout)
{
    m_lines->setSpacing(0);
    column()->addLayout(m_lines);
    hide();
}

void RecoveredCard::setCaptures(const std::vector<RecoveredCapture> &captures)
{
    while (const auto item = std::unique_ptr<QLayoutItem>(m_lines->takeAt(0)))
        delete item->widget();
    for (const RecoveredCapture &capture : captures) {
        if (m_lines->count() < MaxShown)
            add(capture);
    }
    setVisible(!captures.empty());
}

void RecoveredCard::add(const RecoveredCapture &capture)
{
    auto *line = new QWidget;
    auto *row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    const QString path = capture.path;
    auto *open = new LinkButton(wordsOf(capture));
    open->setToolTip(toolTipText(path));
    auto *kept = new LinkButton(u"Keep"_s);
    kept->setToolTip(u"Gives it a name of its own, so that it is not removed with old captures"_s);
    auto *discarded = new LinkButton(u"Discard"_s);
    discarded->setToolTip(u"Moves it to the trash"_s);
    connect(open, &QPushButton::clicked, this, [this, path] { Q_EMIT openRequested(path); });
    connect(kept, &QPushButton::clicked, this, [this, line, path] { settle(*line, keep(path)); });
    connect(discarded, &QPushButton::clicked, this, [this, line, path] { settle(*line, discard(path)); });
    row->addWidget(open);
    row->addStretch();
    row->addWidget(kept);
    row->addWidget(discarded);
    m_lines->addWidget(line);
}

void RecoveredCard::settle(QWidget &line, const Result<QString> &done)
{
    if (!done)
        return Q_EMIT refused(done.error());
    m_lines->removeWidget(&line);
    line.hide();
    line.deleteLater();
    setVisible(m_lines->count() > 0);
    Q_EMIT said(*done);
}

} // namespace framescope
