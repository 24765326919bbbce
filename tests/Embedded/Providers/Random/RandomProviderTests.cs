using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Generators;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Providers.Random;
using Xunit;

namespace Postern.Tests.Embedded.Providers.Random;

public sealed class RandomProviderTests
{
    private const string Password = "random:index/randomPassword:RandomPassword";

    private readonly RandomProvider _provider = new(RandomNumberGenerator.GetBytes);

    [Fact]
    public async Task A_password_has_the_outputs_of_the_official_provider()
    {
        var session = new ProviderSession(_provider, Password, "pw");
        var inputs = Property.Map("""{"length":24,"special":false}""");
        var outputs = await session.CreateAsync(inputs);
        Assert.Equal("none", session.Id);
        Assert.Equal(
            """{"id":"none","length":24,"lower":true,"minLower":0,"minNumeric":0,"minSpecial":0,"minUpper":0,"""
            + """ "number":true,"numeric":true,"special":false,"upper":true}""".TrimStart(),
            Property.Text(outputs.Without("result").Without("bcryptHash")));
        Assert.IsType<PropertySecret>(outputs["result"]);
        Assert.IsType<PropertySecret>(outputs["bcryptHash"]);
        var text = outputs.Text("result")!;
        Assert.Matches("^[A-Za-z0-9]{24}$", text);
        Assert.StartsWith("$2a$10$", outputs.Text("bcryptHash"), StringComparison.Ordinal);
        Assert.True(OpenBsdBCrypt.CheckPassword(outputs.Text("bcryptHash"), text.ToCharArray()));
        await session.AssertQuietAsync(inputs);
    }

    [Fact]
    public async Task A_password_keeps_its_minima_and_its_characters()
    {
        for (var run = 0; run < 50; run++)
        {
            var session = new ProviderSession(_provider, Password, "pw");
            var text = (await session.CreateAsync(Property.Map(
                """{"length":12,"minUpper":3,"minNumeric":3,"minSpecial":2,"overrideSpecial":"!?","lower":false}""")))
                    .Text("result")!;
            Assert.True(text.Count(char.IsAsciiLetterUpper) >= 3 && text.Count(char.IsAsciiDigit) >= 3, text);
            Assert.True(text.Count(static letter => letter is '!' or '?') >= 2, text);
            Assert.DoesNotContain(text, char.IsAsciiLetterLower);
        }
    }

    [Fact]
    public async Task Changed_inputs_and_keepers_replace()
    {
        var session = new ProviderSession(_provider, Password, "pw");
        await session.CreateAsync(Property.Map("""{"length":8,"keepers":{"generation":"1"}}"""));
        var diff = await session.DiffAsync(Property.Map("""{"length":9,"keepers":{"generation":"2"}}"""));
        Assert.Equal(["keepers", "length"], diff.ReplaceKeys.Order(StringComparer.Ordinal));
        // As with the official provider a preview says `"detailedDiff": null`, and the rich diff shows the outputs.
        Assert.Empty(diff.Details);
        Assert.False(diff.DeleteBeforeReplace);
    }

    [Theory]
    [InlineData("""{"length":0}""")]
    [InlineData("""{"length":3,"minUpper":4}""")]
    [InlineData("""{"length":3,"lower":false,"upper":false,"numeric":false,"special":false}""")]
    public async Task Impossible_passwords_are_refused(string inputs) =>
        Assert.NotEmpty(await new ProviderSession(_provider, Password, "pw").FailuresAsync(Property.Map(inputs)));

    [Fact]
    public async Task An_id_is_spelt_as_in_a_state_of_the_official_provider()
    {
        var provider = new RandomProvider(static _ => [0xd3, 0x18, 0x0a, 0x93]);
        var session = new ProviderSession(provider, "random:index/randomId:RandomId", "rid");
        var outputs = await session.CreateAsync(Property.Map("""{"byteLength":4}"""));
        Assert.Equal("0xgKkw", session.Id);
        Assert.Equal(
            """{"b64Std":"0xgKkw==","b64Url":"0xgKkw","byteLength":4,"dec":"3541568147","""
            + """ "hex":"d3180a93","id":"0xgKkw"}""".TrimStart(),
            Property.Text(outputs));
    }

    [Fact]
    public async Task The_other_types_make_what_they_say()
    {
        var text = new ProviderSession(_provider, "random:index/randomString:RandomString", "s");
        Assert.Equal(8, (await text.CreateAsync(Property.Map("""{"length":8}"""))).Text("result")!.Length);
        Assert.Equal(text.Outputs.Text("result"), text.Id);
        var number = new ProviderSession(_provider, "random:index/randomInteger:RandomInteger", "n");
        Assert.InRange(
            (await number.CreateAsync(Property.Map("""{"min":-2,"max":2}"""))).Number("result")!.Value, -2, 2);
        var uuid = new ProviderSession(_provider, "random:index/randomUuid:RandomUuid", "u");
        Assert.Matches("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$",
            (await uuid.CreateAsync(PropertyMap.Empty)).Text("result")!);
        var pet = new ProviderSession(_provider, "random:index/randomPet:RandomPet", "p");
        await pet.CreateAsync(Property.Map("""{"length":3,"prefix":"pg"}"""));
        Assert.Matches("^pg-[a-z]+-[a-z]+-[a-z]+$", pet.Id);
    }

    [Fact]
    public async Task A_preview_knows_the_inputs_and_not_the_value()
    {
        var resource = new ResourceIdentity("urn", Password, "pw");
        var preview = await _provider.CreateAsync(
            resource, Property.Map("""{"length":8}"""), null, preview: true, new RecordingLog(),
            CancellationToken.None);
        Assert.IsType<PropertyUnknown>(preview.Outputs["result"]);
        Assert.Equal(8, preview.Outputs.Number("length"));
    }
}
