using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyEngine.AspNetCore.Following;
using PolicyEngine.AspNetCore.Snapshots;

namespace PolicyEngine.AspNetCore.Etcd;

/// <summary>All of Calico's resources in etcd.</summary>
internal sealed class EtcdTree(EtcdApi api, EtcdOptions options) : IFollowed
{
    private readonly string _root = EtcdKey.Resources(options.Prefix);

    public string Name => _root;

    public bool IsNeeded => true;

    public async Task<Listing?> ListAsync(CancellationToken cancellation)
    {
        ImmutableArray<FollowedObject>.Builder objects = ImmutableArray.CreateBuilder<FollowedObject>();
        string? revision = null;
        byte[] from = Encoding.UTF8.GetBytes(_root);
        while (true)
        {
            var question = new JsonObject { ["key"] = Convert.ToBase64String(from), ["range_end"] = EtcdKey.Encode(EtcdKey.Behind(_root)), ["limit"] = options.PageSize };
            if (revision is not null)
            {
                question["revision"] = revision;
            }

            using JsonDocument page = await api.AskAsync("v3/kv/range", question, cancellation).ConfigureAwait(false);
            revision ??= RevisionOf(page.RootElement.GetProperty("header"), "revision");
            byte[]? last = null;
            foreach (JsonElement pair in PairsOf(page.RootElement, "kvs"))
            {
                last = KeyOf(pair);
                objects.Add(ObjectOf(NameOf(last), pair));
            }

            bool hasMore = page.RootElement.TryGetProperty("more", out JsonElement more) && more.ValueKind == JsonValueKind.True;
            if (!hasMore || last is null)
            {
                return new Listing(objects.DrainToImmutable(), revision);
            }

            // A list that does not go on has no end.
            from = last.AsSpan().SequenceCompareTo(from) >= 0 ? EtcdKey.After(last) : throw new JsonException("a page of the list ends before its begin");
        }
    }

    public async IAsyncEnumerable<FollowedEvent> WatchAsync(string version, [EnumeratorCancellation] CancellationToken cancellation)
    {
        string next = (long.Parse(version, NumberStyles.None, CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture);
        var question = new JsonObject
        {
            ["create_request"] = new JsonObject { ["key"] = EtcdKey.Encode(_root), ["range_end"] = EtcdKey.Encode(EtcdKey.Behind(_root)), ["start_revision"] = next, ["progress_notify"] = true },
        };
        await foreach (JsonElement told in api.StreamAsync("v3/watch", question, cancellation).ConfigureAwait(false))
        {
            if (told.TryGetProperty("compact_revision", out JsonElement compacted) && compacted.GetString() is not (null or "0"))
            {
                throw new ExpiredException();
            }

            if (told.TryGetProperty("canceled", out JsonElement canceled) && canceled.ValueKind == JsonValueKind.True)
            {
                throw new HttpRequestException($"etcd has ended the watch: {(told.TryGetProperty("cancel_reason", out JsonElement reason) ? reason.GetString() : "")}");
            }

            string? last = null;
            foreach (JsonElement change in PairsOf(told, "events"))
            {
                JsonElement pair = change.GetProperty("kv");
                last = RevisionOf(pair, "mod_revision");
                string name = NameOf(KeyOf(pair));
                bool isGone = change.TryGetProperty("type", out JsonElement type) && type.GetString() == "DELETE";
                yield return isGone ? new FollowedEvent("", null, name) : new FollowedEvent("", ObjectOf(name, pair), null);
            }

            // The changes of one revision are told together. To a watch that catches up the header tells a revision ahead of changes still to come.
            if (last is not null || !told.TryGetProperty("created", out _))
            {
                yield return new FollowedEvent(last ?? RevisionOf(told.GetProperty("header"), "revision"), null, null);
            }
        }
    }

    private static JsonElement.ArrayEnumerator PairsOf(JsonElement answer, string property) => answer.TryGetProperty(property, out JsonElement pairs) ? pairs.EnumerateArray() : default;

    private static byte[] KeyOf(JsonElement pair) => pair.GetProperty("key").GetBytesFromBase64();

    // Keys need not be texts. Those of Calico are.
    private string NameOf(byte[] key) =>
        Encoding.UTF8.GetString(key) is var text && text.StartsWith(_root, StringComparison.Ordinal) ? text[_root.Length..] : throw new JsonException($"the key `{text}` was not asked for");

    /// <summary>A revision that another can come after.</summary>
    private static string RevisionOf(JsonElement holder, string property) =>
        holder.GetProperty(property).GetString() is { } text && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long revision) && revision < long.MaxValue
            ? text
            : throw new JsonException($"the {property} is no revision");

    private static FollowedObject ObjectOf(string name, JsonElement pair)
    {
        byte[] text = pair.TryGetProperty("value", out JsonElement value) ? value.GetBytesFromBase64() : [];
        return new FollowedObject(RevisionOf(pair, "mod_revision"), new SnapshotDocument(name, text, EtcdKey.ReferenceOf(name)));
    }
}
