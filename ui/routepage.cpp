// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/routepage.h"

#include "base/hosttext.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>

#include <tuple>

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

// "host:port", "[::1]:80", "::1" or "host"; port 0 if none is said. One that cannot be stays with the
// host, where the draft points it out.
std::pair<QString, quint16> splitHostAndPort(const QString &typed)
{
    QString host = typed.trimmed();
    quint16 port = 0;
    const qsizetype colon = host.lastIndexOf(u':');
    const bool literal = host.count(u':') > 1 && !host.startsWith(u'[');
    if (colon > host.lastIndexOf(u']') && !literal) {
        port = host.sliced(colon + 1).toUShort();
        if (port != 0)
            host.truncate(colon);
    }
    if (host.startsWith(u'[') && host.endsWith(u']'))
        host = host.sliced(1, host.size() - 2);
    return {host, port};
}

} // namespace

RoutePage::RoutePage(QWidget *parent)
    : DraftPage(parent)
    , m_kind(makeChoice(u"Proxy"_s, {u"None"_s, u"HTTP CONNECT"_s, u"SOCKS5"_s, u"That of the system"_s}))
    , m_proxy(makeEdit(u"Proxy address"_s, u"host:port"_s))
    , m_user(makeEdit(u"Proxy user"_s, u"none"_s))
    , m_password(makeSecret(u"Proxy password"_s))
    , m_connectTo(makeEdit(u"Connect to address"_s, u"that of the URL; Host and TLS name stay in any case"_s))
    , m_family(makeChoice(u"Address family"_s, {u"Any"_s, u"IPv4 only"_s, u"IPv6 only"_s})) // as AddressFamily
{
    setLayout(makeColumn({m_kind, m_proxy, m_user, m_password, m_connectTo, m_family}));
    setPlace(ConnectionDraft::Field::Proxy, m_proxy);
    setPlace(ConnectionDraft::Field::ProxyLogin, m_user);
    setPlace(ConnectionDraft::Field::ProxyPassword, m_password);
    setPlace(ConnectionDraft::Field::ConnectTo, m_connectTo);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &RoutePage::enableProxy);
    enableProxy();
}

void RoutePage::enableProxy()
{
    const auto kind = static_cast<ProxyOptions::Kind>(m_kind->currentIndex());
    for (QLineEdit *field : {m_proxy, m_user, m_password})
        field->setEnabled(kind == ProxyOptions::Kind::Http || kind == ProxyOptions::Kind::Socks5);
}

void RoutePage::show(const ConnectionDraft &draft)
{
    const ProxyOptions &proxy = draft.plain.proxy;
    m_kind->setCurrentIndex(static_cast<int>(proxy.kind));
    m_proxy->setText(hostText(proxy.host, proxy.port));
    m_user->setText(proxy.user);
    m_password->setText(proxy.password);
    m_connectTo->setText(hostText(draft.plain.connectTo.host, draft.plain.connectTo.port));
    m_family->setCurrentIndex(static_cast<int>(draft.plain.family));
    enableProxy();
}

void RoutePage::take(ConnectionDraft &draft) const
{
    ProxyOptions &proxy = draft.plain.proxy;
    proxy.kind = static_cast<ProxyOptions::Kind>(m_kind->currentIndex());
    std::tie(proxy.host, proxy.port) = splitHostAndPort(m_proxy->text());
    proxy.user = m_user->text();
    proxy.password = m_password->text();
    ConnectTo &to = draft.plain.connectTo;
    std::tie(to.host, to.port) = splitHostAndPort(m_connectTo->text());
    draft.plain.family = static_cast<AddressFamily>(m_family->currentIndex());
}

} // namespace framescope
