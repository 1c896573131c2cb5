// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0

// What is typed into the address field, completed and looked up: a scheme that was added is unencrypted only on
// the way to this computer or a private network, and what is offered is what was typed. The first line is typed; of
// the others one with a tab is a library entry (address, name), any other an address of the history.
#include "ui/address.h"
#include "ui/addressmodel.h"

#include "fuzz/pieces.h"
#include "transport/websocketurl.h"

#include <QHostAddress>

using namespace framescope;
using namespace framescope::test;
using namespace Qt::StringLiterals;

namespace {

bool isPrivate(const QString &host)
{
    const QHostAddress address(host);
    if (address.isNull())
        return host == u"localhost" || host.endsWith(u".localhost");
    for (const auto *subnet : {"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"}) { // RFC 1918
        if (address.isInSubnet(QHostAddress::parseSubnet(QString::fromLatin1(subnet))))
            return true;
    }
    return address.isLoopback() || address.isLinkLocal() || address.isUniqueLocalUnicast()
        || address == QHostAddress(QHostAddress::AnyIPv4) || address == QHostAddress(QHostAddress::AnyIPv6);
}

void checkCompleted(const QString &typed)
{
    const CompletedAddress completed = completeAddress(typed);
    require(completed.url == QString(completed.prefix + typed.trimmed()), "nothing that was typed is changed");
    const CompletedAddress again = completeAddress(completed.url);
    require(completed.url.isEmpty() || (again.prefix.isEmpty() && again.url == completed.url),
        "what is complete stays as it is");
    if (completed.prefix.isEmpty())
        return;
    const auto url = parseWebSocketUrl(completed.url);
    if (!url)
        return;
    require(url->secure == (completed.prefix == u"wss://"), "the prefix is the scheme");
    require(url->secure || isPrivate(url->host), "only what stays near goes unencrypted");
}

void checkOffered(const QString &typed, const QStringList &history, const LibraryEntries &library)
{
    AddressModel model;
    model.setHistory(history);
    model.setLibrary(library);
    require(model.rowCount() == history.size() + library.size(), "each is there once");
    for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex index = model.index(row);
        const bool isEntry = row < library.size();
        const QString url = isEntry ? library[row].url : history[row - library.size()];
        require(index.data() == url && index.data(Qt::EditRole) == url, "what is shown is what is taken");
        require(index.data(AddressModel::IdRole) == (isEntry ? QVariant(library[row].id) : QVariant()),
            "only what the library has is its entry");
    }
    for (const QModelIndex &found :
        model.match(model.index(0), AddressModel::MatchRole, typed, -1, Qt::MatchContains)) {
        const QString name = found.data(AddressModel::NameRole).toString();
        require(typed.contains(u'\n') || found.data().toString().contains(typed, Qt::CaseInsensitive)
                || name.contains(typed, Qt::CaseInsensitive),
            "it has what was typed in its address or its name");
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const quint8 *data, std::size_t size)
{
    QStringList lines =
        QString::fromUtf8(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size)).split(u'\n');
    const QString typed = lines.takeFirst();
    checkCompleted(typed);
    QStringList history;
    LibraryEntries library;
    for (const QString &line : lines) {
        if (const qsizetype tab = line.indexOf(u'\t'); tab >= 0)
            library.append({QString::number(library.size()), line.sliced(tab + 1), line.left(tab), {}});
        else
            history.append(line);
    }
    checkOffered(typed, history, library);
    return 0;
}
