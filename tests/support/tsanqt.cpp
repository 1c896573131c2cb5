// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0

// Linked into the tests under the thread sanitizer only. The distribution's Qt is not instrumented: the
// sanitizer sees none of the atomics with which a posted event gets from one thread to another, and
// reports every queued call. So it is told here what Qt guarantees and no more: what happened before an
// event was posted to an object happens before that object gets it. What threads share beside their
// events stays watched.
#include <QCoreApplication>
#include <QNetworkProxyFactory>
#include <QThread>

#include <optional>

#include <sanitizer/tsan_interface.h>

extern "C" {
void AnnotateIgnoreReadsBegin(const char *file, int line);
void AnnotateIgnoreReadsEnd(const char *file, int line);
void AnnotateIgnoreWritesBegin(const char *file, int line);
void AnnotateIgnoreWritesEnd(const char *file, int line);
}

namespace {

// Around a call into Qt: what Qt does there in this thread is not ours to watch.
class Unwatched {
public:
    Unwatched()
    {
        AnnotateIgnoreReadsBegin(__FILE__, __LINE__);
        AnnotateIgnoreWritesBegin(__FILE__, __LINE__);
    }
    ~Unwatched()
    {
        AnnotateIgnoreWritesEnd(__FILE__, __LINE__);
        AnnotateIgnoreReadsEnd(__FILE__, __LINE__);
    }
    Unwatched(const Unwatched &) = delete;
    Unwatched &operator=(const Unwatched &) = delete;
};

// Around a call that posts: the event, its list, waking the other thread, dropping the last reference of
// the call.
class Posting {
public:
    explicit Posting(QObject *receiver)
    {
        if (receiver->thread() == QThread::currentThread())
            return;
        __tsan_release(receiver);
        m_unwatched.emplace();
    }

private:
    std::optional<Unwatched> m_unwatched;
};

bool acquireReceiver(void **data)
{
    __tsan_acquire(data[0]);
    return false; // not filtered out
}
// From the end of the tests on, when Qt takes apart what pooled threads of its own used: that they are over
// it knows by an atomic.
class Ending {
public:
    ~Ending() { m_unwatched.reset(); } // the first that was made ends last: before the sanitizer looks
    void begin() { m_unwatched.emplace(); }

private:
    std::optional<Unwatched> m_unwatched;
};
Ending ending;

[[maybe_unused]] const bool registered =
    QInternal::registerCallback(QInternal::EventNotifyCallback, acquireReceiver);

} // namespace

// The linker's --wrap sends our calls of QMetaObject::invokeMethodImpl, QCoreApplication::postEvent,
// QTest::qExec and QNetworkProxyFactory::systemProxyForQuery here. The last one hands its question to a thread of Qt's own
// around libproxy and takes the answer from it, both behind a mutex and a semaphore that cannot be seen.
#define INVOKE(prefix)                                                                                       \
    prefix##_ZN11QMetaObject16invokeMethodImplEP7QObjectPN9QtPrivate15QSlotObjectBaseEN2Qt14ConnectionTypeEPv
#define POST(prefix) prefix##_ZN16QCoreApplication9postEventEP7QObjectP6QEventi
#define EXEC(prefix) prefix##_ZN5QTest5qExecEP7QObjectiPPc
#define ASK_PROXY(prefix) prefix##_ZN20QNetworkProxyFactory19systemProxyForQueryERK18QNetworkProxyQuery
extern "C" {
bool INVOKE(__real_)(QObject *receiver, void *slot, Qt::ConnectionType type, void *result);
void POST(__real_)(QObject *receiver, QEvent *event, int priority);

bool INVOKE(__wrap_)(QObject *receiver, void *slot, Qt::ConnectionType type, void *result)
{
    const Posting posting(receiver);
    return INVOKE(__real_)(receiver, slot, type, result);
}

void POST(__wrap_)(QObject *receiver, QEvent *event, int priority)
{
    const Posting posting(receiver);
    POST(__real_)(receiver, event, priority);
}

int EXEC(__real_)(QObject *test, int argc, char **argv);

int EXEC(__wrap_)(QObject *test, int argc, char **argv)
{
    const int failures = EXEC(__real_)(test, argc, argv);
    ending.begin();
    return failures;
}

// Weak: most tests do without Qt's network.
[[gnu::weak]] QList<QNetworkProxy> ASK_PROXY(__real_)(const QNetworkProxyQuery &query);

QList<QNetworkProxy> ASK_PROXY(__wrap_)(const QNetworkProxyQuery &query)
{
    const Unwatched unwatched;
    return ASK_PROXY(__real_)(query);
}
}
