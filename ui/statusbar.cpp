// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/statusbar.h"

#include "ui/linkbutton.h"
#include "ui/theme.h"
#include "ui/tooltip.h"
#include "ui/units.h"

#include <QAccessibleWidget>
#include <QEvent>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPushButton>
#include <QToolTip>

#include <algorithm>
#include <utility>

namespace framescope {

namespace {

constexpr int Height = 26;
constexpr int Padding = 12;
constexpr int Gap = 16;
constexpr int DotWidth = 14;
constexpr int SayMs = 5000;
constexpr int OfferMs = 15'000; // to be read and clicked
constexpr qint64 WindowNs = 1'000'000'000;

// Tells the text when it is asked: the numbers change many times a second, and nobody wants to hear of each.
class Spoken final : public QAccessibleWidget {
public:
    explicit Spoken(StatusBar *bar)
        : QAccessibleWidget(bar, QAccessible::StatusBar)
    {
    }

    QString text(QAccessible::Text kind) const override
    {
        return kind == QAccessible::Description ? static_cast<StatusBar *>(widget())->spokenText()
                                                : QAccessibleWidget::text(kind);
    }

    static void install()
    {
        static const bool once = [] {
            QAccessible::installFactory([](const QString &, QObject *object) -> QAccessibleInterface * {
                auto *bar = qobject_cast<StatusBar *>(object);
                return bar ? new Spoken(bar) : nullptr;
            });
            return true;
        }();
        Q_UNUSED(once)
    }
};

} // namespace

StatusBar::StatusBar(QWidget *parent)
    : QWidget(parent)
    , m_offered(new LinkButton({}, this))
{
    setFixedHeight(Height);
    setFont(tabularDigits(font()));
    setAccessibleName(QStringLiteral("Status"));
    Spoken::install();
    setMouseTracking(true); // the pointer says where a click does something
    m_offered->setObjectName(QStringLiteral("offered"));
    m_offered->hide();
    connect(m_offered, &QPushButton::clicked, this, [this] {
        const auto what = std::exchange(m_offer, {});
        say({});
        what();
    });
    m_saidTimer.setSingleShot(true);
    connect(&m_saidTimer, &QTimer::timeout, this, [this] { say({}); });
    setLog(0, 0, {});
}

void StatusBar::say(const QString &sentence)
{
    m_said = sentence;
    m_offered->hide();
    m_offer = {};
    if (!sentence.isEmpty())
        m_saidTimer.start(SayMs);
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
    update();
}

QString StatusBar::spokenText() const
{
    return m_said.isEmpty() ? text() : QStringLiteral("%1 %2").arg(m_said, text());
}

void StatusBar::offer(const QString &sentence, const QString &action, std::function<void()> what)
{
    say(sentence);
    m_saidTimer.start(OfferMs);
    m_offer = std::move(what);
    m_offered->setText(action);
    m_offered->setAccessibleDescription(sentence);
    placeOffer();
    m_offered->show();
}

void StatusBar::placeOffer()
{
    // As wide as its word: what it is about stands in front of it, and nothing behind.
    m_offered->ensurePolished(); // it may come with a font of its own
    const QSize size(m_offered->fontMetrics().horizontalAdvance(m_offered->text()) + Gap + 2, height() - 2);
    m_offered->setGeometry(QRect(QPoint(width() - Padding - size.width(), 2), size));
}

int StatusBar::saidEnd() const
{
    return m_offered->isHidden() ? width() - Padding : m_offered->x();
}

void StatusBar::setLog(RowId lastId, quint64 fileBytes, const QString &trouble)
{
    m_fileBytes = fileBytes;
    m_trouble = !trouble.isEmpty();
    m_rows = static_cast<quint64>(lastId);
    sayShown();
    if (m_trouble && m_mayRecord) {
        set(Recording, QStringLiteral("Recording waits: %1").arg(trouble),
            QStringLiteral("Stored rows are safe; the server is held back until recording goes on."));
        return;
    }
    if (m_trouble)
        set(Recording, trouble, QStringLiteral("What is shown was read before."));
    else
        sayLog();
}

void StatusBar::setRecording(bool recording)
{
    m_mayRecord = recording;
    if (!m_trouble)
        sayLog();
}

void StatusBar::sayLog()
{
    m_recording = m_mayRecord && (m_fileBytes > 0 || m_rows > 0);
    const QString size = QStringLiteral("%1 rows %2").arg(countText(m_rows), bytesText(m_fileBytes));
    if (m_mayRecord)
        set(Recording, QStringLiteral("REC ") + size,
            QStringLiteral(
                "Everything is recorded as it happens: rows of the log, and the size of its file"));
    else
        set(Recording, QStringLiteral("FILE ") + size,
            QStringLiteral(
                "A session that was recorded: nothing is added to the file until you connect, mark "
                "or annotate"));
}

void StatusBar::setShown(quint64 count)
{
    m_shown = count;
    sayShown();
}

void StatusBar::sayShown()
{
    const bool fewer = m_shown && *m_shown < m_rows;
    set(Shown, fewer ? QStringLiteral("%1 shown").arg(countText(*m_shown)) : QString(),
        QStringLiteral("Rows in the timeline; the others are recorded as well"));
}

void StatusBar::setSelection(const QString &words)
{
    set(Selection, words, QStringLiteral("The rows that are selected in the timeline"));
}

void StatusBar::setFacts(const ConnectionFacts &facts)
{
    if (facts.id != m_connection) {
        m_connection = facts.id;
        m_samples.clear();
        for (int i = Rate; i <= HeldBack; ++i)
            m_parts[i] = {};
    }
    m_closed = facts.readyState == ReadyState::Closed;
    if (m_closed)
        m_parts[HeldBack] = {};
    const bool opened = facts.openedNs.has_value();
    set(Protocol,
        !opened                        ? QString()
            : facts.protocol.isEmpty() ? QStringLiteral("no subprotocol")
                                       : facts.protocol,
        QStringLiteral("The subprotocol that the server chose"));
    set(Extensions,
        !opened                          ? QString()
            : facts.extensions.isEmpty() ? QStringLiteral("no extensions")
                                         : facts.extensions,
        QStringLiteral("The extensions that were agreed on"));
    update();
}

void StatusBar::setCounters(const ConnectionCounters &counters, qint64 nowNs)
{
    if (!m_mayRecord) {
        set(Rate,
            QStringLiteral("received %1  sent %2")
                .arg(countText(counters.framesIn), countText(counters.framesOut)),
            QStringLiteral("Frames: received %1, sent %2")
                .arg(bytesText(counters.bytesIn), bytesText(counters.bytesOut)));
        return;
    }
    m_samples.push_back({nowNs, counters.framesIn, counters.framesOut});
    const auto recent = std::find_if(m_samples.begin(), m_samples.end(),
        [nowNs](const Sample &sample) { return sample.timeNs >= nowNs - WindowNs; });
    // One sample older than the window is where the window begins.
    m_samples.erase(m_samples.begin(), recent == m_samples.begin() ? recent : recent - 1);

    const Sample &first = m_samples.front();
    const double seconds = std::max(1.0, static_cast<double>(nowNs - first.timeNs) / 1e9);
    set(Rate,
        QStringLiteral("in %1  out %2")
            .arg(rateText(static_cast<double>(counters.framesIn - first.in) / seconds),
                rateText(static_cast<double>(counters.framesOut - first.out) / seconds)),
        QStringLiteral("Frames a second. Received %1 in %2, sent %3 in %4")
            .arg(countText(counters.framesIn), bytesText(counters.bytesIn), countText(counters.framesOut),
                bytesText(counters.bytesOut)));
    set(Buffered, QStringLiteral("buffered %1").arg(bytesText(counters.bufferedAmount)),
        QStringLiteral(
            "bufferedAmount: bytes of messages that were sent and that the network has not accepted yet"));
    set(RoundTrip,
        counters.lastRttNs ? QStringLiteral("RTT %1").arg(durationText(*counters.lastRttNs)) : QString(),
        QStringLiteral("Time from the last ping that was answered to its pong, by hand or for keepalive"));
    set(HeldBack,
        m_closed                       ? QString()
            : counters.receivingPaused ? QStringLiteral("receiving paused")
            : counters.heldBackNs      ? QStringLiteral("held back %1").arg(durationText(counters.heldBackNs))
                                       : QString(),
        QStringLiteral("How long nothing was read from the server, so that TCP held it back"));
}

void StatusBar::set(PartName name, const QString &text, const QString &meaning)
{
    Part &part = m_parts[name];
    if (part.text == text && part.meaning == meaning)
        return;
    part.text = text;
    part.meaning = meaning;
    const int wanted = text.isEmpty() ? 0 : fontMetrics().horizontalAdvance(text);
    part.width = text.isEmpty() ? 0 : std::max(part.width, wanted);
    update();
}

int StatusBar::partAt(const QPoint &at) const
{
    int part = 0;
    while (part < shownParts() && !partRect(part).contains(at))
        ++part;
    return part < shownParts() ? part : PartCount;
}

QRect StatusBar::partRect(int index) const
{
    int x = Padding + DotWidth;
    for (int i = 0; i < index; ++i) {
        if (m_parts[i].width > 0)
            x += m_parts[i].width + Gap;
    }
    return QRect(x, 0, m_parts[index].width, height());
}

int StatusBar::shownParts() const
{
    const int said = m_said.isEmpty() ? 0 : fontMetrics().horizontalAdvance(m_said) + Gap;
    int shown = 1;
    while (shown < PartCount && partRect(shown).right() <= saidEnd() - said)
        ++shown;
    return shown;
}

QString StatusBar::text() const
{
    QStringList parts;
    for (const Part &part : m_parts)
        parts.append(part.text);
    parts.removeAll(QString());
    return parts.join(QStringLiteral(" | "));
}

QString StatusBar::visibleText() const
{
    QStringList parts;
    for (int i = 0; i < shownParts(); ++i)
        parts.append(m_parts[i].text);
    parts.removeAll(QString());
    return parts.join(QStringLiteral(" | "));
}

void StatusBar::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of(palette());
    QPainter painter(this);
    painter.setPen(theme.divider);
    painter.drawLine(0, 0, width(), 0);

    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_trouble ? theme.warning : m_recording ? theme.error : theme.controlBorder);
    painter.drawEllipse(QRectF(Padding, (height() - 8) / 2.0 + 0.5, 8, 8));

    painter.setPen(theme.text);
    painter.drawText(
        QRect(Padding, 1, saidEnd() - Padding, height() - 1), Qt::AlignVCenter | Qt::AlignRight, m_said);
    for (int i = 0; i < shownParts(); ++i) {
        const QRect rect = partRect(i);
        if (rect.width() == 0)
            continue;
        painter.setPen(i == Recording && m_trouble ? theme.warning : theme.secondary);
        painter.drawText(rect.adjusted(0, 1, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, m_parts[i].text);
        if (i > 0) {
            painter.setPen(theme.divider);
            painter.drawLine(rect.left() - Gap / 2, 7, rect.left() - Gap / 2, height() - 6);
        }
    }
}

void StatusBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    placeOffer();
    update();
}

void StatusBar::mouseMoveEvent(QMouseEvent *event)
{
    const int part = partAt(event->position().toPoint());
    setCursor(part == Protocol || part == Extensions ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void StatusBar::mouseReleaseEvent(QMouseEvent *event)
{
    const int part = partAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && (part == Protocol || part == Extensions))
        Q_EMIT connectionRequested();
}

bool StatusBar::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        if (const int part = partAt(help->pos()); part != PartCount)
            QToolTip::showText(help->globalPos(), toolTipText(m_parts[part].meaning), this, partRect(part));
        else
            QToolTip::hideText();
        return true;
    }
    return QWidget::event(event);
}

} // namespace framescope
