// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/copiedpayload.h"

#include "analysis/headsecrets.h"
#include "ui/visibletext.h"

#include <algorithm>

namespace framescope {

namespace {

constexpr qsizetype Sample = 64 << 10; // by which text is told from other bytes

bool isText(const Row &row, const QByteArray &payload)
{
    const Opcode opcode = row.header.opcode;
    if (row.kind != RowKind::Frame || opcode == Opcode::Text || row.flags.testFlag(RowFlag::ContinuesText))
        return true;
    return opcode != Opcode::Binary && looksLikeText(payload.left(Sample), payload.size() > Sample);
}

} // namespace

CopiedPayload CopiedPayload::of(const Row &row, const QByteArray &payload)
{
    if (row.kind == RowKind::Handshake)
        return {QString::fromUtf8(withoutSecrets(payload)), payload.size(), false};
    if (isText(row, payload))
        return {QString::fromUtf8(payload), payload.size(), false};
    const qsizetype bytes = std::min(payload.size(), MostAsDigits);
    return {hexLine(QByteArrayView(payload).first(bytes), 3 * bytes).text, bytes, true};
}

} // namespace framescope
