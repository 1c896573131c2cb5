// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QSyntaxHighlighter>

namespace framescope {

// Colours of JSON in a text document: keys, strings, numbers, words. Line by line, so that broken
// JSON is coloured as far as it goes.
class JsonHighlighter final : public QSyntaxHighlighter {
    Q_OBJECT
public:
    explicit JsonHighlighter(QTextDocument *document);

    void setEnabled(bool enabled);
    // After a change of theme.
    void setPalette(const QPalette &palette);

protected:
    void highlightBlock(const QString &text) override;

private:
    int takeString(const QString &text, int begin);
    int takeWord(const QString &text, int begin);

    bool m_enabled = true;
    QColor m_key, m_string, m_number, m_word;
};

} // namespace framescope
