// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QSet>

#include <functional>

namespace framescope {

struct Environment;

// What sends by itself into a protected environment asks once per session, and names the host. GUI thread.
class ProtectedSends final : public QObject {
    Q_OBJECT
public:
    // `window` must outlive it.
    explicit ProtectedSends(QWidget &window);

    // "Send every 5 s to localhost:9001?": goes at once where nothing is protected (null: no environment), or it was
    // allowed before; never if the user does not want it.
    // `deed` stands on the button.
    void ask(const Environment *environment, const QString &deed, const QString &question,
        std::function<void()> go);

private:
    QWidget &m_window;
    QSet<QString> m_allowed; // ids of environments
};

} // namespace framescope
