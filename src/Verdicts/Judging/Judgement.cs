namespace Postern.Verdicts.Judging;

/// <summary>What a rule says of one step.</summary>
internal sealed record Judgement(Impact Impact, string Reason, int? DownSeconds = null)
{
    public static Judgement Nothing(string reason) => new(Impact.Nothing, reason);

    public static Judgement DataLoss(string reason) => new(Impact.DataLoss, reason);
}
