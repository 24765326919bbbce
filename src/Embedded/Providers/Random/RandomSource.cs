using System.Buffers.Binary;

namespace Postern.Embedded.Providers.Random;

/// <summary>Unbiased choices out of random bytes, which come from a cryptographic generator.</summary>
internal sealed class RandomSource(Func<int, byte[]> randomBytes)
{
    public byte[] Bytes(int count) => randomBytes(count);

    /// <summary>A number from 0 to <paramref name="limit"/> - 1, each as likely as any other.</summary>
    public long Below(long limit)
    {
        var size = (ulong)limit;
        // Numbers beyond the last whole multiple of the limit would favour the small ones.
        var usable = ulong.MaxValue - (ulong.MaxValue % size);
        while (true)
        {
            var number = BinaryPrimitives.ReadUInt64LittleEndian(randomBytes(sizeof(ulong)));
            if (number < usable) return (long)(number % size);
        }
    }

    public char Pick(string characters) => characters[(int)Below(characters.Length)];

    public string Pick(IReadOnlyList<string> words) => words[(int)Below(words.Count)];

    /// <summary>Fisher and Yates.</summary>
    public void Shuffle(Span<char> characters)
    {
        for (var index = characters.Length - 1; index > 0; index--)
        {
            var other = (int)Below(index + 1);
            (characters[index], characters[other]) = (characters[other], characters[index]);
        }
    }
}
