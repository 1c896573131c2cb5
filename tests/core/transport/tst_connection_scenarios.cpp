// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/hostile.h"
#include "support/scenarioplayer.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace framescope;
using namespace framescope::test;

// Random servers and random users against a whole Connection: promises that hold whoever they are. The scenarios
// are the same in each run; FRAMESCOPE_SCENARIOS asks for more of them, or for other ones ("5000", "200+5000").
class TestConnectionScenarios : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsItsPromises_data();
    void keepsItsPromises();
    void cleanupTestCase();

private:
    void beginSession();

    std::unique_ptr<SessionProbe> m_session;
    std::unique_ptr<ScenarioPlayer> m_player;
    int m_played = 0;
};

namespace {

// Most of them open first.
QByteArray scriptOf(quint32 seed)
{
    constexpr qsizetype Options = 12;
    constexpr char Deflated = 1, Settled = 27;
    QRandomGenerator random(seed);
    QByteArray script(random.bounded(20, 200), '\0');
    std::generate(script.begin(), script.end(), [&] { return static_cast<char>(random.generate()); });
    if (seed % 8 != 0)
        script.insert(Options, QByteArray{}.append(char(seed % 2 == 0 ? 0 : Deflated)).append(Settled));
    return script;
}

} // namespace

void TestConnectionScenarios::keepsItsPromises_data()
{
    QTest::addColumn<quint32>("seed");
    // These broke a promise once.
    QTest::newRow("a compressed message above the limit for others") << 2081u;
    QTest::newRow("a Close that cannot be answered: Qt saw the FIN while reading was paused") << 9550u;
    QTest::newRow("destroyed while a frame arrives") << 9757u;
    const QStringList asked = qEnvironmentVariable("FRAMESCOPE_SCENARIOS", u"60"_s).split(u'+');
    const quint32 count = asked.last().toUInt();
    const quint32 first = asked.size() > 1 ? asked.first().toUInt() : 1;
    for (quint32 seed = first; seed < first + count; ++seed)
        QTest::addRow("%u", seed) << seed;
}

void TestConnectionScenarios::keepsItsPromises()
{
    QFETCH(const quint32, seed);
    constexpr int PerSession = 60; // the log is read whole after each
    if (m_played++ % PerSession == 0)
        beginSession();
    const QStringList broken = m_player->play(scriptOf(seed));
    QVERIFY2(broken.isEmpty(), qPrintable((broken + m_player->steps()).join(u'\n')));
}

void TestConnectionScenarios::beginSession()
{
    if (m_session)
        QVERIFY(nextConnectionWorks(*m_session));
    m_session = std::make_unique<SessionProbe>();
    m_player = std::make_unique<ScenarioPlayer>(*m_session);
}

void TestConnectionScenarios::cleanupTestCase()
{
    QVERIFY(nextConnectionWorks(*m_session));
}

QTEST_GUILESS_MAIN(TestConnectionScenarios)

#include "tst_connection_scenarios.moc"
