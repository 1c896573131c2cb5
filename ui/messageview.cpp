// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/messageview.h"

#include "analysis/jsonindenter.h"
#include "protocol/closecode.h"
#include "ui/hexview.h"
#include "ui/jsonhighlighter.h"
#include "ui/payloadview.h"
#include "ui/setting.h"
#include "ui/symbols.h"
#include "ui/tabbutton.h"
#include "ui/theme.h"
#include "ui/units.h"

#include <QBoxLayout>
#include <QButtonGroup>
#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QLabel>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStackedLayout>
#include <QStringDecoder>
#include <QToolButton>

#include <algorithm>

namespace framescope {

namespace {

const Setting<bool> &prettySetting()
{
    static const Setting<bool> setting("detail/pretty", true);
    return setting;
}

// What a text edit shows without a pause (measured: 0.3 s a megabyte, all of it in the GUI thread).
constexpr qsizetype LargestForEdit = 64 << 10;
constexpr qsizetype LargestPretty = 256 << 10;
constexpr qsizetype LongestLineForEdit = 10'000;

// One line that ends with an ellipsis where it does not fit; the whole is the tooltip.
class ElidedLabel final : public QLabel {
protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setPen(palette().color(foregroundRole()));
        painter.drawText(rect(), Qt::AlignVCenter | Qt::AlignLeft,
            fontMetrics().elidedText(text(), Qt::ElideRight, width()));
    }
};

qsizetype longestLine(QByteArrayView text)
{
    qsizetype longest = 0;
    while (!text.isEmpty()) {
        const qsizetype feed = text.indexOf('\n');
        const qsizetype line = feed < 0 ? text.size() : feed;
        longest = std::max(longest, line);
        text = text.sliced(std::min(line + 1, text.size()));
    }
    return longest;
}

bool isControlByte(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 && c != '\n' && c != '\r' && c != '\t';
}

// A text frame is text whatever is in it; other bytes are if they are UTF-8 without control characters.
bool isText(const Row &row, const QByteArray &bytes)
{
    if (row.kind != RowKind::Frame || row.header.opcode == Opcode::Text)
        return true;
    if (std::any_of(bytes.begin(), bytes.end(), isControlByte))
        return false;
    QStringDecoder decoder(QStringConverter::Utf8);
    const QString text = decoder(bytes);
    return !decoder.hasError();
}

QByteArray closeText(const QByteArray &bytes)
{
    const CloseBody body = parseCloseBody(bytes);
    if (!body.code)
        return bytes.isEmpty() ? "No code and no reason." : bytes;
    QByteArray text = QByteArray::number(*body.code) + ' ' + closecode::name(*body.code).data();
    if (!body.reason.isEmpty())
        text += "\n\n" + body.reason;
    return text;
}

} // namespace

MessageView::MessageView(QWidget *parent)
    : QWidget(parent)
    , m_pretty(prettySetting().value())
    , m_stack(new QStackedLayout)
    , m_nothing(new QLabel(QStringLiteral("Choose a row to see its payload.")))
    , m_text(new QPlainTextEdit)
    , m_highlighter(new JsonHighlighter(m_text->document()))
    , m_lazy(new PayloadView)
    , m_hex(new HexView)
{
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setForegroundRole(QPalette::PlaceholderText);
    m_nothing->setBackgroundRole(QPalette::Base);
    m_nothing->setAutoFillBackground(true);
    m_nothing->setWordWrap(true);
    m_text->setReadOnly(true);
    m_text->setUndoRedoEnabled(false);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setFont(monospaceFont());
    m_text->document()->setDocumentMargin(12);
    m_text->setWordWrapMode(QTextOption::WrapAnywhere);
    m_text->setAccessibleName(QStringLiteral("Text of the payload"));
    m_highlighter->setPalette(palette());

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHeader());
    column->addWidget(makeCutBar());
    column->addLayout(m_stack, 1);
    for (QWidget *page : std::initializer_list<QWidget *>{m_nothing, m_text, m_lazy, m_hex})
        m_stack->addWidget(page);
    clear();
}

QWidget *MessageView::makeHeader()
{
    auto *header = new QWidget;
    header->setFixedHeight(36);
    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(12, 4, 8, 4);
    row->setSpacing(4);
    m_heading = new ElidedLabel;
    m_heading->setForegroundRole(QPalette::PlaceholderText);
    m_heading->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    row->addWidget(m_heading, 1);

    m_formButtons = new QWidget;
    auto *forms = new QHBoxLayout(m_formButtons);
    forms->setContentsMargins(0, 0, 0, 0);
    forms->setSpacing(0);
    m_forms = new QButtonGroup(this);
    for (const QString &words : {QStringLiteral("Pretty"), QStringLiteral("Raw")}) {
        auto *button = new TabButton(words);
        m_forms->addButton(button, words == u"Raw" ? 0 : 1);
        forms->addWidget(button);
    }
    m_forms->button(m_pretty ? 1 : 0)->setChecked(true);
    connect(m_forms, &QButtonGroup::idClicked, this, [this](int id) { setPretty(id == 1); });
    row->addWidget(m_formButtons);

    m_copy = new QToolButton;
    m_copy->setIcon(symbolIcon(Symbol::Copy));
    m_copy->setAutoRaise(true);
    m_copy->setAccessibleName(QStringLiteral("Copy"));
    m_copy->setToolTip(QStringLiteral("Copy the payload as it is shown"));
    connect(m_copy, &QToolButton::clicked, this, &MessageView::copy);
    row->addWidget(m_copy);
    return header;
}

QWidget *MessageView::makeCutBar()
{
    m_cutBar = new QWidget;
    m_cutBar->setAutoFillBackground(true);
    auto *row = new QHBoxLayout(m_cutBar);
    row->setContentsMargins(12, 4, 8, 4);
    row->setSpacing(8);
    m_cut = new QLabel;
    m_cut->setWordWrap(true);
    m_whole = new QPushButton(QStringLiteral("Show all"));
    connect(m_whole, &QPushButton::clicked, this, &MessageView::requestWhole);
    row->addWidget(m_cut, 1);
    row->addWidget(m_whole);
    return m_cutBar;
}

void MessageView::clear()
{
    m_hasRow = m_hasPayload = false;
    m_payload = {};
    m_heading->clear();
    m_nothing->setText(QStringLiteral("Choose a row to see its payload."));
    refresh();
}

void MessageView::setRow(const Row &row, const QString &heading)
{
    const bool other = !m_hasRow || row.id != m_row.id;
    m_row = row;
    m_hasRow = true;
    m_heading->setText(heading);
    m_heading->setToolTip(heading);
    if (other) {
        m_hasPayload = false;
        m_payload = {};
    }
    // What was shown stays until the new payload is here: no flicker while the arrow keys run.
}

void MessageView::setPayload(const PageReader::Payload &payload)
{
    if (!m_hasRow)
        return;
    m_payload = payload;
    m_hasPayload = true;
    refresh();
}

void MessageView::setPretty(bool pretty)
{
    if (m_pretty == pretty)
        return;
    m_pretty = pretty;
    m_forms->button(pretty ? 1 : 0)->setChecked(true);
    prettySetting().set(pretty);
    refresh();
}

void MessageView::refresh()
{
    const QByteArray &bytes = m_payload.begin;
    describeCut();
    m_copy->setEnabled(m_hasPayload);
    m_formButtons->hide();
    if (!m_hasRow || !m_hasPayload || !m_payload.error.isEmpty()) {
        if (!m_payload.error.isEmpty())
            m_nothing->setText(m_payload.error);
        m_stack->setCurrentWidget(m_nothing);
    } else if (m_row.kind == RowKind::Frame && m_row.header.opcode == Opcode::Close) {
        showText(closeText(bytes), false);
    } else if (bytes.isEmpty()) {
        m_nothing->setText(QStringLiteral("The payload is empty."));
        m_stack->setCurrentWidget(m_nothing);
    } else if (!isText(m_row, bytes)) {
        m_hex->setBytes(bytes);
        m_stack->setCurrentWidget(m_hex);
    } else {
        showText(bytes, m_row.kind == RowKind::Frame && looksLikeJson(bytes));
    }
}

void MessageView::showText(const QByteArray &text, bool json)
{
    const bool small = text.size() <= LargestForEdit;
    m_formButtons->setVisible(json && small);
    QByteArray shown = json && small && m_pretty ? indentJson(text) : text;
    if (!small || shown.size() > LargestPretty || longestLine(shown) > LongestLineForEdit) {
        m_lazy->setText(shown);
        m_stack->setCurrentWidget(m_lazy);
        return;
    }
    m_highlighter->setEnabled(json);
    m_text->setPlainText(QString::fromUtf8(shown));
    m_stack->setCurrentWidget(m_text);
}

void MessageView::describeCut()
{
    const auto at = static_cast<quint64>(m_payload.begin.size());
    const bool cut = m_hasPayload && at < m_payload.size;
    m_cutBar->setVisible(cut);
    m_cut->clear();
    if (!cut)
        return;
    m_cut->setText(QStringLiteral("%1, showing the first %2.").arg(bytesText(m_payload.size), bytesText(at)));
    m_whole->setVisible(at < MostBytes);
}

QByteArray MessageView::shownText() const
{
    const QWidget *page = m_stack->currentWidget();
    if (page == m_text)
        return m_text->toPlainText().toUtf8();
    if (page == m_lazy)
        return m_lazy->text();
    if (page == m_hex)
        return m_hex->bytes();
    return m_nothing->text().toUtf8();
}

QString MessageView::cutText() const
{
    return m_cut->text();
}

void MessageView::requestWhole()
{
    Q_EMIT wholeRequested(std::min(m_payload.size, MostBytes));
}

bool MessageView::isLazy() const
{
    return m_stack->currentWidget() == m_lazy;
}

void MessageView::copy() const
{
    if (m_hasPayload)
        QGuiApplication::clipboard()->setText(QString::fromUtf8(shownText()));
}

void MessageView::setTextFont(const QFont &font)
{
    for (QWidget *page : std::initializer_list<QWidget *>{m_text, m_lazy, m_hex})
        page->setFont(font);
}

void MessageView::focusText()
{
    m_stack->currentWidget()->setFocus(Qt::TabFocusReason);
}

void MessageView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() != QEvent::PaletteChange)
        return;
    m_highlighter->setPalette(palette());
    QPalette colors = palette();
    colors.setColor(QPalette::Window, Theme::of(palette()).infoBackground);
    if (m_cutBar->palette().color(QPalette::Window) != colors.color(QPalette::Window))
        m_cutBar->setPalette(colors);
}

} // namespace framescope
