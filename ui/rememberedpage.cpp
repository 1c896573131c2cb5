// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/rememberedpage.h"

#include "ui/theme.h"
#include "ui/units.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QTreeWidget>

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

constexpr int ListHeight = 140;
constexpr int HostWidth = 180;
constexpr int SinceWidth = 130;

QString sinceText(const QDateTime &since)
{
    return since.isValid() ? since.toLocalTime().toString(u"yyyy-MM-dd HH:mm"_s) : u"not known"_s;
}

} // namespace

RememberedPage::RememberedPage(QWidget *parent)
    : SettingsPage(u"What is remembered"_s, parent)
{
    addAddresses();
    addCertificates();
    column()->addStretch();
    RememberedPage::showStored();
}

void RememberedPage::addAddresses()
{
    addHeading(u"Addresses"_s);
    addCheck(u"Remember the addresses of connections"_s,
        u"The last %1 are offered while you type an address and on the start page, without the secrets that "
        u"they "
        "held."_s.arg(AddressHistory::Most),
        AddressHistory::keepsSetting());
    m_count = new QLabel;
    m_forget = new QPushButton(u"Forget all addresses"_s);
    addLine({m_forget, m_count});
    connect(m_forget, &QPushButton::clicked, this, &RememberedPage::forgetAddresses);
}

void RememberedPage::addCertificates()
{
    addHeading(u"Certificates accepted for a host"_s);
    addWords(
        u"They could not be trusted, and you chose \"Accept for this host\". They stay accepted until you "
        "revoke them; then you are asked again."_s);
    m_certificates = new QTreeWidget;
    m_certificates->setAccessibleName(u"Certificates accepted for a host"_s);
    m_certificates->setHeaderLabels({u"Host"_s, u"Accepted"_s, u"SHA-256"_s});
    m_certificates->setRootIsDecorated(false);
    m_certificates->setUniformRowHeights(true);
    m_certificates->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_certificates->setFixedHeight(ListHeight);
    m_certificates->setColumnWidth(0, HostWidth);
    m_certificates->setColumnWidth(1, SinceWidth);
    column()->addWidget(m_certificates);
    m_none = addWords(u"None."_s);
    m_revoke = new QPushButton(u"Revoke"_s);
    m_revokeAll = new QPushButton(u"Revoke all"_s);
    addLine({m_revoke, m_revokeAll});
    connect(m_certificates, &QTreeWidget::itemSelectionChanged, this,
        [this] { m_revoke->setEnabled(!m_certificates->selectedItems().isEmpty()); });
    connect(m_revoke, &QPushButton::clicked, this, &RememberedPage::revokeChosen);
    connect(m_revokeAll, &QPushButton::clicked, this,
        [this] { revoke(m_shown, u"No certificate is accepted any more."_s); });
}

void RememberedPage::showStored()
{
    SettingsPage::showStored();
    const auto count = quint64(m_addresses.addresses().size());
    m_count->setText(
        count == 1 ? u"1 address is remembered."_s : u"%1 addresses are remembered."_s.arg(countText(count)));
    m_forget->setEnabled(count > 0);
    const QList<AcceptedCertificates::Entry> accepted = m_accepted.all();
    m_certificates->setVisible(!accepted.isEmpty());
    m_none->setVisible(accepted.isEmpty());
    m_revokeAll->setEnabled(!accepted.isEmpty());
    if (accepted == m_shown && m_certificates->topLevelItemCount() == accepted.size())
        return; // what is chosen stays chosen
    m_shown = accepted;
    m_certificates->clear();
    for (const AcceptedCertificates::Entry &entry : accepted) {
        auto *item = new QTreeWidgetItem({entry.host, sinceText(entry.since), entry.fingerprint});
        item->setFont(2, monospaceFont());
        item->setToolTip(2, entry.fingerprint);
        m_certificates->addTopLevelItem(item);
    }
    m_revoke->setEnabled(false);
}

void RememberedPage::forgetAddresses()
{
    const QStringList before = m_addresses.addresses();
    m_addresses.set({});
    showStored();
    Q_EMIT changed();
    Q_EMIT done(before.size() == 1 ? u"1 address was forgotten."_s
                                   : u"%1 addresses were forgotten."_s.arg(before.size()),
        [this, before] {
            m_addresses.set(before);
            showStored();
        });
}

void RememberedPage::revokeChosen()
{
    QList<AcceptedCertificates::Entry> chosen;
    for (QTreeWidgetItem *item : m_certificates->selectedItems())
        chosen.append(m_shown.at(m_certificates->indexOfTopLevelItem(item)));
    revoke(chosen,
        chosen.size() == 1 ? u"The certificate of %1 is not accepted any more."_s.arg(chosen.first().host)
                           : u"%1 certificates are not accepted any more."_s.arg(chosen.size()));
}

void RememberedPage::revoke(const QList<AcceptedCertificates::Entry> &entries, const QString &sentence)
{
    for (const AcceptedCertificates::Entry &entry : entries)
        m_accepted.revoke(entry);
    showStored();
    Q_EMIT changed();
    Q_EMIT done(sentence, [this, entries] {
        for (const AcceptedCertificates::Entry &entry : entries)
            m_accepted.acceptAgain(entry);
        showStored();
    });
}

} // namespace framescope
