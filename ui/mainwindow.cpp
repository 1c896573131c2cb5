// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/mainwindow.h"

#include "ui/address.h"
#include "ui/automaticsends.h"
#include "ui/codenaming.h"
#include "ui/commandpalette.h"
#include "ui/composer.h"
#include "ui/connectionbar.h"
#include "ui/connectioncontrol.h"
#include "ui/connectionsetup.h"
#include "ui/connectionsidebar.h"
#include "ui/connectionview.h"
#include "ui/detailarea.h"
#include "ui/diagnostics.h"
#include "ui/filterbar.h"
#include "ui/helptools.h"
#include "ui/library.h"
#include "ui/librarycommands.h"
#include "ui/mainmenu.h"
#include "ui/movedsessions.h"
#include "ui/noticebar.h"
#include "ui/optionsdrawer.h"
#include "ui/panes.h"
#include "ui/protectedsends.h"
#include "ui/recoveredcard.h"
#include "ui/sessionmover.h"
#include "ui/sessionopener.h"
#include "ui/sessionsaver.h"
#include "ui/setting.h"
#include "ui/settingstools.h"
#include "ui/startpage.h"
#include "ui/statusbar.h"
#include "ui/timecontrol.h"
#include "ui/timelinefind.h"
#include "ui/timelinepane.h"
#include "ui/timelinetools.h"
#include "ui/timelineview.h"
#include "ui/waitinghint.h"

#include <QApplication>
#include <QBoxLayout>
#include <QClipboard>
#include <QCloseEvent>
#include <QDesktopServices>
#include <QFileInfo>
#include <QScreen>

namespace framescope {

namespace {

constexpr QSize DefaultSize(1440, 900);
constexpr QSize MinimumSize(1024, 640);
constexpr QSize FrameSize(8, 40);  // about: how large it is, is known only when it is there
constexpr int LowWindow = 700;     // below it the composer takes one line
constexpr int NarrowWindow = 1200; // below it the sidebar is closed
constexpr int TickMs = 500;

struct Settings {
    Setting<QByteArray> geometry{"window/geometry", {}};
};
const Settings &settings()
{
    static const Settings all;
    return all;
}

} // namespace

MainWindow::MainWindow(LiveSession &session, QWidget *parent)
    : QMainWindow(parent)
    , m_session(session)
    , m_menu(new MainMenu)
    , m_bar(new ConnectionBar)
    , m_drawer(new OptionsDrawer)
    , m_environments(new EnvironmentList(this))
    , m_setup(new ConnectionSetup(*m_bar, *m_drawer, *m_environments, this))
    , m_control(new ConnectionControl(m_session, *m_bar, *m_setup, this))
    , m_opener(new SessionOpener(*this))
    , m_saver(new SessionSaver(m_session, *this))
    , m_mover(new SessionMover(m_session, *this))
    , m_library(new Library(Library::usualPath(), this))
    , m_message(new MessageBar(m_actions))
    , m_panes(new Panes([this](qint64 page) { m_session.requestPage(page); },
          [this] { return m_session.clock().monotonicNs(); }, *m_library))
    , m_libraryCommands(
          new LibraryCommands(*m_library, {m_session, *m_bar, *m_setup, *m_control, *m_panes}, this))
    , m_sidebar(m_panes->sidebar())
    , m_timeline(m_panes->timeline())
    , m_waiting(new WaitingHint(m_timeline))
    , m_detail(m_panes->detail())
    , m_automatic(new NoticeBar(NoticeBar::Tone::Warning))
    , m_status(new StatusBar)
    , m_naming(new CodeNaming(m_session, *m_timeline->view(), *this))
    , m_protected(new ProtectedSends(*this))
{
    setWindowTitle(QStringLiteral("Framescope"));
    m_timeline->time()->setEpochOffsetNs(session.epochOffsetNs());
    m_timeline->setSession(session.place(), [&session] { return session.commitPublished(); });
    place();
    declareActions();
    connectMenu();
    connectSession();
    connectPanels();
    auto *automatic =
        new AutomaticSends(m_session, *m_control, *m_protected, *m_panes->composer(), *m_automatic, this);
    connect(automatic, &AutomaticSends::valueLacked, this, &MainWindow::sayValueLacks);
    connectSetup();
    connectOpening();
    restore();
    showState();
    if (const auto &trouble = m_environments->trouble())
        say(noticeOf(*trouble));
    if (m_session.isRecording())
        m_bar->focusUrl();
    else
        m_timeline->view()->setFocus();
}

// What has the keyboard loses it when it goes, and would still tell that to a window that is none any more.
MainWindow::~MainWindow()
{
    for (QObject *child : findChildren<QObject *>())
        child->disconnect(this);
}

void MainWindow::place()
{
    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_bar);
    column->addWidget(m_drawer);
    column->addWidget(m_message);
    column->addWidget(m_panes, 1);
    column->addWidget(m_automatic);
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
        m_notices.setReceivingPaused(
            counters.receivingPaused && m_session.facts().readyState != ReadyState::Closed);
        showNotice();
        showWaiting();
    });
    connect(&m_session, &LiveSession::pageRead, m_timeline, &TimelinePane::addPage);
    connect(&m_tick, &QTimer::timeout, this, [this] {
        if (m_session.current() != 0)
            m_status->setCounters(m_session.counters(), m_session.clock().monotonicNs());
        m_notices.passTime(m_session.clock().monotonicNs());
        showNotice();
        showWaiting();
    });
    m_tick.start(TickMs);
}

void MainWindow::connectPanels()
{
    connect(m_bar, &ConnectionBar::urlEdited, this, [this] {
        m_notices.setInput({});
        showState();
    });
    connect(m_message, &MessageBar::dismissed, this, [this] {
        m_notices.hideShown();
        showNotice();
    });
    connect(m_panes->start(), &StartPage::connectRequested, m_control, &ConnectionControl::connectTo);
    connect(m_panes->start(), &StartPage::demoRequested, this, &MainWindow::startDemo);
    connect(m_panes->start(), &StartPage::folderRequested, this, [this](const QString &folder) {
        if (!QDesktopServices::openUrl(QUrl::fromLocalFile(folder)))
            m_status->say(QStringLiteral("No program here shows folders; this one is %1").arg(folder));
    });
    connect(m_panes->composer(), &Composer::sendRequested, m_control, &ConnectionControl::sendWritten);
    connect(m_panes->composer(), &Composer::sendAsItIsRequested, m_control,
        [this](const Draft &draft, const std::vector<ConnectionId> &to) { m_control->send(draft, to); });
    connect(m_panes->composer(), &Composer::valueLacked, this, &MainWindow::sayValueLacks);
    connect(m_control, &ConnectionControl::valueLacked, this, &MainWindow::sayValueLacks);
    connect(m_panes->composer(), &Composer::connectionChosen, this, &MainWindow::speakTo);
    connect(&m_session, &LiveSession::factsChanged, m_panes->composer(), &Composer::takeFacts);
    connect(m_sidebar, &ConnectionSidebar::chosenChanged, this, &MainWindow::showChosen);
    connect(m_timeline, &TimelinePane::sentHidden, this, [this](RowId row) {
        m_status->offer(
            QStringLiteral("Sent #%1, hidden by the filter.").arg(row), QStringLiteral("Show"), [this, row] {
                m_timeline->filterBar()->clear();
                m_timeline->setCurrentRow(row);
            });
    });
    connect(m_waiting, &WaitingHint::pingRequested, this, [this] { m_session.ping(); });
    connect(m_naming, &CodeNaming::named, this, [this] { takeFacts(m_session.facts()); });
    auto *tools = new TimelineTools(m_session, *m_panes, *m_status, *m_control, *this);
    tools->obey(*m_menu);
    connect(m_status, &StatusBar::connectionRequested, this, &MainWindow::showConnection);
}

void MainWindow::connectSetup()
{
    connect(m_setup, &ConnectionSetup::noticed, this, &MainWindow::say);
    connect(m_setup, &ConnectionSetup::acted, this, [this] {
        m_notices.setInput({});
        showNotice();
    });
    connect(m_control, &ConnectionControl::refused, this, &MainWindow::say);
    connect(m_saver, &SessionSaver::noticed, this, &MainWindow::say);
    connect(m_libraryCommands, &LibraryCommands::noticed, this, &MainWindow::say);
    connect(m_saver, &SessionSaver::saved, m_status, &StatusBar::say);
    connect(m_mover, &SessionMover::noticed, this, &MainWindow::say);
    connect(m_mover, &SessionMover::moved, m_status, &StatusBar::say);
    connect(&m_session, &LiveSession::moved, this, [](const QString &from, const QString &to) {
        forgetMovedSessions({from});
        rememberMovedSession(to);
    });
    connect(m_control, &ConnectionControl::opened, this, &MainWindow::takeOpened);
    connect(m_setup, &ConnectionSetup::messageTaken, m_panes->composer(), &Composer::setText);
    connect(m_setup, &ConnectionSetup::changed, this, [this] {
        if (m_session.current() != 0 && m_session.facts().readyState <= ReadyState::Open)
            say({Notice::Tone::Info, QStringLiteral("Applies to the next connection."), {}, {},
                {QStringLiteral("reconnect-now")}});
    });
    connect(m_setup, &ConnectionSetup::environmentChanged, this, &MainWindow::showState);
    connect(m_bar, &ConnectionBar::copiesRequested, this, [this](const QString &url, int copies) {
        m_protected->ask(m_setup->environment(), QStringLiteral("Open %1 connections").arg(copies),
            QStringLiteral("Open %1 connections to %2?").arg(copies).arg(hostAndPort(m_setup->filledUrl())),
            [this, url, copies] { m_control->openBeside(url, copies); });
    });
    connect(m_menu->options, &QAction::triggered, m_setup, &ConnectionSetup::toggleDrawer);
}

void MainWindow::restore()
{
    const Settings &saved = settings();
    const QSize room = screen()->availableSize() - FrameSize;
    setMinimumSize(MinimumSize.boundedTo(room));
    resize(DefaultSize.boundedTo(room));
    restoreGeometry(saved.geometry.value());
    resize(size().boundedTo(room)); // it may come from a larger screen
    m_panes->restore();
    m_panes->start()->setRecent(m_control->history().addresses());
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    settings().geometry.set(saveGeometry());
    m_panes->save();
    QMainWindow::closeEvent(event);
}

// Esc closes the innermost; what has the keyboard had its chance.
void MainWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape
        && (m_panes->hidePreview() || m_detail->closeFind() || m_timeline->find()->close()))
        return;
    if (event->key() == Qt::Key_Escape && m_setup->isDrawerShown())
        m_setup->setDrawerShown(false);
    else if (event->key() == Qt::Key_Escape)
        m_timeline->view()->clearSelection();
    else
        QMainWindow::keyPressEvent(event);
}

// A low window gives its height to the timeline, a narrow one its width; the user may open both again.
void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    const bool low = event->size().height() < LowWindow;
    const bool wasLow = event->oldSize().height() < LowWindow;
    if (low != wasLow || !event->oldSize().isValid())
        m_panes->setLow(low);
    const bool narrow = event->size().width() < NarrowWindow;
    const bool wasNarrow = event->oldSize().width() < NarrowWindow;
    if (narrow != wasNarrow || !event->oldSize().isValid())
        m_panes->setNarrow(narrow);
}

void MainWindow::connectTo(const QString &url)
{
    m_control->connectTo(url);
}

void MainWindow::takeOpened(ConnectionId id)
{
    m_notices.setInput({});
    m_notices.forgetHidden();
    m_panes->start()->setRecent(m_control->history().addresses());
    m_sidebar->takeFacts(m_session.facts());
    if (!m_sidebar->chosen().empty())
        m_sidebar->choose(id);
    showState();
}

void MainWindow::say(const Notice &notice)
{
    m_notices.setInput(notice);
    m_notices.forgetHidden();
    showNotice();
}

void MainWindow::sayValueLacks(const QString &variable, const QString &environment)
{
    m_setup->setLacking(variable, environment);
    Notice notice = noticeOf(missingValue(variable, m_environments->find(environment)));
    notice.evidence = QStringLiteral("Nothing was sent.");
    notice.actions = QStringList{QStringLiteral("set-value"), QStringLiteral("send-as-it-is")};
    say(notice);
}

void MainWindow::showRow(RowId row)
{
    m_timeline->setCurrentRow(row);
}

void MainWindow::setDemo(std::function<Result<QString>()> start)
{
    m_startDemo = std::move(start);
    m_panes->start()->setDemoOffered(static_cast<bool>(m_startDemo));
}

void MainWindow::setCaptures(const QString &words, const QString &folder)
{
    m_panes->start()->setCaptures(words, folder);
}

void MainWindow::setRecovered(const std::vector<RecoveredCapture> &captures)
{
    m_panes->start()->recovered()->setCaptures(captures);
}

void MainWindow::setSessionWindow(std::function<Result<void>(const QString &)> open)
{
    m_menu->openSession->setVisible(static_cast<bool>(open));
    m_panes->start()->setOpenOffered(static_cast<bool>(open));
    m_opener->setOpen(std::move(open));
}

void MainWindow::setNewWindow(std::function<Result<void>()> open)
{
    m_openWindow = std::move(open);
    m_menu->newWindow->setVisible(static_cast<bool>(m_openWindow));
}

void MainWindow::startDemo()
{
    const auto url = m_startDemo();
    if (url)
        m_control->connectToDemo(*url);
    else
        say(noticeOf(url.error()));
}

void MainWindow::declareActions()
{
    m_setup->declare(m_actions, [this] { return m_session.facts().outcome.cause; });
    m_control->declare(m_actions);
    m_saver->declare(m_actions);
    m_mover->declare(m_actions);
    m_libraryCommands->declare(m_actions);
    m_naming->declare(m_actions);
    const auto add = [this](const char *name, const char *words, auto what) {
        m_actions.add(QString::fromLatin1(name), QString::fromLatin1(words), what);
    };
    add("send-as-it-is", "Send it as it is", [this] {
        m_notices.setInput({});
        m_panes->composer()->sendAsItIs();
        showNotice();
    });
    add("show-exchange", "Request and response", [this] { showConnection(); });
    add("show-body", "Show body", [this] { showConnection(); });
    add("show-certificate", "Show certificate", [this] { showCertificates(); });
    add("show-last-frames", "Last frames", [this] {
        m_timeline->setCurrentRow(m_timeline->lastRowOf(m_session.current()));
        m_timeline->view()->setFocus();
    });
}

// The timeline shows what is chosen in the sidebar, and one that is chosen alone is spoken to.
void MainWindow::showChosen()
{
    m_timeline->setConnections(m_sidebar->chosen());
    const ConnectionId id = m_sidebar->single();
    if (id != 0 && m_session.factsOf(id).id != 0)
        speakTo(id);
}

void MainWindow::speakTo(ConnectionId id)
{
    if (id == m_session.current())
        return;
    m_session.setCurrent(id);
    m_control->showCurrent();
    m_notices.setInput({}); // it was about the one before
    m_notices.forgetHidden();
    showState();
}

void MainWindow::takeBatch(const AppendBatch &batch)
{
    m_timeline->append(batch);
    m_sidebar->take(batch);
    m_status->setLog(batch.lastId, batch.fileBytes, batch.trouble);
    if (batch.lastId > 0)
        m_panes->showTimeline();
    if (const auto sent = m_hiddenSends.take(batch, m_sidebar->chosen()))
        m_status->offer(sent->words(), QStringLiteral("Show"), [this, sent = *sent] {
            m_sidebar->choose(sent.connection);
            m_timeline->setCurrentRow(sent.row);
        });
    m_notices.setTrouble(
        m_session.isRecording() ? batch.trouble : QString(), batch.lastId, m_session.clock().monotonicNs());
    showNotice();
}

void MainWindow::takeFacts(const ConnectionFacts &facts)
{
    if (facts.id == m_session.current()) {
        if (!m_session.isRecording() && m_bar->url().isEmpty())
            m_control->showCurrent();
        showState();
    }
    if (m_detail->row() != 0 && facts.id == m_detail->connectionId())
        m_detail->setFacts(facts, m_session.epochOffsetNs());
}

void MainWindow::showState()
{
    const ConnectionFacts &facts = m_session.facts();
    const bool isRecorded = !m_session.isRecording();
    m_bar->setFacts(facts, isRecorded);
    m_status->setRecording(!isRecorded);
    m_sidebar->setCurrent(facts.id);
    m_status->setFacts(facts);
    const bool open = !isRecorded && facts.id != 0 && facts.readyState == ReadyState::Open;
    m_menu->setOpen(open);
    m_menu->setEnd(m_control->endWords());
    m_notices.setEndable(!m_control->endWords().isEmpty());
    m_menu->duplicate->setEnabled(facts.id != 0);
    m_menu->certificates->setEnabled(facts.tls.has_value());
    const bool toCurrent = !isRecorded && facts.id != 0 && facts.readyState <= ReadyState::Open;
    const Environment *environment = m_control->environmentOf(facts.id);
    m_panes->composer()->setEnvironment(environment ? std::optional(*environment) : std::nullopt);
    m_panes->composer()->setTarget(
        toCurrent ? QStringLiteral("%1 %2").arg(facts.id).arg(hostAndPort(facts.url)) : m_bar->url(),
        toCurrent);
    if (m_detail->row() == 0)
        m_detail->setFacts(facts, m_session.epochOffsetNs());
    const QString subject = isRecorded ? QFileInfo(m_session.path()).fileName() : hostAndPort(facts.url);
    setWindowTitle(
        subject.isEmpty() ? QStringLiteral("Framescope") : QStringLiteral("%1 - Framescope").arg(subject));
    m_notices.setReceivingPaused(
        m_session.counters().receivingPaused && facts.readyState != ReadyState::Closed);
    Notice outcome = facts.id == 0 || isRecorded ? Notice() : noticeOf(facts, m_session.endWasAsked());
    if (!outcome.what.isEmpty())
        m_control->tellValues(facts, outcome);
    m_notices.setOutcome(outcome, m_session.unsent());
    showNotice();
    showWaiting();
}

void MainWindow::showNotice()
{
    m_message->setNotice(m_notices.shown());
}

void MainWindow::showWaiting()
{
    if (!m_session.isRecording())
        return m_waiting->setHint({}, false);
    const ConnectionFacts &facts = m_session.facts();
    m_waiting->setHint(waitingText(facts, m_session.counters(), m_session.clock().monotonicNs()),
        facts.readyState == ReadyState::Open);
}

// What the bar and the status line speak of, whichever row is chosen or pinned.
void MainWindow::showConnection()
{
    const ConnectionId current = m_session.current();
    if (m_detail->row() != 0 && m_detail->connectionId() != current) {
        m_detail->setPinned(false);
        m_detail->setWatching(false);
        if (const RowId last = m_timeline->lastRowOf(current); last != 0)
            m_timeline->setCurrentRow(last);
        else
            m_detail->clear();
        m_detail->setFacts(m_session.facts(), m_session.epochOffsetNs());
    }
    showTab(DetailArea::Tab::Connection);
}

void MainWindow::showCertificates()
{
    showConnection();
    m_detail->connection()->showTls();
}

void MainWindow::showTab(DetailArea::Tab tab)
{
    m_panes->showDetail();
    m_detail->setTab(tab);
}

void MainWindow::focusNextPane(int step)
{
    if (m_panes->focusNext(step))
        return;
    if (!m_bar->isAncestorOf(focusWidget()))
        m_bar->focusUrl();
    else if (step > 0)
        m_panes->focusFirst();
    else
        m_panes->focusLast();
}

void MainWindow::connectHelp()
{
    auto *help = new HelpTools(*this);
    const std::pair<const QWidget *, const char *> chapters[] = {{m_bar, "start"}, {m_sidebar, "start"},
        {m_drawer, "options"}, {m_message, "ending"}, {m_timeline, "timeline"}, {m_detail, "detail"},
        {m_panes->composer(), "sending"}};
    for (const auto &[pane, chapter] : chapters)
        help->addPane(pane, QLatin1StringView(chapter));
    connect(m_menu->manual, &QAction::triggered, help, &HelpTools::openManual);
}

// A window in which nothing happened makes room for the session that was opened.
void MainWindow::connectOpening()
{
    RecoveredCard *recovered = m_panes->start()->recovered();
    setSessionWindow({});
    connect(m_menu->openSession, &QAction::triggered, m_opener, &SessionOpener::choose);
    connect(m_panes->start(), &StartPage::openRequested, m_opener, &SessionOpener::choose);
    connect(recovered, &RecoveredCard::openRequested, m_opener, &SessionOpener::open);
    connect(recovered, &RecoveredCard::said, m_status, &StatusBar::say);
    connect(recovered, &RecoveredCard::refused, this, [this](const Error &error) { say(noticeOf(error)); });
    connect(m_opener, &SessionOpener::noticed, this, &MainWindow::say);
    connect(m_opener, &SessionOpener::opened, this, [this] {
        if (m_session.current() == 0 && m_timeline->model()->lastId() == 0)
            close();
    });
    connect(&m_session, &LiveSession::recordingBegan, this, &MainWindow::showState);
    connect(&m_session, &LiveSession::recordingRefused, this,
        [this](const Error &error) { say(noticeOf(error)); });
}

void MainWindow::connectMenu()
{
    const auto on = [this](const QAction *action, auto &&what) {
        connect(action, &QAction::triggered, this, what);
    };
    m_menu->newWindow->setVisible(false);
    on(m_menu->newWindow, [this] {
        if (const auto opened = m_openWindow(); !opened)
            say(noticeOf(opened.error()));
    });
    on(m_menu->saveCopy, [this] { m_saver->save(); });
    on(m_menu->copyPath, [this] { QApplication::clipboard()->setText(m_session.path()); });
    on(m_menu->quit, [this] { close(); });
    on(m_menu->message, [this] { showTab(DetailArea::Tab::Message); });
    on(m_menu->hex, [this] { showTab(DetailArea::Tab::Hex); });
    on(m_menu->frame, [this] { showTab(DetailArea::Tab::Frame); });
    on(m_menu->connection, [this] { showTab(DetailArea::Tab::Connection); });
    on(m_menu->nextPane, [this] { focusNextPane(1); });
    on(m_menu->previousPane, [this] { focusNextPane(-1); });
    m_panes->obey(*m_menu);
    m_libraryCommands->obey(*m_menu);
    new SettingsTools(m_session, *m_panes, *m_control, *m_setup, *m_environments, *m_menu, *this);
    on(m_menu->address, [this] { m_bar->focusUrl(); });
    on(m_menu->connectNow, [this] { m_control->openTyped(); });
    on(m_menu->connectAnew, [this] { m_control->beginAnew(); });
    on(m_menu->duplicate, [this] { m_control->duplicate(); });
    on(m_menu->disconnectNow, [this] { m_control->endNow(); });
    on(m_menu->endAs, [this] { m_bar->popUpMore(); });
    on(m_menu->ping, [this] { m_session.ping(); });
    on(m_menu->pause, [this](bool paused) { m_session.pauseReceiving(paused); });
    on(m_menu->follow, [this] { m_timeline->view()->follow(); });
    connectHelp();
    auto *palette = new CommandPalette(*m_menu, this);
    on(m_menu->commands, [palette] { palette->popUp(); });
    on(m_menu->certificates, [this] { showCertificates(); });
    on(m_menu->diagnostics, [this] {
        QApplication::clipboard()->setText(diagnostics(m_session.facts()));
        m_status->say(QStringLiteral("Copied: versions, system and settings; no address and no secret."));
    });
    on(m_menu->about, [this] {
        say({Notice::Tone::Info, QStringLiteral("Framescope %1.").arg(QStringLiteral(FRAMESCOPE_VERSION)),
            QStringLiteral("A desktop WebSocket inspector, on Qt %1. This session: %2")
                .arg(QLatin1StringView(qVersion()), m_session.path()),
            {}, {}});
    });
}

} // namespace framescope
