using System.Numerics;
using System.Security.Cryptography;

namespace Hotaru.Updates.Tests;

/// <summary>Signs as RFC 8032, 5.1.6 says; for tests, where keys are no secret.</summary>
internal sealed class SigningKey(byte[] seed)
{
    private static readonly BigInteger Order = BigInteger.Pow(2, 252)
        + BigInteger.Parse("27742317777372353535851937790883648493");

    private readonly byte[] _expanded = SHA512.HashData(seed);

    private byte[]? _publicKey;

    public byte[] PublicKey => _publicKey ??= Encoded(EdwardsPoint.Base.Times(Scalar));

    public string PublicPem => PemEncoding.WriteString("PUBLIC KEY",
        [0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00, .. PublicKey]);

    private BigInteger Scalar
    {
        get
        {
            var bytes = _expanded[..32];
            bytes[0] &= 0xF8;
            bytes[31] = (byte)((bytes[31] & 0x7F) | 0x40);
            return new BigInteger(bytes, isUnsigned: true);
        }
    }

    public byte[] Sign(byte[] message)
    {
        var r = Number([.. _expanded[32..], .. message]);
        var point = Encoded(EdwardsPoint.Base.Times(r));
        var s = (r + Number([.. point, .. PublicKey, .. message]) * Scalar) % Order;
        var bytes = new byte[32];
        s.TryWriteBytes(bytes, out _, isUnsigned: true);
        return [.. point, .. bytes];
    }

    private static BigInteger Number(byte[] bytes) =>
        new BigInteger(SHA512.HashData(bytes), isUnsigned: true) % Order;

    private static byte[] Encoded(EdwardsPoint point)
    {
        var bytes = new byte[32];
        point.Encode(bytes);
        return bytes;
    }
}
