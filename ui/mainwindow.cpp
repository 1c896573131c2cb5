// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/mainwindow.h"

#include "protocol/httphead.h"
#include "ui/connectionbar.h"
#include "ui/detailarea.h"
#include "ui/mainmenu.h"
#include "ui/rowdetail.h"
#include "ui/setting.h"
#include "ui/startpage.h"
#include "ui/statusbar.h"
#include "ui/style.h"
#include "ui/theme.h"
#include "ui/timelinepane.h"
#include "ui/timelineview.h"
#include "ui/waitinghint.h"

#include <QApplication>
#include <QBoxLayout>
#include <QClipboard>
#include <QCloseEvent>
#include <QSplitter>
#include <QStackedWidget>
#include <QUrl>

#include <algorithm>
#include <utility>

namespace framescope {

namespace {

constexpr QSize DefaultSize(1440, 900);
constexpr QSize MinimumSize(1024, 640);
constexpr int TimelineMinimum = 580;
constexpr int DetailWidth = 480;
constexpr int LowWindow = 700; // below it the composer takes one line
constexpr int TickMs = 500;
constexpr qsizetype MaxHistory = 50;
constexpr int SmallestText = 8, NormalText = 10, LargestText = 20;

struct Settings {
    Setting<QByteArray> geometry{"window/geometry", {}};
    Setting<QByteArray> across{"window/across", {}};
    Setting<QByteArray> down{"window/down", {}};
    Setting<bool> detailBelow{"window/detail-below", false};
    Setting<bool> detailShown{"window/detail-shown", true};
    Setting<int> textSize{"window/text-size", NormalText};
    Setting<QStringList> history{"connection/history", {}};
};
const Settings &settings()
{
    static const Settings all;
    return all;
}

QString hostOf(const QString &url)
{
    const QUrl parsed(url);
    return parsed.port() < 0 ? parsed.host() : QStringLiteral("%1:%2").arg(parsed.host()).arg(parsed.port());
}

} // namespace

MainWindow::MainWindow(LiveSession &session, QWidget *parent)
    : QMainWindow(parent)
    , m_session(session)
    , m_menu(new MainMenu)
    , m_bar(new ConnectionBar)
    , m_message(new MessageBar)
    , m_across(new QSplitter(Qt::Horizontal))
    , m_down(new QSplitter(Qt::Vertical))
    , m_left(new QStackedWidget)
    , m_start(new StartPage)
    , m_timeline(new TimelinePane([this](qint64 page) { m_session.requestPage(page); }))
    , m_waiting(new WaitingHint(m_timeline))
    , m_detail(new DetailArea)
    , m_composer(new Composer)
    , m_status(new StatusBar)
{
    setWindowTitle(QStringLiteral("Framescope"));
    setMinimumSize(MinimumSize);
    m_timeline->setEpochOffsetNs(session.epochOffsetNs());
    place();
    connectMenu();
    connectSession();
    connectPanels();
    restore();
    showState();
    m_bar->focusUrl();
}

MainWindow::~MainWindow() = default;

void MainWindow::place()
{
    m_left->addWidget(m_start);
    m_left->addWidget(m_timeline);
    m_left->setMinimumWidth(TimelineMinimum);
    m_across->addWidget(m_left);
    m_across->addWidget(m_detail);
    m_across->setStretchFactor(0, 1);
    m_across->setStretchFactor(1, 0);
    m_across->setChildrenCollapsible(false);
    m_across->setSizes({DefaultSize.width() - DetailWidth, DetailWidth});
    m_down->addWidget(m_across);
    m_down->addWidget(m_composer);
    m_down->setStretchFactor(0, 1);
    m_down->setStretchFactor(1, 0);
    m_down->setChildrenCollapsible(false);
    m_down->setSizes({DefaultSize.height(), m_composer->minimumHeight()});

    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_bar);
    column->addWidget(m_message);
    column->addWidget(m_down, 1);
    column->addWidget(m_status);
    setMenuBar(m_menu);
    setCentralWidget(page);
}

void MainWindow::connectSession()
{
    connect(&m_session, &LiveSession::appended, this, &MainWindow::takeBatch);
    connect(&m_session, &LiveSession::factsChanged, this, &MainWindow::takeFacts);
    connect(&m_session, &LiveSession::countersChanged, this, [this](const ConnectionCounters &counters) {
        if (counters.id != m_session.current())
            return;
        m_status->setCounters(counters, m_session.clock().monotonicNs());
        m_menu->pause->setChecked(counters.receivingPaused);
        showNotice();
        showWaiting();
    });
    connect(&m_session, &LiveSession::pageRead, m_timeline, &TimelinePane::addPage);
    connect(&m_tick, &QTimer::timeout, this, [this] {
        if (m_session.current() != 0)
            m_status->setCounters(m_session.counters(), m_session.clock().monotonicNs());
        showWaiting();
    });
    m_tick.start(TickMs);
}

void MainWindow::connectPanels()
{
    connect(m_bar, &ConnectionBar::connectRequested, this, &MainWindow::open);
    connect(m_bar, &ConnectionBar::cancelRequested, this, [this] { m_session.abort(Network::Abort::Fin); });
    connect(m_bar, &ConnectionBar::endRequested, this, &MainWindow::end);
    connect(m_bar, &ConnectionBar::urlEdited, this, [this] {
        m_inputNotice = {};
        showState();
    });
    connect(m_message, &MessageBar::actionTriggered, this, &MainWindow::act);
    connect(m_message, &MessageBar::dismissed, this, [this] {
        m_dismissed = currentNotice();
        m_inputNotice = {};
        showNotice();
    });
    connect(m_start, &StartPage::connectRequested, this, &MainWindow::connectTo);
    connect(m_start, &StartPage::demoRequested, this, &MainWindow::startDemo);
    connect(m_composer, &Composer::sendRequested, this, &MainWindow::send);
    connect(m_waiting, &WaitingHint::pingRequested, this, [this] { m_session.ping(); });
    auto *rowDetail = new RowDetail(m_session, *m_timeline, *m_detail, this);
    connect(rowDetail, &RowDetail::noticed, m_status, &StatusBar::say);
    connect(m_timeline, &TimelinePane::noticed, m_status, &StatusBar::say);
}

void MainWindow::restore()
{
    const Settings &saved = settings();
    resize(DefaultSize);
    restoreGeometry(saved.geometry.value());
    m_across->restoreState(saved.across.value());
    m_down->restoreState(saved.down.value());
    setDetailBelow(saved.detailBelow.value());
    setDetailVisible(saved.detailShown.value());
    setTextSize(saved.textSize.value());
    m_bar->setHistory(saved.history.value());
    m_start->setRecent(saved.history.value());
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    const Settings &saved = settings();
    saved.geometry.set(saveGeometry());
    saved.across.set(m_across->saveState());
    saved.down.set(m_down->saveState());
    QMainWindow::closeEvent(event);
}

// A low window gives its height to the timeline; the user may unfold the composer again.
void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    const bool low = event->size().height() < LowWindow;
    const bool wasLow = event->oldSize().height() < LowWindow;
    if (low != wasLow || !event->oldSize().isValid())
        m_menu->fold->setChecked(low);
}

void MainWindow::connectTo(const QString &url)
{
    m_bar->setUrl(url);
    open(m_bar->url());
}

void MainWindow::open(const QString &url)
{
    const ReadyState before = m_session.facts().readyState;
    if (m_session.current() != 0 && before == ReadyState::Open)
        m_session.close(1000, {});
    else if (m_session.current() != 0 && before == ReadyState::Connecting)
        m_session.abort(Network::Abort::Fin);

    ConnectionOptions options = m_options;
    options.url = url;
    if (const auto id = m_session.open(options); !id) {
        m_inputNotice = noticeOf(m_bar->inTypedText(id.error()));
        if (url.contains(u'#'))
            m_inputNotice.actions.append(QStringLiteral("remove-fragment"));
        m_bar->showError(id.error());
    } else {
        m_inputNotice = {};
        remember(url);
    }
    m_dismissed = {};
    showState();
}

void MainWindow::end(const EndRequest &request)
{
    switch (request.way) {
    case EndRequest::Way::CloseHandshake: m_session.close(request.code, request.reason); return;
    case EndRequest::Way::Fin: m_session.abort(Network::Abort::Fin); return;
    case EndRequest::Way::Reset: m_session.abort(Network::Abort::Reset); return;
    case EndRequest::Way::StopReading: m_session.pauseReceiving(true); return;
    }
}

void MainWindow::send(const Draft &draft)
{
    if (m_session.current() == 0 || m_session.facts().readyState >= ReadyState::Closing) {
        const ConnectionId before = m_session.current();
        open(m_bar->url());
        if (m_session.current() == before)
            return;
    }
    if (draft.isText)
        m_session.sendText(draft.text);
    else
        m_session.sendBinary(draft.binary);
}

void MainWindow::showRow(RowId row)
{
    m_timeline->setCurrentRow(row);
}

void MainWindow::setDemo(std::function<Result<QString>()> start)
{
    m_startDemo = std::move(start);
    m_start->setDemoOffered(static_cast<bool>(m_startDemo));
}

void MainWindow::startDemo()
{
    const auto url = m_startDemo();
    if (url) {
        connectTo(*url);
    } else {
        m_inputNotice = noticeOf(url.error());
        showNotice();
    }
}

// The buttons of the message bar, by their names.
void MainWindow::act(const QString &action)
{
    const ConnectionFacts &facts = m_session.facts();
    if (action == u"reconnect") {
        open(facts.url);
    } else if (action == u"show-exchange" || action == u"show-body" || action == u"show-certificate") {
        showTab(DetailArea::Tab::Connection);
    } else if (action == u"show-last-frames") {
        m_timeline->view()->follow();
        m_timeline->setCurrentRow(m_timeline->model()->lastId());
        m_timeline->view()->setFocus();
    } else if (action == u"accept-once" && facts.tls && !facts.tls->chain.isEmpty()) {
        m_options.tls.acceptedFingerprints = {facts.tls->chain.first().sha256};
        open(facts.url);
        m_options.tls.acceptedFingerprints.clear();
    } else if (action == u"connect-location") {
        HttpHeadParser parser;
        QByteArrayView head(facts.responseHead);
        const auto parsed = parser.feed(head);
        if (parsed && *parsed)
            connectTo(QUrl(facts.url)
                          .resolved(QUrl(QString::fromLatin1((*parsed)->value("location").value_or(""))))
                          .toString());
    } else if (action == u"edit-url") {
        m_bar->focusUrl();
    } else if (action == u"remove-fragment") {
        const QString url = m_bar->url();
        connectTo(url.left(url.indexOf(u'#')));
    } else if (action == u"resume") {
        m_session.pauseReceiving(false);
    }
}

void MainWindow::takeBatch(const AppendBatch &batch)
{
    m_timeline->append(batch);
    m_status->setLog(batch.lastId, batch.fileBytes, batch.trouble);
    if (batch.lastId > 0)
        m_left->setCurrentWidget(m_timeline);
    if (m_trouble != batch.trouble) {
        m_trouble = batch.trouble;
        showNotice();
    }
}

void MainWindow::takeFacts(const ConnectionFacts &facts)
{
    if (facts.id == m_session.current())
        showState();
}

void MainWindow::showState()
{
    const ConnectionFacts &facts = m_session.facts();
    m_bar->setFacts(facts);
    m_status->setFacts(facts);
    const bool open = facts.id != 0 && facts.readyState == ReadyState::Open;
    m_menu->setOpen(open);
    const bool toCurrent = facts.id != 0 && facts.readyState <= ReadyState::Open;
    m_composer->setTarget(
        toCurrent ? QStringLiteral("%1 %2").arg(facts.id).arg(hostOf(facts.url)) : m_bar->url(), toCurrent);
    if (m_timeline->currentRow() == 0)
        m_detail->setFacts(facts, m_session.epochOffsetNs());
    setWindowTitle(facts.id == 0 ? QStringLiteral("Framescope")
                                 : QStringLiteral("%1 - Framescope").arg(hostOf(facts.url)));
    showNotice();
    showWaiting();
}

// The most urgent of what there is to say.
Notice MainWindow::currentNotice() const
{
    if (!m_inputNotice.what.isEmpty())
        return m_inputNotice;
    if (!m_trouble.isEmpty())
        return {Notice::Tone::Warning, QStringLiteral("Recording waits: %1.").arg(m_trouble),
            QStringLiteral("Stored rows are safe; the server is held back. Recording goes on when it can."),
            {}, {}};
    const ConnectionFacts &facts = m_session.facts();
    if (m_session.counters().receivingPaused && facts.readyState != ReadyState::Closed)
        return {Notice::Tone::Warning, QStringLiteral("Receiving is paused."),
            QStringLiteral("Nothing is read from the server; TCP holds it back."), {},
            {QStringLiteral("resume")}};
    if (facts.id == 0)
        return {};
    Notice notice = noticeOf(facts, m_session.endWasAsked());
    if (m_session.unsent() > 0 && !notice.what.isEmpty())
        notice.evidence += m_session.unsent() == 1
            ? QStringLiteral(" The message that waited for it was not sent.")
            : QStringLiteral(" %1 messages that waited for it were not sent.").arg(m_session.unsent());
    return notice;
}

void MainWindow::showNotice()
{
    const Notice notice = currentNotice();
    m_message->setNotice(notice == m_dismissed ? Notice{} : notice);
}

void MainWindow::showWaiting()
{
    const ConnectionFacts &facts = m_session.facts();
    m_waiting->setHint(waitingText(facts, m_session.counters(), m_session.clock().monotonicNs()),
        facts.readyState == ReadyState::Open);
}

void MainWindow::remember(const QString &url)
{
    QStringList history = settings().history.value();
    history.removeAll(url);
    history.prepend(url);
    history = history.first(std::min(MaxHistory, history.size()));
    settings().history.set(history);
    m_bar->setHistory(history);
}

void MainWindow::setDetailVisible(bool visible)
{
    m_menu->detail->setChecked(visible);
    m_detail->setVisible(visible);
    settings().detailShown.set(visible);
}

void MainWindow::showTab(DetailArea::Tab tab)
{
    setDetailVisible(true);
    m_detail->setTab(tab);
}

// A splitter keeps what a widget once had; the composer is to have what it needs.
void MainWindow::setFolded(bool folded)
{
    m_composer->setFolded(folded);
    const int composer = m_composer->minimumHeight();
    m_down->setSizes({std::max(1, m_down->height() - composer), composer});
}

void MainWindow::setDetailBelow(bool below)
{
    m_menu->detailBelow->setChecked(below);
    m_across->setOrientation(below ? Qt::Vertical : Qt::Horizontal);
    settings().detailBelow.set(below);
}

void MainWindow::setTextSize(int points)
{
    m_textSize = std::clamp(points, SmallestText, LargestText);
    settings().textSize.set(m_textSize);
    const QFont font = monospaceFont(m_textSize);
    m_detail->setTextFont(font);
    m_composer->setTextFont(font);
}

void MainWindow::focusNextPane(int step)
{
    const QList<QWidget *> panes{m_bar, m_left, m_detail, m_composer};
    const QWidget *focus = focusWidget();
    qsizetype at = 0;
    for (qsizetype i = 0; i < panes.size(); ++i) {
        if (panes[i] == focus || panes[i]->isAncestorOf(focus))
            at = i;
    }
    at = (at + step + panes.size()) % panes.size();
    if (panes[at] == m_bar)
        m_bar->focusUrl();
    else if (panes[at] == m_left)
        m_timeline->view()->setFocus(Qt::TabFocusReason);
    else if (panes[at] == m_detail)
        m_detail->focusPage();
    else
        m_composer->focusEditor();
}

void MainWindow::connectMenu()
{
    const auto on = [this](const QAction *action, auto &&what) {
        connect(action, &QAction::triggered, this, what);
    };
    on(m_menu->copyPath, [this] { QApplication::clipboard()->setText(m_session.path()); });
    on(m_menu->quit, [this] { close(); });
    on(m_menu->message, [this] { showTab(DetailArea::Tab::Message); });
    on(m_menu->hex, [this] { showTab(DetailArea::Tab::Hex); });
    on(m_menu->connection, [this] { showTab(DetailArea::Tab::Connection); });
    connect(m_menu->detail, &QAction::toggled, this, &MainWindow::setDetailVisible);
    connect(m_menu->detailBelow, &QAction::toggled, this, &MainWindow::setDetailBelow);
    connect(m_menu->fold, &QAction::toggled, this, &MainWindow::setFolded);
    on(m_menu->nextPane, [this] { focusNextPane(1); });
    on(m_menu->previousPane, [this] { focusNextPane(-1); });
    on(m_menu->larger, [this] { setTextSize(m_textSize + 1); });
    on(m_menu->smaller, [this] { setTextSize(m_textSize - 1); });
    on(m_menu->normal, [this] { setTextSize(NormalText); });
    on(m_menu->systemTheme, [] { applyLook(ThemeChoice::System); });
    on(m_menu->lightTheme, [] { applyLook(ThemeChoice::Light); });
    on(m_menu->darkTheme, [] { applyLook(ThemeChoice::Dark); });
    on(m_menu->address, [this] { m_bar->focusUrl(); });
    on(m_menu->connectNow, [this] {
        if (!m_bar->url().isEmpty())
            open(m_bar->url());
    });
    on(m_menu->disconnectNow, [this] { m_session.close(1000, {}); });
    on(m_menu->endAs, [this] { m_bar->popUpEnd(); });
    on(m_menu->ping, [this] { m_session.ping(); });
    on(m_menu->pause, [this](bool paused) { m_session.pauseReceiving(paused); });
    on(m_menu->mark, [this] { m_session.mark(QStringLiteral("Mark")); });
    on(m_menu->follow, [this] { m_timeline->view()->follow(); });
    on(m_menu->about, [this] {
        m_inputNotice = {Notice::Tone::Info,
            QStringLiteral("Framescope %1.").arg(QStringLiteral(FRAMESCOPE_VERSION)),
            QStringLiteral("A desktop WebSocket inspector, on Qt %1. This session: %2")
                .arg(QLatin1StringView(qVersion()), m_session.path()),
            {}, {}};
        showNotice();
    });
}

} // namespace framescope
