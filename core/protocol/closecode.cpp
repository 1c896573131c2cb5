// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "protocol/closecode.h"

#include "protocol/utf8validator.h"

#include <QtEndian>

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

struct RegisteredCode {
    quint16 code;
    const char *name;
};

// IANA registry "WebSocket Close Code Number", as of 2024.
constexpr RegisteredCode registeredCodes[] = {
    {1000, "Normal Closure"},
    {1001, "Going Away"},
    {1002, "Protocol error"},
    {1003, "Unsupported Data"},
    {1004, "Reserved"},
    {1005, "No Status Rcvd"},
    {1006, "Abnormal Closure"},
    {1007, "Invalid frame payload data"},
    {1008, "Policy Violation"},
    {1009, "Message Too Big"},
    {1010, "Mandatory Ext."},
    {1011, "Internal Error"},
    {1012, "Service Restart"},
    {1013, "Try Again Later"},
    {1014, "Bad Gateway"},
    {1015, "TLS handshake"},
    {3000, "Unauthorized"},
    {3003, "Forbidden"},
    {3008, "Timeout"},
};

// RFC 6455, 7.4.2.
QLatin1StringView rangeName(quint16 code)
{
    if (code < 1000)
        return QLatin1StringView("not used");
    if (code < 3000)
        return QLatin1StringView("reserved for the protocol");
    if (code < 4000)
        return QLatin1StringView("for libraries and frameworks");
    if (code < 5000)
        return QLatin1StringView("private use");
    return QLatin1StringView("outside every range");
}

constexpr qsizetype maxReason = 123;

} // namespace

QLatin1StringView closecode::name(quint16 code)
{
    for (const RegisteredCode &entry : registeredCodes) {
        if (entry.code == code)
            return QLatin1StringView(entry.name);
    }
    return rangeName(code);
}

bool closecode::mayBeOnWire(quint16 code)
{
    if (code >= 3000 && code <= 4999)
        return true;
    return code >= 1000 && code <= 1014 && code != 1004 && code != NoStatus && code != Abnormal;
}

bool closecode::mayBeSentByBrowser(quint16 code)
{
    return code == Normal || (code >= 3000 && code <= 4999);
}

CloseBody parseCloseBody(QByteArrayView payload)
{
    CloseBody body;
    if (payload.size() >= 2) {
        body.code = qFromBigEndian<quint16>(payload.data());
        body.reason = payload.sliced(2).toByteArray();
    }
    return body;
}

QByteArray encodeCloseBody(const CloseBody &body)
{
    if (!body.code)
        return {};
    QByteArray payload(2, Qt::Uninitialized);
    qToBigEndian(*body.code, payload.data());
    return payload + body.reason;
}

Result<void> checkCloseBody(const CloseBody &body)
{
    if (!body.code && !body.reason.isEmpty()) {
        return Error{u"A close reason needs a close code."_s, {},
            u"Give a code, for example 1000, or leave the reason empty."_s};
    }
    if (body.reason.size() > maxReason) {
        return Error{u"The close reason is %1 bytes of UTF-8."_s.arg(body.reason.size()), {},
            u"A Close frame has room for %1."_s.arg(maxReason)};
    }
    if (!isValidUtf8(body.reason))
        return Error{u"The close reason is not UTF-8."_s, {}, u"A reason is text."_s};
    return Done{};
}

} // namespace framescope
