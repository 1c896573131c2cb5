// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/requestpreview.h"

#include "analysis/secrets.h"
#include "transport/openingrequest.h"
#include "ui/theme.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QEvent>
#include <QLabel>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTextBlock>

#include <algorithm>

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

// The key is new for each attempt: showing one would be showing another than the one that goes.
QString valueOf(const HttpHeader &header, bool withSecrets)
{
    if (header.isNamed("Sec-WebSocket-Key"))
        return u"(new for each attempt)"_s;
    const QString value = QString::fromUtf8(header.value);
    const bool isShown =
        withSecrets || !secrets::isHeader(QString::fromUtf8(header.name)) || secrets::isOnlyVariables(value);
    return isShown ? value : secrets::Dots.toString();
}

QString textOf(const HandshakeRequest &request, bool withSecrets)
{
    const QString target = QString::fromUtf8(request.target);
    QString text = u"GET %1 HTTP/1.1\n"_s.arg(withSecrets ? target : secrets::hidden(target, secrets::Dots));
    for (const HttpHeader &header : request.headers)
        text += u"%1: %2\n"_s.arg(QString::fromUtf8(header.name), valueOf(header, withSecrets));
    return text;
}

// The first of them: each is marked at its field, and here is room for the request.
QString problemText(const QList<ConnectionDraft::Problem> &problems)
{
    if (problems.isEmpty())
        return {};
    const qsizetype more = problems.size() - 1;
    if (more > 0 && std::all_of(problems.begin(), problems.end(), [](const auto &problem) {
            return problem.isLeftOut;
        }))
        return u"%1 secrets are not saved: they stay out of the library. Type them again."_s.arg(
            problems.size());
    const QString rest = more == 0 ? QString()
        : more == 1                ? u" One more is marked in its tab."_s
                                   : u" %1 more are marked in their tabs."_s.arg(more);
    return problems.first().error.toString() + rest;
}

// The header that a problem is about; empty if it is about none.
QString headerOf(const ConnectionDraft::Problem &problem, const ConnectionDraft &draft)
{
    switch (problem.field) {
    case ConnectionDraft::Field::Headers: return draft.headers.value(problem.row).name;
    case ConnectionDraft::Field::Cookies: return u"Cookie"_s;
    case ConnectionDraft::Field::Origin: return u"Origin"_s;
    case ConnectionDraft::Field::UserAgent: return u"User-Agent"_s;
    case ConnectionDraft::Field::User:
    case ConnectionDraft::Field::Password:
    case ConnectionDraft::Field::Token: return u"Authorization"_s;
    case ConnectionDraft::Field::Protocols: return u"Sec-WebSocket-Protocol"_s;
    default: return {};
    }
}

} // namespace

RequestPreview::RequestPreview(QWidget *parent)
    : QWidget(parent)
    , m_text(new QPlainTextEdit)
    , m_showSecrets(new QCheckBox(u"Show secrets"_s))
    , m_problemText(new QLabel)
{
    auto *title = new QLabel(u"The request as it will go"_s);
    title->setFont(semibold(title->font()));
    auto *head = new QHBoxLayout;
    head->addWidget(title, 1);
    head->addWidget(m_showSecrets);

    m_text->setReadOnly(true);
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setMinimumHeight(2 * fontMetrics().height()); // of a small window with the drawer open
    m_text->setFont(monospaceFont());
    m_text->setAccessibleName(title->text());
    m_problemText->setWordWrap(true);
    m_problemText->setTextFormat(Qt::PlainText);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 8, 12, 8);
    column->setSpacing(4);
    column->addLayout(head);
    column->addWidget(m_text, 1);
    column->addWidget(m_problemText);
    connect(m_showSecrets, &QCheckBox::toggled, this, &RequestPreview::showRequest);
    connect(m_showSecrets, &QCheckBox::toggled, this, &RequestPreview::secretsShown);
}

void RequestPreview::setRequest(const QString &url, const ConnectionDraft &draft,
    const QList<ConnectionDraft::Problem> &problems, const QStringList &secrets)
{
    m_secrets = secrets;
    m_draft = draft;
    m_options = draft.toOptions(url);
    m_problems = problems;
    showRequest();
}

QString RequestPreview::requestText(const WebSocketUrl &url) const
{
    const bool isShown = m_showSecrets->isChecked();
    const QString text = textOf(openingRequest(url, m_options), isShown);
    return isShown ? text : secrets::withoutValues(text, m_secrets);
}

void RequestPreview::showRequest()
{
    const auto url = parseWebSocketUrl(m_options.url);
    m_text->setPlainText(url          ? requestText(*url)
            : m_options.url.isEmpty() ? u"No address yet."_s
                                      : secrets::withoutValues(url.error().toString(), m_secrets));
    m_problemText->setText(problemText(m_problems));
    m_problemText->setVisible(!m_problems.isEmpty());
    colorProblems();
    markLines();
}

// The lines that a problem is about; there are some that are about none.
WrongMark RequestPreview::markOf(const QString &line) const
{
    WrongMark worst = WrongMark::None;
    for (const ConnectionDraft::Problem &problem : m_problems) {
        const QString name = headerOf(problem, m_draft);
        if (!name.isEmpty() && line.startsWith(name + u": "))
            worst = std::max(worst, problem.mark);
    }
    return worst;
}

void RequestPreview::markLines()
{
    const Theme &theme = Theme::of(palette());
    QList<QTextEdit::ExtraSelection> marks;
    for (QTextBlock block = m_text->document()->begin(); block.isValid(); block = block.next()) {
        const WrongMark worst = markOf(block.text());
        if (worst == WrongMark::None)
            continue;
        const bool isDoubt = worst == WrongMark::Doubt;
        QTextEdit::ExtraSelection mark;
        mark.cursor = QTextCursor(block);
        mark.format.setBackground(isDoubt ? theme.warningBackground : theme.errorBackground);
        mark.format.setForeground(isDoubt ? theme.warning : theme.error);
        mark.format.setProperty(QTextFormat::FullWidthSelection, true);
        marks.append(mark);
    }
    m_text->setExtraSelections(marks);
    if (!marks.isEmpty())
        m_text->verticalScrollBar()->setValue(marks.first().cursor.blockNumber());
}

QStringList RequestPreview::wrongLines() const
{
    QStringList lines;
    for (const QTextEdit::ExtraSelection &mark : m_text->extraSelections())
        lines.append(mark.cursor.block().text());
    return lines;
}

void RequestPreview::colorProblems()
{
    QPalette colors;
    const Theme &theme = Theme::of(palette());
    const bool isDoubt = !m_problems.isEmpty() && m_problems.first().mark == WrongMark::Doubt;
    colors.setColor(QPalette::WindowText, isDoubt ? theme.warning : theme.error);
    m_problemText->setPalette(colors);
}

void RequestPreview::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showRequest();
}

QString RequestPreview::text() const
{
    return m_text->toPlainText();
}

QString RequestPreview::problems() const
{
    return m_problemText->text();
}

} // namespace framescope
