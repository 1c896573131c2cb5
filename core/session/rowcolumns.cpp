// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/rowcolumns.h"

#include <QtEndian>

#include <algorithm>
#include <array>

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

constexpr size_t Numbers = Payload; // columns in front of the payload

std::optional<qint64> unless(bool isDefault, qint64 value)
{
    return isDefault ? std::optional<qint64>() : value;
}

std::array<std::optional<qint64>, Numbers> numbersOf(const RowRecord &row)
{
    const bool isFrame = row.kind == RowKind::Frame;
    std::array<std::optional<qint64>, Numbers> of;
    of[Id] = row.id;
    of[Connection] = row.connection;
    of[Kind] = static_cast<qint64>(row.kind);
    of[Direction_] = static_cast<qint64>(row.direction);
    of[Opcode_] = unless(!isFrame, row.opcode);
    of[Bits] = unless(!isFrame, row.bits);
    of[Flags] = row.flags;
    of[Time] = unless(row.timeNs == Row::UnknownTime, row.timeNs);
    of[WireSize] = static_cast<qint64>(row.wireSize);
    of[Size] = static_cast<qint64>(row.payloadSize);
    of[Mask] = unless(!(row.bits & RowRecord::Masked), qFromBigEndian(row.maskKey));
    of[Length] = unless(row.payloadLength == row.payloadSize, static_cast<qint64>(row.payloadLength));
    of[Received] = unless(row.received == row.payloadLength, static_cast<qint64>(row.received));
    of[Message] = unless(row.message == row.id, row.message);
    of[Frames] = unless(row.frames == 1, row.frames);
    return of;
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

Insert::Insert(const sqlite::Database &database, QByteArrayView verb, int rows)
    : m_bound(static_cast<size_t>(rows) * Numbers)
{
    const QByteArray place = "(?" + QByteArray(",?").repeated(Payload) + ')';
    const QByteArray sql = verb + QByteArrayLiteral(" INTO row(" FRAMESCOPE_ROW_COLUMNS ", payload) VALUES")
        + place + QByteArray(',' + place).repeated(rows - 1);
    m_statement = sqlite::Statement(database, sql.constData());
}

void Insert::bind(int place, const RowRecord &row, std::optional<QByteArrayView> payload)
{
    const int first = place * (Payload + 1) + 1;
    const auto numbers = numbersOf(row);
    std::optional<qint64> *bound = m_bound.data() + static_cast<size_t>(place) * Numbers;
    for (size_t i = 0; i < Numbers; ++i) {
        if (bound[i] == numbers[i])
            continue;
        bound[i] = numbers[i];
        const int index = first + static_cast<int>(i);
        if (numbers[i])
            m_statement.bind(index, *numbers[i]);
        else
            m_statement.bindNull(index);
    }
    if (!payload)
        m_statement.bindNull(first + Payload);
    else if (row.does & RowRecord::IsText && isStorableText(*payload))
        m_statement.bindText(first + Payload, *payload);
    else
        m_statement.bindBlob(first + Payload, *payload);
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
