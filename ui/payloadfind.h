// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/backgroundjob.h"

#include <QObject>

#include <cstddef>
#include <vector>

namespace framescope {

class FindBar;
class PayloadView;

// Searches in another thread what is shown of a payload for what the find line holds, and walks from hit
// to hit. A text marks its hits itself; of a tree and of hex the place is told. GUI thread.
class PayloadFind final : public QObject {
    Q_OBJECT
public:
    PayloadFind(FindBar *bar, PayloadView *text, QObject *parent = nullptr);

    bool isBusy() const { return m_searching.isBusy(); }
    // What is shown now: the text as it stands there, or else the payload. Nothing is searched while the
    // line is hidden or empty.
    void searchText();
    void searchBytes(const QByteArray &payload);
    // The next of what was found (1), the one before (-1), or the current once more (0).
    void step(int by);
    // Hides the line and every mark.
    void close();

Q_SIGNALS:
    // Of the payload, `end` behind the last byte; never for a text.
    void hitChosen(quint64 begin, quint64 end);

private:
    void search(const QByteArray &bytes, bool inText);
    void forget();

    FindBar *m_bar;
    PayloadView *m_text;
    BackgroundJob m_searching;
    std::vector<quint64> m_hits; // where they begin, in what was searched
    std::size_t m_current = 0;
    bool m_inText = false;
};

} // namespace framescope
