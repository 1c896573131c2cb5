// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/jsonindexer.h"

#include "analysis/jsonbytes.h"
#include "analysis/jsonplace.h"
#include "protocol/utf8validator.h"

#include <simdjson.h>

#include <algorithm>

namespace framescope {

namespace {

using namespace simdjson;

constexpr std::size_t LargestKept = 16u << 20; // buffers of larger texts are given back
constexpr quint32 CancelStep = 4096;           // children between two looks at `cancelled`

qsizetype skipSpace(QByteArrayView bytes, qsizetype at)
{
    while (at < bytes.size() && json::isSpace(bytes[at]))
        ++at;
    return at;
}

JsonKind kindOf(char c)
{
    switch (c) {
    case '{': return JsonKind::Object;
    case '[': return JsonKind::Array;
    case '"': return JsonKind::String;
    case 't':
    case 'f':
    case 'n': return JsonKind::Word;
    default: return JsonKind::Number;
    }
}

// The end of the value that begins at `at`: brackets are counted, strings skipped.
qsizetype valueEnd(QByteArrayView bytes, qsizetype at)
{
    static constexpr QByteArrayView Delimiters = ",]}\x1E";
    if (bytes[at] == '"')
        return jsonStringEnd(bytes, at);
    if (kindOf(bytes[at]) > JsonKind::Array) {
        do
            ++at;
        while (at < bytes.size() && !json::isSpace(bytes[at]) && !Delimiters.contains(bytes[at]));
        return at;
    }
    qsizetype depth = 0;
    do {
        const char c = bytes[at];
        depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
        at = c == '"' ? jsonStringEnd(bytes, at) : at + 1;
    } while (depth > 0 && at < bytes.size());
    return at;
}

Error errorOf(error_code code, QByteArrayView span, quint32 begin)
{
    if (code == UTF8_ERROR) {
        Utf8Validator validator;
        validator.feed(span);
        const qint64 at = std::max<qint64>(0, validator.errorOffset());
        return Error{QStringLiteral("The tree needs valid UTF-8."),
            QStringLiteral("byte %1").arg(begin + static_cast<quint64>(at)), {}};
    }
    return Error{QStringLiteral("The tree cannot be made: %1").arg(QString::fromUtf8(error_message(code))),
        QStringLiteral("the value at byte %1").arg(begin), {}};
}

// What On-Demand passes over while it looks for children, as offsets from `base`.
class ChildFinder {
public:
    ChildFinder(const char *base, const std::atomic<bool> *cancelled)
        : m_base(base)
        , m_cancelled(cancelled)
    {
    }

    error_code find(ondemand::document &document)
    {
        ondemand::json_type type{};
        if (const auto code = document.type().get(type))
            return code;
        return type == ondemand::json_type::object ? findFields(document) : findElements(document);
    }
    std::vector<quint32> takeBegins() { return std::move(m_begins); }

private:
    error_code findFields(ondemand::document &document)
    {
        ondemand::object object;
        if (const auto code = document.get_object().get(object))
            return code;
        for (auto each : object) {
            ondemand::field field;
            if (const auto code = std::move(each).get(field))
                return code;
            if (!add(field.key().raw() - 1))
                return UNINITIALIZED;
        }
        return SUCCESS;
    }

    error_code findElements(ondemand::document &document)
    {
        ondemand::array array;
        if (const auto code = document.get_array().get(array))
            return code;
        for (auto each : array) {
            ondemand::value value;
            if (const auto code = std::move(each).get(value))
                return code;
            if (!add(value.raw_json_token().data()))
                return UNINITIALIZED;
        }
        return SUCCESS;
    }

    bool add(const char *at)
    {
        m_begins.push_back(static_cast<quint32>(at - m_base));
        return !m_cancelled || m_begins.size() % CancelStep != 0 || !m_cancelled->load();
    }

    const char *m_base;
    const std::atomic<bool> *m_cancelled;
    std::vector<quint32> m_begins;
};

} // namespace

JsonText::JsonText(QByteArray bytes)
    : m_bytes(std::move(bytes))
{
    Q_ASSERT(m_bytes.size() < MostBytes);
    m_bytes.reserve(m_bytes.size() + static_cast<qsizetype>(SIMDJSON_PADDING));
}

std::vector<JsonValue> rootsOf(const JsonText &text, std::size_t most)
{
    static constexpr QByteArrayView ByteOrderMark = "\xEF\xBB\xBF";
    const QByteArrayView bytes = text.bytes();
    const auto skip = [bytes](qsizetype at) {
        while (at < bytes.size() && (json::isSpace(bytes[at]) || bytes[at] == json::RecordSeparator))
            ++at;
        return at;
    };
    std::vector<JsonValue> roots;
    qsizetype at = skip(bytes.startsWith(ByteOrderMark) ? ByteOrderMark.size() : 0);
    while (at < bytes.size() && roots.size() < most) {
        const qsizetype end = valueEnd(bytes, at);
        roots.push_back({0, 0, static_cast<quint32>(at), static_cast<quint32>(end), kindOf(bytes[at])});
        at = skip(end);
    }
    return roots;
}

JsonChildren::JsonChildren(const JsonValue &container, std::vector<quint32> begins)
    : m_container(container)
    , m_begins(std::move(begins))
{
}

JsonValue JsonChildren::at(const JsonText &text, quint32 index) const
{
    Q_ASSERT(index < count());
    const QByteArrayView bytes = text.bytes();
    const quint32 limit = index + 1 < count() ? m_begins[index + 1] : m_container.end - 1;
    JsonValue child;
    qsizetype at = m_begins[index];
    if (m_container.kind == JsonKind::Object) {
        child.keyBegin = static_cast<quint32>(at);
        at = jsonStringEnd(bytes.first(limit), at);
        child.keyEnd = static_cast<quint32>(at);
        at = std::min<qsizetype>(skipSpace(bytes, skipSpace(bytes, at) + 1), limit); // the colon
    }
    child.begin = static_cast<quint32>(at);
    child.kind = kindOf(bytes[at]);
    // Between this child and the next there is white space and a comma; behind the last the bracket.
    qsizetype end = limit;
    const auto chopSpace = [&] {
        while (end > at && json::isSpace(bytes[end - 1]))
            --end;
    };
    chopSpace();
    if (index + 1 < count() && end > at) {
        --end;
        chopSpace();
    }
    child.end = static_cast<quint32>(end);
    return child;
}

quint32 JsonChildren::indexOf(quint32 offset) const
{
    const auto after = std::upper_bound(m_begins.begin(), m_begins.end(), offset);
    return after == m_begins.begin() ? 0 : static_cast<quint32>(after - m_begins.begin() - 1);
}

struct JsonIndexer::Private {
    std::unique_ptr<ondemand::parser> parser = std::make_unique<ondemand::parser>();
};

JsonIndexer::JsonIndexer()
    : d(std::make_unique<Private>())
{
}

JsonIndexer::~JsonIndexer() = default;

Result<JsonChildren> JsonIndexer::children(
    const JsonText &text, const JsonValue &container, const std::atomic<bool> *cancelled)
{
    Q_ASSERT(container.isContainer() && container.end <= static_cast<quint32>(text.bytes().size()));
    const QByteArrayView span = text.bytes().sliced(container.begin, container.end - container.begin);
    ondemand::document document;
    ChildFinder finder(text.bytes().data(), cancelled);
    const auto size = static_cast<std::size_t>(span.size());
    error_code code = d->parser->iterate(span.data(), size, size + SIMDJSON_PADDING).get(document);
    if (code == SUCCESS)
        code = finder.find(document);
    if (d->parser->capacity() > LargestKept)
        d->parser = std::make_unique<ondemand::parser>();
    if (code != SUCCESS)
        return errorOf(code, span, container.begin);
    return JsonChildren(container, finder.takeBegins());
}

} // namespace framescope
