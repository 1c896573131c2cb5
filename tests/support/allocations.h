// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

#include <cstddef>
#include <cstdlib>

// Takes the place of malloc() in the whole test program: include it in its one source file.
#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define FRAMESCOPE_COUNTS_ALLOCATIONS
#endif

namespace framescope::test {

// What the calling thread asks malloc() for while it lives; 0 where a sanitizer has an allocator of its own.
class Allocations {
public:
    Allocations() { ++depth(); }
    ~Allocations() { --depth(); }
    Q_DISABLE_COPY_MOVE(Allocations)

    static qint64 bytes() { return counted(); }
    static void count(std::size_t size)
    {
        if (depth() > 0)
            counted() += static_cast<qint64>(size);
    }

private:
    static int &depth()
    {
        static thread_local int value = 0;
        return value;
    }
    static qint64 &counted()
    {
        static thread_local qint64 value = 0;
        return value;
    }
};

} // namespace framescope::test

#ifdef FRAMESCOPE_COUNTS_ALLOCATIONS
extern "C" {
void *__libc_malloc(std::size_t size);             // NOLINT: glibc's name
void *__libc_realloc(void *old, std::size_t size); // NOLINT

void *malloc(std::size_t size) noexcept
{
    framescope::test::Allocations::count(size);
    return __libc_malloc(size);
}

void *realloc(void *old, std::size_t size) noexcept
{
    framescope::test::Allocations::count(size);
    return __libc_realloc(old, size);
}
}
#endif
