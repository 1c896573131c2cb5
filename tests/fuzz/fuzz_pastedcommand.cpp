// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0

// What somebody pastes: a command is taken apart to an end, what cannot be taken is told, and what our own
// commands say is read back.
#include "formats/copiedcommand.h"
#include "formats/pastedcommand.h"
#include "formats/shellquoting.h"
#include "formats/shellwords.h"

#include "fuzz/pieces.h"

using namespace framescope;
using namespace framescope::test;

namespace {

void splitAs(const QString &text, ShellKind kind)
{
    const auto split = splitCommand(text, kind);
    if (!split) {
        require(!split.error().where.isEmpty(), "an open quotation has a place");
        return;
    }
    require(split->words.size() == split->positions.size(), "every word has a place");
    require(split->restAt < text.size(), "the rest lies in the text");
    qsizetype before = -1;
    for (const qsizetype at : split->positions) {
        require(at > before && at < text.size(), "words stand one behind the other");
        before = at;
    }
}

// One word for every POSIX shell.
void quote(QString word)
{
    word.remove(QChar(u'\0'));
    if (!word.isValidUtf16())
        return;
    const auto split = splitCommand(QString(QStringLiteral("echo ") + shellQuoted(word)), ShellKind::Posix);
    require(split && split->words.size() == 2 && split->words.last() == word, "a quoted word is that word");
}

// Nothing in it that opening the connection would refuse.
bool isPlain(const PastedCommand &command)
{
    return std::all_of(command.headers.begin(), command.headers.end(), [](const HttpHeader &header) {
        return header.value.isValidUtf8() && !header.value.isEmpty();
    }) && std::all_of(command.protocols.begin(), command.protocols.end(), [](const QString &name) {
        return isHttpToken(name.toUtf8());
    });
}

void readBack(const PastedCommand &command)
{
    require(command.summary().endsWith(u'.'), "a summary is a sentence");
    if (!isPlain(command) || !command.url.startsWith(QStringLiteral("wss://")) || command.url.contains(u'\0'))
        return;
    CopiedMessage message;
    message.connection = command;
    const auto again = parsePastedCommand(curlCommand(message).text);
    require(again.hasValue(), "our own command is one");
    require(again->headers == command.headers && again->origin == command.origin, "it says the same");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const quint8 *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const QString text = QString::fromUtf8(bytes);
    splitAs(text, ShellKind::Posix);
    splitAs(text, ShellKind::Windows);
    quote(text);
    const auto command = parsePastedCommand(text);
    require(command.hasValue() || !command.error().what.isEmpty(), "an error has words");
    require(!command || looksLikeCommand(text), "what is read as a command looks like one");
    if (command)
        readBack(*command);
    return 0;
}
