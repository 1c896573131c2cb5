// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/tlscheck.h"

namespace framescope {

namespace {

using Field = ConnectionDraft::Field;

// Files of megabytes are the same if they are the same copy of them.
bool isSame(const QByteArray &left, const QByteArray &right)
{
    return left.constData() == right.constData() || left == right;
}

bool isSame(const TlsOptions &left, const TlsOptions &right)
{
    return isSame(left.extraCa, right.extraCa) && isSame(left.clientCertificate, right.clientCertificate)
        && isSame(left.clientKey, right.clientKey) && left.clientPassword == right.clientPassword;
}

TlsOptions filesOf(const ConnectionDraft &draft)
{
    TlsOptions files;
    files.extraCa = draft.ca.bytes;
    files.clientCertificate = draft.certificate.bytes;
    files.clientKey = draft.key.bytes;
    files.clientPassword = draft.plain.tls.clientPassword;
    return files;
}

QList<ConnectionDraft::Problem> problemsOf(const TlsOptions &files)
{
    QList<ConnectionDraft::Problem> found;
    if (const auto authority = checkExtraCa(files); !authority)
        found.append({ConnectionDraft::Tab::Tls, Field::Ca, authority.error()});
    if (const auto client = checkClientCertificate(files); !client) {
        const bool isOfKey =
            !files.clientKey.isEmpty() && files.clientCertificate.contains("-----BEGIN CERTIFICATE");
        found.append({ConnectionDraft::Tab::Tls, isOfKey ? Field::Key : Field::Certificate, client.error()});
    }
    return found;
}

} // namespace

TlsCheck::TlsCheck(QObject *parent)
    : QObject(parent)
{
}

void TlsCheck::check(const ConnectionDraft &draft)
{
    TlsOptions files = filesOf(draft);
    if (isSame(files, m_checked))
        return;
    m_checked = files;
    m_problems.clear();
    m_job.run([this, files = std::move(files)](const BackgroundJob::Cancelled &) -> BackgroundJob::Finish {
        return [this, found = problemsOf(files)] {
            m_problems = found;
            Q_EMIT settled();
        };
    });
}

} // namespace framescope
