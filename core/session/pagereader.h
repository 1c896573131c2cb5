// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/row.h"
#include "session/sessionplace.h"

#include <functional>
#include <memory>
#include <vector>

namespace framescope {

// The thread that reads what is visible: pages of rows and the selected payload, nothing else.
// Requests return at once; answers come by callbacks in the reader's thread, newest request first
// and stale ones dropped.
class PageReader {
public:
    static constexpr int PageRows = 256;
    struct Page {
        qint64 number = 0; // rows number * PageRows + 1 and following
        std::vector<Row> rows;
    };
    struct Payload {
        RowId row = 0;
        quint64 size = 0; // of the whole payload
        QByteArray begin; // at most what was asked for
        QByteArray wire;  // the frame's own bytes where they differ, at most what was asked for
        QString error;    // a sentence if it could not be read
    };
    struct Callbacks {
        std::function<void(Page)> page;
        std::function<void(Payload)> payload;
        // For a session that is being recorded (SessionStore::commitPublished): called before a row is
        // read that may not be in the file yet, so that whatever was published can be read. False: the
        // file takes nothing at the moment.
        std::function<bool()> commit;
    };
    PageReader(const SessionPlace &place, Callbacks callbacks);
    ~PageReader();

    void requestPage(qint64 number);
    // Only the newest payload request is answered.
    void requestPayload(RowId row, quint64 length);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace framescope
