// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/draftjson.h"

#include <QJsonArray>

#include <array>
#include <limits>
#include <span>

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

using Words = std::span<const char *const>; // of an enumeration, in its order

constexpr std::array authWords{"none", "basic", "bearer"};
constexpr std::array rulesWords{"browser", "inspector"};
constexpr std::array policyWords{"strict", "lenient"};
constexpr std::array binaryWords{"blob", "arraybuffer"};
constexpr std::array tlsWords{"1.2", "1.3"};
constexpr std::array proxyWords{"none", "http", "socks5", "system"};
constexpr std::array familyWords{"any", "ipv4", "ipv6"};
constexpr std::array pingWords{"at once", "late", "other payload", "never"};
// As ConnectionDraft::Field; those that may be left out.
constexpr std::pair<ConnectionDraft::Field, const char *> leftOutWords[] = {
    {ConnectionDraft::Field::Password, "password"}, {ConnectionDraft::Field::Token, "token"},
    {ConnectionDraft::Field::Origin, "origin"}, {ConnectionDraft::Field::Protocols, "protocols"},
    {ConnectionDraft::Field::KeyPassword, "key password"},
    {ConnectionDraft::Field::ProxyPassword, "proxy password"}};

constexpr double LongestMs = 86'400'000;
constexpr double LargestPort = 65'535;
constexpr double Largest = 9'007'199'254'740'992; // a number of JSON is exact up to here

class Writer {
public:
    void text(const char *name, const QString &value) { put(name, value); }
    void bytes(const char *name, const QByteArray &value)
    {
        put(name, QString::fromLatin1(value.toBase64()));
    }
    void flag(const char *name, bool value) { put(name, value); }
    template <typename Number>
    void number(const char *name, Number value, double, double)
    {
        put(name, static_cast<double>(value));
    }
    template <typename Enum>
    void word(const char *name, Enum value, Words words)
    {
        put(name, QString::fromLatin1(words[static_cast<std::size_t>(value)]));
    }
    void texts(const char *name, const QStringList &values) { put(name, QJsonArray::fromStringList(values)); }
    // `write` describes what is there.
    template <typename Value, typename Write>
    void maybe(const char *name, const std::optional<Value> &value, Write write)
    {
        if (value)
            group(name, [&](Writer &json) { write(json, *value); });
        else
            put(name, QJsonValue::Null);
    }
    template <typename Write>
    void group(const char *name, Write write)
    {
        Writer inner;
        write(inner);
        put(name, inner.m_object);
    }
    template <typename Value, typename Write>
    void list(const char *name, const QList<Value> &values, Write write)
    {
        QJsonArray array;
        for (const Value &value : values) {
            Writer inner;
            write(inner, value);
            array.append(inner.m_object);
        }
        put(name, array);
    }
    void leftOut(const char *name, const QList<ConnectionDraft::Field> &fields)
    {
        QStringList words;
        for (const auto &[field, word] : leftOutWords) {
            if (fields.contains(field))
                words.append(QString::fromLatin1(word));
        }
        texts(name, words);
    }

    const QJsonObject &object() const { return m_object; }

private:
    void put(const char *name, const QJsonValue &value) { m_object.insert(QLatin1StringView(name), value); }

    QJsonObject m_object;
};

// What is absent stays as it is; the first thing that cannot be meant is the error.
class Reader {
public:
    Reader(const QJsonObject &object, const QString &place, std::optional<Error> &error)
        : m_object(object)
        , m_place(place)
        , m_error(error)
    {
    }

    void text(const char *name, QString &value)
    {
        if (const auto found = find(name, QJsonValue::String, u"text"_s))
            value = found->toString();
    }
    void bytes(const char *name, QByteArray &value)
    {
        const auto found = find(name, QJsonValue::String, u"Base64"_s);
        if (!found)
            return;
        const auto decoded = QByteArray::fromBase64Encoding(
            found->toString().toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
        if (decoded)
            value = *decoded;
        else
            refuse(name, u"Base64"_s);
    }
    void flag(const char *name, bool &value)
    {
        if (const auto found = find(name, QJsonValue::Bool, u"true or false"_s))
            value = found->toBool();
    }
    template <typename Number>
    void number(const char *name, Number &value, double least, double most)
    {
        const QString right = u"a number from %1 to %2"_s.arg(least, 0, 'f', 0).arg(most, 0, 'f', 0);
        const auto found = find(name, QJsonValue::Double, right);
        if (!found)
            return;
        if (found->toDouble() < least || found->toDouble() > most)
            refuse(name, right);
        else
            value = static_cast<Number>(found->toDouble());
    }
    template <typename Enum>
    void word(const char *name, Enum &value, Words words)
    {
        QStringList right;
        for (const char *word : words)
            right.append(u'"' + QString::fromLatin1(word) + u'"');
        const auto found = find(name, QJsonValue::String, right.join(u" or "_s));
        if (!found)
            return;
        const qsizetype at = right.indexOf(u'"' + found->toString() + u'"');
        if (at < 0)
            refuse(name, right.join(u" or "_s));
        else
            value = static_cast<Enum>(at);
    }
    void texts(const char *name, QStringList &values)
    {
        const auto found = find(name, QJsonValue::Array, u"a list of texts"_s);
        if (!found)
            return;
        values.clear();
        for (const QJsonValue value : found->toArray()) {
            if (!value.isString())
                return refuse(name, u"a list of texts"_s);
            values.append(value.toString());
        }
    }
    template <typename Value, typename Read>
    void maybe(const char *name, std::optional<Value> &value, Read read)
    {
        if (m_object.value(QLatin1StringView(name)).isNull())
            value.reset();
        else
            group(name, [&](Reader &json) { read(json, value ? *value : value.emplace()); });
    }
    template <typename Read>
    void group(const char *name, Read read)
    {
        const auto found = find(name, QJsonValue::Object, u"an object"_s);
        if (!found)
            return;
        Reader inner(found->toObject(), placeOf(name), m_error);
        read(inner);
    }
    template <typename Value, typename Read>
    void list(const char *name, QList<Value> &values, Read read)
    {
        const auto found = find(name, QJsonValue::Array, u"a list of objects"_s);
        if (!found)
            return;
        values.clear();
        for (const QJsonValue value : found->toArray()) {
            if (!value.isObject())
                return refuse(name, u"a list of objects"_s);
            Reader inner(value.toObject(), u"%1[%2]"_s.arg(placeOf(name)).arg(values.size()), m_error);
            read(inner, values.emplaceBack());
        }
    }
    void leftOut(const char *name, QList<ConnectionDraft::Field> &fields)
    {
        QStringList words;
        texts(name, words);
        for (const auto &[field, word] : leftOutWords) {
            if (words.contains(QLatin1StringView(word)))
                fields.append(field);
        }
    }

private:
    std::optional<QJsonValue> find(const char *name, QJsonValue::Type type, const QString &right)
    {
        const QJsonValue value = m_object.value(QLatin1StringView(name));
        if (value.isUndefined())
            return {};
        if (value.type() == type)
            return value;
        refuse(name, right);
        return {};
    }
    void refuse(const char *name, const QString &right)
    {
        if (!m_error)
            m_error = Error{u"\"%1\" is not what it should be."_s.arg(QLatin1StringView(name)), placeOf(name),
                u"Right is %1."_s.arg(right)};
    }
    QString placeOf(const char *name) const
    {
        return m_place.isEmpty() ? QString::fromLatin1(name) : m_place + u'.' + QLatin1StringView(name);
    }

    QJsonObject m_object;
    QString m_place;
    std::optional<Error> &m_error;
};

template <typename Json, typename Values>
void describeValues(Json &json, const char *name, Values &values)
{
    json.list(name, values, [](Json &line, auto &value) {
        line.flag("on", value.on);
        line.text("name", value.name);
        line.text("value", value.value);
        line.text("source", value.source);
        line.flag("left out", value.isLeftOut);
    });
}

template <typename Json, typename Bits>
void describeBits(Json &json, const char *name, Bits &bits)
{
    json.maybe(name, bits, [](Json &inner, auto &number) {
        inner.number("bits", number, DeflateParameters::MinWindowBits, DeflateParameters::MaxWindowBits);
    });
}

template <typename Json, typename Options>
void describeProtocols(Json &json, Options &options)
{
    json.texts("protocols", options.protocols);
    json.maybe("deflate", options.deflate, [](Json &inner, auto &offer) {
        inner.flag("server no context takeover", offer.serverNoContextTakeover);
        inner.flag("client no context takeover", offer.clientNoContextTakeover);
        describeBits(inner, "server max window", offer.serverMaxWindowBits);
        describeBits(inner, "client max window", offer.clientMaxWindowBits);
        inner.flag("client max window offered", offer.clientMaxWindowBitsOffered);
    });
}

template <typename Json, typename Options>
void describeRoute(Json &json, Options &options)
{
    json.group("proxy", [&](Json &inner) {
        inner.word("kind", options.proxy.kind, proxyWords);
        inner.text("host", options.proxy.host);
        inner.number("port", options.proxy.port, 0, LargestPort);
        inner.text("user", options.proxy.user);
        inner.text("password", options.proxy.password);
    });
    json.group("connect to", [&](Json &inner) {
        inner.text("host", options.connectTo.host);
        inner.number("port", options.connectTo.port, 0, LargestPort);
    });
    json.word("family", options.family, familyWords);
}

template <typename Json, typename Options>
void describePings(Json &json, Options &options)
{
    json.group("keepalive", [&](Json &inner) {
        inner.number("interval", options.keepalive.interval, 0, LongestMs);
        inner.number("misses", options.keepalive.misses, 0, std::numeric_limits<int>::max());
    });
    json.group("ping answer", [&](Json &inner) {
        inner.word("kind", options.pingAnswer.kind, pingWords);
        inner.number("delay", options.pingAnswer.delay, 0, LongestMs);
        inner.bytes("payload", options.pingAnswer.payload);
    });
}

template <typename Json, typename Options>
void describeReconnect(Json &json, Options &options)
{
    json.group("reconnect", [&](Json &inner) {
        inner.flag("on", options.reconnect.on);
        inner.number("delay", options.reconnect.delay, 1, LongestMs);
        inner.number("factor", options.reconnect.factor, 1, 1000);
        inner.number("max delay", options.reconnect.maxDelay, 1, LongestMs);
        inner.number("jitter", options.reconnect.jitter, 0, 1);
        inner.number("max attempts", options.reconnect.maxAttempts, 0, std::numeric_limits<int>::max());
    });
}

template <typename Json, typename Options>
void describeBehaviour(Json &json, Options &options)
{
    json.group("timeouts", [&](Json &inner) {
        inner.number("connect", options.timeouts.connect, 0, LongestMs);
        inner.number("tls", options.timeouts.tls, 0, LongestMs);
        inner.number("handshake", options.timeouts.handshake, 0, LongestMs);
        inner.number("close", options.timeouts.close, 0, LongestMs);
    });
    json.word("rules", options.rules, rulesWords);
    json.word("policy", options.policy, policyWords);
    json.maybe("binary type", options.binaryType,
        [](Json &inner, auto &type) { inner.word("is", type, binaryWords); });
    describePings(json, options);
    describeReconnect(json, options);
    json.number("delivery limit", options.deliveryLimit, 0, Largest);
    json.number("send limit", options.sendLimit, 0, Largest);
}

// Each field once, for both directions.
template <typename Json, typename Draft>
void describe(Json &json, Draft &draft)
{
    describeValues(json, "headers", draft.headers);
    describeValues(json, "query", draft.query);
    describeValues(json, "cookies", draft.cookies);
    json.text("origin", draft.origin);
    json.text("user agent", draft.userAgent);
    json.word("auth", draft.auth, authWords);
    json.text("user", draft.user);
    json.text("password", draft.password);
    json.text("token", draft.token);
    describeProtocols(json, draft.plain);
    json.group("tls", [&](Json &inner) {
        inner.text("authority", draft.ca.path);
        inner.text("certificate", draft.certificate.path);
        inner.text("key", draft.key.path);
        inner.text("key password", draft.plain.tls.clientPassword);
        inner.word("minimum", draft.plain.tls.minimum, tlsWords);
        inner.text("server name", draft.plain.tls.serverName);
    });
    describeRoute(json, draft.plain);
    describeBehaviour(json, draft.plain);
    json.leftOut("left out", draft.leftOut);
    json.texts("left out of address", draft.leftOutOfAddress);
}

// What of `object` is not in `usual`, also within objects; null stands for what is absent here and usual there.
QJsonObject without(const QJsonObject &object, const QJsonObject &usual)
{
    QJsonObject rest;
    for (auto value = object.begin(); value != object.end(); ++value) {
        if (*value == usual.value(value.key()))
            continue;
        if (value->isObject())
            rest.insert(value.key(), without(value->toObject(), usual.value(value.key()).toObject()));
        else
            rest.insert(value.key(), *value);
    }
    return rest;
}

QJsonObject wholeJson(const ConnectionDraft &draft)
{
    Writer json;
    describe(json, draft);
    return json.object();
}

} // namespace

QJsonObject toJson(const ConnectionDraft &draft)
{
    static const QJsonObject usual = wholeJson({});
    return without(wholeJson(draft), usual);
}

Result<ConnectionDraft> draftFromJson(const QJsonObject &json)
{
    ConnectionDraft draft;
    std::optional<Error> error;
    Reader reader(json, {}, error);
    describe(reader, draft);
    if (error)
        return *error;
    return draft;
}

} // namespace framescope
