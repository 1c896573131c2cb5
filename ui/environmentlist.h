// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/environment.h"
#include "ui/setting.h"

#include <QObject>

namespace framescope {

// The environments of this user, stored at once when they are changed; the values of secrets live as long as this.
// What is damaged in the settings is said, and kept aside when others are stored in its place. GUI thread.
class EnvironmentList final : public QObject {
    Q_OBJECT
public:
    explicit EnvironmentList(QObject *parent = nullptr);

    // Why those that are stored cannot be read.
    const std::optional<Error> &trouble() const { return m_trouble; }
    const Environments &all() const { return m_all; }
    const Environment *find(const QString &id) const;
    void set(const Environments &environments);
    // What another window stored.
    void takeStored();

    // The one that new connections are opened in; empty: none.
    QString usual() const;
    void setUsual(const QString &id) const;

Q_SIGNALS:
    void changed(); // by whomever

private:
    void replace(const Environments &environments);

    Setting<QByteArray> m_stored{"environments/all", {}};
    Setting<QByteArray> m_damaged{"environments/damaged", {}};
    Setting<QString> m_usual{"environments/usual", {}};
    std::optional<Error> m_trouble;
    Environments m_all;
};

} // namespace framescope
