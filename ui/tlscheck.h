// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/backgroundjob.h"
#include "ui/connectiondraft.h"

namespace framescope {

// Whether the certificates and the key of a draft are what they should be: found out beside the GUI
// thread, since opening a PKCS#12 takes its time, and once for the same files.
class TlsCheck final : public QObject {
    Q_OBJECT
public:
    explicit TlsCheck(QObject *parent = nullptr);

    // From now on those of `draft`; settled() follows if they are not those of before.
    void check(const ConnectionDraft &draft);
    bool isBusy() const { return m_job.isBusy(); }
    // None while it is busy.
    const QList<ConnectionDraft::Problem> &problems() const { return m_problems; }

Q_SIGNALS:
    void settled();

private:
    BackgroundJob m_job;
    TlsOptions m_checked; // what the problems are of
    QList<ConnectionDraft::Problem> m_problems;
};

} // namespace framescope
