// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0

// Linked into the tests under the thread sanitizer only. The distribution's Qt is not instrumented: the
// sanitizer sees none of the atomics with which a posted event gets from one thread to another, and
// reports every queued call. So it is told here what Qt guarantees and no more: what happened before an
// event was posted to an object happens before that object gets it. What threads share beside their
// events stays watched.
#include <QCoreApplication>
#include <QThread>

#include <sanitizer/tsan_interface.h>

extern "C" {
void AnnotateIgnoreReadsBegin(const char *file, int line);
void AnnotateIgnoreReadsEnd(const char *file, int line);
void AnnotateIgnoreWritesBegin(const char *file, int line);
void AnnotateIgnoreWritesEnd(const char *file, int line);
}

namespace {

// Around a call into Qt that posts. What Qt itself does there (the event, its list, waking the other
// thread, dropping the last reference of the call) is not ours to watch.
class Posting {
public:
    explicit Posting(QObject *receiver)
        : m_crosses(receiver->thread() != QThread::currentThread())
    {
        if (!m_crosses)
            return;
        __tsan_release(receiver);
        AnnotateIgnoreReadsBegin(__FILE__, __LINE__);
        AnnotateIgnoreWritesBegin(__FILE__, __LINE__);
    }
    ~Posting()
    {
        if (!m_crosses)
            return;
        AnnotateIgnoreWritesEnd(__FILE__, __LINE__);
        AnnotateIgnoreReadsEnd(__FILE__, __LINE__);
    }
    Posting(const Posting &) = delete;
    Posting &operator=(const Posting &) = delete;

private:
    const bool m_crosses;
};

bool acquireReceiver(void **data)
{
    __tsan_acquire(data[0]);
    return false; // not filtered out
}
[[maybe_unused]] const bool registered =
    QInternal::registerCallback(QInternal::EventNotifyCallback, acquireReceiver);

} // namespace

// The linker's --wrap sends our calls of QMetaObject::invokeMethodImpl and QCoreApplication::postEvent here.
#define INVOKE(prefix)                                                                                       \
    prefix##_ZN11QMetaObject16invokeMethodImplEP7QObjectPN9QtPrivate15QSlotObjectBaseEN2Qt14ConnectionTypeEPv
#define POST(prefix) prefix##_ZN16QCoreApplication9postEventEP7QObjectP6QEventi
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
}
