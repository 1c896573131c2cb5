// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sqlite3.h>

#include <sys/types.h>

#include <atomic>
#include <cstdlib>
#include <dlfcn.h>
#include <utility>

namespace framescope::test {

// Ends the process, as a kill does, behind a step that is chosen beforehand: a call by which SQLite changes
// one of its files, or by which anybody renames or removes one. Such a step leaves the files as any moment up to the
// next one does.
class LastStep {
public:
    static constexpr int Killed = 9; // exit code

    // Of the steps from now on, in all threads: 1 is the next, 0 none. Perhaps only of those that are told by
    // happened().
    enum class Of : unsigned char { All, Told };
    static void dieBehind(int step, Of which = Of::All)
    {
        s_left = step;
        s_which = which;
        if (std::exchange(s_isBetween, true))
            return;
        sqlite3_vfs *vfs = sqlite3_vfs_find(nullptr);
        Writes<0>::stepInto(vfs, "write");
        Places<0>::stepInto(vfs, "pwrite");
        Places<1>::stepInto(vfs, "pwrite64");
        Cuts::stepInto(vfs, "ftruncate");
        Removes::stepInto(vfs, "unlink");
    }
    static void happened()
    {
        if (--s_left == 0)
            std::_Exit(Killed); // nothing is flushed, closed or unlocked but by the system
    }
    // The system's function of that name.
    template <typename Function>
    static Function *below(const char *name)
    {
        return reinterpret_cast<Function *>(dlsym(RTLD_NEXT, name));
    }

private:
    // `Number` tells calls with the same arguments apart.
    template <int Number, typename Answer, typename... Arguments>
    struct Call {
        static void stepInto(sqlite3_vfs *vfs, const char *name)
        {
            s_below = reinterpret_cast<Answer (*)(Arguments...)>(vfs->xGetSystemCall(vfs, name));
            if (s_below)
                vfs->xSetSystemCall(vfs, name, reinterpret_cast<sqlite3_syscall_ptr>(&call));
        }
        static Answer call(Arguments... arguments)
        {
            const Answer answer = s_below(arguments...);
            if (s_which == Of::All)
                happened();
            return answer;
        }
        static inline Answer (*s_below)(Arguments...) = nullptr;
    };
    template <int Number>
    using Writes = Call<Number, ssize_t, int, const void *, size_t>;
    template <int Number>
    using Places = Call<Number, ssize_t, int, const void *, size_t, off_t>;
    using Cuts = Call<0, int, int, off_t>;
    using Removes = Call<0, int, const char *>;

    static inline std::atomic<Of> s_which = Of::All;
    static inline bool s_isBetween = false;
    static inline std::atomic<int> s_left = 0;
};

} // namespace framescope::test
