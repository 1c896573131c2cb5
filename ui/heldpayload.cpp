// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/heldpayload.h"

#include "base/result.h"
#include "ui/elidedlabel.h"
#include "ui/theme.h"
#include "ui/units.h"

#include <QBoxLayout>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QPushButton>

#include <algorithm>

namespace framescope {

namespace {

constexpr qint64 Slice = 1 << 20; // read between two looks at `cancelled`

Error tooLarge(const QString &name, qint64 size)
{
    return {QStringLiteral("%1 has %2, more than the %3 that can be sent as one message.")
                .arg(name, bytesText(static_cast<quint64>(size)), bytesText(HeldPayload::LargestFile)),
        {}, {}};
}

Result<QByteArray> readFile(const QString &path, const BackgroundJob::Cancelled &cancelled)
{
    const QFileInfo info(path);
    const QString name = info.fileName();
    if (info.exists() && !info.isFile()) // a pipe would keep its reader waiting
        return Error{QStringLiteral("%1 is not a file.").arg(name), {}, {}};
    if (info.size() > HeldPayload::LargestFile)
        return tooLarge(name, info.size());
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{QStringLiteral("%1 cannot be read: %2.").arg(name, file.errorString()), {}, {}};
    QByteArray bytes;
    while (!file.atEnd() && !cancelled.load()) {
        const QByteArray more = file.read(Slice);
        if (file.error() != QFileDevice::NoError)
            return Error{QStringLiteral("%1 cannot be read: %2.").arg(name, file.errorString()), {}, {}};
        bytes += more;
        if (bytes.size() > HeldPayload::LargestFile) // it grew meanwhile
            return tooLarge(name, bytes.size());
    }
    return bytes;
}

} // namespace

HeldPayload::HeldPayload(QWidget *parent)
    : QWidget(parent)
    , m_words(new ElidedLabel)
    , m_choose(new QPushButton(QStringLiteral("Choose file...")))
{
    setAccessibleName(QStringLiteral("File to send"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    row->addWidget(m_choose, 0, Qt::AlignTop);
    m_words->setFixedHeight(m_choose->sizeHint().height());
    row->addWidget(m_words, 1, Qt::AlignTop);
    setFocusProxy(m_choose);
    m_chooseFile = [this] { return QFileDialog::getOpenFileName(this, QStringLiteral("File to send")); };
    connect(m_choose, &QPushButton::clicked, this, [this] {
        if (const QString path = m_chooseFile(); !path.isEmpty())
            choose(path);
    });
    say(QStringLiteral("A file up to %1, sent as one binary message.").arg(bytesText(LargestFile)), {});
}

void HeldPayload::setFileChooser(std::function<QString()> choose)
{
    m_chooseFile = std::move(choose);
}

void HeldPayload::choose(const QString &path)
{
    const QString name = QFileInfo(path).fileName();
    say(QStringLiteral("Reading %1...").arg(name), {});
    m_reading.run([this, path, name](const BackgroundJob::Cancelled &cancelled) -> BackgroundJob::Finish {
        auto bytes = readFile(path, cancelled);
        return [this, name, bytes = std::move(bytes)] {
            if (bytes)
                say(QStringLiteral("%1, %2").arg(name, bytesText(static_cast<quint64>(bytes->size()))),
                    Draft{false, {}, *bytes});
            else
                say(bytes.error().toString(), {}, true);
        };
    });
}

void HeldPayload::hold(const Draft &draft)
{
    m_reading.cancel();
    const auto size = static_cast<quint64>(draft.isText ? draft.text.toUtf8().size() : draft.binary.size());
    say(QStringLiteral("%1 of %2, too long to edit: sent as it is")
            .arg(bytesText(size), draft.isText ? QStringLiteral("text") : QStringLiteral("binary")),
        draft);
}

void HeldPayload::say(const QString &words, std::optional<Draft> draft, bool isWrong)
{
    m_draft = std::move(draft);
    m_isWrong = isWrong;
    QPalette colours;
    if (isWrong)
        colours.setColor(QPalette::WindowText, Theme::of(palette()).error);
    m_words->setPalette(colours);
    m_words->say(words);
    Q_EMIT changed();
}

QString HeldPayload::words() const
{
    return m_words->text();
}

} // namespace framescope
