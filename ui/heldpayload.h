// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/backgroundjob.h"
#include "ui/draft.h"

#include <QWidget>

#include <functional>
#include <optional>

QT_BEGIN_NAMESPACE
class QPushButton;
QT_END_NAMESPACE

namespace framescope {

class ElidedLabel;

// What is sent as it is, without an editor: a file, or a message that is too long to edit. Names it with
// its size. A file is read once, when it is chosen, in another thread.
class HeldPayload final : public QWidget {
    Q_OBJECT
public:
    static constexpr qint64 LargestFile = 64 << 20;

    explicit HeldPayload(QWidget *parent = nullptr);

    // As if the user had chosen that file.
    void choose(const QString &path);
    void hold(const Draft &draft);

    // Nothing while a file is read, and if it cannot be.
    const std::optional<Draft> &draft() const { return m_draft; }
    // What is held, "file.bin, 1.2 MiB", or why nothing is.
    QString words() const;
    bool isWrong() const { return m_isWrong; }

    // Asks for a file; empty: none. Set by tests, else a dialog.
    void setFileChooser(std::function<QString()> choose);

Q_SIGNALS:
    void changed();

private:
    void say(const QString &words, std::optional<Draft> draft, bool isWrong = false);

    std::function<QString()> m_chooseFile;
    std::optional<Draft> m_draft;
    bool m_isWrong = false;
    ElidedLabel *m_words = nullptr;
    QPushButton *m_choose = nullptr;
    BackgroundJob m_reading;
};

} // namespace framescope
