// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/ownsettings.h"
#include "ui/connectionbar.h"
#include "ui/mainwindow.h"
#include "ui/optionsdrawer.h"
#include "ui/urlfield.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>

namespace framescope::test {

// A window over a session of its own, used as its user does: by names, keys and clicks. Its settings and its
// library are those of the test alone.
class DrivenWindow {
public:
    DrivenWindow()
    {
        auto session = LiveSession::create(m_folder.filePath(QStringLiteral("session.framescope")));
        if (!session)
            qFatal("%s", qPrintable(session.error().toString()));
        m_session = std::move(session).value();
        m_window = std::make_unique<MainWindow>(*m_session);
        m_window->show();
        if (!QTest::qWaitForWindowExposed(m_window.get()))
            qFatal("The window does not show.");
    }

    LiveSession &session() { return *m_session; }
    const ConnectionFacts &facts() const { return m_session->facts(); }
    MainWindow &window() { return *m_window; }
    template <typename Widget>
    Widget *find() const
    {
        return m_window->findChild<Widget *>();
    }
    BadgeState state() const { return find<ConnectionBar>()->state(); }
    QString message() const { return find<MessageBar>()->text(); }
    OptionsDrawer *drawer() const { return find<OptionsDrawer>(); }

    // Of the drawer, by the name that stands beside it.
    template <typename Widget>
    Widget *field(const QString &name) const
    {
        for (auto *widget : drawer()->findChildren<Widget *>()) {
            if (widget->accessibleName() == name)
                return widget;
        }
        qFatal("There is no field \"%s\".", qPrintable(name));
        return nullptr;
    }
    void type(const QString &name, const QString &text) const
    {
        auto *edit = field<QLineEdit>(name);
        edit->selectAll();
        QTest::keyClicks(edit, text);
        QTest::keyClick(edit, Qt::Key_Return);
    }
    void setNumber(const QString &name, int number) const
    {
        auto *box = field<QSpinBox>(name);
        box->selectAll();
        QTest::keyClicks(box, QString::number(number));
        QTest::keyClick(box, Qt::Key_Return);
    }
    // The choice that begins so.
    void choose(const QString &name, const QString &beginning) const
    {
        QTest::keyClicks(field<QComboBox>(name), beginning);
    }
    // With the files of the drawer read.
    void connectTo(const QString &url) const
    {
        if (!QTest::qWaitFor([this] { return !drawer()->isReading(); }, 20'000))
            qFatal("A file is not read.");
        auto *edit = find<UrlField>();
        edit->clear();
        QTest::keyClicks(edit, url);
        QTest::keyClick(edit, Qt::Key_Return);
    }
    // A button of the message bar, by the name of its action; null if it is not offered.
    QPushButton *action(const QString &name) const
    {
        for (QPushButton *button : find<MessageBar>()->buttons()) {
            if (button->objectName() == name)
                return button;
        }
        return nullptr;
    }
    bool clickAction(const QString &name) const
    {
        if (!QTest::qWaitFor([&] { return action(name) != nullptr; }, 20'000))
            return false;
        QTest::mouseClick(action(name), Qt::LeftButton);
        return true;
    }

private:
    OwnSettings m_settings;
    QTemporaryDir m_folder;
    std::unique_ptr<LiveSession> m_session;
    std::unique_ptr<MainWindow> m_window;
};

} // namespace framescope::test
