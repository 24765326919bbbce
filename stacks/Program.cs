using Postern.Stacks;
using Pulumi;

return await Deployment.RunAsync(PosternProgram.Declare);
