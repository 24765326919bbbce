using FsCheck;
using FsCheck.Fluent;
using Scriban;
using Xunit;

namespace Postern.Tests.Embedded.Scriban;

public sealed class ParserPropertyTests
{
    private static readonly string[] Pieces =
    [
        "{{", "}}", "{{-", "-}}", "{{~", "~}}", "{%{", "}%}", "\n", " ", "if ", "else ", "end ", "for ", "in ", "x",
        "1", "'a'", "$'{x}'", "(", ")", "[", "]", "{", "}", ":", ",", ".", "|", "+", "-", "=", "==", "??", "?", "func ",
        "do ", "ret ", "case ", "when ", "#", "##", ";", "@", "$", "$$", "..", "!", "\"", "`", "\\", "0x", "1e", "ž",
    ];

    [Fact]
    public void Text_without_braces_renders_as_it_is() => Check.QuickThrowOnFailure(Prop.ForAll(
        ArbMap.Default.ArbFor<NonNull<string>>(),
        text => text.Get.Contains('{', StringComparison.Ordinal) || Template.Parse(text.Get).Render() == text.Get));

    [Fact]
    public void Parsing_never_throws_and_says_what_is_wrong() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(2000),
        Prop.ForAll(Gen.Elements(Pieces).ArrayOf().ToArbitrary(), pieces =>
        {
            var template = Template.Parse(string.Concat(pieces));
            return template.HasErrors == (template.Messages.Count > 0);
        }));
}
