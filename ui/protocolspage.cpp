// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/protocolspage.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QRegularExpression>

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

const QString Separator = u", "_s;

// First what is not said, then what has no number, then 8 to 15.
QStringList windowChoices(bool mayBeBare)
{
    QStringList choices{u"not said"_s};
    if (mayBeBare)
        choices.append(u"any"_s);
    for (int bits = DeflateParameters::MinWindowBits; bits <= DeflateParameters::MaxWindowBits; ++bits)
        choices.append(QString::number(bits));
    return choices;
}

std::optional<int> bitsOf(const QComboBox &choice)
{
    bool ok = false;
    const int bits = choice.currentText().toInt(&ok);
    return ok ? std::optional(bits) : std::nullopt;
}

void showBits(QComboBox &choice, std::optional<int> bits, bool bare)
{
    choice.setCurrentText(bits ? QString::number(*bits) : bare ? u"any"_s : u"not said"_s);
}

} // namespace

ProtocolsPage::ProtocolsPage(QWidget *parent)
    : DraftPage(parent)
    , m_protocols(makeEdit(u"Subprotocols"_s, u"none; more than one with commas, the best first"_s))
    , m_deflate(makeCheck(u"Offer permessage-deflate"_s))
    , m_serverNoContext(makeCheck(u"server_no_context_takeover"_s))
    , m_clientNoContext(makeCheck(u"client_no_context_takeover"_s))
    , m_serverBits(makeChoice(u"server_max_window_bits"_s, windowChoices(false)))
    , m_clientBits(makeChoice(u"client_max_window_bits"_s, windowChoices(true)))
{
    auto *form = makeForm();
    setLayout(form);
    addRow(form, m_protocols);
    form->addRow(u"Compression"_s, m_deflate);
    form->addRow(QString(), m_serverNoContext);
    form->addRow(QString(), m_clientNoContext);
    addRow(form, m_serverBits);
    addRow(form, m_clientBits);
    setPlace(ConnectionDraft::Field::Protocols, m_protocols);
    connect(m_deflate, &QCheckBox::toggled, this, &ProtocolsPage::enableParameters);
    enableParameters();
}

void ProtocolsPage::enableParameters()
{
    const std::initializer_list<QWidget *> parameters{
        m_serverNoContext, m_clientNoContext, m_serverBits, m_clientBits};
    for (QWidget *parameter : parameters)
        parameter->setEnabled(m_deflate->isChecked());
}

void ProtocolsPage::show(const ConnectionDraft &draft)
{
    m_protocols->setText(draft.plain.protocols.join(Separator));
    const DeflateParameters offer = draft.plain.deflate.value_or(DeflateParameters::browserOffer());
    m_deflate->setChecked(draft.plain.deflate.has_value());
    m_serverNoContext->setChecked(offer.serverNoContextTakeover);
    m_clientNoContext->setChecked(offer.clientNoContextTakeover);
    showBits(*m_serverBits, offer.serverMaxWindowBits, false);
    showBits(*m_clientBits, offer.clientMaxWindowBits, offer.clientMaxWindowBitsOffered);
    enableParameters();
}

void ProtocolsPage::take(ConnectionDraft &draft) const
{
    static const QRegularExpression separators(u"\\s*,\\s*"_s);
    // They stay what they are until their text is changed: one may hold a comma, and be wrong.
    if (m_protocols->text() != draft.plain.protocols.join(Separator))
        draft.plain.protocols = m_protocols->text().trimmed().split(separators, Qt::SkipEmptyParts);
    draft.plain.deflate.reset();
    if (!m_deflate->isChecked())
        return;
    DeflateParameters &offer = draft.plain.deflate.emplace();
    offer.serverNoContextTakeover = m_serverNoContext->isChecked();
    offer.clientNoContextTakeover = m_clientNoContext->isChecked();
    offer.serverMaxWindowBits = bitsOf(*m_serverBits);
    offer.clientMaxWindowBits = bitsOf(*m_clientBits);
    offer.clientMaxWindowBitsOffered = m_clientBits->currentIndex() == 1;
}

} // namespace framescope
