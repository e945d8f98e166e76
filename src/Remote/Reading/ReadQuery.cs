using System.Text;
using Hotaru.Model;

namespace Hotaru.Remote;

/// <summary>One query of a ReadRequest.</summary>
internal sealed record ReadQuery(long MinTimeMs, long MaxTimeMs, IReadOnlyList<Matcher> Matchers)
{
    /// <exception cref="FormatException">The message or a regular expression is not valid.</exception>
    public static ReadQuery Parse(ReadOnlySpan<byte> message)
    {
        long min = 0, max = 0;
        var matchers = new List<Matcher>();
        var reader = new ProtoReader(message);
        while (!reader.AtEnd)
        {
            var tag = reader.Tag();
            if (tag == 0x08) min = reader.SignedVarint();
            else if (tag == 0x10) max = reader.SignedVarint();
            else if (tag == 0x1A) matchers.Add(ParseMatcher(reader.Bytes()));
            else reader.Skip(tag);
        }

        return new ReadQuery(min, max, matchers);
    }

    private static Matcher ParseMatcher(ReadOnlySpan<byte> message)
    {
        ulong type = 0;
        string name = "", value = "";
        var reader = new ProtoReader(message);
        while (!reader.AtEnd)
        {
            var tag = reader.Tag();
            if (tag == 0x08) type = reader.Varint();
            else if (tag == 0x12) name = Encoding.UTF8.GetString(reader.Bytes());
            else if (tag == 0x1A) value = Encoding.UTF8.GetString(reader.Bytes());
            else reader.Skip(tag);
        }

        return type <= (ulong)MatchOperator.NotRegex
            ? new Matcher(name, (MatchOperator)type, value)
            : throw new FormatException($"matcher type {type} is not known");
    }
}
