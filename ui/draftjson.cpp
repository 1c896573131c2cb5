// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/draftjson.h"

#include "ui/jsonfields.h"

#include <array>
#include <limits>
#include <type_traits>

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

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
    {ConnectionDraft::Field::ProxyPassword, "proxy password"},
    {ConnectionDraft::Field::SignInUrl, "sign-in address"},
    {ConnectionDraft::Field::SignInBody, "sign-in body"}};

constexpr double LongestMs = 86'400'000;
constexpr double LargestPort = 65'535;
constexpr double Largest = 9'007'199'254'740'992; // a number of JSON is exact up to here

void describeLeftOut(JsonWriter &json, const char *name, const QList<ConnectionDraft::Field> &fields)
{
    QStringList words;
    for (const auto &[field, word] : leftOutWords) {
        if (fields.contains(field))
            words.append(QString::fromLatin1(word));
    }
    json.texts(name, words);
}

void describeLeftOut(JsonReader &json, const char *name, QList<ConnectionDraft::Field> &fields)
{
    QStringList words;
    json.texts(name, words);
    for (const auto &[field, word] : leftOutWords) {
        if (words.contains(QLatin1StringView(word)))
            fields.append(field);
    }
}

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

template <typename Json, typename SignIn>
void describeSignIn(Json &json, SignIn &signIn)
{
    json.group("sign in", [&](Json &inner) {
        inner.flag("on", signIn.on);
        inner.text("method", signIn.method);
        inner.text("url", signIn.url);
        describeValues(inner, "headers", signIn.headers);
        inner.text("body", signIn.body);
        describeValues(inner, "values", signIn.values);
    });
}

template <typename Json, typename Bits>
void describeBits(Json &json, const char *name, Bits &bits)
{
    json.maybe(name, bits, [](Json &inner, auto &number) {
        if constexpr (std::is_same_v<Json, JsonReader>)
            number = DeflateParameters::MaxWindowBits; // unless told
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
    json.number("inflate limit", options.inflateLimit, 0, Largest);
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
    describeSignIn(json, draft.signIn);
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
    describeLeftOut(json, "left out", draft.leftOut);
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
    JsonWriter json;
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
    JsonReader reader(json, {}, error);
    describe(reader, draft);
    if (error)
        return *error;
    return draft;
}

} // namespace framescope
