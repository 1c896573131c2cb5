// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/appendbatch.h"

#include <QTimer>
#include <QWidget>

#include <functional>
#include <optional>
#include <vector>

QT_BEGIN_NAMESPACE
class QPushButton;
QT_END_NAMESPACE

namespace framescope {

// What is known at a glance, in one line: recording, what is shown, rates, buffered, protocol,
// extensions, round trip, held back, the selection. Drops from the right what does not fit; numbers
// keep their width while they grow.
class StatusBar final : public QWidget {
    Q_OBJECT
public:
    explicit StatusBar(QWidget *parent = nullptr);

    // False: the log is a file's, to which nothing is added here.
    void setRecording(bool recording);
    // Of the log: rows and bytes, or why recording waits.
    void setLog(RowId lastId, quint64 fileBytes, const QString &trouble);
    // How many rows the timeline shows; said only where that is fewer than the log has.
    void setShown(quint64 count);
    // What is selected, in a few words; empty: nothing.
    void setSelection(const QString &words);
    void setFacts(const ConnectionFacts &facts);
    // `nowNs` is monotonic; rates are those of the last second.
    void setCounters(const ConnectionCounters &counters, qint64 nowNs);

    // A sentence at the right for a few seconds.
    void say(const QString &sentence);
    // The same with a button behind it, for longer.
    void offer(const QString &sentence, const QString &action, std::function<void()> what);
    const QString &said() const { return m_said; }

    QString text() const;        // all parts, also those that do not fit
    QString visibleText() const; // the parts that fit now
    QString spokenText() const;  // all, and what is said at the right: for a screen reader

Q_SIGNALS:
    // The part with the subprotocol or the extensions was clicked: where they came from is asked for.
    void connectionRequested();

protected:
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool event(QEvent *event) override;

private:
    enum PartName {
        Recording,
        Shown,
        Selection, // what was just chosen is worth more than what goes on
        Rate,
        Buffered,
        Protocol,
        Extensions,
        RoundTrip,
        HeldBack,
        PartCount
    };
    struct Part {
        QString text;
        QString meaning; // tooltip
        int width = 0;   // widest so far
    };
    struct Sample {
        qint64 timeNs = 0;
        quint64 in = 0, out = 0;
    };

    void set(PartName name, const QString &text, const QString &meaning);
    void sayLog();
    void sayShown();
    void placeOffer();
    int saidEnd() const; // where a sentence at the right has its end
    int shownParts() const;
    int partAt(const QPoint &at) const; // PartCount: none
    QRect partRect(int index) const;

    Part m_parts[PartCount];
    quint64 m_rows = 0; // of the log
    std::optional<quint64> m_shown;
    QString m_said;
    QTimer m_saidTimer;
    QPushButton *m_offered = nullptr;
    std::function<void()> m_offer;
    std::vector<Sample> m_samples; // of the last second
    bool m_closed = false;         // nothing is held back any more
    ConnectionId m_connection = 0;
    bool m_trouble = false;
    bool m_recording = false; // something
    bool m_mayRecord = true;
    quint64 m_fileBytes = 0;
};

} // namespace framescope
