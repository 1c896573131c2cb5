// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/rowactions.h"

#include "ui/linepopover.h"
#include "ui/rowcopier.h"
#include "ui/rowlinks.h"
#include "ui/theme.h"
#include "ui/timecontrol.h"
#include "ui/timelinepane.h"
#include "ui/timelineview.h"

#include <QAction>
#include <QMenu>
#include <QPainter>

namespace framescope {

namespace {

// Of the selected rows, more are not coloured at once: each is a row of the session's own table.
constexpr qsizetype MostMarked = 1000;
constexpr int SwatchSize = 16;

bool isMessage(const Row &row)
{
    const Opcode opcode = row.header.opcode;
    return row.kind == RowKind::Frame && row.flags.testFlag(RowFlag::EndsMessage)
        && (opcode == Opcode::Text || opcode == Opcode::Binary || opcode == Opcode::Continuation);
}

QIcon swatch(const QColor &colour, const QColor &edge)
{
    QPixmap picture(SwatchSize, SwatchSize);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setPen(edge);
    painter.setBrush(colour);
    painter.drawRect(2, 2, SwatchSize - 5, SwatchSize - 5);
    return picture;
}

QString colourName(quint8 colour)
{
    QString word = colourWord(colour);
    word[0] = word[0].toUpper();
    return word;
}

} // namespace

RowActions::RowActions(TimelinePane &pane, RowCopier &copier)
    : QObject(&pane)
    , m_pane(pane)
    , m_copier(copier)
    , m_copy(new QMenu(tr("Copy"), &pane))
    , m_places(new QMenu(tr("Go to"), &pane))
    , m_marks(new QMenu(tr("Mark"), &pane))
    , m_note(new LinePopover(&pane))
{
    m_edit = addCommand(tr("Edit and send"), Qt::Key_E, Command::Edit);
    m_sendAgain =
        addCommand(tr("Send again, same bytes"), QKeySequence(Qt::SHIFT | Qt::Key_E), Command::SendAgain);
    m_save = addCommand(tr("Save payload as..."), {}, Command::Save);
    m_open = addCommand(tr("Open in own window"), Qt::Key_Return, Command::Open);
    m_zero = add(tr("Time zero here"), Qt::Key_Z, [this] { setZero(); });
    m_toggleMark = add(tr("Mark or unmark"), Qt::Key_M, [this] { toggleMark(); });
    m_writeNote = add(tr("Note..."), Qt::Key_N, [this] { writeNote(); });
    addCopies();
    addPlaces();
    addMarks();
    const auto separator = [this] {
        auto *action = new QAction(this);
        action->setSeparator(true);
        return action;
    };
    m_groups = {m_edit, m_sendAgain, separator(), m_copy->menuAction(), m_save, separator(),
        m_places->menuAction(), m_zero, m_marks->menuAction(), m_writeNote, separator(), m_open};
    update();
}

RowActions::~RowActions() = default;

template <typename Do>
QAction *RowActions::add(const QString &words, const QKeySequence &keys, Do what)
{
    auto *action = new QAction(words, this);
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetShortcut);
    m_pane.view()->addAction(action);
    connect(action, &QAction::triggered, this, what);
    return action;
}

QAction *RowActions::addCommand(const QString &words, const QKeySequence &keys, Command command)
{
    return add(words, keys, [this, command] { Q_EMIT requested(command, m_pane.currentRow()); });
}

void RowActions::addCopies()
{
    m_copy->addAction(add(tr("Payload"), QKeySequence(QKeySequence::Copy),
        [this] { m_copier.copyPayloads(m_pane.selection()); }));
    m_copy->addAction(add(tr("Row"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C),
        [this] { m_copier.copyRows(m_pane.selection()); }));
    m_copy->addSeparator();
    m_copy->addAction(addCommand(tr("As hex"), {}, Command::CopyHex));
    m_copy->addAction(addCommand(tr("As Base64"), {}, Command::CopyBase64));
    m_copy->addAction(addCommand(tr("As C array"), {}, Command::CopyCArray));
    m_copy->addSeparator();
    m_messageCopies = {addCommand(tr("As wscat"), {}, Command::CopyWscat),
        addCommand(tr("As websocat"), {}, Command::CopyWebsocat),
        addCommand(tr("As curl"), {}, Command::CopyCurl),
        addCommand(tr("As JavaScript"), {}, Command::CopyJavaScript),
        addCommand(tr("As Python"), {}, Command::CopyPython)};
    m_copy->addActions(m_messageCopies);
    m_withSecrets = m_copy->addAction(tr("These with secrets"));
    m_withSecrets->setCheckable(true);
}

bool RowActions::copiesSecrets() const
{
    return m_withSecrets->isChecked();
}

void RowActions::addPlaces()
{
    m_pair = add(tr("Its ping or pong"), Qt::Key_P, [this] { goToPair(); });
    m_firstFragment = add(tr("First fragment"), {}, [this] { goToFirstFragment(); });
    m_end = add(tr("End of the connection"), {}, [this] { goToEnd(); });
    m_previousMarked =
        add(tr("Previous marked row"), QKeySequence(Qt::CTRL | Qt::Key_Up), [this] { goToMarked(-1); });
    m_nextMarked =
        add(tr("Next marked row"), QKeySequence(Qt::CTRL | Qt::Key_Down), [this] { goToMarked(1); });
    m_places->addActions({m_pair, m_firstFragment, m_end});
    m_places->addSeparator();
    m_places->addActions({m_previousMarked, m_nextMarked});
}

void RowActions::addMarks()
{
    for (quint8 colour = 1; colour <= Annotation::LastColour; ++colour)
        m_marks->addAction(add(colourName(colour), {}, [this, colour] { mark(colour); }));
    m_marks->addSeparator();
    m_marks->addAction(add(tr("No colour"), {}, [this] { mark(Annotation::NoColour); }));
    m_marks->addAction(m_toggleMark);
    // The theme may change while the program runs.
    connect(m_marks, &QMenu::aboutToShow, this, [this] {
        const Theme &theme = Theme::of(m_pane.palette());
        for (int i = 0; i < Annotation::LastColour; ++i)
            m_marks->actions().at(i)->setIcon(
                swatch(theme.marks[static_cast<std::size_t>(i)], theme.controlBorder));
    });
}

void RowActions::addTo(QMenu &menu) const
{
    menu.addActions(m_groups);
}

const Row *RowActions::current() const
{
    const RowId id = m_pane.currentRow();
    return id == 0 ? nullptr : m_pane.model()->peekAt(id);
}

void RowActions::update()
{
    const Row *row = current();
    const bool isFrame = row && row->kind == RowKind::Frame;
    const Opcode opcode = isFrame ? row->header.opcode : Opcode::Continuation;
    const bool isPing = isFrame && opcode == Opcode::Ping;
    m_edit->setEnabled(row && isMessage(*row));
    m_sendAgain->setEnabled(isPing || (row && isMessage(*row)));
    m_save->setEnabled(isFrame);
    for (QAction *action : m_copy->actions())
        action->setEnabled(isFrame);
    for (QAction *action : std::as_const(m_messageCopies))
        action->setEnabled(row && isMessage(*row));
    m_withSecrets->setEnabled(true);
    // Rows without a payload, and many at once, are copied as lines too.
    const bool some = m_pane.selectedCount() > 0;
    m_copy->actions().at(0)->setEnabled(some);
    m_copy->actions().at(1)->setEnabled(some);
    m_copy->menuAction()->setEnabled(some);
    m_pair->setEnabled(isPing || (isFrame && opcode == Opcode::Pong));
    m_firstFragment->setEnabled(isFrame && row->message != row->id);
    m_end->setEnabled(row && m_pane.lastRowOf(row->connection) != 0);
    for (QAction *action : {m_zero, m_writeNote, m_toggleMark, m_marks->menuAction(), m_open})
        action->setEnabled(row);
}

void RowActions::showRow(RowId id)
{
    m_pane.setCurrentRow(id);
}

void RowActions::goToPair()
{
    const RowId pair = pairOf(*m_pane.model(), *current());
    if (pair != 0)
        showRow(pair);
    else
        Q_EMIT noticed(tr("None with the same payload is among the rows at hand."));
}

void RowActions::goToFirstFragment()
{
    const RowId first = current()->message;
    m_pane.setFrames(true);
    showRow(first);
}

void RowActions::goToEnd()
{
    showRow(m_pane.lastRowOf(current()->connection));
}

void RowActions::goToMarked(int step)
{
    const Annotations &all = m_pane.model()->annotations();
    RowId id = m_pane.currentRow();
    do
        id = step > 0 ? all.after(id) : all.before(id);
    while (id != 0 && m_pane.model()->rowOf(id) < 0);
    if (id != 0)
        showRow(id);
    else
        Q_EMIT noticed(step > 0 ? tr("No marked row follows.") : tr("No marked row stands before."));
}

void RowActions::setZero()
{
    m_pane.time()->setZeroNs(current()->timeNs);
}

void RowActions::toggleMark()
{
    const Annotation *there = m_pane.model()->annotations().of(m_pane.currentRow());
    mark(there && there->colour != Annotation::NoColour ? Annotation::NoColour : m_lastColour);
}

void RowActions::mark(quint8 colour)
{
    if (colour != Annotation::NoColour)
        m_lastColour = colour;
    if (m_pane.selectedCount() > MostMarked) {
        Q_EMIT noticed(tr("Nothing was marked: choose %1 rows at most.").arg(MostMarked));
        return;
    }
    for (const RowRange range : m_pane.selection()) {
        for (RowId id = range.first; id <= range.last; ++id) {
            const Annotation *there = m_pane.model()->annotations().of(id);
            Q_EMIT annotated({id, colour, there ? there->text : QString()});
        }
    }
}

void RowActions::writeNote()
{
    const RowId id = m_pane.currentRow();
    const Annotation *there = m_pane.model()->annotations().of(id);
    const quint8 colour = there ? there->colour : Annotation::NoColour;
    m_note->setWords(tr("Note beside row %1; empty takes it away").arg(id), tr("Keep"));
    m_note->setText(there ? there->text : QString());
    m_note->disconnect(this);
    connect(m_note, &LinePopover::entered, this, [this, id, colour](const QString &text) {
        Q_EMIT annotated({id, colour, text});
    });
    const QRect row = m_pane.view()->visualRect(m_pane.view()->currentIndex());
    const QRect place(m_pane.view()->viewport()->mapToGlobal(row.topLeft()), row.size());
    m_note->popUpBeside(place, *m_pane.screen());
}

} // namespace framescope
