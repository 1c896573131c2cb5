// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/messageview.h"

#include "analysis/headsecrets.h"
#include "analysis/jsonindenter.h"
#include "protocol/closecode.h"
#include "ui/findbar.h"
#include "ui/hexview.h"
#include "ui/jsontreeview.h"
#include "ui/jwtnotice.h"
#include "ui/noticebar.h"
#include "ui/payloadfind.h"
#include "ui/payloadview.h"
#include "ui/units.h"
#include "ui/visibletext.h"

#include <QApplication>
#include <QBoxLayout>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QScopedValueRollback>
#include <QStackedLayout>

#include <algorithm>
#include <utility>

namespace framescope {

namespace {

constexpr qsizetype Sample = 64 << 10;     // by which text is told from other bytes
constexpr qsizetype FirstSlice = 64 << 10; // of JSON that another thread indents: more than a screen

QByteArray closeText(const QByteArray &bytes)
{
    const CloseBody body = parseCloseBody(bytes);
    if (!body.code)
        return bytes.isEmpty() ? QByteArray("No code and no reason.") : bytes;
    QByteArray text = QByteArray::number(*body.code) + ' ' + closecode::name(*body.code).data();
    if (!body.reason.isEmpty())
        text += ": " + body.reason;
    return text;
}

} // namespace

MessageView::MessageView(QWidget *parent)
    : QWidget(parent)
    , m_bar(new FormBar)
    , m_find(new FindBar)
    , m_cut(new NoticeBar(NoticeBar::Tone::Info))
    , m_fault(new NoticeBar(NoticeBar::Tone::Warning))
    , m_secrets(new NoticeBar(NoticeBar::Tone::Info))
    , m_tokens(new JwtNotice)
    , m_stack(new QStackedLayout)
    , m_nothing(new QLabel)
    , m_text(new PayloadView)
    , m_tree(new JsonTreeView)
    , m_hex(new HexView)
{
    m_finding = new PayloadFind(m_find, m_text, this);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_bar);
    column->addWidget(m_find);
    for (NoticeBar *notice : {m_cut, m_fault, m_secrets})
        column->addWidget(notice);
    column->addWidget(m_tokens);
    column->addLayout(m_stack, 1);
    m_find->hide();
    makePages();
    connectPages();
    clear();
}

void MessageView::makePages()
{
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setForegroundRole(QPalette::PlaceholderText);
    m_nothing->setBackgroundRole(QPalette::Base);
    m_nothing->setAutoFillBackground(true);
    m_nothing->setWordWrap(true);
    m_nothing->setTextFormat(Qt::PlainText);
    m_nothing->setMargin(12);
    for (QWidget *page : std::initializer_list<QWidget *>{m_nothing, m_text, m_tree, m_hex})
        m_stack->addWidget(page);
}

void MessageView::connectPages()
{
    connect(m_bar, &FormBar::formChosen, this, &MessageView::setForm);
    connect(m_bar, &FormBar::findRequested, this, &MessageView::find);
    connect(m_bar, &FormBar::copyRequested, this, &MessageView::copy);
    connect(m_bar, &FormBar::saveRequested, this, &MessageView::saveRequested);
    connect(m_cut, &NoticeBar::triggered, this, &MessageView::requestWhole);
    connect(m_fault, &NoticeBar::triggered, this, &MessageView::goToFault);
    connect(m_secrets, &NoticeBar::triggered, this, &MessageView::showSecrets);
    connect(m_find, &FindBar::searchChanged, this, &MessageView::search);
    connect(m_finding, &PayloadFind::hitChosen, this, &MessageView::select);
    connect(m_find, &FindBar::closed, this, &MessageView::closeFind);
    connect(m_text, &PayloadView::selectionChanged, this, &MessageView::reportTextSelection);
    connect(m_tree, &JsonTreeView::chosen, this, &MessageView::reportTreeSelection);
    connect(m_hex, &HexView::selectionChanged, this, &MessageView::reportHexSelection);
}

void MessageView::clear()
{
    m_hasRow = m_hasPayload = false;
    m_payload = {};
    m_bar->hide();
    refresh(false);
}

void MessageView::setRow(const Row &row)
{
    const bool first = !std::exchange(m_hasRow, true);
    const bool other = first || row.id != m_row.id;
    m_row = row;
    m_bar->show();
    if (other) {
        m_hasPayload = false;
        m_payload = {};
        m_showsSecrets = false;
    }
    // What was shown stays until the new payload is here: no flicker while the arrow keys run. But nobody
    // is asked any more to choose a row.
    if (first)
        refresh(false);
}

void MessageView::dropOther()
{
    if (m_hasRow && !m_hasPayload)
        refresh(false);
}

void MessageView::setPayload(const PageReader::Payload &payload)
{
    if (!m_hasRow)
        return;
    const bool same = m_hasPayload && payload.begin == m_payload.begin && payload.size == m_payload.size
        && payload.error == m_payload.error;
    if (same)
        return;
    const bool goesOn = m_hasPayload && payload.row == m_payload.row;
    m_payload = payload;
    m_hasPayload = true;
    refresh(goesOn);
}

const Setting<QString> &MessageView::formSetting(bool isJson)
{
    static const Setting<QString> json("detail/form-json", formName(Form::Pretty), [](const QString &name) {
        return name == formName(Form::Pretty) || name == formName(Form::Tree) || name == formName(Form::Raw);
    });
    static const Setting<QString> binary("detail/form-binary", formName(Form::Hex),
        [](const QString &name) { return name == formName(Form::Hex) || name == formName(Form::Raw); });
    return isJson ? json : binary;
}

void MessageView::setForm(Form form)
{
    if (!forms().contains(form) || m_form == form)
        return;
    formSetting(isJson()).set(formName(form));
    m_form = form;
    showForms();
    showContent(false);
    showFault();
    search();
}

QList<MessageView::Form> MessageView::forms() const
{
    switch (m_content) {
    case Content::Json: return {Form::Pretty, Form::Tree, Form::Raw};
    case Content::Binary: return {Form::Hex, Form::Raw};
    default: return {Form::Raw};
    }
}

bool MessageView::isBusy() const
{
    return m_judging.isBusy() || m_finding->isBusy() || !m_text->isIndexed()
        || (m_stack->currentWidget() == m_tree && m_tree->json()->isBusy());
}

void MessageView::refresh(bool keepsPlace)
{
    m_judging.cancel();
    m_judged = {};
    chooseContent();
    showForms();
    describeCut();
    m_fault->say({});
    m_secrets->say({});
    m_bar->setToolsEnabled(m_content != Content::None);
    if (m_content == Content::Json || m_content == Content::Text)
        judge();
    m_tokens->setBytes(m_payload.begin,
        isJson()                               ? jwtwords::Where::Json
            : m_row.kind == RowKind::Handshake ? jwtwords::Where::Head
                                               : jwtwords::Where::Text);
    showContent(keepsPlace);
    search();
}

void MessageView::chooseContent()
{
    const QByteArray &bytes = m_payload.begin;
    const bool isFrame = m_row.kind == RowKind::Frame;
    if (!m_hasRow || !m_hasPayload || !m_payload.error.isEmpty() || bytes.isEmpty())
        m_content = Content::None;
    else if ((isFrame && m_row.header.opcode == Opcode::Close) || m_row.kind == RowKind::Handshake)
        m_content = Content::Words;
    else if (isFrame && m_row.header.opcode != Opcode::Text
        && !looksLikeText(bytes.first(std::min(bytes.size(), Sample)), isCut() || bytes.size() > Sample))
        m_content = Content::Binary;
    else
        m_content = isFrame && looksLikeJson(bytes, isCut()) ? Content::Json : Content::Text;
    const QString last = formSetting(isJson()).value();
    const QList<Form> all = forms();
    const auto found = std::find_if(all.begin(), all.end(), [&](Form form) { return formName(form) == last; });
    m_form = all.size() > 1 && found != all.end() ? *found : all.front();
}

void MessageView::showForms()
{
    const bool hasForms = m_content != Content::None && m_content != Content::Words;
    m_bar->setForms(hasForms ? forms() : QList<Form>(), m_form);
}

void MessageView::showWords(const QString &words)
{
    m_nothing->setText(words);
    m_stack->setCurrentWidget(m_nothing);
}

void MessageView::showContent(bool keepsPlace)
{
    const QByteArray &bytes = m_payload.begin;
    const bool sameText = keepsPlace && m_stack->currentWidget() == m_text;
    switch (m_content) {
    case Content::None:
        showWords(!m_hasRow                  ? QStringLiteral("Choose a row to see its payload.")
                : !m_payload.error.isEmpty() ? m_payload.error
                : m_hasPayload               ? QStringLiteral("The payload is empty.")
                                             : QString());
        return;
    case Content::Words: {
        const bool isHead = m_row.kind == RowKind::Handshake;
        m_secrets->say(hidesSecrets() ? QStringLiteral("Secret values show as dots.") : QString(),
            QStringLiteral("Show"));
        m_text->setText(PayloadText::raw(!isHead ? closeText(bytes)
                                : hidesSecrets() ? withoutSecrets(bytes)
                                                 : bytes),
            sameText);
        m_stack->setCurrentWidget(m_text);
        return;
    }
    default: break;
    }
    switch (m_form) {
    case Form::Tree: showTree(); return;
    case Form::Hex:
        m_hex->setBytes(bytes);
        m_stack->setCurrentWidget(m_hex);
        return;
    case Form::Raw: m_text->setText(PayloadText::raw(bytes), sameText); break;
    case Form::Pretty:
        if (!m_judging.isBusy())
            m_text->setText(m_judged.pretty, sameText);
        else if (!sameText) // else the beginning is there already
            m_text->setText(PayloadText::pretty(bytes.first(FirstSlice), true));
        break;
    }
    m_stack->setCurrentWidget(m_text);
}

bool MessageView::hidesSecrets() const
{
    return m_hasRow && m_row.kind == RowKind::Handshake && !m_showsSecrets
        && !secretsIn(m_payload.begin).empty();
}

void MessageView::showSecrets()
{
    m_showsSecrets = true;
    refresh(true);
    Q_EMIT secretsShown();
}

void MessageView::showTree()
{
    if (!isCut()) {
        m_tree->setJson(m_payload.begin);
        m_stack->setCurrentWidget(m_tree);
        return;
    }
    const bool unasked = m_payload.size <= TreeUnasked;
    showWords(QStringLiteral("The tree needs the whole payload, %1.").arg(bytesText(m_payload.size)));
    if (unasked)
        requestWhole();
}

// Small payloads at once, others in another thread; until then the beginning is shown.
void MessageView::judge()
{
    const QByteArray bytes = m_payload.begin;
    if (bytes.size() <= PrettyAtOnce) {
        m_judged = PayloadJudgement::of(bytes, isJson(), isCut(), nullptr);
        showFault();
        return;
    }
    m_judging.run([this, bytes, isJson = isJson(), more = isCut()](
                      const BackgroundJob::Cancelled &cancelled) -> BackgroundJob::Finish {
        auto judged =
            std::make_shared<PayloadJudgement>(PayloadJudgement::of(bytes, isJson, more, &cancelled));
        return [this, judged] { takeJudged(std::move(*judged)); };
    });
}

void MessageView::takeJudged(PayloadJudgement judged)
{
    m_judged = std::move(judged);
    showFault();
    if (isJson() && m_form == Form::Pretty) {
        m_text->setText(m_judged.pretty, true);
        search();
    }
}

void MessageView::showFault()
{
    m_fault->say(m_judged.words(m_payload.begin.size()), QStringLiteral("Go there"));
}

void MessageView::goToFault()
{
    const quint64 at = m_judged.place().value_or(0);
    if (m_form == Form::Tree)
        setForm(Form::Pretty);
    select(at, at + 1);
    Q_EMIT selectionChanged(at, at + 1);
    focusText();
}

bool MessageView::isCut() const
{
    return m_hasPayload && static_cast<quint64>(m_payload.begin.size()) < m_payload.size;
}

void MessageView::describeCut()
{
    if (!isCut()) {
        m_cut->say({});
        return;
    }
    const auto at = static_cast<quint64>(m_payload.begin.size());
    m_cut->say(QStringLiteral("%1, showing the first %2.").arg(bytesText(m_payload.size), bytesText(at)),
        wholeOffer());
}

QString MessageView::wholeOffer() const
{
    const bool hasMore = isCut() && static_cast<quint64>(m_payload.begin.size()) < MostBytes;
    return hasMore ? QStringLiteral("Show all (%1)").arg(bytesText(std::min(m_payload.size, MostBytes)))
                   : QString();
}

QByteArray MessageView::shownText() const
{
    const QWidget *page = m_stack->currentWidget();
    if (page == m_text)
        return m_text->text().shown;
    if (page == m_tree)
        return m_tree->json()->json();
    if (page == m_hex)
        return m_hex->bytes();
    return m_nothing->text().toUtf8();
}

QString MessageView::cutText() const
{
    return m_cut->sentence();
}

QString MessageView::faultText() const
{
    return m_fault->sentence();
}

void MessageView::requestWhole()
{
    Q_EMIT wholeRequested(std::min(m_payload.size, MostBytes));
}

void MessageView::copy()
{
    if (m_content == Content::None)
        return;
    const QWidget *page = m_stack->currentWidget();
    if (page == m_hex)
        m_hex->copy();
    else if (page == m_tree && m_tree->currentIndex().isValid())
        m_tree->copyValue();
    else if (page == m_text && m_text->selection().begin != m_text->selection().end)
        m_text->copy();
    else
        copyAll();
}

// What is not in it, and what is not as it was, is said.
void MessageView::copyAll()
{
    const bool isHalfShown = m_form == Form::Pretty && m_judging.isBusy();
    const QByteArray text = isHalfShown ? m_payload.begin : shownText();
    QGuiApplication::clipboard()->setText(QString::fromUtf8(text));
    const auto bytes = static_cast<quint64>(m_payload.begin.size());
    QString sentence = isCut()
        ? QStringLiteral("Copied the first %1 of %2.").arg(bytesText(bytes), bytesText(m_payload.size))
        : QStringLiteral("Copied %1.").arg(bytesText(bytes));
    if (!text.isValidUtf8())
        sentence += QStringLiteral(" What is no UTF-8 became \uFFFD.");
    Q_EMIT noticed(sentence);
}

void MessageView::find()
{
    const QByteArray chosen = m_stack->currentWidget() == m_text ? m_text->selectedText() : QByteArray();
    if (!chosen.isEmpty() && chosen.size() <= 100 && !chosen.contains('\n'))
        m_find->setNeedle(QString::fromUtf8(chosen));
    m_find->open();
    search();
}

void MessageView::findNext(int by)
{
    if (m_find->isHidden())
        find();
    else
        m_finding->step(by);
}

bool MessageView::closeFind()
{
    if (m_find->isHidden())
        return false;
    const bool hadKeyboard = m_find->isAncestorOf(QApplication::focusWidget());
    m_finding->close();
    if (hadKeyboard)
        focusText();
    return true;
}

void MessageView::search()
{
    if (m_stack->currentWidget() == m_text)
        m_finding->searchText();
    else
        m_finding->searchBytes(m_payload.begin);
}

void MessageView::setTextFont(const QFont &font)
{
    for (QWidget *page : std::initializer_list<QWidget *>{m_text, m_tree, m_hex})
        page->setFont(font);
    m_tokens->setTextFont(font);
}

void MessageView::focusText()
{
    m_stack->currentWidget()->setFocus(Qt::TabFocusReason);
}

void MessageView::select(quint64 begin, quint64 end)
{
    if (m_content == Content::None || m_content == Content::Words)
        return;
    const QScopedValueRollback selecting(m_isSelecting, true);
    const QWidget *page = m_stack->currentWidget();
    if (page == m_text)
        m_text->select(m_text->text().toShown({begin, end}));
    else if (page == m_tree)
        m_tree->showOffset(begin);
    else if (page == m_hex && end > begin)
        m_hex->select(begin, end - 1);
}

void MessageView::reportTextSelection()
{
    if (m_isSelecting || m_content == Content::Words)
        return;
    const PayloadText::Range source = m_text->text().toSource(m_text->selection());
    Q_EMIT selectionChanged(source.begin, source.end);
}

void MessageView::reportTreeSelection()
{
    const JsonTreeModel::Range range = m_tree->json()->rangeOf(m_tree->currentIndex());
    if (!m_isSelecting && range.end > 0)
        Q_EMIT selectionChanged(range.begin, range.end);
}

void MessageView::reportHexSelection()
{
    if (!m_isSelecting && m_stack->currentWidget() == m_hex && m_hex->hasFocus())
        Q_EMIT selectionChanged(m_hex->selectionBegin(), m_hex->selectionEnd() + 1);
}

} // namespace framescope
