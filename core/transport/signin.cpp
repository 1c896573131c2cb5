// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/signin.h"

#include "transport/dialer.h"
#include "transport/evidence.h"
#include "transport/httpbody.h"
#include "transport/signedinoptions.h"
#include "transport/signinfailure.h"
#include "transport/signinrequest.h"
#include "transport/sizewords.h"

#include <QTcpSocket>
#include <QTimer>

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype BodyLimit = 4 * 1024 * 1024;
constexpr qint64 ReadBuffer = 256 * 1024; // of Qt's, so that TCP holds a fast server back
constexpr int NoBody = 204;

// Of an answer that is only the first of two (RFC 9110, 15.2).
bool isInterim(int status)
{
    return status >= 100 && status < 200 && status != 101;
}

// What of the options holds for the host of the sign-in.
ConnectionOptions wayTo(const WebSocketUrl &signIn, ConnectionOptions options)
{
    const auto url = parseWebSocketUrl(options.url);
    const bool sameHost = !hasOpenAddress(options) && url && url->host == signIn.host;
    if (!sameHost) {
        options.connectTo = {};
        options.tls.serverName.clear();
    } else if (url->port != signIn.port) {
        options.connectTo.port = 0;
    }
    options.url = signIn.text;
    return options;
}

// "token from $.access_token, session from cookie sid"
QString valuesWords(const QList<SignInValue> &values)
{
    QStringList words;
    for (const SignInValue &value : values) {
        const QString from = value.from == SignInValue::From::Header ? u"header "_s
            : value.from == SignInValue::From::Cookie                ? u"cookie "_s
                                                                     : QString();
        words.append(value.variable + u" from "_s + from + value.place);
    }
    return words.join(u", "_s);
}

} // namespace

struct SignIn::Private {
    Private(SignIn *signIn, const ConnectionOptions &with, const WebSocketUrl &to, const Clock &by,
        Lookups lookups)
        : q(signIn)
        , options(*with.signIn)
        , url(to)
        , way(wayTo(to, with))
        , clock(by)
        , request(signInRequestWords(to, options))
        , dialer(url, way, by, std::move(lookups))
    {
    }

    void send();
    void read();
    void readHead(QByteArrayView &bytes);
    void feedBody(QByteArrayView bytes);
    void tcpEnded();
    void answered();
    QString sentence(const SignInAnswer &answer) const;
    void fail(EndCause cause, const Error &error = {}, const QString &detail = {});
    void end();

    SignIn *q;
    const SignInOptions options;
    const WebSocketUrl url;
    const ConnectionOptions way;
    const Clock &clock;
    const QString request;
    Dialer dialer;
    QTimer limit;
    qint64 startedNs = 0;
    std::unique_ptr<QTcpSocket> socket;
    quint64 received = 0;
    HttpHeadParser parser{HttpHeadParser::DefaultLimit, HttpHeadParser::Expect::Response};
    int status = 0;
    SignInAnswer answer;
    std::optional<HttpBody> body; // once the head is whole
    bool over = false;
};

SignIn::SignIn(const ConnectionOptions &options, const Clock &clock, Lookups lookups)
    : d(std::make_unique<Private>(
        this, options, *parseSignInUrl(options.signIn->url), clock, std::move(lookups)))
{
    d->limit.setSingleShot(true);
    connect(&d->limit, &QTimer::timeout, this, [this] { d->fail(EndCause::HandshakeTimeout); });
    connect(&d->dialer, &Dialer::connected, this, [this] { d->send(); });
    connect(&d->dialer, &Dialer::failed, this,
        [this](EndCause cause, const QString &detail) { d->fail(cause, {}, detail); });
}

SignIn::~SignIn()
{
    d->end();
}

void SignIn::start()
{
    d->startedNs = d->clock.monotonicNs();
    if (d->options.timeout > 0)
        d->limit.start(d->options.timeout);
    d->dialer.start();
}

void SignIn::Private::send()
{
    socket = dialer.takeSocket();
    socket->setReadBufferSize(ReadBuffer);
    QObject::connect(socket.get(), &QIODevice::readyRead, q, [this] { read(); });
    QObject::connect(socket.get(), &QAbstractSocket::errorOccurred, q, [this] { tcpEnded(); });
    socket->write(signInRequest(url, options));
    read(); // what came with the end of the TLS handshake
}

void SignIn::Private::read()
{
    const QByteArray read = socket->readAll();
    received += static_cast<quint64>(read.size());
    QByteArrayView bytes = read;
    while (!over && !body && !bytes.isEmpty())
        readHead(bytes);
    if (!over && body)
        feedBody(bytes);
}

void SignIn::Private::readHead(QByteArrayView &bytes)
{
    const auto head = parser.feed(bytes);
    if (!head)
        return fail(EndCause::HandshakeInvalid, head.error());
    if (!*head)
        return;
    const auto line = parseStatusLine((*head)->startLine);
    if (!line)
        return fail(EndCause::HandshakeInvalid, line.error());
    parser = HttpHeadParser(HttpHeadParser::DefaultLimit, HttpHeadParser::Expect::Response);
    if (isInterim(line->status))
        return;
    status = line->status;
    answer.head = **head;
    const bool hasBody = options.method != "HEAD" && status != 101;
    body.emplace(answer.head, hasBody ? status : NoBody, BodyLimit);
}

void SignIn::Private::feedBody(QByteArrayView bytes)
{
    body->feed(bytes);
    if (body->reachedLimit())
        fail(EndCause::None,
            {u"The answer to the sign-in is too long: %1 and more."_s.arg(sizewords::bytes(BodyLimit)), {},
                {}});
    else if (body->isBroken())
        fail(EndCause::HandshakeInvalid, {u"The length of a chunk of its body cannot be read."_s, {}, {}});
    else if (body->isOver())
        answered();
}

void SignIn::Private::tcpEnded()
{
    read();
    if (over)
        return;
    if (socket->error() != QAbstractSocket::RemoteHostClosedError)
        fail(EndCause::NetworkError, {}, socket->errorString() + u'.');
    else if (body && body->endsWithTcp())
        answered();
    else
        fail(EndCause::ServerFin);
}

void SignIn::Private::answered()
{
    answer.body = body->content();
    if (status >= 400)
        return fail(EndCause::HttpStatus);
    const auto values = readSignInAnswer(answer, options.values);
    if (!values)
        return fail(EndCause::None, values.error());
    end();
    Q_EMIT q->succeeded(*values, sentence(answer));
}

QString SignIn::Private::sentence(const SignInAnswer &to) const
{
    QString words = u"Signed in: "_s + request + answeredWords(to.head, clock.monotonicNs() - startedNs);
    if (!options.values.isEmpty())
        words += u"; "_s + valuesWords(options.values);
    words += u'.';
    const auto &tls = dialer.facts().tls;
    if (tls && !tls->errors.isEmpty())
        words += u" A browser would not have accepted its certificate. "_s + tls->errors.constFirst();
    return words;
}

void SignIn::Private::fail(EndCause cause, const Error &error, const QString &detail)
{
    if (over)
        return;
    SignInEnd observed{cause, error, request, options.timeout, clock.monotonicNs() - startedNs, received,
        answer, dialer.facts(), evidenceOf(way)};
    if (body)
        observed.answer.body = body->content();
    observed.facts.url = url.text;
    observed.evidence.cause = cause;
    observed.evidence.detail = detail;
    observed.evidence.proxyRefusal = dialer.proxyRefusal();
    observed.evidence.endEpochNs = clock.epochNs();
    nameProxy(observed.evidence, observed.facts);
    end();
    Q_EMIT q->failed(explainSignIn(observed));
}

void SignIn::Private::end()
{
    over = true;
    limit.stop();
    dialer.abort();
    if (!socket)
        return;
    socket->disconnect(q);
    socket->close();
    socket.release()->deleteLater();
}

} // namespace framescope

#include "moc_signin.cpp"
