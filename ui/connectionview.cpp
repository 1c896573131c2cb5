// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/connectionview.h"

#include "analysis/headsecrets.h"
#include "analysis/jsonindenter.h"
#include "analysis/secrets.h"
#include "ui/codenames.h"
#include "ui/focusring.h"
#include "ui/jwtwords.h"
#include "ui/theme.h"
#include "ui/timedisplay.h"
#include "ui/units.h"

#include <QDateTime>
#include <QEvent>
#include <QScrollBar>

namespace framescope {

namespace {

constexpr qsizetype LongestHead = 16 << 10; // a text browser needs 0.4 s a megabyte
constexpr const char *PhaseNames[] = {"Address", "TCP", "Proxy", "TLS", "Upgrade"};
const QString LongestName = QStringLiteral("Pings unanswered");
constexpr int NameGap = 16;
const QLatin1StringView ShowSecrets("show-secrets");
const QLatin1StringView ShowClaims("show-claims");
const QLatin1StringView HideClaims("hide-claims");
const QLatin1StringView TlsAnchor("tls");

// Builds the page: sections of names and values.
class Page {
public:
    Page(const Theme &theme, const QFontMetrics &metrics)
        : m_theme(theme)
        , m_nameWidth(metrics.horizontalAdvance(LongestName) + NameGap)
    {
    }

    void section(const QString &title, const QString &anchor = {})
    {
        endTable();
        m_html += QStringLiteral("<p style='margin:%1px 2px 4px 2px'><a name='%2'><b>%3</b></a></p>")
                      .arg(m_html.isEmpty() ? 0 : 16)
                      .arg(anchor, title.toHtmlEscaped());
    }

    void pair(const QString &name, const QString &value)
    {
        if (value.isEmpty())
            return;
        if (!m_inTable)
            m_html += QStringLiteral("<table cellspacing=0 cellpadding=2>");
        m_inTable = true;
        m_html += QStringLiteral("<tr><td width=%1 style='color:%2'>%3</td><td>%4</td></tr>")
                      .arg(m_nameWidth)
                      .arg(m_theme.secondary.name(), name.toHtmlEscaped(), value.toHtmlEscaped());
    }

    void sentence(const QString &text, bool emphasis = false)
    {
        if (text.isEmpty())
            return;
        endTable();
        m_html +=
            QStringLiteral("<p style='margin:2px'>%1</p>")
                .arg(emphasis ? QStringLiteral("<b>%1</b>").arg(text.toHtmlEscaped()) : text.toHtmlEscaped());
    }

    void block(const QByteArray &bytes)
    {
        endTable();
        const QByteArray shown = bytes.left(LongestHead).trimmed().replace("\r\n", "\n");
        m_html += QStringLiteral(
            "<pre style='font-family:\"%1\";font-size:%2pt;margin:2px;white-space:pre-wrap'>%3</pre>")
                      .arg(monospaceFont().family())
                      .arg(monospaceFont().pointSize())
                      .arg(QString::fromUtf8(shown).toHtmlEscaped());
        if (bytes.size() > LongestHead)
            sentence(QStringLiteral("%1 in all; the first %2 are shown.")
                         .arg(bytesText(static_cast<quint64>(bytes.size())), bytesText(LongestHead)));
    }

    void link(QLatin1StringView target, const QString &text)
    {
        endTable();
        m_html +=
            QStringLiteral("<p style='margin:2px'><a href='%1'>%2</a></p>").arg(target, text.toHtmlEscaped());
    }

    QString html()
    {
        endTable();
        return m_html;
    }

private:
    void endTable()
    {
        if (m_inTable)
            m_html += QStringLiteral("</table>");
        m_inTable = false;
    }

    const Theme &m_theme;
    QString m_html;
    int m_nameWidth; // of all sections alike, so that values stand below each other
    bool m_inTable = false;
};

QString stateText(const ConnectionFacts &facts)
{
    switch (facts.readyState) {
    case ReadyState::Connecting: return QStringLiteral("0 CONNECTING");
    case ReadyState::Open: return QStringLiteral("1 OPEN");
    case ReadyState::Closing: return QStringLiteral("2 CLOSING");
    case ReadyState::Closed: break;
    }
    return QStringLiteral("3 CLOSED");
}

QString closeText(const ConnectionFacts &facts)
{
    if (!facts.closeCode)
        return {};
    QString text = CodeNames().words(facts.url, *facts.closeCode);
    if (!facts.closeReason.isEmpty())
        text += QStringLiteral(", \"%1\"").arg(facts.closeReason);
    return text + (facts.wasClean ? QStringLiteral(", clean") : QStringLiteral(", not clean"));
}

// Of a closing handshake: before its first Close.
void addLastSigns(Page &page, const LastSigns &last)
{
    page.pair(QStringLiteral("Silence before"),
        QStringLiteral("%1 received, %2 sent")
            .arg(durationText(last.silenceInNs), durationText(last.silenceOutNs)));
    if (last.pingsUnanswered == 0)
        page.pair(QStringLiteral("Pings unanswered"), QStringLiteral("none"));
    else
        page.pair(QStringLiteral("Pings unanswered"),
            QStringLiteral("%1, the first for %2")
                .arg(countText(static_cast<quint64>(last.pingsUnanswered)), durationText(last.pingWaitNs)));
}

void addOutcome(Page &page, const ConnectionFacts &facts, qint64 epochOffsetNs, bool secretsShown)
{
    page.section(QStringLiteral("Outcome"));
    page.sentence(facts.outcome.what, true);
    page.sentence(facts.outcome.evidence);
    page.sentence(facts.outcome.guess);
    page.pair(QStringLiteral("Address"), secretsShown ? facts.url : secrets::hidden(facts.url, secrets::Dots));
    page.pair(QStringLiteral("readyState"), stateText(facts));
    page.pair(QStringLiteral("Close code"), closeText(facts));
    page.pair(QStringLiteral("Started"), dateText(facts.startedNs, epochOffsetNs));
    if (facts.openedNs)
        page.pair(QStringLiteral("Open after"), durationText(*facts.openedNs - facts.startedNs));
    if (facts.openedNs && facts.endedNs)
        page.pair(QStringLiteral("Was open for"), durationText(*facts.endedNs - *facts.openedNs));
    if (facts.lastSigns)
        addLastSigns(page, *facts.lastSigns);
    if (facts.attempt > 1)
        page.pair(QStringLiteral("Attempt"), QString::number(facts.attempt));
}

void addTiming(Page &page, const ConnectionFacts &facts)
{
    page.section(QStringLiteral("Timing and addresses"));
    for (std::size_t i = 0; i < facts.phaseNs.size(); ++i) {
        if (facts.phaseNs[i])
            page.pair(QLatin1StringView(PhaseNames[i]), durationText(*facts.phaseNs[i]));
    }
    for (const AddressAttempt &attempt : facts.addresses)
        page.pair(attempt.address,
            QStringLiteral("%1 in %2").arg(attempt.result, durationText(attempt.durationNs)));
    page.pair(QStringLiteral("Local"), facts.localAddress);
    page.pair(QStringLiteral("Remote"), facts.remoteAddress);
}

void addHead(Page &page, const QString &title, const QByteArray &head, bool secretsShown)
{
    if (head.isEmpty())
        return;
    page.section(title);
    const QByteArray hidden = withoutSecrets(head);
    page.block(secretsShown ? head : hidden);
    if (!secretsShown && hidden != head)
        page.link(ShowSecrets, QStringLiteral("Show the values behind the dots"));
}

// Tokens in the request head: how long they are valid, and on demand what they claim.
void addTokens(Page &page, const QByteArray &head, bool claimsShown)
{
    const std::vector<Jwt> tokens = Jwt::findIn(head);
    for (const Jwt &token : tokens) {
        page.sentence(jwtwords::sentence(
            token, jwtwords::place(token, head, jwtwords::Where::Head), QDateTime::currentSecsSinceEpoch()));
        if (claimsShown)
            page.block(indentJson(jwtwords::contents(token)));
    }
    if (!tokens.empty())
        page.link(claimsShown ? HideClaims : ShowClaims,
            claimsShown ? QStringLiteral("Hide claims") : QStringLiteral("Show claims"));
}

void addTls(Page &page, const TlsFacts &tls)
{
    page.section(QStringLiteral("TLS"), TlsAnchor);
    page.pair(QStringLiteral("Version"), tls.protocol);
    page.pair(QStringLiteral("Cipher"), tls.cipher);
    for (const QString &error : tls.errors)
        page.pair(QStringLiteral("Failed check"), error);
    for (const CertificateFacts &certificate : tls.chain) {
        page.section(QStringLiteral("Certificate of %1").arg(certificate.subject));
        page.pair(QStringLiteral("Issued by"), certificate.issuer);
        page.pair(QStringLiteral("Names"), certificate.names.join(QStringLiteral(", ")));
        page.pair(QStringLiteral("Valid"),
            QStringLiteral("%1 to %2").arg(certificate.validFrom, certificate.validUntil));
        page.pair(QStringLiteral("SHA-256"), certificate.sha256);
    }
}

QString pageOf(const ConnectionFacts &facts, qint64 epochOffsetNs, bool secretsShown, bool claimsShown,
    const Theme &theme, const QFontMetrics &metrics)
{
    Page page(theme, metrics);
    if (facts.id == 0) {
        page.sentence(QStringLiteral("No connection yet."));
        return page.html();
    }
    addOutcome(page, facts, epochOffsetNs, secretsShown);
    addTiming(page, facts);
    addHead(page, QStringLiteral("Request"), facts.requestHead, secretsShown);
    addTokens(page, facts.requestHead, claimsShown);
    addHead(page, QStringLiteral("Response"), facts.responseHead, secretsShown);
    if (!facts.failureBody.isEmpty())
        page.block(facts.failureBody);
    if (facts.openedNs) {
        page.section(QStringLiteral("Agreed"));
        page.pair(QStringLiteral("Subprotocol"),
            facts.protocol.isEmpty() ? QStringLiteral("none") : facts.protocol);
        page.pair(QStringLiteral("Extensions"),
            facts.extensions.isEmpty() ? QStringLiteral("none") : facts.extensions);
    }
    if (facts.tls)
        addTls(page, *facts.tls);
    return page.html();
}

} // namespace

ConnectionView::ConnectionView(QWidget *parent)
    : QTextBrowser(parent)
{
    setFrameShape(QFrame::NoFrame);
    setOpenLinks(false);
    document()->setDocumentMargin(12);
    setAccessibleName(QStringLiteral("Connection"));
    connect(this, &QTextBrowser::anchorClicked, this, [this](const QUrl &link) {
        m_secretsShown = m_secretsShown || link.path() == ShowSecrets;
        m_claimsShown = link.path() == ShowSecrets ? m_claimsShown : link.path() == ShowClaims;
        refresh();
    });
    new FocusRing(this);
}

void ConnectionView::setFacts(const ConnectionFacts &facts, qint64 epochOffsetNs)
{
    if (facts.id != m_facts.id)
        m_secretsShown = false;
    m_facts = facts;
    m_epochOffsetNs = epochOffsetNs;
    m_stale = true;
    if (isVisible())
        refresh();
}

void ConnectionView::refresh()
{
    const int at = verticalScrollBar()->value();
    setHtml(
        pageOf(m_facts, m_epochOffsetNs, m_secretsShown, m_claimsShown, Theme::of(palette()), fontMetrics()));
    verticalScrollBar()->setValue(at);
    m_stale = false;
}

void ConnectionView::showTls()
{
    if (m_stale)
        refresh();
    scrollToAnchor(TlsAnchor);
}

void ConnectionView::showEvent(QShowEvent *event)
{
    QTextBrowser::showEvent(event);
    if (m_stale)
        refresh();
}

void ConnectionView::changeEvent(QEvent *event)
{
    QTextBrowser::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && isVisible())
        refresh();
}

} // namespace framescope
