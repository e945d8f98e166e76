using System.Buffers.Binary;
using System.Text;

namespace Hotaru.Scraper;

/// <summary>Reads the records of a DNS message. Source: RFC 1035, section 4; RFC 2782 for SRV.</summary>
internal static class DnsAnswer
{
    private const int NxDomain = 3;

    /// <exception cref="FormatException">The message is not whole, or the server refused.</exception>
    public static IReadOnlyList<DnsRecord> Records(ReadOnlySpan<byte> message, int type)
    {
        var code = message[3] & 15;
        if (code == NxDomain) return [];
        if (code != 0) throw new FormatException($"the name server answered with code {code}");
        var at = 12;
        for (int i = Number(message, 4); i > 0; i--)
        {
            Name(message, ref at);
            at += 4;
        }

        var records = new List<DnsRecord>();
        for (int i = Number(message, 6); i > 0; i--)
        {
            Name(message, ref at);
            var found = Number(message, at);
            var length = Number(message, at + 8);
            at += 10;
            if (found == type) records.Add(Record(message, at, type));
            at += length;
        }

        return records;
    }

    private static DnsRecord Record(ReadOnlySpan<byte> message, int at, int type)
    {
        int? port = null;
        if (type == 33) port = Number(message, at + 4);
        at += type switch { 33 => 6, 15 => 2, _ => 0 };
        return new DnsRecord(Name(message, ref at), port);
    }

    private static int Number(ReadOnlySpan<byte> message, int at) => at + 2 <= message.Length
        ? BinaryPrimitives.ReadUInt16BigEndian(message[at..])
        : throw Cut();

    private static string Name(ReadOnlySpan<byte> message, ref int at)
    {
        var text = new StringBuilder();
        var position = at;
        var jumps = 0;
        while (true)
        {
            if (position >= message.Length) throw Cut();
            int length = message[position++];
            if (length == 0) break;
            if (length >= 0xC0)
            {
                // A pointer to a name that stands elsewhere; a loop of them must end.
                if (++jumps > 32 || position >= message.Length) throw Cut();
                if (jumps == 1) at = position + 1;
                position = ((length & 0x3F) << 8) | message[position];
                continue;
            }

            if (position + length > message.Length) throw Cut();
            text.Append(Encoding.ASCII.GetString(message.Slice(position, length))).Append('.');
            position += length;
        }

        if (jumps == 0) at = position;
        return text.ToString();
    }

    private static FormatException Cut() => new("a DNS answer is cut short");
}
