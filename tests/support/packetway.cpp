// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/packetway.h"

#include "support/ownnetwork.h"

#include <QSocketNotifier>
#include <QTimer>
#include <QtEndian>

#include <algorithm>

#include <unistd.h>

namespace framescope::test {

namespace {

// Of an IPv4 header (RFC 791, 3.1).
constexpr qsizetype HeaderSize = 20;
constexpr qsizetype SourceAt = 12;
constexpr qsizetype DestinationAt = 16;

void put(int device, const QByteArray &packet)
{
    // One that finds no link, or no room, is lost, as elsewhere.
    [[maybe_unused]] const ssize_t written = ::write(device, packet.data(), size_t(packet.size()));
}

} // namespace

PacketWay::PacketWay()
    : m_device(ownnetwork::openInterface())
    , m_notifier(std::make_unique<QSocketNotifier>(m_device, QSocketNotifier::Read))
{
    ownnetwork::setAddress(QHostAddress(QStringLiteral("192.0.2.1")));
    connect(m_notifier.get(), &QSocketNotifier::activated, this, [this] { carry(); });
}

PacketWay::~PacketWay()
{
    m_notifier.reset();
    ::close(m_device); // the interface goes with it
}

QString PacketWay::authority(quint16 serverPort)
{
    return QStringLiteral("%1:%2").arg(m_hosts.constFirst().toString()).arg(serverPort);
}

void PacketWay::carry()
{
    QByteArray packet(2'000, Qt::Uninitialized); // an MTU is 1,500
    while (true) {
        const ssize_t size = ::read(m_device, packet.data(), size_t(packet.size()));
        if (size <= 0)
            return;
        carry(QByteArray(packet.constData(), size));
    }
}

void PacketWay::carry(QByteArray packet)
{
    constexpr char version4 = 4;
    if (packet.size() < HeaderSize || packet.at(0) >> 4 != version4)
        return;
    const QHostAddress destination(qFromBigEndian<quint32>(packet.constData() + DestinationAt));
    if (isCut() || !m_hosts.contains(destination) || loses())
        return;
    std::swap_ranges(
        packet.begin() + SourceAt, packet.begin() + DestinationAt, packet.begin() + DestinationAt);
    if (delay() == 0)
        return put(m_device, packet);
    QTimer::singleShot(delay(), Qt::PreciseTimer, this, [this, packet] { put(m_device, packet); });
}

} // namespace framescope::test

#include "moc_packetway.cpp"
