// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/connectiondraft.h"

#include "analysis/secrets.h"
#include "transport/variables.h"

#include <QFile>
#include <QFileInfo>
#include <QUrl>

#include <algorithm>

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 LargestFile = 16 << 20;

int countOn(const NamedValues &values)
{
    return static_cast<int>(
        std::count_if(values.begin(), values.end(), [](const NamedValue &value) { return value.on; }));
}

// Behind what stands there, before a fragment (which is wrong, and said of the address).
QString withQuery(const QString &url, const NamedValues &query)
{
    QByteArray added;
    for (const NamedValue &parameter : query) {
        if (parameter.on)
            added += '&' + QUrl::toPercentEncoding(parameter.name) + '='
                + QUrl::toPercentEncoding(parameter.value);
    }
    if (added.isEmpty())
        return url;
    const qsizetype fragment = url.indexOf(u'#');
    const QString before = url.left(fragment);
    const QString text = QString::fromLatin1(added);
    return before + (before.contains(u'?') ? text : u'?' + text.sliced(1))
        + (fragment < 0 ? QString() : url.sliced(fragment));
}

QByteArray cookieValue(const NamedValues &cookies)
{
    QByteArrayList pairs;
    for (const NamedValue &cookie : cookies) {
        if (cookie.on)
            pairs.append(cookie.name.toUtf8() + '=' + cookie.value.toUtf8());
    }
    return pairs.join("; ");
}

void appendIfSaid(HttpHeaders &headers, const QByteArray &name, const QByteArray &value)
{
    if (!value.isEmpty())
        headers.append({name, value});
}

using Tab = ConnectionDraft::Tab;
using Field = ConnectionDraft::Field;

} // namespace

QByteArray ConnectionDraft::authorization() const
{
    switch (auth) {
    case Auth::None: return {};
    case Auth::Basic: return "Basic " + QByteArray(user.toUtf8() + ':' + password.toUtf8()).toBase64();
    case Auth::Bearer: return "Bearer " + token.toUtf8();
    }
    return {};
}

ConnectionOptions ConnectionDraft::toOptions(const QString &url) const
{
    ConnectionOptions options = plain;
    options.url = withQuery(url, query);
    options.origin = origin.toUtf8();
    HttpHeaders made;
    appendIfSaid(made, "User-Agent", userAgent.toUtf8());
    appendIfSaid(made, "Authorization", authorization());
    appendIfSaid(made, "Cookie", cookieValue(cookies));
    for (const NamedValue &header : headers) {
        if (header.on)
            made.append({header.name.toUtf8(), header.value.toUtf8()});
    }
    options.headers = made;
    if (signIn.on)
        options.signIn = signIn.toOptions();
    options.tls.extraCa = ca.bytes;
    options.tls.clientCertificate = certificate.bytes;
    options.tls.clientKey = key.bytes;
    return options;
}

int ConnectionDraft::differences(Tab tab, const ConnectionDraft &defaults) const
{
    const ConnectionOptions &usual = defaults.plain;
    const auto differs = [](const auto &mine, const auto &theirs) { return mine == theirs ? 0 : 1; };
    switch (tab) {
    case Tab::Request:
        return countOn(headers) + countOn(query) + countOn(cookies) + differs(origin, QString())
            + differs(userAgent, defaults.userAgent);
    case Tab::Auth: return differs(auth, Auth::None) + differs(signIn.on, false);
    case Tab::Protocols:
        return static_cast<int>(plain.protocols.size()) + differs(plain.deflate, usual.deflate);
    case Tab::Tls:
        return differs(ca, ChosenFile()) + differs(certificate, ChosenFile())
            + differs(plain.tls.minimum, usual.tls.minimum)
            + differs(plain.tls.serverName, usual.tls.serverName)
            + static_cast<int>(plain.tls.acceptedFingerprints.size());
    case Tab::Route:
        return differs(plain.proxy.kind, usual.proxy.kind)
            + differs(plain.connectTo.host.isEmpty() && plain.connectTo.port == 0, true)
            + differs(plain.family, usual.family);
    case Tab::Behaviour:
        return differs(plain.timeouts.connect, usual.timeouts.connect)
            + differs(plain.timeouts.tls, usual.timeouts.tls)
            + differs(plain.timeouts.handshake, usual.timeouts.handshake)
            + differs(plain.timeouts.close, usual.timeouts.close) + differs(plain.rules, usual.rules)
            + differs(plain.policy, usual.policy) + differs(plain.pingAnswer.kind, usual.pingAnswer.kind)
            + differs(plain.keepalive.interval, usual.keepalive.interval)
            + differs(plain.reconnect.on, usual.reconnect.on)
            + differs(plain.deliveryLimit, usual.deliveryLimit)
            + differs(plain.inflateLimit, usual.inflateLimit) + differs(plain.sendLimit, usual.sendLimit);
    }
    return 0;
}

ConnectionDraft ConnectionDraft::withoutLogin() const
{
    ConnectionDraft draft = *this;
    draft.auth = Auth::None;
    draft.user.clear();
    draft.password.clear();
    draft.token.clear();
    draft.signIn.on = false;
    draft.leftOut.removeIf([](Field field) { return field == Field::Password || field == Field::Token; });
    draft.cookies.clear();
    // What stands for a variable may be secret whatever its name.
    draft.headers.removeIf([](const NamedValue &header) {
        return secrets::isHeader(header.name) || !Variables::namesIn(header.value).isEmpty();
    });
    draft.query.removeIf([](const NamedValue &parameter) {
        return secrets::isName(parameter.name) || !Variables::namesIn(parameter.value).isEmpty();
    });
    return draft;
}

void ConnectionDraft::forgetLeftOut()
{
    leftOut.clear();
    leftOutOfAddress.clear();
    for (NamedValues *table : {&headers, &query, &cookies, &signIn.headers}) {
        for (NamedValue &line : *table)
            line.isLeftOut = false;
    }
}

int ConnectionDraft::differences(const ConnectionDraft &defaults) const
{
    int sum = 0;
    for (int tab = 0; tab < TabCount; ++tab)
        sum += differences(static_cast<Tab>(tab), defaults);
    return sum;
}

namespace {

void takeHeader(ConnectionDraft &draft, const HttpHeader &header, const QString &source)
{
    const QString value = QString::fromUtf8(header.value);
    if (header.isNamed("User-Agent") && draft.userAgent.isEmpty()) {
        draft.userAgent = value;
    } else if (header.isNamed("Cookie")) {
        for (const QByteArrayView cookie : splitList(header.value, ';')) {
            const QString text = QString::fromUtf8(cookie);
            draft.cookies.append({true, text.section(u'=', 0, 0), text.section(u'=', 1), source});
        }
    } else {
        draft.headers.append({true, QString::fromUtf8(header.name), value, source});
    }
}

void takeExtensions(ConnectionDraft &draft, const QByteArray &value)
{
    draft.plain.deflate.reset();
    for (const QByteArrayView element : splitList(value)) {
        const qsizetype end = element.indexOf(';');
        const QByteArrayView name = (end < 0 ? element : element.first(end)).trimmed();
        if (name.compare("permessage-deflate", Qt::CaseInsensitive) != 0)
            continue;
        const QByteArrayView rest = end < 0 ? QByteArrayView() : element.sliced(end);
        if (const auto parameters = parseDeflateParameters(rest, true))
            draft.plain.deflate = *parameters;
    }
}

void takeProxy(ConnectionDraft &draft, const PastedCommand &command)
{
    const QUrl url(command.proxy);
    ProxyOptions &proxy = draft.plain.proxy;
    proxy.kind = url.scheme().startsWith(u"socks5") ? ProxyOptions::Kind::Socks5 : ProxyOptions::Kind::Http;
    proxy.host = url.host();
    proxy.port = static_cast<quint16>(url.port(proxy.kind == ProxyOptions::Kind::Socks5 ? 1080 : 3128));
    proxy.user = url.userName(QUrl::FullyDecoded);
    proxy.password = url.password(QUrl::FullyDecoded);
    if (command.proxyLogin.isEmpty())
        return;
    proxy.user = command.proxyLogin.section(u':', 0, 0);
    proxy.password = command.proxyLogin.section(u':', 1);
}

void takeTls(ConnectionDraft &draft, const PastedCommand &command)
{
    draft.ca.path = command.caFile;
    draft.certificate.path = command.certificateFile;
    draft.key.path = command.keyFile;
    draft.plain.tls.clientPassword = command.keyPassword;
    draft.plain.tls.serverName = command.tlsName;
    draft.plain.tls.minimum = command.needsTls13 ? TlsVersion::Tls13 : TlsVersion::Tls12;
}

AddressFamily familyOf(int ipVersion)
{
    switch (ipVersion) {
    case 4: return AddressFamily::IPv4;
    case 6: return AddressFamily::IPv6;
    default: return AddressFamily::Any;
    }
}

} // namespace

ConnectionDraft draftOf(const PastedCommand &command, const ConnectionDraft &defaults)
{
    ConnectionDraft draft = defaults;
    draft.userAgent.clear();
    for (const HttpHeader &header : command.headers)
        takeHeader(draft, header, command.tool);
    if (draft.userAgent.isEmpty())
        draft.userAgent = defaults.userAgent;
    draft.origin = QString::fromUtf8(command.origin);
    draft.plain.protocols = command.protocols;
    if (command.extensions)
        takeExtensions(draft, *command.extensions);
    if (!command.proxy.isEmpty())
        takeProxy(draft, command);
    if (command.connectTimeout > 0)
        draft.plain.timeouts.connect = static_cast<int>(std::min(command.connectTimeout, 86'400.0) * 1000);
    if (command.pingInterval > 0)
        draft.plain.keepalive.interval = static_cast<int>(std::min(command.pingInterval, 3600.0) * 1000);
    takeTls(draft, command);
    draft.plain.connectTo = {command.connectHost, command.connectPort};
    draft.plain.family = familyOf(command.ipVersion);
    return draft;
}

namespace {

void tellProxy(const ProxyOptions &proxy, PastedCommand &command)
{
    const bool isSocks = proxy.kind == ProxyOptions::Kind::Socks5;
    if (!isSocks && proxy.kind != ProxyOptions::Kind::Http)
        return;
    QUrl url;
    url.setScheme(isSocks ? u"socks5"_s : u"http"_s);
    url.setHost(proxy.host);
    url.setPort(proxy.port);
    command.proxy = url.toString();
    if (!proxy.user.isEmpty() || !proxy.password.isEmpty())
        command.proxyLogin = proxy.user + u':' + proxy.password;
}

int ipVersionOf(AddressFamily family)
{
    switch (family) {
    case AddressFamily::Any: return 0;
    case AddressFamily::IPv4: return 4;
    case AddressFamily::IPv6: return 6;
    }
    return 0;
}

} // namespace

void tellTlsAndRoute(const ConnectionDraft &draft, PastedCommand &command)
{
    const ConnectionOptions &plain = draft.plain;
    const ConnectionOptions usual;
    command.caFile = draft.ca.path;
    command.certificateFile = draft.certificate.path;
    command.keyFile = draft.key.path;
    command.keyPassword = plain.tls.clientPassword;
    command.tlsName = plain.tls.serverName;
    command.needsTls13 = plain.tls.minimum == TlsVersion::Tls13;
    tellProxy(plain.proxy, command);
    command.connectHost = plain.connectTo.host;
    command.connectPort = plain.connectTo.port;
    command.ipVersion = ipVersionOf(plain.family);
    if (plain.timeouts.connect != usual.timeouts.connect)
        command.connectTimeout = plain.timeouts.connect / 1000.0;
    command.pingInterval = plain.keepalive.interval / 1000.0;
}

// A pipe or a device would be read for ever.
ChosenFile readChosen(const QString &path)
{
    ChosenFile chosen{path, {}, {}};
    QFile file(path);
    const QFileInfo info(path);
    if (info.exists() && !info.isFile())
        chosen.wrong = u"\"%1\" is no file."_s.arg(path);
    else if (!file.open(QIODevice::ReadOnly))
        chosen.wrong = u"\"%1\" cannot be read: %2."_s.arg(path, file.errorString());
    else if (file.size() > LargestFile)
        chosen.wrong = u"\"%1\" is larger than 16 MiB: it is no certificate or key."_s.arg(path);
    else if (chosen.bytes = file.readAll(); chosen.bytes.isEmpty())
        chosen.wrong = u"\"%1\" is empty."_s.arg(path);
    return chosen;
}

} // namespace framescope
