// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/payloadfind.h"

#include "ui/findbar.h"
#include "ui/payloadview.h"

#include <memory>

namespace framescope {

PayloadFind::PayloadFind(FindBar *bar, PayloadView *text, QObject *parent)
    : QObject(parent)
    , m_bar(bar)
    , m_text(text)
{
    connect(bar, &FindBar::stepped, this, &PayloadFind::step);
}

void PayloadFind::searchText()
{
    search(m_text->text().shown, true);
}

void PayloadFind::searchBytes(const QByteArray &payload)
{
    search(payload, false);
}

void PayloadFind::search(const QByteArray &bytes, bool inText)
{
    forget();
    m_inText = inText;
    const TextSearch wanted = m_bar->search();
    if (m_bar->isHidden() || wanted.isEmpty()) {
        m_bar->setCount(0, 0);
        return;
    }
    m_bar->setSearching();
    m_searching.run([this, wanted, bytes](const BackgroundJob::Cancelled &cancelled) -> BackgroundJob::Finish {
        auto hits = std::make_shared<std::vector<TextHit>>(wanted.findAll(bytes, &cancelled));
        return [this, hits] {
            for (const TextHit &hit : *hits)
                m_hits.push_back(hit.begin);
            if (m_inText)
                m_text->setHits(std::move(*hits));
            step(0);
        };
    });
}

void PayloadFind::forget()
{
    m_searching.cancel();
    m_hits.clear();
    m_current = 0;
    m_text->setHits({});
}

void PayloadFind::step(int by)
{
    const std::size_t count = m_hits.size();
    if (count > 0) {
        m_current = (m_current + count + static_cast<std::size_t>(by + 1) - 1) % count;
        const quint64 at = m_hits[m_current];
        if (m_inText)
            m_text->setCurrentHit(m_current);
        else
            Q_EMIT hitChosen(at, at + static_cast<quint64>(m_bar->needle().toUtf8().size()));
    }
    m_bar->setCount(m_current, count, count == TextSearch::MostHits);
}

void PayloadFind::close()
{
    m_bar->hide();
    forget();
}

} // namespace framescope
