// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0

// The answer to a sign-in, and a path through it as it is typed: a value that a variable can hold, or a sentence.
#include "transport/jsonpath.h"
#include "transport/signinanswer.h"

#include "fuzz/pieces.h"

using namespace framescope;
using namespace framescope::test;

namespace {

void checkPath(const QString &text)
{
    const auto path = JsonPath::parse(text);
    if (!path) {
        require(!path.error().what.isEmpty() && path.error().where.startsWith(QStringLiteral("character ")),
            "what is wrong with a path has a place, and words");
        return;
    }
    require(path->begin(path->steps().size()) == (path->steps().empty() ? QStringLiteral("$") : text),
        "a path ends with its last step");
}

} // namespace

// The first line is a path and a name, the rest an answer.
extern "C" int LLVMFuzzerTestOneInput(const quint8 *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const qsizetype end = bytes.indexOf('\n');
    const QString place = QString::fromUtf8(end < 0 ? bytes : bytes.first(end));
    checkPath(place);
    SignInAnswer answer;
    HttpHeadParser parser;
    QByteArrayView rest = QByteArrayView(bytes).sliced(end + 1);
    if (const auto head = parser.feed(rest); head && *head)
        answer.head = **head;
    answer.body = rest.isEmpty() ? bytes.mid(end + 1) : rest.toByteArray();
    using From = SignInValue::From;
    for (const From from : {From::Json, From::Header, From::Cookie}) {
        const auto read = readSignInAnswer(answer, {{QStringLiteral("v"), from, place}});
        require(read ? read->has(QStringLiteral("v")) : !read.error().what.isEmpty(),
            "a value, or why there is none");
        require(!read || read->value(QStringLiteral("v")).size() <= bytes.size(), "nothing is made up");
    }
    return 0;
}
