// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/tlspage.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QRegularExpression>

namespace framescope {

using namespace Qt::StringLiterals;

TlsPage::TlsPage(QWidget *parent)
    : DraftPage(parent)
    , m_ca(new FileField(u"Additional authority"_s, u"Certificates (*.pem *.crt *.cer);;All files (*)"_s))
    , m_certificate(
          new FileField(u"Client certificate"_s, u"PEM, PKCS#12 (*.pem *.crt *.p12 *.pfx);;All files (*)"_s))
    , m_key(new FileField(u"Its key"_s, u"Keys (*.pem *.key);;All files (*)"_s))
    , m_password(makeSecret(u"Password of the key"_s))
    , m_minimum(makeChoice(u"Least version"_s, {u"TLS 1.2"_s, u"TLS 1.3"_s})) // as TlsVersion
    , m_serverName(makeEdit(u"Name to ask for"_s, u"the host of the address"_s))
    , m_accepted(makeEdit(u"Accepted for this host"_s, u"none but the trusted; SHA-256"_s))
{
    setColumns(makeColumn({m_ca, m_certificate, m_key, m_password}),
        makeColumn({m_minimum, m_serverName, m_accepted}));
    for (FileField *file : {m_ca, m_certificate, m_key}) {
        connect(file, &FileField::edited, this, &TlsPage::edited);
        connect(file, &FileField::wasRead, this, &TlsPage::settled);
    }
    setPlace(ConnectionDraft::Field::Minimum, m_minimum);
    setPlace(ConnectionDraft::Field::Ca, m_ca->path());
    setPlace(ConnectionDraft::Field::Certificate, m_certificate->path());
    setPlace(ConnectionDraft::Field::Key, m_key->path());
    setPlace(ConnectionDraft::Field::KeyPassword, m_password);
    setPlace(ConnectionDraft::Field::ServerName, m_serverName);
    setPlace(ConnectionDraft::Field::Accepted, m_accepted);
    connect(m_certificate, &FileField::edited, this, &TlsPage::enablePassword);
    enablePassword();
}

void TlsPage::enablePassword()
{
    const bool client = !m_certificate->file().path.isEmpty();
    m_key->setEnabled(client);
    m_password->setEnabled(client);
}

void TlsPage::show(const ConnectionDraft &draft)
{
    m_ca->setFile(draft.ca);
    m_certificate->setFile(draft.certificate);
    m_key->setFile(draft.key);
    m_password->setText(draft.plain.tls.clientPassword);
    m_minimum->setCurrentIndex(static_cast<int>(draft.plain.tls.minimum));
    m_serverName->setText(draft.plain.tls.serverName);
    m_accepted->setText(draft.plain.tls.acceptedFingerprints.join(u", "_s));
    enablePassword();
}

void TlsPage::take(ConnectionDraft &draft) const
{
    static const QRegularExpression separators(u"[\\s,]+"_s);
    draft.ca = m_ca->file();
    draft.certificate = m_certificate->file();
    draft.key = m_key->file();
    TlsOptions &tls = draft.plain.tls;
    tls.clientPassword = m_password->text();
    tls.minimum = static_cast<TlsVersion>(m_minimum->currentIndex());
    tls.serverName = m_serverName->text().trimmed();
    tls.acceptedFingerprints = m_accepted->text().trimmed().split(separators, Qt::SkipEmptyParts);
}

} // namespace framescope
