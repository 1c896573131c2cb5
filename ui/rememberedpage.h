// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/acceptedcertificates.h"
#include "ui/addresshistory.h"
#include "ui/settingspage.h"

QT_BEGIN_NAMESPACE
class QPushButton;
class QTreeWidget;
QT_END_NAMESPACE

namespace framescope {

// What is kept of connections beside their sessions: addresses, and certificates that were accepted. Both can be
// taken away here.
class RememberedPage final : public SettingsPage {
    Q_OBJECT
public:
    explicit RememberedPage(QWidget *parent = nullptr);

    void showStored() override;

private:
    void addAddresses();
    void addCertificates();
    void forgetAddresses();
    void revoke(const QList<AcceptedCertificates::Entry> &entries, const QString &sentence);
    void revokeChosen();

    AddressHistory m_addresses;
    AcceptedCertificates m_accepted;
    QList<AcceptedCertificates::Entry> m_shown;
    QLabel *m_count = nullptr;
    QPushButton *m_forget = nullptr;
    QLabel *m_none = nullptr;
    QTreeWidget *m_certificates = nullptr;
    QPushButton *m_revoke = nullptr;
    QPushButton *m_revokeAll = nullptr;
};

} // namespace framescope
