// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/annotation.h"

#include <map>
#include <vector>

namespace framescope {

// What people put beside the rows of a log: few, whatever its length. A value.
class Annotations {
public:
    void take(const std::vector<Annotation> &changed);
    bool isEmpty() const { return m_all.empty(); }
    // Null: nothing stands there. Holds until the next take().
    const Annotation *of(RowId row) const;
    // The nearest row behind or before that has one; 0: none.
    RowId after(RowId row) const;
    RowId before(RowId row) const;

private:
    std::map<RowId, Annotation> m_all;
};

} // namespace framescope
