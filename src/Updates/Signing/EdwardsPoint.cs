using System.Globalization;
using System.Numerics;

namespace Hotaru.Updates;

/// <summary>A point of edwards25519 in extended coordinates: x = X/Z, y = Y/Z, T = XY/Z.</summary>
internal readonly record struct EdwardsPoint(BigInteger X, BigInteger Y, BigInteger Z, BigInteger T)
{
    private static readonly BigInteger P = BigInteger.Pow(2, 255) - 19;
    private static readonly BigInteger D = Reduced(-121665 * Inverse(121666));
    private static readonly BigInteger RootOfMinusOne = BigInteger.ModPow(2, (P - 1) / 4, P);

    public static readonly EdwardsPoint Zero = new(0, 1, 1, 0);

    public static readonly EdwardsPoint Base = OfAffine(
        Number("15112221349535400772501151409588531511454012693041857206046113283949847762202"),
        Number("46316835694926478169428394003475163141307993866256225615783033603165251855960"));

    /// <summary>RFC 8032, 5.1.3; null where the bytes are no point or not in their only right form.</summary>
    public static EdwardsPoint? Decode(ReadOnlySpan<byte> bytes)
    {
        Span<byte> low = stackalloc byte[Ed25519.KeyBytes];
        bytes.CopyTo(low);
        var isOdd = low[^1] >> 7 == 1;
        low[^1] &= 0x7F;
        var y = new BigInteger(low, isUnsigned: true);
        if (y >= P) return null;
        var square = Reduced((y * y - 1) * Inverse(D * y * y + 1));
        var x = BigInteger.ModPow(square, (P + 3) / 8, P);
        if (!Reduced(x * x - square).IsZero) x = Reduced(x * RootOfMinusOne);
        if (!Reduced(x * x - square).IsZero) return null;
        if (x.IsZero && isOdd) return null;
        return OfAffine(x.IsEven == isOdd ? P - x : x, y);
    }

    public void Encode(Span<byte> bytes)
    {
        var inverse = Inverse(Z);
        var (x, y) = (Reduced(X * inverse), Reduced(Y * inverse));
        bytes.Clear();
        _ = y.TryWriteBytes(bytes, out _, isUnsigned: true);
        if (!x.IsEven) bytes[^1] |= 0x80;
    }

    /// <summary>RFC 8032, 5.1.4: right for any two points, equal ones too.</summary>
    public EdwardsPoint Plus(EdwardsPoint other)
    {
        var a = (Y - X) * (other.Y - other.X) % P;
        var b = (Y + X) * (other.Y + other.X) % P;
        var c = 2 * T * other.T % P * D % P;
        var d = 2 * Z * other.Z % P;
        var (e, f, g, h) = (b - a, d - c, d + c, b + a);
        return new EdwardsPoint(Reduced(e * f), Reduced(g * h), Reduced(f * g), Reduced(e * h));
    }

    public EdwardsPoint Negated() => new(Reduced(-X), Y, Z, Reduced(-T));

    public EdwardsPoint Times(BigInteger factor)
    {
        var (sum, doubled) = (Zero, this);
        for (; !factor.IsZero; factor >>= 1)
        {
            if (!factor.IsEven) sum = sum.Plus(doubled);
            doubled = doubled.Plus(doubled);
        }

        return sum;
    }

    private static EdwardsPoint OfAffine(BigInteger x, BigInteger y) => new(x, y, 1, Reduced(x * y));

    private static BigInteger Reduced(BigInteger number)
    {
        var rest = number % P;
        return rest.Sign < 0 ? rest + P : rest;
    }

    private static BigInteger Inverse(BigInteger number) => BigInteger.ModPow(Reduced(number), P - 2, P);

    private static BigInteger Number(string digits) => BigInteger.Parse(digits, CultureInfo.InvariantCulture);
}
