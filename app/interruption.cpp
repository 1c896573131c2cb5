// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/interruption.h"

#include <csignal>

namespace framescope {

namespace {

// All that a handler may touch is a flag; it is looked at ten times a second, which every system can do.
volatile std::sig_atomic_t received = 0;

void receive(int number)
{
    received = 1;
    std::signal(number, receive); // where the handler is taken away when it is called
}

} // namespace

Interruption::Interruption(QObject *parent)
    : QObject(parent)
{
    received = 0;
    std::signal(SIGINT, receive);
    std::signal(SIGTERM, receive);
    connect(&m_look, &QTimer::timeout, this, [this] {
        if (received) {
            received = 0;
            Q_EMIT requested();
        }
    });
    m_look.start(100);
}

Interruption::~Interruption()
{
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
}

} // namespace framescope
