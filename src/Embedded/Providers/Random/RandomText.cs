using System.Collections.Immutable;
using System.Text;
using Org.BouncyCastle.Crypto.Generators;
using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Schemas;
using Postern.Embedded.Contracts.Values;

namespace Postern.Embedded.Providers.Random;

/// <summary>
/// RandomString, and RandomPassword: the same with its outputs secret, a bcrypt hash beside it and no id of its own.
/// </summary>
internal sealed class RandomText(RandomSource source, bool isPassword) : IRandomType
{
    private const string Digits = "0123456789";
    private const string LowerLetters = "abcdefghijklmnopqrstuvwxyz";
    private const string UpperLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string SpecialCharacters = "!@#$%&*()-_=+[]{}<>:?";
    private const int BcryptCost = 10;
    private const int BcryptSaltBytes = 16;

    // bcrypt reads no further.
    private const int BcryptBytes = 72;

    public ImmutableArray<SchemaProperty> Schema { get; } =
    [
        new("keepers", SchemaShape.Map) { Replaces = true },
        .. new[]
        {
            "length", "lower", "upper", "number", "numeric", "special", "minLower", "minUpper", "minNumeric",
            "minSpecial",
            "overrideSpecial",
        }.Select(static name => new SchemaProperty(name) { Replaces = true, Computed = name != "overrideSpecial" }),
    ];

    public ImmutableArray<string> Computed { get; } = isPassword ? ["result", "bcryptHash"] : ["result"];

    public IEnumerable<CheckFailure> Check(PropertyMap inputs)
    {
        if (inputs.HasUnknown()) yield break;
        if (inputs.Integer("length") is not { } length || length < 1)
        {
            yield return new CheckFailure("length", "Missing required argument. 'length' has to be at least 1");
            yield break;
        }
        var classes = Classes(inputs);
        if (length < classes.Sum(static one => one.Least))
        {
            yield return new CheckFailure("length",
                "Attribute length value must be at least sum of min_upper + min_lower + min_numeric + min_special");
        }
        if (classes.All(static one => !one.Used))
        {
            yield return new CheckFailure(
                "lower", "at least one of 'lower', 'upper', 'numeric' and 'special' has to be true");
        }
    }

    public CreateResult Create(PropertyMap inputs)
    {
        var text = Generate(inputs);
        var numeric = inputs.Flag("numeric") ?? inputs.Flag("number") ?? true;
        var result = new PropertyMapBuilder()
            .Set("length", inputs.Number("length") ?? 0)
            .Set("lower", inputs.Flag("lower") ?? true)
            .Set("minLower", inputs.Number("minLower") ?? 0)
            .Set("minNumeric", inputs.Number("minNumeric") ?? 0)
            .Set("minSpecial", inputs.Number("minSpecial") ?? 0)
            .Set("minUpper", inputs.Number("minUpper") ?? 0)
            .Set("number", numeric)
            .Set("numeric", numeric)
            .Set("special", inputs.Flag("special") ?? true)
            .Set("upper", inputs.Flag("upper") ?? true);
        foreach (var name in (string[])["keepers", "overrideSpecial"])
        {
            if (inputs.TryGetValue(name, out var value)) result.Set(name, value);
        }
        if (!isPassword) return new CreateResult(text, result.Set("result", text).Build());
        result.Set("result", new PropertySecret(new PropertyString(text)))
            .Set("bcryptHash", new PropertySecret(new PropertyString(Hash(text))));
        return new CreateResult("none", result.Build());
    }

    private static ImmutableArray<(string Characters, bool Used, int Least)> Classes(PropertyMap inputs) =>
    [
        (Digits, inputs.Flag("numeric") ?? inputs.Flag("number") ?? true, Least(inputs, "minNumeric")),
        (LowerLetters, inputs.Flag("lower") ?? true, Least(inputs, "minLower")),
        (UpperLetters, inputs.Flag("upper") ?? true, Least(inputs, "minUpper")),
        (inputs.Text("overrideSpecial") is { Length: > 0 } special ? special : SpecialCharacters,
            inputs.Flag("special") ?? true, Least(inputs, "minSpecial")),
    ];

    private static int Least(PropertyMap inputs, string name) =>
        (int)Math.Clamp(inputs.Integer(name) ?? 0, 0, int.MaxValue);

    private string Generate(PropertyMap inputs)
    {
        var classes = Classes(inputs);
        var all = string.Concat(classes.Where(static one => one.Used).Select(static one => one.Characters));
        var text = new List<char>();
        foreach (var (characters, _, least) in classes)
        {
            for (var count = 0; count < least; count++) text.Add(source.Pick(characters));
        }
        while (text.Count < inputs.Integer("length")) text.Add(source.Pick(all));
        char[] shuffled = [.. text];
        source.Shuffle(shuffled);
        return new string(shuffled);
    }

    private string Hash(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var read = bytes.Length > BcryptBytes ? bytes[..BcryptBytes] : bytes;
        return OpenBsdBCrypt.Generate(
            "2a", Encoding.UTF8.GetString(read).ToCharArray(), source.Bytes(BcryptSaltBytes), BcryptCost);
    }
}
