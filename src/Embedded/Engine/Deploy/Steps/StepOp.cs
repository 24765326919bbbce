namespace Postern.Embedded.Engine.Deploy.Steps;

/// <summary>What a step does to one resource. Source: pulumi/pulumi pkg/display/step_op.go.</summary>
public enum StepOp
{
    Same,
    Create,
    Update,
    Delete,
    Replace,
    CreateReplacement,
    DeleteReplaced,
    Read,
    ReadDiscard,
    Refresh,
    RemovePendingReplace,
    Import,
}

/// <summary>The names of the operations on the wire.</summary>
public static class StepOps
{
    public static string WireName(this StepOp op) => op switch
    {
        StepOp.Same => "same",
        StepOp.Create => "create",
        StepOp.Update => "update",
        StepOp.Delete => "delete",
        StepOp.Replace => "replace",
        StepOp.CreateReplacement => "create-replacement",
        StepOp.DeleteReplaced => "delete-replaced",
        StepOp.Read => "read",
        StepOp.ReadDiscard => "discard",
        StepOp.Refresh => "refresh",
        StepOp.RemovePendingReplace => "remove-pending-replace",
        _ => "import",
    };
}
