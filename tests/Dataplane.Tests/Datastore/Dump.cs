using PolicyEngine;
using PolicyEngine.Dataplane.Datastore;

namespace Dataplane.Tests.Datastore;

/// <summary>Reads dumps that tests write down.</summary>
internal static class Dump
{
    public static DatastoreView Read(string yaml) => DatastoreView.Of(Load(yaml));

    public static LoadResult Load(string yaml) => new PolicyLoader(LoadOptions.Default with { KeepsDocuments = true }).LoadText(yaml, "dump.yaml");
}
