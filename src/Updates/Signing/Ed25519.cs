using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;

namespace Hotaru.Updates;

/// <summary>
/// Checks Ed25519 signatures (RFC 8032, 5.1.7), which the runtime has no class for. Only public things are
/// handled here, so that it need not take the same time for every input; signing is left to openssl.
/// </summary>
public static class Ed25519
{
    public const int KeyBytes = 32;
    public const int SignatureBytes = 64;

    /// <summary>The order of the group.</summary>
    private static readonly BigInteger Order = BigInteger.Pow(2, 252)
        + BigInteger.Parse("27742317777372353535851937790883648493", CultureInfo.InvariantCulture);

    public static bool Verify(
        ReadOnlySpan<byte> key, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (key.Length != KeyBytes || signature.Length != SignatureBytes) return false;
        if (EdwardsPoint.Decode(key) is not { } owner) return false;
        var s = new BigInteger(signature[KeyBytes..], isUnsigned: true);
        if (s >= Order) return false;
        var k = Challenge(key, message, signature) % Order;
        // R = sB - kA, compared as bytes: another encoding of the same point is another signature.
        var expected = EdwardsPoint.Base.Times(s).Plus(owner.Negated().Times(k));
        Span<byte> bytes = stackalloc byte[KeyBytes];
        expected.Encode(bytes);
        return bytes.SequenceEqual(signature[..KeyBytes]);
    }

    private static BigInteger Challenge(
        ReadOnlySpan<byte> key, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA512);
        hash.AppendData(signature[..KeyBytes]);
        hash.AppendData(key);
        hash.AppendData(message);
        return new BigInteger(hash.GetHashAndReset(), isUnsigned: true);
    }
}
