using System.Reflection;
using System.Runtime.Loader;
using Postern.Embedded.Contracts.Programs;

namespace Postern.Embedded.Engine.Programs;

/// <summary>
/// Runs a compiled program's entry point in this process. What the program and the engine share (the contracts) comes
/// from the engine; everything else from the program's folder. What the program writes to the console becomes messages
/// of the stack.
/// </summary>
public sealed class AssemblyProgram(string path) : IProgram
{
    private Assembly? _assembly;

    public async Task<int> RunAsync(ProgramContext context, CancellationToken cancellation)
    {
        _assembly ??= new ProgramLoadContext(path).LoadFromAssemblyPath(path);
        var entry = _assembly.EntryPoint ?? throw new InvalidOperationException($"'{path}' has no entry point");
        ProgramHost.Current = context;
#pragma warning disable RS0030 // the program's own console output must be caught where the program runs
        var (output, error) = (Console.Out, Console.Error);
        using var lines = new MessageWriter(context.Monitor);
        Console.SetOut(lines);
        Console.SetError(lines);
        try
        {
            return await Task.Run(() => CallAsync(entry), cancellation);
        }
        finally
        {
            lines.Flush();
            Console.SetOut(output);
            Console.SetError(error);
            ProgramHost.Current = null;
        }
#pragma warning restore RS0030
    }

    private static async Task<int> CallAsync(MethodInfo entry)
    {
        try
        {
            object?[] arguments = entry.GetParameters().Length == 0 ? [] : [Array.Empty<string>()];
            return entry.Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null) switch
            {
                Task<int> code => await code,
                Task task => await Done(task),
                int code => code,
                _ => 0,
            };
        }
        catch (RunEndedException)
        {
            return 32;
        }
    }

    private static async Task<int> Done(Task task)
    {
        await task;
        return 0;
    }

    private sealed class ProgramLoadContext(string program) : AssemblyLoadContext("program")
    {
        private readonly string _folder = Path.GetDirectoryName(program)!;

        protected override Assembly? Load(AssemblyName name)
        {
            if (name.Name == typeof(ProgramHost).Assembly.GetName().Name) return typeof(ProgramHost).Assembly;
            var local = Path.Combine(_folder, name.Name + ".dll");
            return File.Exists(local) ? LoadFromAssemblyPath(local) : null;
        }
    }
}
