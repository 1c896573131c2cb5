// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/settingspages.h"

#include "ui/look.h"
#include "ui/messageview.h"
#include "ui/panes.h"
#include "ui/timecontrol.h"
#include "ui/timelinepane.h"
#include "ui/usualoptions.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QLineEdit>

namespace framescope {

using namespace Qt::StringLiterals;

using Mode = TimeDisplay::Mode;
using Form = MessageView::Form;

LookPage::LookPage(QWidget *parent)
    : SettingsPage(u"Look"_s, parent)
{
    Choices<int> themes;
    for (const auto theme :
        {ThemeChoice::System, ThemeChoice::Light, ThemeChoice::Dark, ThemeChoice::HighContrast})
        themes.push_back({int(theme), wordsOf(theme)});
    addChoice(u"Theme"_s,
        u"The colours of all windows. As the system follows what the desktop had when Framescope started."_s,
        themeSetting(), themes);
    addNumber(u"Text size"_s,
        u"Of rows, payloads and what you write. Buttons and menus keep the size that the system gives them."_s,
        Panes::textSizeSetting(), {Panes::SmallestText, Panes::LargestText}, u"points"_s);
    column()->addStretch();
}

ReadingPage::ReadingPage(QWidget *parent)
    : SettingsPage(u"Rows and payloads"_s, parent)
{
    Choices<int> times;
    for (const Mode mode : {Mode::Local, Mode::Utc, Mode::SinceStart, Mode::Delta})
        times.push_back({int(mode), TimeControl::wordsOf(mode)});
    addChoice(u"Time"_s, u"What the column Time tells of a row."_s, TimeControl::modeSetting(), times)
        ->setPlaceholderText(TimeControl::wordsOf(Mode::SinceZero));
    addCheck(u"A row for each frame"_s,
        u"Otherwise a message is one row, however many frames carried it. Both are always recorded."_s,
        TimelinePane::framesSetting());
    const auto forms = [](std::initializer_list<Form> all) {
        Choices<QString> choices;
        for (const Form form : all)
            choices.push_back({formName(form), formName(form)});
        return choices;
    };
    addChoice(u"JSON"_s,
        u"How it is shown at first: Pretty is indented, Tree opens key by key, Raw is exactly the bytes. The "
        u"form "
        "that you choose beside a message is remembered here."_s,
        MessageView::formSetting(true), forms({Form::Pretty, Form::Tree, Form::Raw}));
    addChoice(u"Bytes that are no text"_s,
        u"How they are shown at first: Hex as digits, Raw as if they were text."_s,
        MessageView::formSetting(false), forms({Form::Hex, Form::Raw}));
    column()->addStretch();
}

NewConnectionPage::NewConnectionPage(QWidget *parent)
    : SettingsPage(u"New connections"_s, parent)
{
    const UsualOptions::Settings &usual = UsualOptions::settings();
    addWords(
        u"What a new connection begins with. Each can have other values under Options in its bar, where only "
        "what differs from these is counted. Connections that were opened before keep theirs."_s);
    column()->addSpacing(8);
    addText(u"User-Agent"_s, u"The header by which the program names itself. If it is empty none is sent."_s,
        usual.userAgent, [](const QString &text) {
            const auto right = checkHeader({"User-Agent", text.toUtf8()});
            return right ? QString() : right.error().toString();
        });
    addTime(u"Connect within"_s, u"So long TCP may take to reach the server or its proxy."_s, usual.connectMs);
    addTime(u"TLS within"_s, u"So long the TLS handshake may take."_s, usual.tlsMs);
    addTime(u"101 within"_s, u"So long the server may take to answer the upgrade."_s, usual.handshakeMs);
    addTime(
        u"Close within"_s, u"So long the server may take to end TCP once a Close was sent."_s, usual.closeMs);
    addNumber(u"Ping every"_s,
        u"A ping so often keeps a silent connection open. Two without an answer end it."_s, usual.pingEveryMs,
        {0, UsualOptions::LongestMs}, u"ms"_s, u"no pings"_s);
    addNumber(u"Deliver up to"_s, u"A larger message is recorded, but not delivered."_s, usual.deliverMiB,
        {1, UsualOptions::LargestMiB}, u"MiB"_s);
    addChoice(u"Rules"_s, u"What happens to what a browser would not do, such as close codes below 3000."_s,
        usual.rules,
        {{int(Rules::Browser), u"Refuse what browsers refuse"_s},
            {int(Rules::Inspector), u"Allow it, and say so"_s}});
    addChoice(u"Violations"_s, u"What happens when the server breaks the protocol."_s, usual.policy,
        {{int(Policy::Strict), u"Fail the connection (RFC 6455)"_s},
            {int(Policy::Lenient), u"Record them and go on"_s}});
    column()->addStretch();
}

void NewConnectionPage::addTime(const QString &name, const QString &meaning, const Setting<int> &setting)
{
    addNumber(name, meaning, setting, {0, UsualOptions::LongestMs}, u"ms"_s, u"no limit"_s);
}

} // namespace framescope
