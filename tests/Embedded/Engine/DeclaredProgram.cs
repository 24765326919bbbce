using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Engine.Programs;

namespace Postern.Tests.Embedded.Engine;

/// <summary>A program that declares the stack and then what <paramref name="body"/> says.</summary>
public sealed class DeclaredProgram(Func<Declaration, Task> body) : IProgram
{
    public async Task<int> RunAsync(ProgramContext context, CancellationToken cancellation)
    {
        try
        {
            var declaration = new Declaration(context);
            await declaration.StackAsync();
            await body(declaration);
            return 0;
        }
        catch (RunEndedException)
        {
            return 32;
        }
    }
}
