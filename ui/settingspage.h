// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/setting.h"

#include <QWidget>

#include <functional>
#include <vector>

QT_BEGIN_NAMESPACE
class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QSpinBox;
class QVBoxLayout;
QT_END_NAMESPACE

namespace framescope {

// One page of the settings: fields below each other, each with its name, what it does and its default. What is
// chosen is stored at once.
class SettingsPage : public QWidget {
    Q_OBJECT
public:
    using Undo = std::function<void()>;

    explicit SettingsPage(const QString &title, QWidget *parent = nullptr);

    QString title() const { return windowTitle(); }
    // The fields show what is stored.
    virtual void showStored();
    // All fields are at their defaults again; answers what brings back how they were.
    Undo reset();

Q_SIGNALS:
    void changed(); // by the user; is stored already
    // Something was done that `undo` takes back.
    void done(const QString &sentence, const framescope::SettingsPage::Undo &undo);

protected:
    template <typename T>
    struct Choice {
        T value;
        QString words;
    };
    template <typename T>
    using Choices = std::vector<Choice<T>>;

    QComboBox *addChoice(const QString &name, const QString &meaning, const Setting<int> &setting,
        const Choices<int> &choices);
    QComboBox *addChoice(const QString &name, const QString &meaning, const Setting<QString> &setting,
        const Choices<QString> &choices);
    // `none` is what the least says, if it says something else than a number.
    QSpinBox *addNumber(const QString &name, const QString &meaning, const Setting<int> &setting,
        std::pair<int, int> range, const QString &unit, const QString &none = {});
    QCheckBox *addCheck(const QString &words, const QString &meaning, const Setting<bool> &setting);
    // `wrong` says what is wrong with a text, which is not stored then; empty: nothing.
    QLineEdit *addText(const QString &name, const QString &meaning, const Setting<QString> &setting,
        std::function<QString(const QString &)> wrong);

    void addHeading(const QString &words);
    QLabel *addWords(const QString &words); // in the colour of what is secondary
    void addField(const QString &name, QWidget *field);
    void addLine(const QList<QWidget *> &fields); // beside each other
    QVBoxLayout *column() const { return m_column; }

private:
    struct Field {
        std::function<void()> show;
        std::function<void()> reset;
        std::function<Undo()> keep;
    };
    template <typename T>
    QComboBox *addChoiceOf(
        const QString &name, const QString &meaning, const Setting<T> &setting, const Choices<T> &choices);
    template <typename T>
    void bind(const Setting<T> &setting, std::function<void(const T &)> show);
    void addMeaning(QWidget *field, const QString &meaning, const QString &usual);

    QVBoxLayout *m_column;
    std::vector<Field> m_fields;
};

} // namespace framescope
