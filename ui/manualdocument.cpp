// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/manualdocument.h"

#include "ui/theme.h"

#include <QApplication>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextList>
#include <QTextTable>

#include <algorithm>
#include <utility>

namespace framescope {

namespace {

constexpr double PageMargin = 20;
constexpr double ListIndent = 20;
constexpr double LineHeight = 125; // per cent
constexpr double TitleSize = 16;   // points
constexpr double HeadingSize = 11.5;
constexpr double CellPadding = 5;
constexpr double ParagraphGap = 8;
constexpr double HeadingGap = 18;

void styleHeading(QTextCursor &cursor, QTextBlockFormat &format)
{
    const bool isTitle = format.headingLevel() == 1;
    format.setTopMargin(isTitle ? 0 : HeadingGap);
    format.setBottomMargin(ParagraphGap);
    QTextCharFormat words;
    words.setFontPointSize(isTitle ? TitleSize : HeadingSize);
    words.setFontWeight(QFont::DemiBold);
    cursor.setCharFormat(words); // merged it would keep the size that Markdown gave it
}

bool isCodeLine(const QTextBlock &block)
{
    return block.blockFormat().hasProperty(QTextFormat::BlockCodeFence);
}

void styleBlock(const QTextBlock &block)
{
    QTextCursor cursor(block);
    cursor.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
    QTextBlockFormat format = block.blockFormat();
    const bool isCode = isCodeLine(block);
    const bool isInTable = cursor.currentTable() != nullptr;
    format.setLineHeight(LineHeight, QTextBlockFormat::ProportionalHeight);
    if (format.headingLevel() > 0) {
        styleHeading(cursor, format);
    } else {
        const QTextBlock next = block.next();
        const bool goesOn =
            isCode ? isCodeLine(next) : block.textList() && block.textList() == next.textList();
        format.setTopMargin(0);
        format.setBottomMargin(isInTable ? 0 : !goesOn ? ParagraphGap : isCode ? 0 : ParagraphGap / 2);
        format.setNonBreakableLines(false);
    }
    cursor.setBlockFormat(format);
}

// What is code, a link or a command, piece by piece.
void styleWords(const QTextBlock &block, const Theme &theme, const QPalette &palette)
{
    QList<QTextLayout::FormatRange> ranges = block.textFormats();
    for (const QTextLayout::FormatRange &range : std::as_const(ranges)) {
        QTextCursor cursor(block);
        cursor.setPosition(block.position() + range.start);
        cursor.setPosition(block.position() + range.start + range.length, QTextCursor::KeepAnchor);
        QTextCharFormat format;
        if (range.format.fontFixedPitch()) {
            format.setFontFamilies(monospaceFont().families());
            if (!theme.highContrast)
                format.setBackground(theme.hover);
        } else if (range.format.isAnchor()) {
            format.setForeground(palette.color(QPalette::Link));
            format.setFontUnderline(true);
        } else if (range.format.fontWeight() == QFont::Bold) {
            format.setFontWeight(QFont::DemiBold);
        } else {
            continue;
        }
        cursor.mergeCharFormat(format);
    }
}

void styleTable(QTextTable &table, const Theme &theme)
{
    QTextTableFormat format = table.format();
    format.setBorder(1);
    format.setBorderBrush(theme.highContrast ? theme.text : theme.divider);
    format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
    format.setBorderCollapse(true);
    format.setCellPadding(CellPadding);
    format.setCellSpacing(0);
    format.setTopMargin(0);
    format.setBottomMargin(ParagraphGap);
    format.setWidth(QTextLength(QTextLength::PercentageLength, 100));
    table.setFormat(format);
    for (int column = 0; column < table.columns(); ++column) {
        QTextTableCell cell = table.cellAt(0, column);
        QTextCharFormat words;
        words.setFontWeight(QFont::DemiBold);
        QTextCursor cursor = cell.firstCursorPosition();
        cursor.setPosition(cell.lastCursorPosition().position(), QTextCursor::KeepAnchor);
        cursor.mergeCharFormat(words);
    }
}

} // namespace

std::unique_ptr<QTextDocument> manualDocument(const QString &markdown, const QPalette &palette)
{
    const Theme &theme = Theme::of(palette);
    auto document = std::make_unique<QTextDocument>();
    document->setDefaultFont(QApplication::font());
    document->setMarkdown(markdown, QTextDocument::MarkdownDialectGitHub);
    document->setDocumentMargin(PageMargin);
    document->setIndentWidth(ListIndent);
    for (QTextBlock block = document->begin(); block.isValid(); block = block.next()) {
        styleBlock(block);
        styleWords(block, theme, palette);
    }
    for (QTextFrame *frame : document->rootFrame()->childFrames()) {
        if (auto *table = qobject_cast<QTextTable *>(frame))
            styleTable(*table, theme);
    }
    document->setUndoRedoEnabled(false);
    return document;
}

} // namespace framescope
