using System.Runtime.ExceptionServices;

namespace Kernel.Tests.Namespaces;

/// <summary>
/// Runs work on a thread of its own in a network namespace of its own. Processes that it starts are in the namespace too; with
/// the thread, its sockets and its devices the namespace goes away, however the work ends.
/// </summary>
internal static class NetworkThread
{
    /// <summary>Runs the work to its end.</summary>
    public static T Run<T>(Func<T> work)
    {
        T? result = default;
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                Libc.Checked(Libc.Unshare(Libc.NewNetwork), "unshare");
                result = work();
            }
            catch (Exception exception)
            {
                failure = ExceptionDispatchInfo.Capture(exception);
            }
        });
        thread.Start();
        thread.Join();
        failure?.Throw();
        return result!;
    }

    /// <summary>Sets a kernel parameter of the namespace, if this kernel has it.</summary>
    public static void Set(string parameter, string value)
    {
        string path = $"/proc/sys/net/{parameter}";
        if (File.Exists(path))
        {
            File.WriteAllText(path, value);
        }
    }
}
