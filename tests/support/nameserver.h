// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QHostAddress>
#include <QObject>

#include <memory>

QT_BEGIN_NAMESPACE
class QUdpSocket;
QT_END_NAMESPACE

namespace framescope::test {

// The name server of ownnetwork: knows addresses (IPv4), or answers as a broken one does.
class NameServer : public QObject {
    Q_OBJECT
public:
    enum class Code : quint8 {
        NoError = 0,
        ServerFailure = 2,
        NoSuchName = 3,
        Refused = 5
    }; // RFC 1035, 4.1.1

    NameServer();
    ~NameServer() override;

    // Of one that it does not know it says that there is no such name.
    void setAddresses(const QString &name, const QStringList &addresses) { m_names[name] = addresses; }
    void setCode(Code code) { m_code = code; } // to each question
    void setDelay(int milliseconds) { m_delay = milliseconds; }
    void setSilentFor(const QString &name) { m_silent = name; } // "*": for all
    void setGarbled(bool on) { m_garbled = on; }
    int questions() const { return m_questions; }

    // The name server of the system, from here on: this one, or one of another address. How long a lookup waits
    // for an answer, in seconds.
    static void use(const QString &address = QStringLiteral("127.0.0.1"), int patience = 1);

private:
    void read();
    QByteArray answerTo(const QByteArray &question, const QString &name) const;

    std::unique_ptr<QUdpSocket> m_socket;
    QHash<QString, QStringList> m_names;
    Code m_code = Code::NoError;
    QString m_silent;
    int m_delay = 0;
    int m_questions = 0;
    bool m_garbled = false;
};

} // namespace framescope::test
