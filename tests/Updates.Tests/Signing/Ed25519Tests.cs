using System.Numerics;
using System.Security.Cryptography;
using Hotaru.Testing;

namespace Hotaru.Updates.Tests.Signing;

/// <summary>The vectors of RFC 8032, 7.1, and what must not pass.</summary>
public sealed class Ed25519Tests
{
    private const string Seed1 = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";

    public static TheoryData<string, string, string> Vectors => new()
    {
        {
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555"
            + "fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
        },
        {
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        },
        {
            "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
            + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
        },
        {
            "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
            Convert.ToHexString(SHA512.HashData("abc"u8)),
            "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b589"
            + "09351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704"
        },
    };

    [Theory]
    [MemberData(nameof(Vectors))]
    public void A_vector_passes_and_no_change_of_a_byte_does(string key, string message, string signature)
    {
        var (k, m, s) = (Bytes(key), Bytes(message), Bytes(signature));
        Assert.True(Ed25519.Verify(k, m, s));
        Assert.False(Ed25519.Verify(k, [.. m, 0], s));
        foreach (var place in new[] { 0, 31, 32, 63 })
        {
            var bent = s.ToArray();
            bent[place] ^= 1;
            Assert.False(Ed25519.Verify(k, m, bent));
        }
    }

    [Fact]
    public void A_signature_with_the_order_added_is_not_another_good_one()
    {
        var key = new SigningKey(Bytes(Seed1));
        var signature = key.Sign([1, 2, 3]);
        Assert.True(Ed25519.Verify(key.PublicKey, [1, 2, 3], signature));

        var order = BigInteger.Pow(2, 252) + BigInteger.Parse("27742317777372353535851937790883648493");
        var s = new BigInteger(signature.AsSpan(32), isUnsigned: true) + order;
        Assert.True(s.TryWriteBytes(signature.AsSpan(32), out _, isUnsigned: true));
        Assert.False(Ed25519.Verify(key.PublicKey, [1, 2, 3], signature));
    }

    [Theory]
    [InlineData("eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    [InlineData("0100000000000000000000000000000000000000000000000000000000000080")]
    [InlineData("0200000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("00")]
    public void Bytes_that_are_no_point_are_no_key(string key) =>
        Assert.False(Ed25519.Verify(Bytes(key), [], new byte[64]));

    [Fact]
    public void The_key_of_the_first_vector_comes_from_its_seed() =>
        Assert.Equal("D75A980182B10AB7D54BFED3C964073A0EE172F3DAA62325AF021A68F707511A",
            Convert.ToHexString(new SigningKey(Bytes(Seed1)).PublicKey));

    [FactWith("openssl")]
    public async Task What_openssl_signs_is_found_good()
    {
        using var directory = new TempDirectory();
        var message = directory.Write("message", "one release\n");
        await OpenSsl.RunAsync("genpkey", "-algorithm", "ed25519", "-out", directory.File("key"));
        await OpenSsl.RunAsync("pkey", "-in", directory.File("key"), "-pubout", "-out",
            directory.File("keys.pem"));
        await OpenSsl.RunAsync("pkeyutl", "-sign", "-rawin", "-inkey", directory.File("key"),
            "-in", message, "-out", directory.File("signature"));
        var keys = new TrustedKeys(directory.Path);
        var signature = await File.ReadAllBytesAsync(directory.File("signature"));
        keys.Demand(await File.ReadAllBytesAsync(message), signature);
        Assert.Throws<UpdateRefusedException>(() => keys.Demand("another\n"u8, signature));
    }

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex);
}
