using Pulumi.Serialization;

namespace Pulumi;

/// <summary>Tuples of outputs: known when every member is, secret when one is.</summary>
public static partial class Output
{
    public static Output<(T1, T2)> Tuple<T1, T2>(Input<T1> item1, Input<T2> item2) =>
        Tuple(item1.ToOutput(), item2.ToOutput());

    public static Output<(T1, T2)> Tuple<T1, T2>(Output<T1> item1, Output<T2> item2) =>
        new(OutputFlow.JoinAsync([item1.Data, item2.Data], v => (As<T1>(v[0]), As<T2>(v[1]))));

    public static Output<(T1, T2, T3)> Tuple<T1, T2, T3>(Input<T1> item1, Input<T2> item2, Input<T3> item3) =>
        Tuple(item1.ToOutput(), item2.ToOutput(), item3.ToOutput());

    public static Output<(T1, T2, T3)> Tuple<T1, T2, T3>(Output<T1> item1, Output<T2> item2, Output<T3> item3) =>
        new(OutputFlow.JoinAsync(
            [item1.Data, item2.Data, item3.Data],
            v => (As<T1>(v[0]), As<T2>(v[1]), As<T3>(v[2]))));

    public static Output<(T1, T2, T3, T4)> Tuple<T1, T2, T3, T4>(
        Input<T1> item1, Input<T2> item2,
        Input<T3> item3, Input<T4> item4) =>
        Tuple(item1.ToOutput(), item2.ToOutput(), item3.ToOutput(), item4.ToOutput());

    public static Output<(T1, T2, T3, T4)> Tuple<T1, T2, T3, T4>(
        Output<T1> item1, Output<T2> item2,
        Output<T3> item3, Output<T4> item4) =>
        new(OutputFlow.JoinAsync(
            [item1.Data, item2.Data, item3.Data, item4.Data],
            v => (As<T1>(v[0]), As<T2>(v[1]), As<T3>(v[2]), As<T4>(v[3]))));

    public static Output<(T1, T2, T3, T4, T5)> Tuple<T1, T2, T3, T4, T5>(
        Input<T1> item1, Input<T2> item2, Input<T3> item3,
        Input<T4> item4, Input<T5> item5) =>
        Tuple(item1.ToOutput(), item2.ToOutput(), item3.ToOutput(), item4.ToOutput(), item5.ToOutput());

    public static Output<(T1, T2, T3, T4, T5)> Tuple<T1, T2, T3, T4, T5>(
        Output<T1> item1, Output<T2> item2, Output<T3> item3,
        Output<T4> item4, Output<T5> item5) =>
        new(OutputFlow.JoinAsync(
            [item1.Data, item2.Data, item3.Data, item4.Data, item5.Data],
            v => (As<T1>(v[0]), As<T2>(v[1]), As<T3>(v[2]), As<T4>(v[3]),
            As<T5>(v[4]))));

    public static Output<(T1, T2, T3, T4, T5, T6)> Tuple<T1, T2, T3, T4, T5, T6>(
        Input<T1> item1, Input<T2> item2, Input<T3> item3,
        Input<T4> item4, Input<T5> item5, Input<T6> item6) =>
        Tuple(
            item1.ToOutput(), item2.ToOutput(), item3.ToOutput(), item4.ToOutput(),
            item5.ToOutput(), item6.ToOutput());

    public static Output<(T1, T2, T3, T4, T5, T6)> Tuple<T1, T2, T3, T4, T5, T6>(
        Output<T1> item1, Output<T2> item2, Output<T3> item3,
        Output<T4> item4, Output<T5> item5, Output<T6> item6) =>
        new(OutputFlow.JoinAsync(
            [item1.Data, item2.Data, item3.Data, item4.Data, item5.Data, item6.Data],
            v => (As<T1>(v[0]), As<T2>(v[1]), As<T3>(v[2]), As<T4>(v[3]),
            As<T5>(v[4]), As<T6>(v[5]))));

    public static Output<(T1, T2, T3, T4, T5, T6, T7)> Tuple<T1, T2, T3, T4, T5, T6, T7>(
        Input<T1> item1, Input<T2> item2, Input<T3> item3, Input<T4> item4,
        Input<T5> item5, Input<T6> item6, Input<T7> item7) =>
        Tuple(
            item1.ToOutput(), item2.ToOutput(), item3.ToOutput(), item4.ToOutput(),
            item5.ToOutput(), item6.ToOutput(), item7.ToOutput());

    public static Output<(T1, T2, T3, T4, T5, T6, T7)> Tuple<T1, T2, T3, T4, T5, T6, T7>(
        Output<T1> item1, Output<T2> item2, Output<T3> item3, Output<T4> item4,
        Output<T5> item5, Output<T6> item6, Output<T7> item7) =>
        new(OutputFlow.JoinAsync(
            [item1.Data, item2.Data, item3.Data, item4.Data, item5.Data, item6.Data, item7.Data],
            v => (As<T1>(v[0]), As<T2>(v[1]), As<T3>(v[2]), As<T4>(v[3]),
            As<T5>(v[4]), As<T6>(v[5]), As<T7>(v[6]))));

    public static Output<(T1, T2, T3, T4, T5, T6, T7, T8)> Tuple<T1, T2, T3, T4, T5, T6, T7, T8>(
        Input<T1> item1, Input<T2> item2, Input<T3> item3, Input<T4> item4,
        Input<T5> item5, Input<T6> item6, Input<T7> item7, Input<T8> item8) =>
        Tuple(
            item1.ToOutput(), item2.ToOutput(), item3.ToOutput(), item4.ToOutput(),
            item5.ToOutput(), item6.ToOutput(), item7.ToOutput(), item8.ToOutput());

    public static Output<(T1, T2, T3, T4, T5, T6, T7, T8)> Tuple<T1, T2, T3, T4, T5, T6, T7, T8>(
        Output<T1> item1, Output<T2> item2, Output<T3> item3, Output<T4> item4,
        Output<T5> item5, Output<T6> item6, Output<T7> item7, Output<T8> item8) =>
        new(OutputFlow.JoinAsync(
            [item1.Data, item2.Data, item3.Data, item4.Data, item5.Data, item6.Data, item7.Data, item8.Data],
            v => (As<T1>(v[0]), As<T2>(v[1]), As<T3>(v[2]), As<T4>(v[3]),
            As<T5>(v[4]), As<T6>(v[5]), As<T7>(v[6]), As<T8>(v[7]))));

    private static T As<T>(object? value) => OutputData.As<T>(value);
}
