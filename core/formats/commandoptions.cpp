// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "formats/commandoptions.h"

#include <QRegularExpression>

#include <algorithm>

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

using enum CommandMeaning;

constexpr const char *NoBody = "a handshake has no body";
constexpr const char *OwnMethod = "a handshake is always a GET";

// curl 8, curl(1); those that browsers write and those that people add for a WebSocket.
const CommandOptions &curl()
{
    static const CommandOptions options{u"curl"_s,
        {{{u"--url"_s}, true, Url}, {{u"-H"_s, u"--header"_s}, true, Header},
            {{u"-b"_s, u"--cookie"_s}, true, Cookie}, {{u"-A"_s, u"--user-agent"_s}, true, UserAgent},
            {{u"-e"_s, u"--referer"_s}, true, Referer}, {{u"-u"_s, u"--user"_s}, true, Basic},
            {{u"--oauth2-bearer"_s}, true, Bearer}, {{u"-k"_s, u"--insecure"_s}, false, Insecure},
            {{u"--cacert"_s}, true, CaFile}, {{u"-E"_s, u"--cert"_s}, true, Certificate},
            {{u"--key"_s}, true, Key}, {{u"--pass"_s}, true, KeyPassword},
            {{u"--cert-type"_s, u"--key-type"_s}, true, FileForm}, {{u"--tlsv1.2"_s}, false, Tls12},
            {{u"--tlsv1.3"_s}, false, Tls13}, {{u"-x"_s, u"--proxy"_s}, true, HttpProxy},
            {{u"--socks5"_s, u"--socks5-hostname"_s}, true, SocksProxy},
            {{u"-U"_s, u"--proxy-user"_s}, true, ProxyLogin}, {{u"--resolve"_s}, true, Resolve},
            {{u"--connect-to"_s}, true, ConnectTo}, {{u"-4"_s, u"--ipv4"_s}, false, Ipv4},
            {{u"-6"_s, u"--ipv6"_s}, false, Ipv6}, {{u"--connect-timeout"_s}, true, ConnectTimeout},
            {{u"-d"_s, u"--data"_s, u"--data-raw"_s, u"--data-binary"_s, u"--data-ascii"_s, u"--json"_s,
                 u"-F"_s, u"--form"_s, u"-T"_s, u"--upload-file"_s},
                true, NoHandshake, NoBody},
            {{u"--data-urlencode"_s}, true, NoHandshake, NoBody},
            {{u"-X"_s, u"--request"_s}, true, NoHandshake, OwnMethod},
            {{u"-I"_s, u"--head"_s}, false, NoHandshake, OwnMethod},
            {{u"-L"_s, u"--location"_s}, false, NoHandshake, "redirects are offered, never followed"},
            {{u"--unix-socket"_s, u"--interface"_s, u"--ciphers"_s, u"--tls13-ciphers"_s, u"--capath"_s,
                 u"-m"_s, u"--max-time"_s, u"--retry"_s, u"-c"_s, u"--cookie-jar"_s},
                true, NoHandshake, "it has no counterpart here"},
            {{u"-o"_s, u"--output"_s, u"-w"_s, u"--write-out"_s, u"-D"_s, u"--dump-header"_s, u"--stderr"_s,
                 u"--trace"_s, u"--trace-ascii"_s},
                true, Nothing},
            {{u"-i"_s, u"--include"_s, u"-N"_s, u"--no-buffer"_s, u"-s"_s, u"--silent"_s, u"-S"_s,
                 u"--show-error"_s, u"-v"_s, u"--verbose"_s, u"--compressed"_s, u"-g"_s, u"--globoff"_s,
                 u"--http1.1"_s, u"--http2"_s, u"--http2-prior-knowledge"_s, u"-0"_s, u"--http1.0"_s,
                 u"--raw"_s, u"-f"_s, u"--fail"_s, u"-#"_s, u"--progress-bar"_s, u"-O"_s, u"--remote-name"_s,
                 u"-G"_s, u"--get"_s, u"--path-as-is"_s, u"-q"_s, u"--no-progress-meter"_s, u"--basic"_s},
                false, Nothing}}};
    return options;
}

// wscat 6, bin/wscat.
const CommandOptions &wscat()
{
    static const CommandOptions options{u"wscat"_s,
        {{{u"-c"_s, u"--connect"_s}, true, Url}, {{u"-l"_s, u"--listen"_s}, true, Listens},
            {{u"-H"_s, u"--header"_s}, true, Header}, {{u"-o"_s, u"--origin"_s}, true, Origin},
            {{u"-s"_s, u"--subprotocol"_s}, true, Subprotocol}, {{u"--auth"_s}, true, Basic},
            {{u"--host"_s}, true, Host}, {{u"-n"_s, u"--no-check"_s}, false, Insecure},
            {{u"--ca"_s}, true, CaFile}, {{u"--cert"_s}, true, Certificate}, {{u"--key"_s}, true, Key},
            {{u"--proxy"_s}, true, HttpProxy}, {{u"-x"_s, u"--execute"_s}, true, Message},
            {{u"--passphrase"_s}, true, KeyPassword},
            {{u"-p"_s, u"--protocol"_s, u"--max-redirects"_s}, true, NoHandshake, "it has no counterpart here"},
            {{u"-L"_s, u"--location"_s}, false, NoHandshake, "redirects are offered, never followed"},
            {{u"-w"_s, u"--wait"_s}, true, Nothing},
            {{u"-P"_s, u"--show-ping-pong"_s, u"--slash"_s, u"--no-color"_s}, false, Nothing}}};
    return options;
}

// websocat 1.14, doc.md; positional addresses besides.
const CommandOptions &websocat()
{
    static const CommandOptions options{u"websocat"_s,
        {{{u"-H"_s, u"--header"_s}, true, Header}, {{u"--origin"_s}, true, Origin},
            {{u"--protocol"_s}, true, Subprotocol}, {{u"--basic-auth"_s}, true, Basic},
            {{u"-k"_s, u"--insecure"_s}, false, Insecure}, {{u"--socks5"_s}, true, SocksProxy},
            {{u"--ping-interval"_s}, true, PingInterval}, {{u"--client-pkcs12-der"_s}, true, Certificate},
            {{u"--client-pkcs12-passwd"_s}, true, KeyPassword}, {{u"--tls-domain"_s}, true, TlsName},
            {{u"--ping-timeout"_s, u"--max-messages"_s, u"--ws-c-uri"_s, u"--websocket-version"_s,
                 u"--max-messages-rev"_s, u"--basic-auth-file"_s, u"--header-to-env"_s},
                true, NoHandshake, "it has no counterpart here"},
            {{u"-s"_s, u"--server-mode"_s}, false, Listens}, {{u"-B"_s, u"--buffer-size"_s}, true, Nothing},
            {{u"-b"_s, u"--binary"_s, u"-t"_s, u"--text"_s, u"-n"_s, u"--no-close"_s, u"-E"_s,
                 u"--exit-on-eof"_s, u"-v"_s, u"-q"_s, u"-1"_s, u"--one-message"_s, u"-u"_s,
                 u"--unidirectional"_s, u"-U"_s, u"--unidirectional-reverse"_s, u"-0"_s,
                 u"--null-terminated"_s, u"--no-line"_s, u"--linemode-strip-newlines"_s, u"-S"_s,
                 u"--strict"_s, u"--print-ping-rtts"_s, u"--async-stdio"_s, u"--jsonrpc"_s},
                false, Nothing}},
        true};
    return options;
}

} // namespace

const CommandOption *CommandOptions::find(const QString &name) const
{
    const auto found = std::find_if(options.begin(), options.end(),
        [&](const CommandOption &option) { return option.names.contains(name); });
    return found == options.end() ? nullptr : &*found;
}

const CommandOptions *commandOptionsOf(QStringView text)
{
    static const QRegularExpression name(
        u"^\\s*(curl|wscat|websocat)(?:\\.exe)?\\s"_s, QRegularExpression::CaseInsensitiveOption);
    const QString tool = name.match(text).captured(1).toLower();
    for (const CommandOptions *options : {&curl(), &wscat(), &websocat()}) {
        if (options->tool == tool)
            return options;
    }
    return nullptr;
}

} // namespace framescope
