// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "protocol/deflateparameters.h"

#include <QList>

#include <algorithm>

namespace framescope {

namespace {

constexpr QByteArrayView ServerNoContextTakeover("server_no_context_takeover");
constexpr QByteArrayView ClientNoContextTakeover("client_no_context_takeover");
constexpr QByteArrayView ServerMaxWindowBits("server_max_window_bits");
constexpr QByteArrayView ClientMaxWindowBits("client_max_window_bits");

// One parameter of an extension (RFC 6455, 9.1).
struct Parameter {
    QByteArrayView name;
    std::optional<QByteArrayView> value;
};

// The value may stand in quotes (RFC 6455, 9.1: what is inside must still be a token).
Parameter splitParameter(QByteArrayView text)
{
    const qsizetype equals = text.indexOf('=');
    if (equals < 0)
        return {text.trimmed(), {}};
    QByteArrayView value = text.sliced(equals + 1).trimmed();
    if (value.size() >= 2 && value.startsWith('"') && value.endsWith('"'))
        value = value.sliced(1, value.size() - 2);
    return {text.first(equals).trimmed(), value};
}

// "8" to "15", without leading zeros (RFC 7692, 7.1.2.1).
std::optional<int> windowBitsIn(QByteArrayView text)
{
    bool isNumber = false;
    const int bits = text.toInt(&isNumber);
    if (!isNumber || text != QByteArray::number(bits) || bits < DeflateParameters::MinWindowBits
        || bits > DeflateParameters::MaxWindowBits)
        return {};
    return bits;
}

Error parameterError(QByteArrayView name, const QString &what, const QString &remedy)
{
    // Anything may be on the wire; the sentence shows the start of it.
    const QString shown = QString::fromUtf8(name.first(std::min<qsizetype>(name.size(), 60)));
    return {QStringLiteral("The parameter \"%1\" of permessage-deflate %2.").arg(shown, what),
        QStringLiteral("Sec-WebSocket-Extensions"), remedy};
}

Error windowBitsError(const Parameter &parameter)
{
    const QString remedy =
        QStringLiteral("It is a number from 8 to 15 without leading zeros (RFC 7692, 7.1.2).");
    if (!parameter.value)
        return parameterError(parameter.name, QStringLiteral("has no value"), remedy);
    const QByteArrayView value = parameter.value->first(std::min<qsizetype>(parameter.value->size(), 60));
    return parameterError(parameter.name, QStringLiteral("is \"%1\"").arg(QString::fromUtf8(value)), remedy);
}

Result<void> setFlag(bool &flag, const Parameter &parameter)
{
    if (parameter.value) {
        return parameterError(parameter.name, QStringLiteral("has a value"),
            QStringLiteral("It stands alone (RFC 7692, 7.1.1)."));
    }
    flag = true;
    return {};
}

Result<void> setWindowBits(std::optional<int> &bits, const Parameter &parameter)
{
    bits = windowBitsIn(parameter.value.value_or(QByteArrayView()));
    if (!bits)
        return windowBitsError(parameter);
    return {};
}

Result<void> setParameter(DeflateParameters &to, const Parameter &parameter, bool isOffer)
{
    if (parameter.name == ServerNoContextTakeover)
        return setFlag(to.serverNoContextTakeover, parameter);
    if (parameter.name == ClientNoContextTakeover)
        return setFlag(to.clientNoContextTakeover, parameter);
    if (parameter.name == ServerMaxWindowBits)
        return setWindowBits(to.serverMaxWindowBits, parameter);
    if (parameter.name == ClientMaxWindowBits) {
        if (isOffer && !parameter.value)
            return setFlag(to.clientMaxWindowBitsOffered, parameter);
        return setWindowBits(to.clientMaxWindowBits, parameter);
    }
    return parameterError(parameter.name, QStringLiteral("is unknown"),
        QStringLiteral("There are %1, %2, %3 and %4 (RFC 7692, 7.1).")
            .arg(QLatin1StringView(ServerNoContextTakeover), QLatin1StringView(ClientNoContextTakeover),
                QLatin1StringView(ServerMaxWindowBits), QLatin1StringView(ClientMaxWindowBits)));
}

std::optional<int> smaller(std::optional<int> one, std::optional<int> other)
{
    if (!one || !other)
        return one ? one : other;
    return std::min(*one, *other);
}

bool offersClientWindowBits(const DeflateParameters &offer)
{
    return offer.clientMaxWindowBitsOffered || offer.clientMaxWindowBits;
}

} // namespace

int DeflateParameters::windowBits(Direction direction) const
{
    const std::optional<int> &bits =
        direction == Direction::ServerToClient ? serverMaxWindowBits : clientMaxWindowBits;
    return bits.value_or(MaxWindowBits);
}

bool DeflateParameters::noContextTakeover(Direction direction) const
{
    return direction == Direction::ServerToClient ? serverNoContextTakeover : clientNoContextTakeover;
}

QByteArray DeflateParameters::toHeaderValue() const
{
    QByteArray text = "permessage-deflate";
    const auto add = [&text](QByteArrayView name, std::optional<int> value = {}) {
        text.append("; ").append(name);
        if (value)
            text.append('=').append(QByteArray::number(*value));
    };
    if (serverNoContextTakeover)
        add(ServerNoContextTakeover);
    if (clientNoContextTakeover)
        add(ClientNoContextTakeover);
    if (serverMaxWindowBits)
        add(ServerMaxWindowBits, serverMaxWindowBits);
    if (offersClientWindowBits(*this))
        add(ClientMaxWindowBits, clientMaxWindowBits);
    return text;
}

Result<DeflateParameters> parseDeflateParameters(QByteArrayView parameters, bool isOffer)
{
    DeflateParameters parsed;
    QList<QByteArrayView> seen;
    QByteArrayView rest = parameters.trimmed();
    if (rest.startsWith(';'))
        rest = rest.sliced(1);
    else if (rest.isEmpty())
        return parsed;
    for (bool more = true; more;) {
        const qsizetype semicolon = rest.indexOf(';');
        more = semicolon >= 0;
        const Parameter parameter = splitParameter(more ? rest.first(semicolon) : rest);
        rest = more ? rest.sliced(semicolon + 1) : QByteArrayView();
        if (seen.contains(parameter.name)) {
            return parameterError(parameter.name, QStringLiteral("is repeated"),
                QStringLiteral("Each may stand once (RFC 7692, 7.1)."));
        }
        seen.append(parameter.name);
        if (const Result<void> set = setParameter(parsed, parameter, isOffer); !set)
            return set.error();
    }
    return parsed;
}

DeflateParameters answerDeflateOffer(const DeflateParameters &offer, const DeflateParameters &preferred)
{
    DeflateParameters answer;
    answer.serverNoContextTakeover = offer.serverNoContextTakeover || preferred.serverNoContextTakeover;
    answer.clientNoContextTakeover = offer.clientNoContextTakeover || preferred.clientNoContextTakeover;
    answer.serverMaxWindowBits = smaller(offer.serverMaxWindowBits, preferred.serverMaxWindowBits);
    // Only to a client that says it understands it (RFC 7692, 7.1.2.2).
    if (offersClientWindowBits(offer))
        answer.clientMaxWindowBits = smaller(offer.clientMaxWindowBits, preferred.clientMaxWindowBits);
    return answer;
}

Result<void> checkDeflateAnswer(const DeflateParameters &answer, const DeflateParameters &offer)
{
    if (offer.serverNoContextTakeover && !answer.serverNoContextTakeover) {
        return parameterError(ServerNoContextTakeover,
            QStringLiteral("was offered, but is missing in the answer"),
            QStringLiteral("A server that accepts the offer repeats it (RFC 7692, 7.1.1.1)."));
    }
    if (offer.serverMaxWindowBits
        && answer.serverMaxWindowBits.value_or(DeflateParameters::MaxWindowBits + 1)
            > *offer.serverMaxWindowBits) {
        return parameterError(ServerMaxWindowBits,
            answer.serverMaxWindowBits ? QStringLiteral("is larger in the answer than offered")
                                       : QStringLiteral("was offered, but is missing in the answer"),
            QStringLiteral("A server that accepts the offer answers %1 or less (RFC 7692, 7.1.2.1).")
                .arg(*offer.serverMaxWindowBits));
    }
    if (offersClientWindowBits(answer) && !offersClientWindowBits(offer)) {
        return parameterError(ClientMaxWindowBits, QStringLiteral("is in the answer, but was not offered"),
            QStringLiteral("A server may use it only if the client did (RFC 7692, 7.1.2.2)."));
    }
    if (offer.clientMaxWindowBits && answer.clientMaxWindowBits.value_or(0) > *offer.clientMaxWindowBits) {
        return parameterError(ClientMaxWindowBits, QStringLiteral("is larger in the answer than offered"),
            QStringLiteral("A server that accepts the offer answers %1 or less (RFC 7692, 7.1.2.2).")
                .arg(*offer.clientMaxWindowBits));
    }
    return {};
}

} // namespace framescope
