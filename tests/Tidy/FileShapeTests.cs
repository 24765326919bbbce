using System.Text.RegularExpressions;
using Xunit;

namespace Postern.Tests.Tidy;

/// <summary>Small files, small methods, short lines, in every source file.</summary>
public sealed partial class FileShapeTests
{
    private static readonly (string Path, string[] Lines)[] Sources =
        [.. SourceTree.Files("*.cs").Select(path => (SourceTree.Relative(path), File.ReadAllLines(path)))];

    [Fact]
    public void No_file_is_longer_than_400_lines() =>
        Assert.Empty(Sources.Where(file => file.Lines.Length > 400)
            .Select(file => $"{file.Path}: {file.Lines.Length}"));

    [Fact]
    public void The_median_file_is_under_70_lines_and_95_percent_are_under_250()
    {
        var lengths = Sources.Select(file => file.Lines.Length).Order().ToArray();
        Assert.True(lengths[lengths.Length / 2] < 70, $"median {lengths[lengths.Length / 2]}");
        Assert.True(lengths[lengths.Length * 95 / 100] < 250, $"95th percentile {lengths[lengths.Length * 95 / 100]}");
    }

    [Fact]
    public void No_line_is_longer_than_120_characters() =>
        Assert.Empty(Sources.SelectMany(file => file.Lines
            .Select((line, index) => (line.Length, index))
            .Where(line => line.Length > 120)
            .Select(line => $"{file.Path}:{line.index + 1}: {line.Length}")));

    [Fact]
    public void No_method_is_longer_than_70_lines() =>
        Assert.Empty(Sources.SelectMany(file => MethodLengths.Of(file.Lines)
            .Where(method => method.Length > 70)
            .Select(method => $"{file.Path}:{method.Line}: {method.Length} lines")));

    [Fact]
    public void Nothing_is_conditionally_compiled_or_folded_away() =>
        Assert.Empty(Sources.SelectMany(file => file.Lines
            .Select((line, index) => (line, index))
            .Where(pair => Directive().IsMatch(pair.line))
            .Select(pair => $"{file.Path}:{pair.index + 1}: {pair.line.Trim()}")));

    [Fact]
    public void Nothing_is_left_to_do() =>
        Assert.Empty(Sources.Where(file => !file.Path.StartsWith("tests/Tidy", StringComparison.Ordinal))
            .SelectMany(file => file.Lines
                .Select((line, index) => (line, index))
                .Where(pair => Unfinished().IsMatch(pair.line))
                .Select(pair => $"{file.Path}:{pair.index + 1}: {pair.line.Trim()}")));

    [Fact]
    public void No_name_says_nothing()
    {
        string[] empty = ["Common", "Shared", "Utils", "Utilities", "Helpers", "Helper", "Manager"];
        // Pulumi.Utilities is the official namespace of OutputUtilities; the stand-in has its names.
        var wrong = Sources.Select(file => file.Path)
            .Where(path => !path.StartsWith("src/Embedded/Sdk/", StringComparison.Ordinal))
            .Where(path => path.Split('/').Any(part => empty.Contains(part, StringComparer.Ordinal))
                || empty.Any(word => Path.GetFileNameWithoutExtension(path).EndsWith(word, StringComparison.Ordinal)))
            .ToArray();
        Assert.Empty(wrong);
    }

    [GeneratedRegex(@"^\s*#(if|region|elif|else)\b")]
    private static partial Regex Directive();

    [GeneratedRegex(@"\b(TODO|FIXME|XXX|HACK)\b|NotImplementedException")]
    private static partial Regex Unfinished();
}
