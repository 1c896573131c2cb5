// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

QT_BEGIN_NAMESPACE
class QButtonGroup;
class QHBoxLayout;
class QToolButton;
QT_END_NAMESPACE

namespace framescope {

enum class Symbol : quint8;

// In which form a payload is read.
enum class PayloadForm : quint8 { Pretty, Tree, Raw, Hex };

// "Pretty", as on its button and in the settings.
QString formName(PayloadForm form);

// Over a payload: the forms that it has, of which one is chosen, and at the right what can be done with it.
class FormBar final : public QWidget {
    Q_OBJECT
public:
    explicit FormBar(QWidget *parent = nullptr);

    // None: a payload that has but one look.
    void setForms(const QList<PayloadForm> &forms, PayloadForm chosen);
    // There is something to find, to copy, to save.
    void setToolsEnabled(bool enabled);

Q_SIGNALS:
    void formChosen(framescope::PayloadForm form);
    void findRequested();
    void copyRequested();
    void saveRequested();

private:
    void addForm(QHBoxLayout &row, PayloadForm form);
    QToolButton *addTool(QHBoxLayout &row, Symbol symbol, const QString &name, const QString &tip);

    QButtonGroup *m_forms = nullptr;
    QList<QToolButton *> m_tools;
};

} // namespace framescope
