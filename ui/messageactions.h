// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QString>

#include <functional>

namespace framescope {

// What the buttons of the message bar do, by the names that notices give (as in Outcome): whoever does one declares
// its words and its deed together. What nobody declared is not offered.
class MessageActions {
public:
    using Do = std::function<void()>;

    void add(const QString &name, const QString &words, Do what);
    QString words(const QString &name) const; // empty: it cannot be done
    // False if it cannot be done.
    bool run(const QString &name) const;

private:
    struct Action {
        QString words;
        Do what;
    };
    QHash<QString, Action> m_actions;
};

} // namespace framescope
