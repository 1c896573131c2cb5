// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/textsearch.h"

#include <QList>

namespace framescope {

namespace {

constexpr qsizetype CancelStep = 1 << 20; // bytes between two looks at `cancelled`

} // namespace

TextSearch::TextSearch(const QString &needle, Case mind)
{
    for (const uint each : needle.toUcs4()) {
        const auto code = static_cast<char32_t>(each);
        const auto utf8 = [](char32_t c) { return QString::fromUcs4(&c, 1).toUtf8(); };
        Letter letter{utf8(code), {}, {}};
        if (mind == Case::Ignored) {
            letter.upper = utf8(QChar::toUpper(code));
            letter.lower = utf8(QChar::toLower(code));
        }
        m_letters.push_back(std::move(letter));
    }
    if (m_letters.empty())
        return;
    const Letter &first = m_letters.front();
    for (const QByteArray &form : {first.written, first.upper, first.lower}) {
        if (!form.isEmpty())
            m_begins[static_cast<quint8>(form.front())] = true;
    }
}

qsizetype TextSearch::Letter::matchAt(QByteArrayView text) const
{
    for (const QByteArray *form : {&written, &upper, &lower}) {
        if (!form->isEmpty() && text.startsWith(*form))
            return form->size();
    }
    return 0;
}

qsizetype TextSearch::matchAt(QByteArrayView text) const
{
    qsizetype length = 0;
    for (const Letter &letter : m_letters) {
        const qsizetype step = letter.matchAt(text.sliced(length));
        if (step == 0)
            return 0;
        length += step;
    }
    return length;
}

std::vector<TextHit> TextSearch::findAll(QByteArrayView text, const std::atomic<bool> *cancelled) const
{
    std::vector<TextHit> hits;
    if (isEmpty())
        return hits;
    qsizetype at = 0;
    qsizetype lookAgain = CancelStep;
    while (at < text.size() && hits.size() < MostHits) {
        if (at >= lookAgain) {
            if (cancelled && cancelled->load())
                break;
            lookAgain = at + CancelStep;
        }
        if (!m_begins[static_cast<quint8>(text[at])]) {
            ++at;
            continue;
        }
        const qsizetype length = matchAt(text.sliced(at));
        if (length > 0)
            hits.push_back({static_cast<quint64>(at), static_cast<quint64>(length)});
        at += std::max<qsizetype>(1, length);
    }
    return hits;
}

} // namespace framescope
