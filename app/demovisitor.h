// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "transport/peersocket.h"
#include "transport/unwitnessed.h"

#include <QTimer>

#include <span>

namespace framescope {

// What the demo server does for one visitor: sends a lively mixture by itself, echoes what it gets, and
// does what a text message commands (see demoCommands()). Ends with its connection. The server's thread.
class DemoVisitor final : public QObject {
    Q_OBJECT
public:
    static constexpr int TickMs = 200;
    // The mixture repeats after so many ticks, so that four seconds show all of it.
    static constexpr int Cycle = 20;

    // Takes the socket over.
    DemoVisitor(QTcpSocket *socket, const Clock &clock, QObject *parent);
    ~DemoVisitor() override;

    // The rest of a command's line is its argument. The answer is a sentence if the argument is no good.
    struct Command {
        QLatin1StringView name;
        QLatin1StringView usage; // "close [CODE [REASON]]"
        QLatin1StringView help;
        QString (DemoVisitor::*run)(const QString &argument);
    };
    static std::span<const Command> commands();

private:
    void answerRequest(const HttpHead &head, const RequestVerdict &verdict);
    void takeMessage(Opcode opcode, const QByteArray &payload);
    bool obey(const QString &text);
    void tick();

    void sendText(const QByteArray &text, bool compress = true);
    void sendBinary(qsizetype size);
    void sendFragmented(const QByteArray &text, int pieces);
    void sendFrame(FrameHeader header, QByteArrayView payload);

    QString help(const QString &argument);
    QString close(const QString &argument);
    QString ping(const QString &argument);
    QString fragment(const QString &argument);
    QString big(const QString &argument);
    QString binary(const QString &argument);
    QString flood(const QString &argument);
    QString garbage(const QString &argument);
    QString badText(const QString &argument);
    QString quiet(const QString &argument);
    QString talk(const QString &argument);
    QString end(const QString &argument);
    QString reset(const QString &argument);

    const Clock &m_clock;
    Unwitnessed m_sink; // nobody reads the log of this side: the visitor has its own
    PeerSocket m_socket;
    QTimer m_ticks;
    QTimer m_closing;
    int m_tick = 0;
};

} // namespace framescope
