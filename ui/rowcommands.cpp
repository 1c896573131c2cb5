// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/rowcommands.h"

#include "formats/copiedcommand.h"
#include "formats/javascriptsnippet.h"
#include "formats/payloadforms.h"
#include "formats/pythonscript.h"
#include "formats/websocatcommand.h"
#include "formats/wscatcommand.h"
#include "ui/address.h"
#include "ui/composer.h"
#include "ui/livesession.h"
#include "ui/timelinepane.h"
#include "ui/units.h"

#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>

namespace framescope {

namespace {

// What an editor or a clipboard is good for; more is saved as a file.
constexpr quint64 MostRead = 16u << 20;

bool isText(const Row &row)
{
    return row.header.opcode == Opcode::Text || row.flags.testFlag(RowFlag::ContinuesText);
}

} // namespace

RowCommands::RowCommands(LiveSession &session, TimelinePane &timeline, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_timeline(timeline)
{
    m_chooseFile = [&timeline](const QString &suggested) {
        return QFileDialog::getSaveFileName(&timeline, QStringLiteral("Save payload as"), suggested);
    };
    connect(timeline.actions(), &RowActions::requested, this, &RowCommands::carryOut);
    connect(timeline.actions(), &RowActions::annotated, this, [this](const Annotation &annotation) {
        m_session.annotate(annotation.row, annotation.colour, annotation.text);
    });
}

void RowCommands::carryOut(RowActions::Command command, RowId id)
{
    using Command = RowActions::Command;
    const Row *known = m_timeline.model()->peekAt(id);
    if (!known)
        return;
    const Row row = *known;
    switch (command) {
    case Command::Edit: return withPayload(row, [this, row](const QByteArray &p) { edit(row, p); });
    case Command::SendAgain: return withPayload(row, [this, row](const QByteArray &p) { sendAgain(row, p); });
    case Command::CopyHex:
        return withPayload(row, [this](const QByteArray &p) { copy(payloadAsHex(p), QStringLiteral("hex")); });
    case Command::CopyBase64:
        return withPayload(
            row, [this](const QByteArray &p) { copy(payloadAsBase64(p), QStringLiteral("Base64")); });
    case Command::CopyCArray:
        return withPayload(
            row, [this](const QByteArray &p) { copy(payloadAsCArray(p), QStringLiteral("a C array")); });
    case Command::CopyWscat: return copyFor(row, QStringLiteral("wscat"), wscatCommand);
    case Command::CopyWebsocat: return copyFor(row, QStringLiteral("websocat"), websocatCommand);
    case Command::CopyCurl: return copyFor(row, QStringLiteral("curl"), curlCommand);
    case Command::CopyJavaScript: return copyFor(row, QStringLiteral("JavaScript"), javaScriptSnippet);
    case Command::CopyPython: return copyFor(row, QStringLiteral("Python"), pythonScript);
    case Command::Save: return save(row);
    case Command::Open: Q_EMIT openRequested(); return;
    }
}

void RowCommands::withPayload(const Row &row, Take take)
{
    if (row.isPreviewWhole()) {
        take(row.preview);
        return;
    }
    if (row.payloadSize > MostRead) {
        Q_EMIT noticed(QStringLiteral("#%1 has %2; above %3 a payload can be saved as a file only.")
                           .arg(row.id)
                           .arg(bytesText(row.payloadSize), bytesText(MostRead)));
        return;
    }
    m_reading.run([this, id = row.id, take = std::move(take)](
                      const BackgroundJob::Cancelled &) -> BackgroundJob::Finish {
        const auto payload = m_session.readPayload(id, MostRead);
        if (!payload)
            return [this, sentence = payload.error().toString()] { Q_EMIT noticed(sentence); };
        return [take, bytes = *payload] { take(bytes); };
    });
}

void RowCommands::edit(const Row &row, const QByteArray &payload)
{
    Draft draft;
    draft.isText = isText(row) && payload.isValidUtf8();
    if (draft.isText)
        draft.text = QString::fromUtf8(payload);
    else
        draft.binary = payload;
    Q_EMIT editRequested(draft);
}

// To the connection that the composer speaks to, which the button there names.
void RowCommands::sendAgain(const Row &row, const QByteArray &payload)
{
    const ConnectionFacts &facts = m_session.facts();
    if (facts.id == 0 || facts.readyState != ReadyState::Open) {
        Q_EMIT noticed(QStringLiteral("#%1 was not sent again: no connection is open.").arg(row.id));
        return;
    }
    if (row.header.opcode == Opcode::Ping) {
        m_session.ping(payload);
    } else if (!isText(row)) {
        m_session.sendBinary(payload);
    } else if (payload.isValidUtf8()) {
        m_session.sendText(QString::fromUtf8(payload));
    } else {
        Q_EMIT noticed(
            QStringLiteral("#%1 was not sent again: its text is not UTF-8, and would not be the same.")
                .arg(row.id));
        return;
    }
    Q_EMIT noticed(
        QStringLiteral("Sent #%1 again to %2 %3.").arg(row.id).arg(facts.id).arg(hostAndPort(facts.url)));
}

void RowCommands::copy(const QString &text, const QString &as)
{
    QGuiApplication::clipboard()->setText(text);
    Q_EMIT noticed(QStringLiteral("Copied as %1.").arg(as));
}

// What logs in stays out of it, unless the menu says otherwise: a clipboard is soon pasted where others read.
void RowCommands::copyFor(const Row &row, const QString &tool, Write write)
{
    withPayload(row, [this, row, tool, write](const QByteArray &payload) {
        CopiedMessage message{m_describe(row.connection), payload, isText(row)};
        QStringList hidden;
        if (!m_timeline.actions()->copiesSecrets())
            hidden = hideSecrets(message.connection);
        CopiedText copied = write(message);
        if (!hidden.isEmpty())
            copied.lacks.prepend(
                QStringLiteral("<secret> stands for %1.").arg(hidden.join(QStringLiteral(", "))));
        QGuiApplication::clipboard()->setText(copied.text);
        copied.lacks.prepend(QStringLiteral("Copied as %1.").arg(tool));
        Q_EMIT noticed(copied.lacks.join(u' '));
    });
}

void RowCommands::save(const Row &row)
{
    const QString target =
        m_chooseFile(QStringLiteral("message-%1.%2").arg(row.id).arg(isText(row) ? u"txt" : u"bin"));
    if (target.isEmpty())
        return;
    m_saving.run(
        [this, id = row.id, target](const BackgroundJob::Cancelled &cancelled) -> BackgroundJob::Finish {
            const auto saved = m_session.savePayload(id, target, cancelled);
            const QString sentence = saved ? QStringLiteral("Saved %1 in %2.").arg(bytesText(*saved), target)
                                           : saved.error().toString();
            return [this, sentence] { Q_EMIT noticed(sentence); };
        });
}

} // namespace framescope
