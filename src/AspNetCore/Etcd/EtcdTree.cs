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

    public async Task<Listing?> ListAsync(CancellationToken cancellation)
    {
        ImmutableArray<FollowedObject>.Builder objects = ImmutableArray.CreateBuilder<FollowedObject>();
        string? revision = null;
        string from = _root;
        while (true)
        {
            var question = new JsonObject { ["key"] = EtcdKey.Encode(from), ["range_end"] = EtcdKey.Encode(EtcdKey.Behind(_root)), ["limit"] = options.PageSize };
            if (revision is not null)
            {
                question["revision"] = revision;
            }

            using JsonDocument page = await api.AskAsync("v3/kv/range", question, cancellation).ConfigureAwait(false);
            revision ??= page.RootElement.GetProperty("header").GetProperty("revision").GetString()!;
            string? last = null;
            foreach (JsonElement pair in PairsOf(page.RootElement, "kvs"))
            {
                last = KeyOf(pair);
                objects.Add(ObjectOf(last, pair));
            }

            bool hasMore = page.RootElement.TryGetProperty("more", out JsonElement more) && more.ValueKind == JsonValueKind.True;
            if (!hasMore || last is null)
            {
                return new Listing(objects.DrainToImmutable(), revision);
            }

            from = EtcdKey.After(last);
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
                last = pair.GetProperty("mod_revision").GetString();
                string key = KeyOf(pair);
                bool isGone = change.TryGetProperty("type", out JsonElement type) && type.GetString() == "DELETE";
                yield return isGone ? new FollowedEvent("", null, NameOf(key)) : new FollowedEvent("", ObjectOf(key, pair), null);
            }

            // The changes of one revision are told together. To a watch that catches up the header tells a revision ahead of changes still to come.
            if (last is not null || !told.TryGetProperty("created", out _))
            {
                yield return new FollowedEvent(last ?? told.GetProperty("header").GetProperty("revision").GetString()!, null, null);
            }
        }
    }

    private static JsonElement.ArrayEnumerator PairsOf(JsonElement answer, string property) => answer.TryGetProperty(property, out JsonElement pairs) ? pairs.EnumerateArray() : default;

    private static string KeyOf(JsonElement pair) => Encoding.UTF8.GetString(pair.GetProperty("key").GetBytesFromBase64());

    private string NameOf(string key) => key[_root.Length..];

    private FollowedObject ObjectOf(string key, JsonElement pair)
    {
        string name = NameOf(key);
        byte[] text = pair.TryGetProperty("value", out JsonElement value) ? value.GetBytesFromBase64() : [];
        return new FollowedObject(pair.GetProperty("mod_revision").GetString()!, new SnapshotDocument(name, text, EtcdKey.ReferenceOf(name)));
    }
}
