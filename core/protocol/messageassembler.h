// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "protocol/permessagedeflate.h"
#include "protocol/utf8validator.h"
#include "protocol/wireevent.h"

#include <optional>

namespace framescope {

// The data frames of one direction into messages: joins fragments, inflates, and checks UTF-8 over
// the whole message rather than the frame (RFC 6455, 5.4, 8.1), refusing it at the first impossible
// byte. Judges nothing else, goes on after every problem, and holds no more than `assembleLimit`
// bytes of a message.
//
//     assembler.beginFrame(header);
//     assembler.feed(wire, endsFrame);  // once for each piece, at least once a frame
//     use(assembler.application());     // and problem()
//     while (assembler.hasMore()) {     // only where inflating yields more than may be held
//         assembler.feedMore();
//         use(assembler.application()); // and problem()
//     }
//     if (const MessageEnd *message = assembler.message()) ...
class MessageAssembler {
public:
    enum class Problem : quint8 {
        None,
        InvalidUtf8, // at problemOffset(); a text that ends inside a code point fails at its end
        Corrupt,     // the compressed data does not inflate, or needs a window that an earlier message
                     // lost
        TooBig       // inflating was stopped at `inflateLimit` bytes
    };

    // `assembleLimit`: bytes of a message that are collected for message(); a longer one goes by in
    // pieces only. `inflateLimit`: bytes a compressed message may inflate to; what follows is
    // skipped.
    MessageAssembler(quint64 assembleLimit, quint64 inflateLimit);

    // What the handshake agreed for this direction; absent: RSV1 means nothing. Between messages.
    void setInflater(std::optional<Inflater> inflater);

    // A Text, Binary or Continuation frame; control frames and reserved opcodes stay outside and
    // may come between. RSV1 counts on the first frame of a message only. A Text or Binary frame
    // inside a message drops what was collected and starts anew. The frames of a Continuation
    // without a start pass through as they are and give no message.
    void beginFrame(const FrameHeader &header);

    // The next piece of the frame's payload, unmasked; `endsFrame` with the last one, which may be
    // empty. `wire` must stay as it is until hasMore() is false.
    void feed(QByteArrayView wire, bool endsFrame);
    bool hasMore() const { return m_hasMore; }
    void feedMore();

    // What the last feed() or feedMore() was for the application: `wire` itself, in the same
    // memory, if not compressed. Everything that it inflated to unless the message passed a limit,
    // then pieces of at most 64 KiB. Nothing follows Corrupt or TooBig. Valid until the next call.
    QByteArrayView application() const { return m_application; }

    // What the last feed() or feedMore() met; each kind at most once a message.
    Problem problem() const { return m_problem; }
    // Application bytes of the message in front of the problem.
    quint64 problemOffset() const { return m_problemOffset; }

    // Set if the last feed() or feedMore() completed a message. Its payload is `wire` itself if
    // that was the whole message, uncompressed. Not assembled after Corrupt and TooBig; assembled
    // in spite of InvalidUtf8. Valid until the next call.
    const MessageEnd *message() const { return m_completed ? &m_end : nullptr; }

    // True from the first frame of a message to the end of the one with FIN: what makes a
    // Continuation legal and a new Text or Binary frame illegal.
    bool insideMessage() const { return m_insideMessage; }

private:
    void beginMessage(const FrameHeader &header);
    void emptyBuffer();
    void abandonCompressed();
    void expect(quint64 length);
    void takePlain(QByteArrayView wire);
    void inflateOn();
    Inflater::Outcome inflateInto(quint64 most);
    void completeIfDone();
    void complete(QByteArrayView payload);
    void checkText();
    void giveUp(Problem problem);
    void report(Problem problem, quint64 offset);

    quint64 m_assembleLimit;
    quint64 m_inflateLimit;
    std::optional<Inflater> m_inflater;
    Utf8Validator m_utf8;

    QByteArray m_buffer; // the message so far, or the last inflated piece of one too long to hold
    MessageEnd m_end;    // of the message that is open, or was completed last
    QByteArrayView m_application;
    quint64 m_problemOffset = 0;
    Problem m_problem = Problem::None;
    Problem m_nextProblem = Problem::None;
    bool m_fin = false;
    bool m_orphan = false;      // a frame of a Continuation without a start
    bool m_endsMessage = false; // the piece at hand is the last of the message
    bool m_hasMore = false;
    bool m_insideMessage = false;
    bool m_completed = false;
    bool m_checkingText = false;
    bool m_tailFed = false;
    bool m_givenUp = false;    // the rest of this compressed message is skipped
    bool m_windowLost = false; // and with it every later compressed message
};

} // namespace framescope
