// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/rowcolumns.h"

#include <QtEndian>

#include <algorithm>

namespace framescope::rowcolumns {

namespace {

enum Column : int {
    Id,
    Connection,
    Kind,
    Direction_,
    Opcode_,
    Bits,
    Flags,
    Time,
    WireSize,
    Size,
    Mask,
    Length,
    Received,
    Message,
    Frames,
    Payload
};

void bindUnless(bool isDefault, sqlite::Statement &statement, Column column, qint64 value)
{
    if (isDefault)
        statement.bindNull(column + 1);
    else
        statement.bind(column + 1, value);
}

// LIKE and people find text only in TEXT; what is not UTF-8 or holds a NUL stays exact only as BLOB.
bool isStorableText(QByteArrayView payload)
{
    return !payload.contains('\0') && payload.isValidUtf8();
}

quint64 unsignedOr(const sqlite::Statement &statement, Column column, quint64 otherwise)
{
    return statement.isNull(column) ? otherwise : static_cast<quint64>(statement.integer(column));
}

} // namespace

void bind(sqlite::Statement &statement, const RowRecord &row, std::optional<QByteArrayView> payload)
{
    const bool isFrame = row.kind == RowKind::Frame;
    statement.bind(Id + 1, row.id);
    statement.bind(Connection + 1, row.connection);
    statement.bind(Kind + 1, static_cast<qint64>(row.kind));
    statement.bind(Direction_ + 1, static_cast<qint64>(row.direction));
    bindUnless(!isFrame, statement, Opcode_, row.opcode);
    bindUnless(!isFrame, statement, Bits, row.bits);
    statement.bind(Flags + 1, row.flags);
    bindUnless(row.timeNs == Row::UnknownTime, statement, Time, row.timeNs);
    statement.bind(WireSize + 1, static_cast<qint64>(row.wireSize));
    statement.bind(Size + 1, static_cast<qint64>(row.payloadSize));
    bindUnless(!(row.bits & RowRecord::Masked), statement, Mask, qFromBigEndian(row.maskKey));
    bindUnless(
        row.payloadLength == row.payloadSize, statement, Length, static_cast<qint64>(row.payloadLength));
    bindUnless(row.received == row.payloadLength, statement, Received, static_cast<qint64>(row.received));
    bindUnless(row.message == row.id, statement, Message, row.message);
    bindUnless(row.frames == 1, statement, Frames, row.frames);
    if (!payload)
        statement.bindNull(Payload + 1);
    else if (row.does & RowRecord::IsText && isStorableText(*payload))
        statement.bindText(Payload + 1, *payload);
    else
        statement.bindBlob(Payload + 1, *payload);
}

RowRecord read(const sqlite::Statement &statement)
{
    RowRecord row;
    row.id = statement.integer(Id);
    row.connection = static_cast<ConnectionId>(statement.integer(Connection));
    row.kind = static_cast<RowKind>(
        std::clamp<qint64>(statement.integer(Kind), 0, static_cast<qint64>(RowKind::Note)));
    row.direction = statement.integer(Direction_) == 0 ? Direction::ClientToServer : Direction::ServerToClient;
    row.opcode = static_cast<quint8>(statement.integer(Opcode_) & 0x0F);
    row.bits = static_cast<quint8>(statement.integer(Bits));
    row.flags = static_cast<quint16>(statement.integer(Flags));
    row.timeNs = statement.isNull(Time) ? Row::UnknownTime : statement.integer(Time);
    row.wireSize = static_cast<quint64>(statement.integer(WireSize));
    row.payloadSize = static_cast<quint64>(statement.integer(Size));
    row.maskKey = qToBigEndian(static_cast<quint32>(statement.integer(Mask)));
    row.payloadLength = unsignedOr(statement, Length, row.payloadSize);
    row.received = unsignedOr(statement, Received, row.payloadLength);
    row.message = statement.isNull(Message) ? row.id : statement.integer(Message);
    row.frames = static_cast<quint32>(unsignedOr(statement, Frames, 1));
    if (row.opcode == static_cast<quint8>(Opcode::Text) || row.kind != RowKind::Frame)
        row.does |= RowRecord::IsText;
    return row;
}

} // namespace framescope::rowcolumns
