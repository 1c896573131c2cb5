// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "protocol/violation.h"

#include "protocol/closecode.h"

#include <QStringList>

#include <array>

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

constexpr quint16 protocolError = closecode::ProtocolError;
constexpr quint16 invalidPayload = closecode::InvalidPayload;
constexpr quint16 noClose = 0; // the connection is not open yet: no frame can be sent

constexpr ViolationRule rule(ViolationKind kind, const char *section, const char *sentence, quint16 closeCode)
{
    return {kind, QLatin1StringView(section), QLatin1StringView(sentence), closeCode};
}

using enum ViolationKind;

// In the order of the enumeration, so that the kind is the index.
constexpr std::array rules{
    rule(ReservedBitSet, "RFC 6455, 5.2", "A reserved bit is set, but no extension gives it a meaning",
        protocolError),
    rule(ReservedOpcode, "RFC 6455, 5.2", "The opcode is reserved", protocolError),
    rule(LengthNotMinimal, "RFC 6455, 5.2", "The payload length is written longer than needed", protocolError),
    rule(LengthTopBitSet, "RFC 6455, 5.2",
        "The top bit of the payload length is set, so where the next frame begins is unknown", protocolError),
    rule(MaskMissing, "RFC 6455, 5.1", "A client's frame is not masked", protocolError),
    rule(MaskUnexpected, "RFC 6455, 5.1", "A server's frame is masked", protocolError),
    rule(ControlTooLong, "RFC 6455, 5.5", "A control frame has more than 125 bytes", protocolError),
    rule(ControlFragmented, "RFC 6455, 5.5", "A control frame is fragmented", protocolError),
    rule(ContinuationWithoutStart, "RFC 6455, 5.4", "A continuation frame has no message to continue",
        protocolError),
    rule(MessageInterrupted, "RFC 6455, 5.4", "A new message begins while a fragmented one is not finished",
        protocolError),
    rule(InvalidUtf8, "RFC 6455, 8.1", "A text message is not UTF-8", invalidPayload),
    rule(CloseBodyOneByte, "RFC 6455, 5.5.1", "The Close frame has a body of one byte", protocolError),
    rule(CloseCodeInvalid, "RFC 6455, 7.4", "The close code may not be sent", protocolError),
    rule(CloseReasonInvalidUtf8, "RFC 6455, 5.5.1", "The close reason is not UTF-8", invalidPayload),
    rule(DataAfterClose, "RFC 6455, 5.5.1", "A data frame follows the Close frame", protocolError),
    rule(Rsv1OnContinuation, "RFC 7692, 6.1", "RSV1 is set on a continuation frame", protocolError),
    rule(Rsv1OnControl, "RFC 7692, 6.1", "RSV1 is set on a control frame", protocolError),
    rule(CompressedDataCorrupt, "RFC 7692, 6.2.2", "The compressed message does not inflate", invalidPayload),
    rule(MessageTooBig, "RFC 6455, 7.4.1", "The message is bigger than the limit", closecode::TooBig),
    rule(HeadMalformed, "RFC 6455, 4", "This is not the HTTP/1.1 head of a WebSocket handshake", noClose),
    rule(HeadTooLong, "RFC 6455, 10.4", "The HTTP head does not end within the limit", noClose),
    rule(UpgradeMissing, "RFC 6455, 4.1", "Upgrade: websocket is missing", noClose),
    rule(ConnectionMissing, "RFC 6455, 4.1", "Connection: Upgrade is missing", noClose),
    rule(AcceptMissing, "RFC 6455, 4.1", "Sec-WebSocket-Accept is missing", noClose),
    rule(AcceptWrong, "RFC 6455, 4.1", "Sec-WebSocket-Accept does not fit the key", noClose),
    rule(ProtocolNotOffered, "RFC 6455, 4.1", "The server chose a subprotocol that was not offered", noClose),
    rule(ProtocolRepeated, "RFC 6455, 11.3.4", "Sec-WebSocket-Protocol says the same thing twice", noClose),
    rule(ExtensionNotOffered, "RFC 6455, 4.1", "The server chose an extension that was not offered", noClose),
    rule(ExtensionParameterInvalid, "RFC 7692, 7.1", "The parameters of permessage-deflate are wrong", noClose),
    rule(KeyInvalid, "RFC 6455, 4.2.1", "Sec-WebSocket-Key is not 16 bytes in base64", noClose),
    rule(VersionUnsupported, "RFC 6455, 4.2.1", "Sec-WebSocket-Version is not 13", noClose),
};

constexpr bool rulesStandInOrder()
{
    for (std::size_t i = 0; i < rules.size(); ++i) {
        if (rules[i].kind != static_cast<ViolationKind>(i))
            return false;
    }
    return rules.size() == violationKindCount;
}
static_assert(rulesStandInOrder());

} // namespace

const ViolationRule &violationRule(ViolationKind kind)
{
    return rules[static_cast<std::size_t>(kind)];
}

// RSV1 is the only bit that an extension known here gives a meaning: where it has none, there is no extension.
QString Violation::sentence() const
{
    if (kind != ViolationKind::ReservedBitSet || detail.isEmpty())
        return violationRule(kind).sentence;
    QStringList bits = detail.split(u", "_s);
    const QString last = bits.takeLast();
    const QString all = bits.isEmpty() ? last : u"%1 and %2"_s.arg(bits.join(u", "_s), last);
    return (bits.isEmpty() ? u"%1 is set, but no extension %2"_s : u"%1 are set, but no extension %2"_s)
        .arg(all, detail.contains(u"RSV1") ? u"was agreed"_s : u"that was agreed gives it a meaning"_s);
}

QString Violation::furtherDetail() const
{
    return kind == ViolationKind::ReservedBitSet ? QString() : detail;
}

// "The opcode is reserved (RFC 6455, 5.2): opcode 3."
QString Violation::ruleAndValues() const
{
    QString line = sentence() + u" ("_s + violationRule(kind).section + u')';
    if (!furtherDetail().isEmpty())
        line += u": "_s + furtherDetail();
    return line + u'.';
}

QString Violation::toString() const
{
    return u"%1 Byte %2."_s.arg(ruleAndValues(), QString::number(offset));
}

QString Violation::toString(const QString &place) const
{
    const quint16 closeCode = violationRule(kind).closeCode;
    QString line = ruleAndValues();
    if (closeCode != noClose)
        line += u" A strict peer closes with %1."_s.arg(closeCode);
    return line + u' ' + place + u'.';
}

} // namespace framescope
