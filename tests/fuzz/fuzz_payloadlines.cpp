// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0

// A payload is cut into lines that are all of it, none too long, and none of whose characters is parted.
#include "ui/payloadlines.h"

#include "fuzz/pieces.h"

using namespace framescope;
using namespace framescope::test;

extern "C" int LLVMFuzzerTestOneInput(const quint8 *data, std::size_t size)
{
    FuzzedDataProvider input(data, size);
    const auto columns = input.ConsumeIntegralInRange(4, 60);
    const std::string rest = input.ConsumeRemainingBytesAsString();
    const QByteArray text(rest.data(), static_cast<qsizetype>(rest.size()));
    const PayloadLines lines(text, columns);
    QByteArray all;
    for (qint64 i = 0; i < lines.count(); ++i) {
        const QByteArrayView whole = lines.wholeLine(i);
        require(lines.start(i) == quint64(all.size()), "a line begins where the one before ended");
        require(!whole.isEmpty() || lines.count() == 1 || i == lines.count() - 1, "a line has bytes");
        require(whole.startsWith(lines.line(i)), "a line is shown from its front");
        require(whole.size() <= 4 * columns + 2, "no line is too long");
        require(lines.lineOf(lines.start(i)) == i, "a byte leads to its line");
        require(!lines.isWrapped(i) || !text.isValidUtf8() || whole.toByteArray().isValidUtf8(),
            "no character is parted");
        all += whole;
    }
    require(all == text, "the lines are all of it");
    return 0;
}
