// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/connectiondraft.h"

#include "analysis/secrets.h"
#include "protocol/framerules.h"
#include "transport/browserrules.h"
#include "transport/websocketurl.h"
#include "ui/leftoutsecrets.h"

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

QByteArray authorization(const ConnectionDraft &draft)
{
    switch (draft.auth) {
    case ConnectionDraft::Auth::None: return {};
    case ConnectionDraft::Auth::Basic:
        return "Basic " + QByteArray(draft.user.toUtf8() + ':' + draft.password.toUtf8()).toBase64();
    case ConnectionDraft::Auth::Bearer: return "Bearer " + draft.token.toUtf8();
    }
    return {};
}

void appendIfSaid(HttpHeaders &headers, const QByteArray &name, const QByteArray &value)
{
    if (!value.isEmpty())
        headers.append({name, value});
}

// RFC 6265, 4.1.1: a cookie's value has no white space, comma, semicolon, quote inside or backslash.
// Browsers send some of these all the same; only what would end the cookie is refused.
Result<void> checkCookie(const NamedValue &cookie)
{
    const QString remedy = u"A semicolon ends a cookie: right is %3B."_s;
    if (!isHttpToken(cookie.name.toUtf8()))
        return Error{u"\"%1\" is no name of a cookie."_s.arg(cookie.name), {},
            u"Right are letters, digits and !#$%&'*+-.^_`|~."_s};
    if (cookie.value.contains(u';'))
        return Error{u"The value of cookie \"%1\" holds a semicolon."_s.arg(cookie.name), {}, remedy};
    return checkHeader({"Cookie", cookie.value.toUtf8()});
}

// One colon is left where a port could not be read; more are IPv6.
Result<void> checkHost(const QString &host)
{
    if (host.count(u':') != 1 && !host.contains(u' '))
        return {};
    return Error{u"\"%1\" is no host and port."_s.arg(host), {}, u"Right is for example 10.0.0.7:8080."_s};
}

Result<void> checkProxy(const ProxyOptions &proxy)
{
    if (proxy.kind != ProxyOptions::Kind::Http && proxy.kind != ProxyOptions::Kind::Socks5)
        return {};
    if (auto check = checkHost(proxy.host); !check)
        return check;
    if (proxy.host.trimmed().isEmpty() || proxy.port == 0)
        return Error{u"The proxy has no address."_s, {},
            u"Right is a host and a port, for example proxy.corp:3128."_s};
    return {};
}

// RFC 1929: a byte each for the lengths.
Result<void> checkProxyLogin(const ProxyOptions &proxy)
{
    if (proxy.kind == ProxyOptions::Kind::Socks5
        && (proxy.user.toUtf8().size() > 255 || proxy.password.toUtf8().size() > 255))
        return Error{u"SOCKS5 carries at most 255 bytes of user and of password (RFC 1929)."_s, {}, {}};
    return {};
}

using Tab = ConnectionDraft::Tab;
using Field = ConnectionDraft::Field;

class Problems {
public:
    void add(Tab tab, Field field, const Result<void> &check)
    {
        if (!check)
            m_found.append({tab, field, check.error()});
    }
    void addFile(Field field, const ChosenFile &file)
    {
        if (!file.wrong.isEmpty())
            m_found.append({Tab::Tls, field, Error{file.wrong, {}, {}}});
    }
    void addRow(Field field, const QString &what, qsizetype row, const Result<void> &check)
    {
        if (check)
            return;
        Error error = check.error();
        const QString place = u"%1 %2"_s.arg(what).arg(row + 1);
        error.where = error.where.isEmpty() ? place : place + u", "_s + error.where;
        m_found.append({Tab::Request, field, error, static_cast<int>(row)});
    }
    QList<ConnectionDraft::Problem> take() { return std::move(m_found); }

private:
    QList<ConnectionDraft::Problem> m_found;
};

} // namespace

ConnectionOptions ConnectionDraft::toOptions(const QString &url) const
{
    ConnectionOptions options = plain;
    options.url = withQuery(url, query);
    options.origin = origin.toUtf8();
    HttpHeaders made;
    appendIfSaid(made, "User-Agent", userAgent.toUtf8());
    appendIfSaid(made, "Authorization", authorization(*this));
    appendIfSaid(made, "Cookie", cookieValue(cookies));
    for (const NamedValue &header : headers) {
        if (header.on)
            made.append({header.name.toUtf8(), header.value.toUtf8()});
    }
    options.headers = made;
    options.tls.extraCa = ca.bytes;
    options.tls.clientCertificate = certificate.bytes;
    options.tls.clientKey = key.bytes;
    return options;
}

QList<ConnectionDraft::Problem> ConnectionDraft::problems() const
{
    Problems found;
    for (qsizetype i = 0; i < headers.size(); ++i) {
        if (headers[i].on)
            found.addRow(Field::Headers, u"header"_s, i,
                checkHeader({headers[i].name.toUtf8(), headers[i].value.toUtf8()}));
    }
    for (qsizetype i = 0; i < cookies.size(); ++i) {
        if (cookies[i].on)
            found.addRow(Field::Cookies, u"cookie"_s, i, checkCookie(cookies[i]));
    }
    found.add(Tab::Request, Field::Origin, checkHeader({"Origin", origin.toUtf8()}));
    found.add(Tab::Request, Field::UserAgent, checkHeader({"User-Agent", userAgent.toUtf8()}));
    found.add(Tab::Auth, auth == Auth::Basic ? Field::Password : Field::Token,
        checkHeader({"Authorization", authorization(*this)}));
    found.add(Tab::Protocols, Field::Protocols, checkSubprotocols(plain.protocols));
    found.addFile(Field::Ca, ca);
    found.addFile(Field::Certificate, certificate);
    if (!certificate.path.isEmpty())
        found.addFile(Field::Key, key);
    found.add(Tab::Route, Field::Proxy, checkProxy(plain.proxy));
    found.add(Tab::Route, Field::ProxyLogin, checkProxyLogin(plain.proxy));
    found.add(Tab::Route, Field::ConnectTo, checkHost(plain.connectTo.host));
    if (const auto wrong = browserrules::checkBehaviour(plain))
        found.add(Tab::Behaviour,
            plain.pingAnswer.payload.size() > static_cast<qsizetype>(MaxControlPayload) ? Field::PingAnswer
                                                                                        : Field::Reconnect,
            wrong->error);
    return leftOutProblems(*this) + found.take();
}

int ConnectionDraft::differences(Tab tab, const ConnectionDraft &defaults) const
{
    const ConnectionOptions &usual = defaults.plain;
    const auto differs = [](const auto &mine, const auto &theirs) { return mine == theirs ? 0 : 1; };
    switch (tab) {
    case Tab::Request:
        return countOn(headers) + countOn(query) + countOn(cookies) + differs(origin, QString())
            + differs(userAgent, defaults.userAgent);
    case Tab::Auth: return differs(auth, Auth::None);
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
            + differs(plain.deliveryLimit, usual.deliveryLimit);
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
    draft.leftOut.removeIf([](Field field) { return field == Field::Password || field == Field::Token; });
    draft.cookies.clear();
    draft.headers.removeIf([](const NamedValue &header) { return secrets::isHeader(header.name); });
    draft.query.removeIf([](const NamedValue &parameter) { return secrets::isName(parameter.name); });
    return draft;
}

void ConnectionDraft::forgetLeftOut()
{
    leftOut.clear();
    leftOutOfAddress.clear();
    for (NamedValues *table : {&headers, &query, &cookies}) {
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
    if (header.name.compare("User-Agent", Qt::CaseInsensitive) == 0 && draft.userAgent.isEmpty()) {
        draft.userAgent = value;
    } else if (header.name.compare("Cookie", Qt::CaseInsensitive) == 0) {
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
