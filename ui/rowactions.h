// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/annotation.h"
#include "session/row.h"

#include <QObject>

QT_BEGIN_NAMESPACE
class QAction;
class QMenu;
QT_END_NAMESPACE

namespace framescope {

class LinePopover;
class RowCopier;
class TimelinePane;

// What can be done with the rows that are selected in a timeline: the entries of its menu, with letters that
// act while it has the keyboard. Does what the timeline can do alone, and asks for the rest.
class RowActions final : public QObject {
    Q_OBJECT
public:
    // What needs the payload of a row, or the session.
    enum class Command : quint8 {
        Edit,
        SendAgain,
        CopyHex,
        CopyBase64,
        CopyCArray,
        CopyWscat, // with its connection
        CopyWebsocat,
        CopyCurl,
        CopyJavaScript,
        CopyPython,
        Save,
        Open
    };

    // `pane` is its parent, `copier` must live as long.
    RowActions(TimelinePane &pane, RowCopier &copier);
    ~RowActions() override;

    // The entries, in groups; to more than one menu if wanted.
    void addTo(QMenu &menu) const;
    // Says what the rows selected now allow.
    void update();
    // The user wants what logs in within the commands that are copied; else it is left out.
    bool copiesSecrets() const;
    QAction *previousMarked() const { return m_previousMarked; }
    QAction *nextMarked() const { return m_nextMarked; }

Q_SIGNALS:
    void requested(framescope::RowActions::Command command, framescope::RowId row);
    void annotated(const framescope::Annotation &annotation);
    void noticed(const QString &sentence);

private:
    template <typename Do>
    QAction *add(const QString &words, const QKeySequence &keys, Do what);
    QAction *addCommand(const QString &words, const QKeySequence &keys, Command command);
    void addCopies();
    void addPlaces();
    void addMarks();
    const Row *current() const;
    void goToPair();
    void goToFirstFragment();
    void goToEnd();
    void goToMarked(int step);
    void setZero();
    void toggleMark();
    void mark(quint8 colour);
    void writeNote();
    void showRow(RowId id);

    TimelinePane &m_pane;
    RowCopier &m_copier;
    QMenu *m_copy;
    QMenu *m_places;
    QMenu *m_marks;
    LinePopover *m_note;
    QList<QAction *> m_messageCopies; // for a whole message
    QList<QAction *> m_groups;        // entries and separators, in order
    QAction *m_withSecrets, *m_edit, *m_sendAgain, *m_save, *m_open, *m_zero, *m_writeNote, *m_toggleMark;
    QAction *m_pair, *m_firstFragment, *m_end, *m_previousMarked, *m_nextMarked;
    quint8 m_lastColour = 1;
};

} // namespace framescope
