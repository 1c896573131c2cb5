// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0

// The other side of the benchmarks, in a process of its own so that its work is not counted: a
// loopback server that either sends a train of frames as fast as TCP takes them ("/blast?COUNT,SIZE"), or so many a
// second ("/pace?COUNT,SIZE,RATE"), or echoes ("/echo"). Prints its port; ends with its standard input.
#include "protocol/framedecoder.h"
#include "protocol/frameencoder.h"
#include "protocol/handshake.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QSocketNotifier>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

#include <cstdio>
#include <unistd.h>

using namespace framescope;

namespace {

constexpr qsizetype blockSize = 256 * 1024;
constexpr qint64 highMark = 1 << 20;

// One connection: handshake, then what its address asks for.
class Client : public QObject {
public:
    explicit Client(QTcpSocket *socket)
        : QObject(socket)
        , m_socket(socket)
    {
        socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        connect(socket, &QTcpSocket::readyRead, this, &Client::read);
        connect(socket, &QTcpSocket::bytesWritten, this, &Client::blast);
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    }

private:
    void read()
    {
        const QByteArray bytes = m_socket->readAll();
        QByteArrayView rest(bytes);
        if (!m_open) {
            auto head = m_parser.feed(rest);
            if (!head || !head.value())
                return;
            answer(*head.value());
        }
        echo(rest);
    }

    void answer(const HttpHead &head)
    {
        m_open = true;
        const RequestVerdict verdict = judgeRequest(head);
        m_socket->write(acceptingResponse(verdict.key, {}));
        const QByteArrayList parts = verdict.target.mid(verdict.target.indexOf('?') + 1).split(',');
        const bool isPaced = verdict.target.startsWith("/pace") && parts.size() == 3;
        if (!isPaced && (!verdict.target.startsWith("/blast") || parts.size() != 2))
            return;
        m_framesLeft = parts[0].toLongLong();
        QByteArray frame;
        const QByteArray payload(parts[1].toLongLong(), 'x');
        appendFrame(frame, frameFor(Opcode::Text, payload), payload);
        m_framesInBlock = std::max<qsizetype>(1, blockSize / frame.size());
        for (qsizetype i = 0; i < m_framesInBlock; ++i)
            m_block += frame;
        m_frameSize = frame.size();
        if (isPaced)
            pace(parts[2].toLongLong());
        else
            blast();
    }

    // What is due since the last tick, so that a late tick changes the rate of no second.
    void pace(qint64 perSecond)
    {
        m_perSecond = perSecond;
        m_framesToCome = std::exchange(m_framesLeft, 0);
        m_clock.start();
        connect(&m_tick, &QTimer::timeout, this, [this] {
            const qint64 due = m_clock.elapsed() * m_perSecond / 1000 - m_framesDue;
            const qint64 frames = std::min(due, m_framesToCome);
            m_framesDue += due;
            m_framesToCome -= frames;
            m_framesLeft += frames;
            blast();
        });
        m_tick.start(1);
    }

    void blast()
    {
        while (m_framesLeft > 0 && m_socket->bytesToWrite() < highMark) {
            const qint64 frames = std::min<qint64>(m_framesLeft, m_framesInBlock);
            m_socket->write(m_block.constData(), frames * m_frameSize);
            m_framesLeft -= frames;
        }
    }

    void echo(QByteArrayView bytes)
    {
        for (;;) {
            switch (m_decoder.next(bytes)) {
            case FrameDecoder::Step::Header: m_message.clear(); break;
            case FrameDecoder::Step::Payload:
                m_message += m_decoder.payload();
                if (m_decoder.payloadEnds())
                    sendBack();
                break;
            case FrameDecoder::Step::NeedMore:
            case FrameDecoder::Step::Untrustworthy: return;
            }
        }
    }

    void sendBack()
    {
        QByteArray frame;
        appendFrame(frame, frameFor(m_decoder.header().opcode, m_message), m_message);
        m_socket->write(frame);
        if (m_decoder.header().opcode == Opcode::Close)
            m_socket->disconnectFromHost();
    }

    QTcpSocket *m_socket;
    HttpHeadParser m_parser;
    FrameDecoder m_decoder;
    QByteArray m_message;
    QByteArray m_block;
    qint64 m_framesLeft = 0;
    qint64 m_framesToCome = 0; // of a pace
    qint64 m_framesDue = 0;
    qint64 m_perSecond = 0;
    QElapsedTimer m_clock;
    QTimer m_tick;
    qsizetype m_framesInBlock = 0;
    qsizetype m_frameSize = 0;
    bool m_open = false;
};

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QTcpServer server;
    if (!server.listen(QHostAddress::LocalHost))
        return 1;
    QObject::connect(&server, &QTcpServer::newConnection, [&server] {
        while (QTcpSocket *socket = server.nextPendingConnection())
            new Client(socket);
    });
    std::printf("%d\n", server.serverPort());
    std::fflush(stdout);
    QSocketNotifier parent(STDIN_FILENO, QSocketNotifier::Read);
    QObject::connect(&parent, &QSocketNotifier::activated, &application, &QCoreApplication::quit);
    return QCoreApplication::exec();
}
