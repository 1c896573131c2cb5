// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0

// What is right can be opened to its leaves; what is broken does no harm.
#include "analysis/jsonindenter.h"
#include "analysis/jsonindexer.h"

#include "fuzz/pieces.h"

using namespace framescope;
using namespace framescope::test;

namespace {

// Opens everything, and checks that children lie inside of their container, one behind the other.
void open(JsonIndexer &indexer, const JsonText &text, const JsonValue &container, int depth, bool valid)
{
    const auto children = indexer.children(text, container);
    if (!children) {
        require(!valid, "JSON that is right can be opened");
        return;
    }
    quint32 at = container.begin;
    for (quint32 i = 0; i < children->count(); ++i) {
        const JsonValue child = children->at(text, i);
        require(child.begin >= container.begin && child.end >= child.begin && child.end <= container.end,
            "a child lies inside");
        require(!valid || (child.begin >= at && children->indexOf(child.begin) == i),
            "children stand one behind the other, and a byte leads to its child");
        at = child.end;
        if (child.isContainer() && child.end - child.begin >= 2 && depth < 20)
            open(indexer, text, child, depth + 1, valid);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const quint8 *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    JsonIndenter judge(bytes);
    judge.advance(bytes.size());
    const bool valid = !judge.broken() && bytes.isValidUtf8();
    const JsonText text(bytes);
    JsonIndexer indexer;
    for (const JsonValue &root : rootsOf(text, 100)) {
        require(root.begin < root.end && root.end <= static_cast<quint32>(size), "a root lies inside");
        if (root.isContainer() && root.end - root.begin >= 2)
            open(indexer, text, root, 0, valid);
    }
    return 0;
}
