using Xunit;

namespace Postern.Tests.Embedded.Sdk;

/// <summary>What the surface test compares, on types of its own.</summary>
public sealed class SurfaceTextTests
{
    [Fact]
    public void Writes_members_with_nullability_defaults_and_wire_names()
    {
        Assert.Equal("sealed class Sample<T>", SurfaceText.Header(typeof(Sample<>)));
        Assert.Equal(
            [
                "Input<string>? Text { get; set; }   [Input(\"wire\", required)]",
                "InputList<int> List { get; set; }   [Input(\"list\", json)]",
                "new Sample(string name)",
                "static Task<T> WaitAsync(Func<T, string?>? map = null, bool once = False)",
                "static bool op_Equality(Sample<T>? left, Sample<T>? right)",
                "static bool op_Inequality(Sample<T>? left, Sample<T>? right)",
            ],
            SurfaceText.Members(typeof(Sample<>))
                .Where(line => !line.Contains("override")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Reads_types_and_members_of_a_surface_file()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, """
                # comment
                ================ namespace N

                sealed class A<T> : B   [X]
                    T /*MaybeNull*/ Get()
                """);
            var file = new SurfaceFile(path);
            Assert.Equal(["T Get()"], file.Members("N", "sealed class A<T>")!);
            Assert.Null(file.Members("N", "class A<T>"));
            Assert.Null(file.Members("M", "sealed class A<T>"));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private sealed class Sample<T>
    {
        [Pulumi.Input("list", json: true)] private Pulumi.InputList<int>? _list;

        public Sample(string name) => Text = name;

        [Pulumi.Input("wire", required: true)] public Pulumi.Input<string>? Text { get; set; }

        public Pulumi.InputList<int> List { get => _list ??= []; set => _list = value; }

        public static bool operator ==(Sample<T>? left, Sample<T>? right) => ReferenceEquals(left, right);

        public static bool operator !=(Sample<T>? left, Sample<T>? right) => !(left == right);

        public static Task<T> WaitAsync(Func<T, string?>? map = null, bool once = false) =>
            throw new InvalidOperationException($"{map}{once}");

        public override bool Equals(object? obj) => ReferenceEquals(this, obj);

        public override int GetHashCode() => 0;
    }
}
