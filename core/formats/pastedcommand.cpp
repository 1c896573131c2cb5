// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "formats/pastedcommand.h"

#include "formats/commandoptions.h"
#include "formats/shellwords.h"

#include <QRegularExpression>
#include <QUrl>

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

QString counted(qsizetype count, const QString &one, const QString &many)
{
    return u"%1 %2"_s.arg(count).arg(count == 1 ? one : many);
}

// No program is ever given one: its arguments end there.
std::optional<Error> findNul(const ShellWords &words)
{
    const auto found = std::find_if(words.words.begin(), words.words.end(),
        [](const QString &word) { return word.contains(QChar(u'\0')); });
    if (found == words.words.end())
        return std::nullopt;
    return Error{u"A word of the command has a NUL."_s,
        u"character %1"_s.arg(words.positions[found - words.words.begin()] + 1),
        u"Copy the command as text."_s};
}

// What each handshake makes anew (RFC 6455, 4.1), and HTTP/2's pseudo headers, which browsers copy along.
bool isOfTheHandshake(const QByteArray &name)
{
    static constexpr const char *made[] = {
        "Connection", "Upgrade", "Sec-WebSocket-Key", "Sec-WebSocket-Version"};
    return name.startsWith(':') || std::any_of(std::begin(made), std::end(made), [&](const char *own) {
        return isSameWord(name, own);
    });
}

// "chat, v2" of a header or an option.
void takeProtocols(PastedCommand &command, const QString &value)
{
    for (const QString &name : value.split(u',', Qt::SkipEmptyParts))
        command.protocols.append(name.trimmed());
}

void takeHeader(PastedCommand &command, const HttpHeader &header)
{
    if (isOfTheHandshake(header.name))
        return;
    if (header.isNamed("Origin"))
        command.origin = header.value;
    else if (header.isNamed("Sec-WebSocket-Protocol"))
        takeProtocols(command, QString::fromUtf8(header.value));
    else if (header.isNamed("Sec-WebSocket-Extensions"))
        command.extensions = header.value;
    else
        command.headers.append(header);
}

// Host is made from the address; one that says the same would only be in the way later.
void dropOwnHost(PastedCommand &command)
{
    const QUrl url(command.url);
    const QByteArray host = url.host(QUrl::FullyEncoded).toUtf8();
    const QByteArray withPort = host + ':' + QByteArray::number(url.port());
    erase_if(command.headers, [&](const HttpHeader &header) {
        return header.isNamed("Host")
            && (isSameWord(header.value, host) || isSameWord(header.value, withPort));
    });
}

// Reads the words of one command into a PastedCommand.
class CommandReader {
public:
    CommandReader(const CommandOptions &options, const QString &text, ShellWords words)
        : m_options(options)
        , m_text(text)
        , m_words(std::move(words))
    {
        m_command.tool = options.tool;
    }

    Result<PastedCommand> read()
    {
        for (m_at = 1; m_at < m_words.words.size() && !m_error; ++m_at)
            takeWord(m_words.words[m_at]);
        if (!m_error)
            finish();
        if (m_error)
            return *m_error;
        return std::move(m_command);
    }

private:
    struct Route { // is understood when the address is known
        QString name;
        QString value;
    };

    void fail(const QString &what, const QString &remedy)
    {
        m_error = Error{what, u"character %1"_s.arg(m_words.positions[m_at] + 1), remedy};
    }
    void leaveOut(const QString &sentence) { m_command.notTaken.append(sentence); }

    void takeWord(const QString &word)
    {
        if (m_onlyAddresses || !word.startsWith(u'-') || word == u"-")
            takeAddress(word);
        else if (word == u"--")
            m_onlyAddresses = true;
        else if (word.startsWith(u"--"))
            takeLong(word);
        else
            takeShort(word);
    }

    void takeAddress(const QString &word)
    {
        if (m_command.url.isEmpty() && word != u"-")
            m_command.url = word;
        else if (word != u"-")
            leaveOut(u"\"%1\" is a second address and was left out."_s.arg(word));
    }

    void takeLong(const QString &word)
    {
        const qsizetype equals = word.indexOf(u'=');
        const QString name = word.left(equals);
        const CommandOption *option = m_options.find(name);
        if (!option)
            leaveOut(u"%1 is not known here and was left out."_s.arg(name));
        else if (!option->takesValue)
            apply(*option, name, {});
        else if (equals >= 0)
            apply(*option, name, word.sliced(equals + 1));
        else
            applyNextWord(*option, name);
    }

    // -kH 'A: b' and -HA:b are one switch and one option with its value (POSIX, 12.2).
    void takeShort(const QString &word)
    {
        for (qsizetype i = 1; i < word.size() && !m_error; ++i) {
            const QString name = u"-"_s + word[i];
            const CommandOption *option = m_options.find(name);
            if (!option) {
                leaveOut(u"%1 is not known here and was left out."_s.arg(name));
                return;
            }
            if (!option->takesValue) {
                apply(*option, name, {});
                continue;
            }
            const bool equals = m_options.equalsAfterLetter && word.mid(i + 1, 1) == u"=";
            if (i + 1 < word.size())
                apply(*option, name, word.sliced(i + (equals ? 2 : 1)));
            else
                applyNextWord(*option, name);
            return;
        }
    }

    void applyNextWord(const CommandOption &option, const QString &name)
    {
        if (m_at + 1 >= m_words.words.size()) {
            fail(u"%1 stands at the end without its value."_s.arg(name), u"Copy the whole command."_s);
            return;
        }
        ++m_at;
        apply(option, name, m_words.words[m_at]);
    }

    void apply(const CommandOption &option, const QString &name, const QString &value)
    {
        using enum CommandMeaning;
        switch (option.meaning) {
        case Nothing: break;
        case Url: m_command.url = value; break;
        case Header: takeHeader(value); break;
        case Cookie: takeCookies(value); break;
        case UserAgent: addHeader("User-Agent", value); break;
        case Referer: addHeader("Referer", value); break;
        case Host: addHeader("Host", value); break;
        case Bearer: addHeader("Authorization", u"Bearer "_s + value); break;
        case Basic: addHeader("Authorization", basic(value)); break;
        case Origin: addHeader("Origin", value); break;
        case Subprotocol: takeProtocols(m_command, value); break;
        case Insecure: m_command.insecure = true; break;
        case CaFile: m_command.caFile = value; break;
        case Certificate: takeCertificate(value); break;
        case Key: m_command.keyFile = value; break;
        case KeyPassword: m_command.keyPassword = value; break;
        case FileForm: takeFileForm(name, value); break;
        case TlsName: m_command.tlsName = value; break;
        case Tls12: break; // the least here anyway
        case Tls13: m_command.needsTls13 = true; break;
        case HttpProxy: m_command.proxy = withScheme(value, u"http://"_s); break;
        case SocksProxy: m_command.proxy = withScheme(value, u"socks5://"_s); break;
        case ProxyLogin: m_command.proxyLogin = value; break;
        case Resolve:
        case ConnectTo: m_routes.append({name, value}); break;
        case Ipv4: m_command.ipVersion = 4; break;
        case Ipv6: m_command.ipVersion = 6; break;
        case Message: m_command.send.append(value); break;
        case ConnectTimeout: m_command.connectTimeout = seconds(name, value); break;
        case PingInterval: m_command.pingInterval = seconds(name, value); break;
        case NoHandshake:
            if (value != u"GET") // -X GET says what is so anyway
                leaveOut(u"%1 was left out: %2."_s.arg(name, QString::fromUtf8(option.reason)));
            break;
        case Listens:
            fail(u"%1 %2 waits for connections, it does not make one."_s.arg(m_command.tool, name),
                u"Right is the command of a client."_s);
            break;
        }
    }

    void addHeader(const QByteArray &name, const QString &value)
    {
        takeHeader(HttpHeader{name, value.trimmed().toUtf8()}, value);
    }

    void takeHeader(const HttpHeader &header, const QString &text)
    {
        if (checkHeader(header))
            framescope::takeHeader(m_command, header);
        else
            fail(u"\"%1\" is no header."_s.arg(text), u"Right is \"Name: value\" in one line."_s);
    }

    // "Name: value"; "Name;" is an empty one for curl, "Name:" takes one of curl's own away.
    void takeHeader(const QString &text)
    {
        static const QRegularExpression form(
            u"^([^:;]+)(?::(.*)|(;)\\s*)$"_s, QRegularExpression::DotMatchesEverythingOption);
        const auto match = form.match(text);
        const bool isPseudo = text.startsWith(u':'); // of HTTP/2
        const QString value = match.captured(2).trimmed();
        const bool takesAway = match.hasMatch() && value.isEmpty() && match.captured(3).isEmpty();
        if (!isPseudo && !takesAway)
            takeHeader({match.captured(1).trimmed().toUtf8(), value.toUtf8()}, text);
    }

    void takeCookies(const QString &value)
    {
        if (value.contains(u'='))
            addHeader("Cookie", value);
        else
            leaveOut(u"The cookies in the file \"%1\" were left out."_s.arg(value));
    }

    // curl: "file:password", a colon of the file's own behind a backslash; not that of a Windows drive.
    void takeCertificate(const QString &value)
    {
        static const QRegularExpression form(u"^(..(?:[^:\\\\]|\\\\.)*):(.*)$"_s);
        const auto match = form.match(value);
        const bool hasPassword = m_options.tool == u"curl" && match.hasMatch();
        m_command.certificateFile = hasPassword ? match.captured(1) : value;
        if (m_options.tool == u"curl")
            m_command.certificateFile.replace(u"\\:"_s, u":"_s);
        if (hasPassword)
            m_command.keyPassword = match.captured(2);
    }

    void takeFileForm(const QString &name, const QString &value)
    {
        if (value.compare(u"PEM", Qt::CaseInsensitive) != 0 && value.compare(u"P12", Qt::CaseInsensitive) != 0)
            leaveOut(u"%1 %2 was left out: right are PEM and PKCS#12."_s.arg(name, value));
    }

    static QString basic(const QString &login)
    {
        return u"Basic "_s + QString::fromLatin1(login.toUtf8().toBase64());
    }

    static QString withScheme(const QString &address, const QString &scheme)
    {
        return address.contains(u"://") ? address : scheme + address;
    }

    double seconds(const QString &name, const QString &value)
    {
        bool ok = false;
        const double number = value.toDouble(&ok);
        if (ok && number >= 0)
            return number;
        leaveOut(u"%1 \"%2\" is no number of seconds and was left out."_s.arg(name, value));
        return 0;
    }

    void finish()
    {
        if (m_words.restAt >= 0 && !takeHereString())
            leaveOut(u"What follows from character %1 on is for the shell and was left out."_s.arg(
                m_words.restAt + 1));
        if (m_command.url.isEmpty()) {
            m_error = Error{u"The %1 command names no address."_s.arg(m_command.tool), {},
                u"Copy the whole command, with its ws:// or wss:// address."_s};
            return;
        }
        completeUrl();
        dropOwnHost(m_command);
        if (m_command.proxy.isEmpty() && !m_command.proxyLogin.isEmpty()) {
            leaveOut(u"The login for a proxy was left out: no proxy is named."_s);
            m_command.proxyLogin.clear();
        }
        for (const Route &route : std::as_const(m_routes))
            takeRoute(route);
    }

    // A message for the input of websocat: <<< 'it', and nothing behind it.
    bool takeHereString()
    {
        const QStringView rest = QStringView(m_text).sliced(m_words.restAt);
        if (m_options.tool != u"websocat" || !rest.startsWith(u"<<<"))
            return false;
        const auto words = splitCommand(rest.sliced(3), ShellKind::Posix);
        if (!words || words->words.size() != 1 || words->restAt >= 0)
            return false;
        m_command.send.append(words->words.first());
        return true;
    }

    // Where TCP goes: of --resolve "host:port:address", of --connect-to "host:port:host:port" with parts that
    // may be empty. For other hosts than that of the address they say nothing of this connection.
    void takeRoute(const Route &route)
    {
        static const QRegularExpression resolve(
            u"^\\+?(\\[[^\\]]+\\]|[^:\\[]+):(\\d+):\\[?([^,\\]]+)\\]?(?:,.*)?$"_s);
        static const QRegularExpression connectTo(
            u"^(\\[[^\\]]+\\]|[^:\\[]*):(\\d*):(\\[[^\\]]+\\]|[^:\\[]*):(\\d*)$"_s);
        const bool isResolve = route.name == u"--resolve";
        const auto match = (isResolve ? resolve : connectTo).match(route.value);
        if (!match.hasMatch())
            return leaveOut(u"%1 \"%2\" cannot be read and was left out."_s.arg(route.name, route.value));
        if (!isOfAddress(match.captured(1), match.captured(2), isResolve))
            return leaveOut(
                u"%1 \"%2\" is about another address and was left out."_s.arg(route.name, route.value));
        m_command.connectHost = withoutBrackets(match.captured(3));
        if (m_command.connectHost.isEmpty()) // the same host, by another port
            m_command.connectHost = urlOfCommand().host();
        m_command.connectPort = isResolve ? quint16(0) : match.captured(4).toUShort();
    }

    bool isOfAddress(const QString &host, const QString &port, bool mayBeAny) const
    {
        const QUrl url = urlOfCommand();
        const int usual = url.scheme() == u"wss" ? 443 : 80;
        const bool isHost = host.isEmpty() || (mayBeAny && host == u"*")
            || withoutBrackets(host).compare(url.host(), Qt::CaseInsensitive) == 0;
        return isHost && (port.isEmpty() || port.toInt() == url.port(usual));
    }

    // Without a scheme it is curl's http.
    QUrl urlOfCommand() const { return QUrl(withScheme(m_command.url, u"ws://"_s)); }

    static QString withoutBrackets(const QString &host)
    {
        return host.startsWith(u'[') && host.endsWith(u']') ? host.sliced(1).chopped(1) : host;
    }

    // curl, and a browser's network list, name the address of the handshake by its HTTP scheme. Within
    // it curl takes brackets for a pattern, so browsers put backslashes before them.
    void completeUrl()
    {
        QString &url = m_command.url;
        static const QRegularExpression escaped(u"\\\\([\\[\\]{}])"_s);
        url.replace(escaped, u"\\1"_s);
        if (url.startsWith(u"http://", Qt::CaseInsensitive))
            url.replace(0, 7, u"ws://"_s);
        else if (url.startsWith(u"https://", Qt::CaseInsensitive))
            url.replace(0, 8, u"wss://"_s);
    }

    const CommandOptions &m_options;
    const QString &m_text;
    ShellWords m_words;
    PastedCommand m_command;
    QList<Route> m_routes;
    std::optional<Error> m_error;
    qsizetype m_at = 0;
    bool m_onlyAddresses = false;
};

} // namespace

int PastedCommand::cookieCount() const
{
    int count = 0;
    for (const HttpHeader &header : headers) {
        if (header.isNamed("Cookie"))
            count += static_cast<int>(splitList(header.value, ';').size());
    }
    return count;
}

QString PastedCommand::summary() const
{
    QStringList parts;
    const auto isCookie = [](const HttpHeader &header) { return header.isNamed("Cookie"); };
    if (const auto others = headers.size() - std::count_if(headers.begin(), headers.end(), isCookie))
        parts.append(counted(others, u"header"_s, u"headers"_s));
    if (const int cookies = cookieCount())
        parts.append(counted(cookies, u"cookie"_s, u"cookies"_s));
    if (!origin.isEmpty())
        parts.append(u"Origin"_s);
    if (!protocols.isEmpty())
        parts.append(counted(protocols.size(), u"subprotocol"_s, u"subprotocols"_s));
    if (!caFile.isEmpty())
        parts.append(u"authority"_s);
    if (!certificateFile.isEmpty())
        parts.append(u"client certificate"_s);
    if (!tlsName.isEmpty())
        parts.append(u"TLS name"_s);
    if (!proxy.isEmpty())
        parts.append(u"proxy"_s);
    if (!connectHost.isEmpty())
        parts.append(u"address to connect to"_s);
    if (ipVersion != 0)
        parts.append(u"IPv%1 only"_s.arg(ipVersion));
    const QString taken = parts.isEmpty() ? u"the address"_s : parts.join(u", "_s);
    return u"Taken from %1: %2."_s.arg(tool, taken);
}

PastedCommand commandOf(const QString &url, const HttpHead &request)
{
    PastedCommand command;
    command.url = url;
    for (const HttpHeader &header : request.headers)
        takeHeader(command, header);
    dropOwnHost(command);
    return command;
}

bool looksLikeCommand(QStringView text)
{
    return commandOptionsOf(text) != nullptr;
}

Result<PastedCommand> parsePastedCommand(const QString &text)
{
    const CommandOptions *options = commandOptionsOf(text);
    if (!options)
        return Error{u"This is no command that is known here."_s, {},
            u"Right is a curl, wscat or websocat command."_s};
    Result<ShellWords> words = splitCommand(text);
    if (!words)
        return words.error();
    if (const std::optional<Error> error = findNul(*words))
        return *error;
    return CommandReader(*options, text, *std::move(words)).read();
}

} // namespace framescope
