// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <system_error>
#include <utility>

#ifdef Q_OS_WIN
#define NOMINMAX
#include <winsock2.h>

#include <windows.h>
#else
#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#endif

// The few calls that differ between systems. Nothing else includes a system's header.
namespace framescope::platform {

// A socket as Qt hands it out: QAbstractSocket::socketDescriptor().
using SocketDescriptor = qintptr;
inline constexpr SocketDescriptor NoSocket = -1;

#ifdef Q_OS_WIN
inline SOCKET native(SocketDescriptor socket)
{
    return static_cast<SOCKET>(socket);
}
#else
inline int native(SocketDescriptor socket)
{
    return static_cast<int>(socket);
}
#endif

// Closing the socket from now on sends RST and drops what is unsent.
inline void resetOnClose(SocketDescriptor socket)
{
    const linger off{1, 0};
#ifdef Q_OS_WIN
    ::setsockopt(native(socket), SOL_SOCKET, SO_LINGER, reinterpret_cast<const char *>(&off), sizeof off);
#else
    ::setsockopt(native(socket), SOL_SOCKET, SO_LINGER, &off, sizeof off);
#endif
}

// Sends FIN; the other direction stays open.
inline void endWriting(SocketDescriptor socket)
{
#ifdef Q_OS_WIN
    ::shutdown(native(socket), SD_SEND);
#else
    ::shutdown(native(socket), SHUT_WR);
#endif
}

// A second handle on a TCP connection that outlives Qt's own: QAbstractSocket closes its descriptor
// before it says that the peer is gone, and gives one and the same error for FIN and RST.
class SocketWitness {
public:
    SocketWitness() = default;
    ~SocketWitness() { release(); }
    SocketWitness(const SocketWitness &) = delete;
    SocketWitness &operator=(const SocketWitness &) = delete;

#ifdef Q_OS_WIN
    // Windows has no cheap second handle: an RST is taken for a FIN there.
    void watch(SocketDescriptor) { }
    bool wasReset() const { return false; }
    void release() { }
#else
    void watch(SocketDescriptor socket)
    {
        release();
        m_socket = ::fcntl(native(socket), F_DUPFD_CLOEXEC, 0); // a process that we start would keep it open
    }
    // True once an RST has come: the connection is no longer connected at all, where after a FIN it
    // still has a peer (observed with getpeername() on Linux; POSIX lists ENOTCONN for it).
    bool wasReset() const
    {
        sockaddr_storage peer{};
        socklen_t size = sizeof peer;
        return m_socket >= 0 && ::getpeername(m_socket, reinterpret_cast<sockaddr *>(&peer), &size) != 0;
    }
    // The connection ends on the wire when this and Qt's handle are both closed.
    void release()
    {
        if (m_socket >= 0)
            ::close(std::exchange(m_socket, -1));
    }

private:
    int m_socket = -1;
#endif
};

// A file in memory, shared with the system's page cache: what was stored here outlives the process.
// Readable by its owner only, and locked: nobody else can map it through this class meanwhile.
class MappedFile {
public:
    MappedFile() = default;
    MappedFile(MappedFile &&other) noexcept { swap(other); }
    MappedFile &operator=(MappedFile &&other) noexcept
    {
        MappedFile(std::move(other)).swap(*this);
        return *this;
    }
    ~MappedFile() { close(); }

    // Makes the file anew, zeroed, with its space really reserved: writing into a hole on a full disk
    // would be a SIGBUS. Nothing is left behind if that fails.
    static MappedFile create(const std::filesystem::path &path, std::uint64_t size, std::error_code &error)
    {
        MappedFile file;
        file.openFile(path, true, error);
        if (!error)
            file.reserve(size, error);
        if (!error)
            file.map(size, error);
        if (error && file.isOpen()) {
            file.close();
            std::error_code ignored;
            std::filesystem::remove(path, ignored);
        }
        return file;
    }
    // Maps a file that exists, whole. `device_or_resource_busy` if somebody else has it mapped.
    static MappedFile open(const std::filesystem::path &path, std::error_code &error)
    {
        MappedFile file;
        file.openFile(path, false, error);
        const auto size = error ? 0 : std::filesystem::file_size(path, error);
        if (!error)
            file.map(size, error);
        if (error)
            file.close();
        return file;
    }

    // Waits until the disk has it.
    void sync(std::error_code &error) const
    {
#ifdef Q_OS_WIN
        if (!FlushViewOfFile(m_data, 0) || !FlushFileBuffers(m_file))
            error = lastError();
#else
        if (msync(m_data, m_size, MS_SYNC) != 0 || fsync(m_file) != 0)
            error = systemError(errno);
#endif
    }

    bool isOpen() const { return m_file != NoFile; }
    std::byte *data() const { return m_data; }
    std::uint64_t size() const { return m_size; }

    void swap(MappedFile &other) noexcept
    {
        std::swap(m_file, other.m_file);
        std::swap(m_data, other.m_data);
        std::swap(m_size, other.m_size);
    }

    // True while somebody has the file open through this class. It need not be one that we may write. Whoever
    // opens it at the very moment of asking may be told that it is in use.
    static bool isInUse(const std::filesystem::path &path)
    {
#ifdef Q_OS_WIN
        const HANDLE file =
            CreateFileW(path.c_str(), GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE,
                nullptr, OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, nullptr);
        if (file == INVALID_HANDLE_VALUE)
            return GetLastError() == ERROR_SHARING_VIOLATION;
        CloseHandle(file);
        return false;
#else
        const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
        if (file < 0)
            return false;
        const bool isLocked = flock(file, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
        ::close(file);
        return isLocked;
#endif
    }

private:
#ifdef Q_OS_WIN
    using File = HANDLE;
    static inline const File NoFile = INVALID_HANDLE_VALUE;

    static std::error_code lastError() { return {static_cast<int>(GetLastError()), std::system_category()}; }
    // Not shared for writing, which is the lock.
    void openFile(const std::filesystem::path &path, bool anew, std::error_code &error)
    {
        m_file = CreateFileW(path.c_str(), GENERIC_READ | GENERIC_WRITE, FILE_SHARE_DELETE, nullptr,
            anew ? CREATE_ALWAYS : OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, nullptr);
        if (m_file == NoFile)
            error = GetLastError() == ERROR_SHARING_VIOLATION
                ? std::make_error_code(std::errc::device_or_resource_busy)
                : lastError();
    }
    void reserve(std::uint64_t size, std::error_code &error)
    {
        LARGE_INTEGER end;
        end.QuadPart = static_cast<LONGLONG>(size);
        if (!SetFilePointerEx(m_file, end, nullptr, FILE_BEGIN) || !SetEndOfFile(m_file))
            error = lastError();
    }
    void map(std::uint64_t size, std::error_code &error)
    {
        const HANDLE mapping = CreateFileMappingW(m_file, nullptr, PAGE_READWRITE, 0, 0, nullptr);
        void *data = mapping ? MapViewOfFile(mapping, FILE_MAP_WRITE, 0, 0, 0) : nullptr;
        if (!data)
            error = lastError();
        if (mapping)
            CloseHandle(mapping);
        m_data = static_cast<std::byte *>(data);
        m_size = data ? size : 0;
    }
    void close()
    {
        if (m_data)
            UnmapViewOfFile(m_data);
        if (m_file != NoFile)
            CloseHandle(m_file);
        forget();
    }
#else
    using File = int;
    static constexpr File NoFile = -1;

    static std::error_code systemError(int code) { return {code, std::generic_category()}; }
    void openFile(const std::filesystem::path &path, bool anew, std::error_code &error)
    {
        m_file = ::open(path.c_str(), O_RDWR | O_CLOEXEC | (anew ? O_CREAT : 0), S_IRUSR | S_IWUSR);
        if (m_file == NoFile) {
            error = systemError(errno);
            return;
        }
        if (flock(m_file, LOCK_EX | LOCK_NB) != 0) {
            error = errno == EWOULDBLOCK ? std::make_error_code(std::errc::device_or_resource_busy)
                                         : systemError(errno);
            close();
            return;
        }
        if (anew && (ftruncate(m_file, 0) != 0 || fchmod(m_file, S_IRUSR | S_IWUSR) != 0))
            error = systemError(errno);
    }
    void reserve(std::uint64_t size, std::error_code &error)
    {
        if (const int code = reserveSpace(static_cast<off_t>(size)))
            error = systemError(code);
    }
    int reserveSpace(off_t size)
    {
#ifdef Q_OS_DARWIN
        fstore_t store{F_ALLOCATEALL, F_PEOFPOSMODE, 0, size, 0};
        if (fcntl(m_file, F_PREALLOCATE, &store) != 0 || ftruncate(m_file, size) != 0)
            return errno;
        return 0;
#else
        return posix_fallocate(m_file, 0, size);
#endif
    }
    void map(std::uint64_t size, std::error_code &error)
    {
        void *data = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED, m_file, 0);
        if (data == MAP_FAILED) {
            error = systemError(errno);
            return;
        }
        m_data = static_cast<std::byte *>(data);
        m_size = size;
    }
    void close()
    {
        if (m_data)
            munmap(m_data, m_size);
        if (m_file != NoFile)
            ::close(m_file);
        forget();
    }
#endif
    void forget()
    {
        m_file = NoFile;
        m_data = nullptr;
        m_size = 0;
    }

    File m_file = NoFile;
    std::byte *m_data = nullptr;
    std::uint64_t m_size = 0;
};

// Waits until the disk has the names in a folder: those of files that were made, renamed or removed there. Windows
// writes them by itself, and some file systems have nothing to wait for.
inline void syncNames(const std::filesystem::path &folder)
{
#ifdef Q_OS_WIN
    static_cast<void>(folder);
#else
    const int file = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (file < 0)
        return;
    ::fsync(file);
    ::close(file);
#endif
}

// Keeps memory that was freed instead of handing it back to the system at once. For main(), before
// anything else: glibc trims the heap after each large message otherwise, which costs 150,000 page
// faults and more for 200 messages of 4 MiB, against 10,000 (measured), and four times the CPU.
inline void keepFreedMemory()
{
#ifdef __GLIBC__
    constexpr int keep = 1 << 30;
    mallopt(M_TRIM_THRESHOLD, keep);
    mallopt(M_MMAP_THRESHOLD, keep);
#endif
}

// Nanoseconds since some start; never goes back, and goes on while the computer sleeps. On Linux
// std::chrono::steady_clock stands still then, and every date after it would be too early.
inline qint64 monotonicNs()
{
#if defined(Q_OS_LINUX) && defined(CLOCK_BOOTTIME)
    timespec time{};
    ::clock_gettime(CLOCK_BOOTTIME, &time);
    return qint64(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
#else
    return std::chrono::nanoseconds(std::chrono::steady_clock::now().time_since_epoch()).count();
#endif
}

// Processor time of the calling thread, whatever else the machine does. Only differences mean anything.
inline qint64 threadWorkNs()
{
#ifdef Q_OS_WIN
    FILETIME created, ended, kernel, user;
    if (!::GetThreadTimes(::GetCurrentThread(), &created, &ended, &kernel, &user))
        return 0;
    const auto ns = [](const FILETIME &time) { // in units of 100 ns
        return ((static_cast<qint64>(time.dwHighDateTime) << 32) | time.dwLowDateTime) * 100;
    };
    return ns(kernel) + ns(user);
#else
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return qint64(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
#endif
}

// How long the computer has slept since it started, in ns; 0 where the system does not tell. Only
// differences mean anything.
inline qint64 suspendedNs()
{
#if defined(Q_OS_WIN)
    ULONGLONG awake = 0; // in units of 100 ns
    if (!::QueryUnbiasedInterruptTime(&awake))
        return 0;
    return static_cast<qint64>(::GetTickCount64()) * 1'000'000 - static_cast<qint64>(awake) * 100;
#elif defined(Q_OS_MACOS)
    return static_cast<qint64>(::clock_gettime_nsec_np(CLOCK_MONOTONIC))
        - static_cast<qint64>(::clock_gettime_nsec_np(CLOCK_UPTIME_RAW));
#elif defined(CLOCK_BOOTTIME)
    const auto read = [](clockid_t clock) {
        timespec time{};
        ::clock_gettime(clock, &time);
        return qint64(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
    };
    const qint64 awake = read(CLOCK_MONOTONIC); // first: sleeping between the two must not make it negative
    return read(CLOCK_BOOTTIME) - awake;
#else
    return 0;
#endif
}

} // namespace framescope::platform
