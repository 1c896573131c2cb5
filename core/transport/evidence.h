// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "transport/outcome.h"
#include "transport/wirewitness.h"

namespace framescope {

// What an attempt knows about its end before it began.
EndEvidence evidenceOf(const ConnectionOptions &options);

// The one that the system named, which is known once it was dialled.
void nameProxy(EndEvidence &evidence, const ConnectionFacts &facts);

// What clocks and wire tell once it is over: `facts.endedNs` is set. `earlier` are the ends of the
// attempts before it, oldest first.
void completeEvidence(EndEvidence &evidence, const ConnectionFacts &facts, const WireWitness &witness,
    const Clock &clock, const QList<EndSignature> &earlier);

} // namespace framescope
