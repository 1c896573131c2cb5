// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/activityhistogram.h"

#include <algorithm>

namespace framescope {

namespace {

quint64 payloadOf(const PackedRow &row)
{
    const bool hasEnded = !row.flags().testFlag(RowFlag::Arriving)
        && (row.flags().testFlag(RowFlag::EndsMessage) || isControl(row.opcode()));
    return row.kind() == RowKind::Frame && hasEnded ? row.size : 0;
}

// Never below zero, whatever a damaged file says the second time.
template <typename Number>
void move(Number &number, quint64 size, int by)
{
    if (by > 0)
        number = static_cast<Number>(number + size);
    else
        number = static_cast<Number>(number - std::min<quint64>(number, size));
}

} // namespace

ActivityHistogram::Bucket &ActivityHistogram::Bucket::operator+=(const Bucket &other)
{
    toServer += other.toServer;
    fromServer += other.fromServer;
    events += other.events;
    violations += other.violations;
    errors += other.errors;
    hasBroken = hasBroken || other.hasBroken;
    bytesToServer += other.bytesToServer;
    bytesFromServer += other.bytesFromServer;
    return *this;
}

void ActivityHistogram::change(const PackedRow &row, int by)
{
    if (row.timeNs == Row::UnknownTime)
        return move(m_untimed, 1, by);
    Bucket &bucket = at(row.timeNs);
    bucket.hasBroken = bucket.hasBroken || row.flags().testFlag(RowFlag::Broken);
    const bool isToServer = row.direction() == Direction::ClientToServer;
    if (row.kind() == RowKind::Frame) {
        move(isToServer ? bucket.toServer : bucket.fromServer, 1, by);
        move(isToServer ? bucket.bytesToServer : bucket.bytesFromServer, payloadOf(row), by);
        return;
    }
    move(bucket.events, 1, by);
    if (row.kind() == RowKind::Violation)
        move(bucket.violations, 1, by);
    else if (row.kind() == RowKind::Error)
        move(bucket.errors, 1, by);
}

void ActivityHistogram::addPayload(const PackedRow &row)
{
    if (row.timeNs == Row::UnknownTime)
        return;
    Bucket &bucket = at(row.timeNs);
    (row.direction() == Direction::ClientToServer ? bucket.bytesToServer : bucket.bytesFromServer) +=
        payloadOf(row);
}

void ActivityHistogram::noteBroken(const PackedRow &row)
{
    if (row.timeNs != Row::UnknownTime)
        at(row.timeNs).hasBroken = true;
}

ActivityHistogram::Bucket &ActivityHistogram::at(qint64 timeNs)
{
    if (m_buckets.empty()) {
        m_buckets.reserve(MostBuckets);
        m_buckets.resize(1);
        m_first = timeNs >> m_shift;
    }
    qint64 index = (timeNs >> m_shift) - m_first;
    while (index >= MostBuckets || qint64(m_buckets.size()) - index > MostBuckets) {
        widen();
        index = (timeNs >> m_shift) - m_first;
    }
    if (index < 0) {
        m_buckets.insert(m_buckets.begin(), static_cast<std::size_t>(-index), Bucket());
        m_first += index;
        index = 0;
    } else if (index >= qint64(m_buckets.size())) {
        m_buckets.resize(static_cast<std::size_t>(index) + 1);
    }
    return m_buckets[static_cast<std::size_t>(index)];
}

void ActivityHistogram::widen()
{
    ++m_shift;
    const qint64 first = m_first >> 1;
    std::size_t count = 0;
    for (std::size_t i = 0; i < m_buckets.size(); ++i) {
        const auto to = static_cast<std::size_t>(((m_first + qint64(i)) >> 1) - first);
        if (to == count)
            m_buckets[count++] = m_buckets[i];
        else
            m_buckets[to] += m_buckets[i];
    }
    m_buckets.resize(count);
    m_first = first;
}

qint64 ActivityHistogram::startNs(qsizetype bucket) const
{
    const qint64 index = m_first + bucket;
    const qint64 start = index << m_shift;
    return start >> m_shift == index ? start : std::numeric_limits<qint64>::max();
}

ActivityHistogram::Bucket ActivityHistogram::total() const
{
    Bucket sum;
    for (const Bucket &bucket : m_buckets)
        sum += bucket;
    return sum;
}

} // namespace framescope
