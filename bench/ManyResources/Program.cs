using Pulumi;
using Pulumi.Random;

// 200 resources in chains of four, so that a preview has something to wait for.
return await Deployment.RunAsync(() =>
{
    RandomPassword? before = null;
    for (var i = 0; i < 200; i++)
    {
        var options = new CustomResourceOptions();
        if (before is not null && i % 4 != 0) options.DependsOn.Add(before);
        before = new RandomPassword($"password-{i}", new RandomPasswordArgs { Length = 32, Special = false }, options);
    }
});
