// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/signinanswer.h"

#include "transport/jsonpath.h"
#include "transport/sizewords.h"

#include <simdjson.h>

#include <optional>

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

using namespace simdjson;

constexpr qsizetype LongestValue = 64 * 1024; // bytes, far above what a server takes for a header
constexpr qsizetype MostNames = 5;            // that a sentence tells
constexpr QByteArrayView ByteOrderMark = "\xEF\xBB\xBF";

QString text(std::string_view bytes)
{
    return QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

// "a, b and 12 more": names that a server chose, so that they are quoted with care, and not all of them.
class Names {
public:
    void add(QByteArrayView name)
    {
        if (m_first.size() < MostNames)
            m_first.append(name.isEmpty() ? u"\"\""_s : excerpt(name));
        ++m_count;
    }
    bool isEmpty() const { return m_count == 0; }
    QString words() const
    {
        QStringList words = m_first;
        const qsizetype more = m_count - words.size();
        const QString last = more > 0 ? u"%1 more"_s.arg(more) : words.takeLast();
        return words.isEmpty() ? last : words.join(u", "_s) + u" and "_s + last;
    }

private:
    QStringList m_first;
    qsizetype m_count = 0;
};

// RFC 8259, 6.
bool isNumber(std::string_view token)
{
    std::size_t at = 0;
    const auto digits = [&] {
        const std::size_t begin = at;
        while (at < token.size() && token[at] >= '0' && token[at] <= '9')
            ++at;
        return at - begin;
    };
    const auto is = [&](const char *signs) {
        return at < token.size() && std::string_view(signs).find(token[at]) != std::string_view::npos;
    };
    if (is("-"))
        ++at;
    const std::size_t begin = at;
    if (const std::size_t whole = digits(); whole == 0 || (whole > 1 && token[begin] == '0'))
        return false;
    if (is(".") && (++at, digits() == 0))
        return false;
    if (is("eE")) {
        ++at;
        if (is("+-"))
            ++at;
        if (digits() == 0)
            return false;
    }
    return at == token.size();
}

// Reads values out of one body, which simdjson's On-Demand reader goes through once for each.
class JsonBody {
public:
    explicit JsonBody(QByteArrayView body)
        : m_begin(body.startsWith(ByteOrderMark) ? body.sliced(ByteOrderMark.size()) : body)
        , m_text(m_begin.data(), static_cast<std::size_t>(m_begin.size()))
    {
    }

    Result<QString> valueAt(const JsonPath &path);

private:
    template <typename Place>
    Result<ondemand::value> child(Place &parent, const JsonPath &path, std::size_t step);
    Result<ondemand::value> field(ondemand::object &object, const JsonPath &path, std::size_t step);
    Result<ondemand::value> element(ondemand::array &array, const JsonPath &path, std::size_t step);
    template <typename Place>
    Result<QString> textOf(Place &place, const JsonPath &path);
    template <typename Place>
    static std::optional<std::string_view> scalarOf(Place &place, ondemand::json_type type);
    Error noJson() const;
    Error missing(const JsonPath &path, const QString &instead) const
    {
        return {u"The answer to the sign-in has no %1."_s.arg(path.text()), {}, instead};
    }

    QByteArrayView m_begin;
    padded_string m_text;
    ondemand::parser m_parser;
};

Error JsonBody::noJson() const
{
    if (m_begin.trimmed().isEmpty())
        return {u"The answer to the sign-in has no body, and so no JSON."_s, {}, {}};
    // A page says which; anything else may be the token itself.
    return {u"The answer to the sign-in is no JSON."_s, {},
        m_begin.trimmed().startsWith('<')
            ? u"It begins with \"%1\"."_s.arg(excerpt(m_begin, 40))
            : u"Of its %1 bytes none is kept: they may be a secret."_s.arg(m_text.size())};
}

Result<QString> JsonBody::valueAt(const JsonPath &path)
{
    ondemand::document document;
    if (m_parser.iterate(m_text).get(document) != SUCCESS)
        return noJson();
    if (path.steps().empty())
        return textOf(document, path);
    Result<ondemand::value> value = child(document, path, 0);
    for (std::size_t step = 1; value && step < path.steps().size(); ++step)
        value = child(*value, path, step);
    if (!value)
        return value.error();
    return textOf(*value, path);
}

// Step number `step`, from what the steps before it led to.
template <typename Place>
Result<ondemand::value> JsonBody::child(Place &parent, const JsonPath &path, std::size_t step)
{
    ondemand::json_type type{};
    if (parent.type().get(type) != SUCCESS)
        return noJson();
    const bool wantsKey = path.steps()[step].index < 0;
    ondemand::object object;
    if (wantsKey && type == ondemand::json_type::object)
        return parent.get_object().get(object) == SUCCESS ? field(object, path, step) : noJson();
    ondemand::array array;
    if (!wantsKey && type == ondemand::json_type::array)
        return parent.get_array().get(array) == SUCCESS ? element(array, path, step) : noJson();
    const bool isContainer = type == ondemand::json_type::object || type == ondemand::json_type::array;
    if (!isContainer && !scalarOf(parent, type))
        return noJson();
    const QString is = type == ondemand::json_type::object ? u"an object, which has keys"_s
        : type == ondemand::json_type::array               ? u"an array, which has indexes"_s
                                                           : u"neither object nor array"_s;
    return missing(path, u"There %1 is %2."_s.arg(path.begin(step), is));
}

Result<ondemand::value> JsonBody::field(ondemand::object &object, const JsonPath &path, std::size_t step)
{
    const QByteArray &wanted = path.steps()[step].key;
    Names names;
    for (auto each : object) {
        ondemand::field one;
        std::string_view key;
        if (std::move(each).get(one) != SUCCESS || one.unescaped_key().get(key) != SUCCESS)
            return noJson();
        if (key == std::string_view(wanted.constData(), static_cast<std::size_t>(wanted.size())))
            return one.value();
        names.add(QByteArrayView(key.data(), static_cast<qsizetype>(key.size())));
    }
    return missing(path,
        names.isEmpty() ? u"%1 is an empty object."_s.arg(path.begin(step))
                        : u"%1 has %2."_s.arg(path.begin(step), names.words()));
}

Result<ondemand::value> JsonBody::element(ondemand::array &array, const JsonPath &path, std::size_t step)
{
    const qsizetype wanted = path.steps()[step].index;
    qsizetype count = 0;
    for (auto each : array) {
        ondemand::value one;
        if (std::move(each).get(one) != SUCCESS)
            return noJson();
        if (count == wanted)
            return one;
        ++count;
    }
    return missing(path,
        count == 0 ? u"%1 is an empty array."_s.arg(path.begin(step))
                   : u"%1 ends with index %2."_s.arg(path.begin(step)).arg(count - 1));
}

template <typename Place>
Result<QString> JsonBody::textOf(Place &place, const JsonPath &path)
{
    const auto refused = [&path](const QString &what) {
        return Error{u"The answer to the sign-in has %1 at %2."_s.arg(what, path.text()), {},
            u"A variable takes a text, a number, true or false."_s};
    };
    ondemand::json_type type{};
    if (place.type().get(type) != SUCCESS)
        return noJson();
    if (type == ondemand::json_type::object)
        return refused(u"an object"_s);
    if (type == ondemand::json_type::array)
        return refused(u"an array"_s);
    const auto scalar = scalarOf(place, type);
    if (!scalar)
        return noJson();
    if (type == ondemand::json_type::null)
        return refused(u"null"_s);
    return text(*scalar);
}

// A string as what it means, anything else as it is written. Nothing if it is no JSON: only its first character is
// known to fit.
template <typename Place>
std::optional<std::string_view> JsonBody::scalarOf(Place &place, ondemand::json_type type)
{
    std::string_view found;
    if (type == ondemand::json_type::string)
        return place.get_string().get(found) == SUCCESS ? std::optional(found) : std::nullopt;
    if (simdjson_result<std::string_view>(place.raw_json_token()).get(found) != SUCCESS)
        return {};
    const std::size_t end = found.find_last_not_of(" \t\r\n");
    found = found.substr(0, end == std::string_view::npos ? 0 : end + 1);
    const bool isWord = found == "null" || found == "true" || found == "false";
    return isWord || isNumber(found) ? std::optional(found) : std::nullopt;
}

Result<QString> headerIn(const HttpHead &head, const QString &name)
{
    const QByteArray wanted = name.toUtf8();
    Names names;
    for (const HttpHeader &header : head.headers) {
        if (header.isNamed(wanted))
            return QString::fromUtf8(header.value);
        names.add(header.name);
    }
    return Error{u"The answer to the sign-in has no header %1."_s.arg(name), {},
        names.isEmpty() ? u"It has none at all."_s : u"It has %1."_s.arg(names.words())};
}

// Name and value of a Set-Cookie line (RFC 6265, 5.2).
std::pair<QByteArray, QByteArray> cookieOf(const QByteArray &line)
{
    const QByteArray pair = line.split(';').constFirst();
    const qsizetype sign = pair.indexOf('=');
    return sign < 0 ? std::pair(QByteArray(), pair.trimmed())
                    : std::pair(pair.first(sign).trimmed(), pair.sliced(sign + 1).trimmed());
}

Result<QString> cookieIn(const HttpHead &head, const QString &name)
{
    Names names;
    std::optional<QByteArray> found;
    for (const HttpHeader &header : head.headers) {
        if (!header.isNamed("Set-Cookie"))
            continue;
        const auto [cookie, value] = cookieOf(header.value);
        if (cookie == name.toUtf8())
            found = value;
        names.add(cookie);
    }
    if (found)
        return QString::fromUtf8(*found);
    return Error{u"The answer to the sign-in sets no cookie %1."_s.arg(name), {},
        names.isEmpty() ? u"It sets none at all."_s : u"It sets %1."_s.arg(names.words())};
}

Result<QString> valueIn(const SignInAnswer &answer, JsonBody &body, const SignInValue &value)
{
    if (value.from == SignInValue::From::Header)
        return headerIn(answer.head, value.place);
    if (value.from == SignInValue::From::Cookie)
        return cookieIn(answer.head, value.place);
    const auto path = JsonPath::parse(value.place);
    if (!path)
        return path.error();
    return body.valueAt(*path);
}

} // namespace

Result<Variables> readSignInAnswer(const SignInAnswer &answer, const QList<SignInValue> &values)
{
    JsonBody body(answer.body);
    Variables variables;
    for (const SignInValue &value : values) {
        const auto found = valueIn(answer, body, value);
        if (!found)
            return found.error();
        if (const qsizetype size = found->toUtf8().size(); size > LongestValue)
            return Error{u"What the answer to the sign-in has for ${%1} is too long: %2."_s.arg(
                             value.variable, sizewords::bytes(static_cast<quint64>(size))),
                {}, u"A variable takes %1 at most."_s.arg(sizewords::bytes(LongestValue))};
        variables.set(value.variable, *found);
    }
    return variables;
}

} // namespace framescope
