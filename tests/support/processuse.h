// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDir>
#include <QFile>
#include <QString>

#include <cstdio>
#include <cstdlib>
#include <malloc.h>
#include <unistd.h>

namespace framescope::test {

// What this process holds of the system, on Linux. What is freed but not given back is not counted as heap.
struct ProcessUse {
    qint64 handles = 0;
    qint64 threads = 0;
    qint64 resident = 0; // bytes
    qint64 heap = 0;     // bytes in use; 0 where a sanitizer has an allocator of its own

    static ProcessUse now()
    {
        ProcessUse use;
        use.handles = entries("/proc/self/fd");
        use.threads = entries("/proc/self/task");
        QFile pages(QStringLiteral("/proc/self/statm"));
        if (!pages.open(QIODevice::ReadOnly))
            qFatal("no /proc");
        use.resident = pages.readAll().split(' ').value(1).toLongLong() * sysconf(_SC_PAGESIZE);
        use.heap = heapInUse();
        return use;
    }

    QString toString() const
    {
        return QStringLiteral("%1 handles, %2 threads, %3 KiB of heap, %4 MiB resident")
            .arg(handles)
            .arg(threads)
            .arg(heap >> 10)
            .arg(resident >> 20);
    }

private:
    // Of all threads, as glibc's malloc_info() tells it in its last lines, behind those of each arena: what it took
    // from the system without what is free. mallinfo2() knows of the main thread's arena only.
    static qint64 heapInUse()
    {
#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
        char *text = nullptr;
        std::size_t size = 0;
        std::FILE *out = open_memstream(&text, &size);
        malloc_info(0, out);
        std::fclose(out);
        const QByteArray told(text, static_cast<qsizetype>(size));
        std::free(text);
        const auto last = [&told](QByteArrayView element) {
            const qsizetype at = told.indexOf("size=\"", told.lastIndexOf(element)) + 6;
            return told.sliced(at, told.indexOf('"', at) - at).toLongLong();
        };
        return last("<system type=\"current\"") + last("<total type=\"mmap\"") - last("<total type=\"fast\"")
            - last("<total type=\"rest\"");
#else
        return 0;
#endif
    }
    static qint64 entries(const char *folder)
    {
        return QDir(QString::fromLatin1(folder))
            .entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot)
            .size();
    }
};

} // namespace framescope::test
