// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/visibletext.h"

#include <QFontMetrics>
#include <QLatin1StringView>

#include <algorithm>
#include <array>
#include <optional>

namespace framescope {

namespace {

struct Named {
    char32_t code;
    QLatin1StringView name;
};
// Characters without a picture of their own that change what is seen beside them, or are not seen
// at all. Variation selectors are left alone: they belong to the emoji before them.
constexpr std::array Invisible = {Named{0x00AD, QLatin1StringView("SHY")},
    Named{0x034F, QLatin1StringView("CGJ")}, Named{0x061C, QLatin1StringView("ALM")},
    Named{0x180E, QLatin1StringView("MVS")}, Named{0x200B, QLatin1StringView("ZWSP")},
    Named{0x200C, QLatin1StringView("ZWNJ")}, Named{0x200D, QLatin1StringView("ZWJ")},
    Named{0x200E, QLatin1StringView("LRM")}, Named{0x200F, QLatin1StringView("RLM")},
    Named{0x2028, QLatin1StringView("LS")}, Named{0x2029, QLatin1StringView("PS")},
    Named{0x202A, QLatin1StringView("LRE")}, Named{0x202B, QLatin1StringView("RLE")},
    Named{0x202C, QLatin1StringView("PDF")}, Named{0x202D, QLatin1StringView("LRO")},
    Named{0x202E, QLatin1StringView("RLO")}, Named{0x2060, QLatin1StringView("WJ")},
    Named{0x2066, QLatin1StringView("LRI")}, Named{0x2067, QLatin1StringView("RLI")},
    Named{0x2068, QLatin1StringView("FSI")}, Named{0x2069, QLatin1StringView("PDI")},
    Named{0xFEFF, QLatin1StringView("BOM")}};

struct Decoded {
    char32_t code = 0;
    int length = 1; // bytes
    bool valid = true;
    bool cut = false; // a valid beginning that ends with the bytes
};

// One character of RFC 3629; `bytes` begins with a byte of 0x80 or above.
Decoded decode(QByteArrayView bytes)
{
    const auto at = [bytes](qsizetype i) { return static_cast<quint8>(bytes[i]); };
    const quint8 lead = at(0);
    const int length = lead >= 0xC2 && lead <= 0xDF ? 2
        : (lead & 0xF0) == 0xE0                     ? 3
        : lead >= 0xF0 && lead <= 0xF4              ? 4
                                                    : 0;
    if (length == 0)
        return {.valid = false};
    char32_t code = lead & (0xFFu >> (length + 1));
    for (int i = 1; i < length; ++i) {
        if (i == bytes.size())
            return {.length = i, .valid = false, .cut = true};
        if ((at(i) & 0xC0) != 0x80)
            return {.valid = false};
        // The second byte decides about overlong forms, surrogates and the end of Unicode.
        const quint8 low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        const quint8 high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        if (i == 1 && (at(1) < low || at(1) > high))
            return {.valid = false};
        code = (code << 6) | (at(i) & 0x3Fu);
    }
    return {.code = code, .length = length};
}

// Takes no ink, though no format character: fillers, the empty Braille pattern, what Unicode keeps for more of
// the kind, and the variation selectors that no emoji has.
bool isEmpty(char32_t code)
{
    return (code >= 0x115F && code <= 0x1160) || (code >= 0x17B4 && code <= 0x17B5)
        || (code >= 0x180B && code <= 0x180F) || code == 0x2065 || code == 0x2800 || code == 0x3164
        || code == 0xFFA0 || (code >= 0xFFF0 && code <= 0xFFFB) || (code >= 0xE0000 && code <= 0xE0FFF);
}

std::optional<QString> nameOf(char32_t code)
{
    const auto found = std::find_if(
        Invisible.begin(), Invisible.end(), [code](const Named &named) { return named.code == code; });
    if (found != Invisible.end())
        return QString(found->name);
    const QChar::Category category = QChar::category(code);
    if (category == QChar::Other_Control || category == QChar::Other_Format || isEmpty(code))
        return QStringLiteral("U+%1").arg(quint32(code), 4, 16, QLatin1Char('0')).toUpper();
    return {};
}

// RFC 20, in order from 0.
constexpr std::array ControlNames = {"NUL", "SOH", "STX", "ETX", "EOT", "ENQ", "ACK", "BEL", "BS", "TAB",
    "LF", "VT", "FF", "CR", "SO", "SI", "DLE", "DC1", "DC2", "DC3", "DC4", "NAK", "SYN", "ETB", "CAN", "EM",
    "SUB", "ESC", "FS", "GS", "RS", "US"};

bool isControl(quint8 byte)
{
    return byte < 0x20 || byte == 0x7F;
}

class Writer {
public:
    Writer(VisibleText &out, ControlGlyphs glyphs)
        : m_out(out)
        , m_glyphs(glyphs)
    {
    }
    // Writes the character in front and answers its bytes; 0 if it is cut and `more` comes.
    qsizetype next(QByteArrayView bytes, bool more)
    {
        const auto first = static_cast<quint8>(bytes.front());
        if (first < 0x80) {
            if (isControl(first))
                control(first);
            else
                m_out.text += QLatin1Char(bytes.front());
            return 1;
        }
        const Decoded decoded = decode(bytes);
        if (decoded.cut && more)
            return 0;
        if (decoded.valid)
            character(decoded.code);
        else
            byte(first);
        return decoded.valid ? decoded.length : 1;
    }

private:
    void control(quint8 byte)
    {
        if (m_glyphs == ControlGlyphs::Pictures)
            glyph(QChar(static_cast<char16_t>(byte == 0x7F ? 0x2421 : 0x2400 + byte)));
        else if (byte == '\n')
            glyph(QChar(u'↵'));
        else if (byte == '\t')
            glyph(QChar(u'→'));
        else
            name(byte == 0x7F ? QStringLiteral("DEL") : QString::fromLatin1(ControlNames[byte]));
    }
    void name(const QString &name) { glyph(QChar(u'‹') + name + QChar(u'›')); }
    void byte(quint8 byte)
    {
        name(QString::number(byte, 16).rightJustified(2, QLatin1Char('0')).toUpper());
        m_out.glyphs.back().isInvalid = true;
    }
    void character(char32_t code)
    {
        if (const auto hidden = nameOf(code))
            name(*hidden);
        else
            m_out.text += QChar::fromUcs4(code);
    }

    void glyph(const QString &picture)
    {
        m_out.glyphs.push_back({m_out.text.size(), picture.size(), false});
        m_out.text += picture;
    }
    VisibleText &m_out;
    ControlGlyphs m_glyphs;
};

} // namespace

ControlGlyphs controlGlyphs(const QFont &font)
{
    const QFontMetrics metrics(font);
    const bool has = metrics.inFont(QChar(u'␀')) && metrics.inFont(QChar(u'␊'));
    return has ? ControlGlyphs::Pictures : ControlGlyphs::Names;
}

VisibleText visibleText(QByteArrayView bytes, qsizetype maxLength, bool more, ControlGlyphs glyphs)
{
    VisibleText out;
    out.text.reserve(std::min(bytes.size(), maxLength));
    Writer writer(out, glyphs);
    qsizetype at = 0;
    while (at < bytes.size() && out.text.size() < maxLength) {
        const qsizetype length = writer.next(bytes.sliced(at), more);
        if (length == 0)
            break;
        at += length;
    }
    out.whole = !more && at == bytes.size();
    return out;
}

VisibleText visibleText(QByteArrayView bytes, ControlGlyphs glyphs, std::vector<qsizetype> &byteOf)
{
    VisibleText out;
    out.text.reserve(bytes.size());
    byteOf.clear();
    byteOf.reserve(static_cast<std::size_t>(bytes.size()));
    Writer writer(out, glyphs);
    for (qsizetype at = 0; at < bytes.size();) {
        const qsizetype length = writer.next(bytes.sliced(at), false);
        byteOf.resize(static_cast<std::size_t>(out.text.size()), at);
        at += length;
    }
    return out;
}

std::optional<Utf8Character> utf8CharacterAt(QByteArrayView bytes, qsizetype at)
{
    const auto first = static_cast<quint8>(bytes[at]);
    if (first < 0x80) {
        const QString name = first == 0x7F ? QStringLiteral("DEL")
            : isControl(first)             ? QString::fromLatin1(ControlNames[first])
                                           : QString();
        return Utf8Character{first, at, 1, name};
    }
    for (qsizetype begin = at; begin >= 0 && at - begin < 4; --begin) {
        const auto lead = static_cast<quint8>(bytes[begin]);
        if (lead < 0xC0)
            continue;
        const Decoded decoded = decode(bytes.sliced(begin));
        if (decoded.valid && begin + decoded.length > at)
            return Utf8Character{
                decoded.code, begin, decoded.length, nameOf(decoded.code).value_or(QString())};
        break;
    }
    return {};
}

bool looksLikeText(QByteArrayView bytes, bool more)
{
    for (qsizetype at = 0; at < bytes.size();) {
        const auto byte = static_cast<quint8>(bytes[at]);
        if (isControl(byte) && byte != '\t' && byte != '\r' && byte != '\n')
            return false;
        const Decoded decoded = byte < 0x80 ? Decoded() : decode(bytes.sliced(at));
        if (!decoded.valid)
            return decoded.cut && more;
        at += decoded.length;
    }
    return true;
}

VisibleText hexLine(QByteArrayView bytes, qsizetype maxLength, bool more)
{
    const qsizetype count = std::min(bytes.size(), (maxLength + 2) / 3);
    const QByteArray hex = bytes.first(count).toByteArray().toHex(' ');
    return {QString::fromLatin1(hex), {}, !more && count == bytes.size()};
}

} // namespace framescope
