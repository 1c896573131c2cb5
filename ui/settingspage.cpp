// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/settingspage.h"

#include "ui/style.h"
#include "ui/theme.h"
#include "ui/wrongmark.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QSpinBox>

#include <utility>

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

constexpr int Padding = 16;
constexpr int NameWidth = 160;
constexpr int FieldWidth = 300; // all alike, and room for the longest choice

} // namespace

SettingsPage::SettingsPage(const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_column(new QVBoxLayout(this))
{
    setWindowTitle(title);
    m_column->setContentsMargins(Padding, Padding, Padding, Padding);
    m_column->setSpacing(4);
}

void SettingsPage::showStored()
{
    for (const Field &field : m_fields)
        field.show();
}

SettingsPage::Undo SettingsPage::reset()
{
    std::vector<Undo> kept;
    for (const Field &field : m_fields) {
        kept.push_back(field.keep());
        field.reset();
    }
    showStored();
    return [this, kept = std::move(kept)] {
        for (const Undo &undo : kept)
            undo();
        showStored();
    };
}

template <typename T>
void SettingsPage::bind(const Setting<T> &setting, std::function<void(const T &)> show)
{
    m_fields.push_back({[setting, show] { show(setting.value()); }, [setting] { setting.reset(); },
        [setting]() -> Undo { return [setting, before = setting.value()] { setting.set(before); }; }});
    m_fields.back().show();
}

template <typename T>
QComboBox *SettingsPage::addChoiceOf(
    const QString &name, const QString &meaning, const Setting<T> &setting, const Choices<T> &choices)
{
    auto *box = new QComboBox;
    for (const Choice<T> &choice : choices)
        box->addItem(choice.words, QVariant::fromValue(choice.value));
    addField(name, box);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    addMeaning(box, meaning, box->itemText(box->findData(QVariant::fromValue(setting.fallback()))));
    bind<T>(
        setting, [box](const T &value) { box->setCurrentIndex(box->findData(QVariant::fromValue(value))); });
    connect(box, &QComboBox::activated, this, [this, box, setting] {
        setting.set(box->currentData().value<T>());
        Q_EMIT changed();
    });
    return box;
}

QComboBox *SettingsPage::addChoice(
    const QString &name, const QString &meaning, const Setting<int> &setting, const Choices<int> &choices)
{
    return addChoiceOf(name, meaning, setting, choices);
}

QComboBox *SettingsPage::addChoice(const QString &name, const QString &meaning,
    const Setting<QString> &setting, const Choices<QString> &choices)
{
    return addChoiceOf(name, meaning, setting, choices);
}

// Typed digit by digit, it counts when it is complete.
QSpinBox *SettingsPage::addNumber(const QString &name, const QString &meaning, const Setting<int> &setting,
    std::pair<int, int> range, const QString &unit, const QString &none)
{
    auto *box = new QSpinBox;
    box->setRange(range.first, range.second);
    box->setSuffix(u' ' + unit);
    box->setSpecialValueText(none);
    box->setGroupSeparatorShown(true);
    box->setKeyboardTracking(false);
    if (range.second > 100'000)
        box->setSingleStep(1000);
    box->setValue(setting.fallback());
    addField(name, box);
    addMeaning(box, meaning, box->text().replace(u' ', QChar::Nbsp)); // a number stays with its unit
    bind<int>(setting, [box](int value) {
        const QSignalBlocker silent(box);
        box->setValue(value);
    });
    connect(box, &QSpinBox::valueChanged, this, [this, setting](int value) {
        setting.set(value);
        Q_EMIT changed();
    });
    return box;
}

QCheckBox *SettingsPage::addCheck(const QString &words, const QString &meaning, const Setting<bool> &setting)
{
    auto *box = new QCheckBox(words);
    box->setAccessibleName(words);
    addLine({box});
    addMeaning(box, meaning, setting.fallback() ? u"on"_s : u"off"_s);
    bind<bool>(setting, [box](bool value) { box->setChecked(value); });
    connect(box, &QCheckBox::clicked, this, [this, setting](bool value) {
        setting.set(value);
        Q_EMIT changed();
    });
    return box;
}

QLineEdit *SettingsPage::addText(const QString &name, const QString &meaning, const Setting<QString> &setting,
    std::function<QString(const QString &)> wrong)
{
    auto *edit = new QLineEdit;
    addField(name, edit);
    addMeaning(edit, meaning, setting.fallback().isEmpty() ? u"empty"_s : setting.fallback());
    bind<QString>(setting, [edit](const QString &value) {
        if (edit->text() != value && !edit->hasFocus())
            edit->setText(value);
    });
    connect(edit, &QLineEdit::textEdited, this, [this, edit, setting, wrong](const QString &text) {
        const QString sentence = wrong(text);
        markWrong(*edit, sentence);
        if (!sentence.isEmpty())
            return;
        setting.set(text);
        Q_EMIT changed();
    });
    return edit;
}

void SettingsPage::addHeading(const QString &words)
{
    if (m_column->count() > 0)
        m_column->addSpacing(Padding);
    auto *label = new QLabel(words);
    label->setFont(semibold(label->font()));
    m_column->addWidget(label);
}

QLabel *SettingsPage::addWords(const QString &words)
{
    auto *label = new QLabel(words);
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setWordWrap(true);
    m_column->addWidget(label);
    return label;
}

void SettingsPage::addField(const QString &name, QWidget *field)
{
    auto *label = new QLabel(name);
    label->setBuddy(field);
    label->setFixedWidth(NameWidth);
    field->setAccessibleName(name);
    field->setFixedWidth(FieldWidth);
    addLine({label, field});
}

void SettingsPage::addLine(const QList<QWidget *> &fields)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addStrut(Style::ControlHeight);
    for (QWidget *field : fields)
        row->addWidget(field);
    row->addStretch();
    m_column->addLayout(row);
}

void SettingsPage::addMeaning(QWidget *field, const QString &meaning, const QString &usual)
{
    const QString words = u"%1 Default: %2."_s.arg(meaning, usual);
    field->setAccessibleDescription(words);
    addWords(words);
    m_column->addSpacing(8);
}

} // namespace framescope
