// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/pagereader.h"
#include "session/row.h"
#include "ui/backgroundjob.h"
#include "ui/formbar.h"
#include "ui/payloadjudgement.h"
#include "ui/setting.h"

#include <QWidget>

#include <optional>

QT_BEGIN_NAMESPACE
class QLabel;
class QStackedLayout;
QT_END_NAMESPACE

namespace framescope {

class FindBar;
class HexView;
class JsonTreeView;
class JwtNotice;
class NoticeBar;
class PayloadFind;
class PayloadView;

// The payload of one row in a form that can be read: JSON pretty, as a tree or raw; other text raw;
// bytes that are no text as hex. What is not shown, and what is wrong with it, is said in a line above
// it. Long work happens in other threads; what is in sight is there at once. GUI thread.
class MessageView final : public QWidget {
    Q_OBJECT
public:
    using Form = PayloadForm;
    // What is asked for first of a payload; the rest only when the user wants it.
    static constexpr quint64 FirstBytes = 1u << 20;
    static constexpr quint64 MostBytes = 512u << 20;
    // A tree needs all of its JSON: so much is asked for unasked.
    static constexpr quint64 TreeUnasked = 16u << 20;
    // Indented in the GUI thread; measured: 1 ms.
    static constexpr qsizetype PrettyAtOnce = 256 << 10;

    explicit MessageView(QWidget *parent = nullptr);

    // Nothing is chosen.
    void clear();
    // Its payload comes with setPayload(); what was shown stays until then.
    void setRow(const Row &row);
    void setPayload(const PageReader::Payload &payload);
    // If the payload of its row has not come: shows nothing, and no longer that of the row before.
    void dropOther();

    // In which form JSON, or bytes that are no text, are shown until the user wants another: its name.
    static const Setting<QString> &formSetting(bool isJson);

    Form form() const { return m_form; }
    // Of those that the content has; remembered for its type.
    void setForm(Form form);
    QList<Form> forms() const;
    // True while another thread works on what is shown.
    bool isBusy() const;

    // What is on screen, whichever view shows it.
    QByteArray shownText() const;
    // What is said about the part that is not shown, and about what is wrong; empty if nothing is.
    QString cutText() const;
    QString faultText() const;
    // "Show all (3.0 MiB)"; empty if all is shown, or more than can be.
    QString wholeOffer() const;
    void requestWhole();
    // The selection if there is one, else all that is shown.
    void copy();
    void find();
    // The next of what was found (1), or the one before (-1); opens the line if there is none yet.
    void findNext(int step);
    // Esc: true if there was something to close.
    bool closeFind();
    void setTextFont(const QFont &font);
    void focusText();

    // Bytes of the payload, `end` behind the last; shown in whatever form.
    void select(quint64 begin, quint64 end);
    bool isJson() const { return m_content == Content::Json; }
    // Of a head, until the user wants to see them.
    bool hidesSecrets() const;
    void showSecrets();

    PayloadView *text() const { return m_text; }
    JsonTreeView *tree() const { return m_tree; }
    FindBar *findBar() const { return m_find; }
    JwtNotice *tokens() const { return m_tokens; }

Q_SIGNALS:
    // The user wants to see all of it, or to have it in a file.
    void wholeRequested(quint64 length);
    void saveRequested();
    void secretsShown();
    // A sentence: what was copied.
    void noticed(const QString &sentence);
    // By the user, as in select().
    void selectionChanged(quint64 begin, quint64 end);

private:
    enum class Content : quint8 { None, Json, Text, Binary, Words };

    void makePages();
    void connectPages();
    void refresh(bool keepsPlace);
    void chooseContent();
    void showForms();
    void showContent(bool keepsPlace);
    void showWords(const QString &words);
    void showTree();
    void judge();
    void takeJudged(PayloadJudgement judged);
    void showFault();
    void describeCut();
    void copyAll();
    bool isCut() const;
    void goToFault();
    void search();
    void reportTextSelection();
    void reportTreeSelection();
    void reportHexSelection();

    Row m_row;
    PageReader::Payload m_payload;
    bool m_hasRow = false;
    bool m_hasPayload = false;
    bool m_showsSecrets = false;
    Content m_content = Content::None;
    Form m_form = Form::Raw;
    PayloadJudgement m_judged;
    BackgroundJob m_judging;
    bool m_isSelecting = false; // by select(): no news

    FormBar *m_bar = nullptr; // while there is a row
    FindBar *m_find = nullptr;
    PayloadFind *m_finding = nullptr;
    NoticeBar *m_cut = nullptr;
    NoticeBar *m_fault = nullptr;
    NoticeBar *m_secrets = nullptr;
    JwtNotice *m_tokens = nullptr;
    QStackedLayout *m_stack = nullptr;
    QLabel *m_nothing = nullptr;
    PayloadView *m_text = nullptr;
    JsonTreeView *m_tree = nullptr;
    HexView *m_hex = nullptr;
};

} // namespace framescope
