using System.Text;

namespace PolicyEngine.Selectors.Tests;

public class Sha224Tests
{
    // FIPS 180-4 examples, and lengths around the padding's block boundary computed with another implementation.
    [Theory]
    [InlineData("", "d14a028c2a3a2bc9476102bb288234c415a2b01f828ea62ac5b3e42f")]
    [InlineData("abc", "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7")]
    [InlineData("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "75388b16512776cc5dba5da1fd890150b0c6455cb4f58b1952522525")]
    public void Published_vectors_are_met(string text, string hash) =>
        Assert.Equal(hash, Convert.ToHexStringLower(Sha224.Hash(Encoding.ASCII.GetBytes(text))));

    [Theory]
    [InlineData(55, "fb0bd626a70c28541dfa781bb5cc4d7d7f56622a58f01a0b1ddd646f")]
    [InlineData(56, "d40854fc9caf172067136f2e29e1380b14626bf6f0dd06779f820dcd")]
    [InlineData(63, "1d4e051f4d6fed2a63fd2421e65834cec00d64456553de3496ae8b1d")]
    [InlineData(64, "a88cd5cde6d6fe9136a4e58b49167461ea95d388ca2bdb7afdc3cbf4")]
    [InlineData(65, "ff8716f600af42959d0efb52e1f21b01bb328733009344d511c299fb")]
    [InlineData(119, "e000e6709d26667b631faa7fc1bd404eb4774003c5fb4f51a0184875")]
    [InlineData(120, "66924e30a9929327e7a6cf03747397226ed2efc180ebe3dea7132a79")]
    [InlineData(1000, "4e8f0ce90b64661a2b5e84be6d93a7d9b76871062f1814433d04a03d")]
    public void Lengths_around_the_block_boundary_are_padded_right(int length, string hash) =>
        Assert.Equal(hash, Convert.ToHexStringLower(Sha224.Hash(Encoding.ASCII.GetBytes(new string('a', length)))));
}
