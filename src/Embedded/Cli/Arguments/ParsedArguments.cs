using System.Collections.Immutable;
using System.Globalization;

namespace Postern.Embedded.Cli.Arguments;

/// <summary>A command line after its command: flags by long name, and what is left in order.</summary>
public sealed class ParsedArguments
{
    private readonly Dictionary<string, List<string>> _flags = new(StringComparer.Ordinal);
    private readonly List<string> _rest = [];

    private ParsedArguments()
    {
    }

    public IReadOnlyList<string> Rest => _rest;

    public string? First => _rest.Count > 0 ? _rest[0] : null;

    /// <summary>Reads arguments as Go's pflag does: flags and others may be mixed, "--" ends flags.</summary>
    public static ParsedArguments Parse(IReadOnlyList<string> arguments, IReadOnlyCollection<FlagSpec> flags)
    {
        var parsed = new ParsedArguments();
        for (var i = 0; i < arguments.Count; i++)
        {
            var argument = arguments[i];
            if (argument == "--")
            {
                parsed._rest.AddRange(arguments.Skip(i + 1));
                break;
            }
            if (argument.StartsWith("--", StringComparison.Ordinal)) parsed.Long(argument, arguments, ref i, flags);
            else if (argument.Length > 1 && argument[0] == '-' && !char.IsAsciiDigit(argument[1]))
                parsed.Short(argument, arguments, ref i, flags);
            else parsed._rest.Add(argument);
        }
        return parsed;
    }

    public bool Has(string name) => _flags.ContainsKey(name);

    public bool Bool(string name, bool fallback = false) =>
        Text(name) is { } text ? text is "true" or "1" or "t" or "T" or "TRUE" or "True" : fallback;

    /// <summary>Every flag that was given, with its last value.</summary>
    public IEnumerable<(string Name, string Value)> Given => _flags.Select(flag => (flag.Key, flag.Value[^1]));

    /// <summary>The values of a flag as they were given, commas and all.</summary>
    public IReadOnlyList<string> Values(string name) => _flags.TryGetValue(name, out var values) ? values : [];

    public string? Text(string name) => _flags.TryGetValue(name, out var values) ? values[^1] : null;

    public ImmutableArray<string> Texts(string name) => _flags.TryGetValue(name, out var values)
        ? [.. values.SelectMany(value => value.Split(',', StringSplitOptions.RemoveEmptyEntries))]
        : [];

    public int? Number(string name) => Text(name) is not { } text ? null
        : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : throw new UsageFailure($"invalid argument \"{text}\" for \"--{name}\" flag: not a number");

    private void Long(string argument, IReadOnlyList<string> arguments, ref int i, IReadOnlyCollection<FlagSpec> flags)
    {
        var equals = argument.IndexOf('=', StringComparison.Ordinal);
        var name = equals < 0 ? argument[2..] : argument[2..equals];
        var flag = flags.FirstOrDefault(flag => flag.Name == name) ?? throw new UsageFailure($"unknown flag: --{name}");
        if (equals >= 0) Add(flag, argument[(equals + 1)..]);
        else if (flag.Kind == FlagKind.Bool) Add(flag, "true");
        else if (++i < arguments.Count) Add(flag, arguments[i]);
        else throw new UsageFailure($"flag needs an argument: --{name}");
    }

    private void Short(string argument, IReadOnlyList<string> arguments, ref int i, IReadOnlyCollection<FlagSpec> flags)
    {
        for (var at = 1; at < argument.Length; at++)
        {
            var letter = argument[at];
            var flag = flags.FirstOrDefault(flag => flag.Letter == letter)
                ?? throw new UsageFailure($"unknown shorthand flag: '{letter}' in {argument}");
            if (flag.Kind == FlagKind.Bool)
            {
                Add(flag, "true");
                continue;
            }
            var value = argument[(at + 1)..].TrimStart('=');
            if (value.Length > 0) Add(flag, value);
            else if (++i < arguments.Count) Add(flag, arguments[i]);
            else throw new UsageFailure($"flag needs an argument: '{letter}' in {argument}");
            return;
        }
    }

    private void Add(FlagSpec flag, string value)
    {
        if (!_flags.TryGetValue(flag.Name, out var values)) _flags[flag.Name] = values = [];
        values.Add(value);
    }
}
