// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "transport/systemproxy.h"

#include <QObject>

#include <functional>
#include <memory>

namespace framescope {

// Asks the system for its proxy in a thread of its own: where it runs a script (PAC) it can take any time
// and cannot be stopped, and other connections must not wait for it. Use once; thread of the owner.
class SystemProxyLookup final : public QObject {
    Q_OBJECT
public:
    using Ask = std::function<ProxyOptions()>; // called in that thread

    // For a wish that is no longer there the answer is dropped when it comes.
    ~SystemProxyLookup() override;
    void start(Ask ask);

Q_SIGNALS:
    void found(const framescope::ProxyOptions &proxy); // never from within start()

private:
    struct Answer;
    std::shared_ptr<Answer> m_answer;
};

} // namespace framescope
