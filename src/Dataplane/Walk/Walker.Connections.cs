using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Walk;

/// <summary>Connection tracking and what it translates: the first packet asks the rules, all others follow it.</summary>
internal sealed partial class Walker
{
    /// <summary>Whether the packet belongs to a connection; if so its destination is what that says.</summary>
    private bool FindConnection(Passage passage)
    {
        Packet packet = passage.Packet;
        ConnectionTable table = conversation.ConnectionsOf(passage.Stack.Name);
        if (packet.About is { } about)
        {
            return FindRelated(passage, table, about);
        }

        if (table.Find(packet) is not var (connection, isReply))
        {
            return false;
        }

        (passage.Connection, passage.IsReply) = (connection, isReply);
        connection.IsAnswered |= isReply;
        ConnectionTuple leaving = isReply ? connection.Original.Reverse : connection.Translated;
        ConnectionTuple after = ConnectionTuple.Of(packet) with { Destination = leaving.Destination, Traffic = isReply ? leaving.Traffic : WithDestinationOf(leaving, packet) };
        Replace(passage, after.ApplyTo(packet), "the tracked connection");
        return true;
    }

    /// <summary>A message about a packet of a connection goes to whoever sent that.</summary>
    private bool FindRelated(Passage passage, ConnectionTable table, Packet about)
    {
        if (table.Find(about with { Source = about.Destination, Destination = about.Source, Traffic = ConnectionTuple.ReverseOf(about.Traffic) }) is not var (connection, isReply))
        {
            return false;
        }

        IpAddress shown = isReply ? connection.Original.Destination : connection.Translated.Source;
        passage.RelatedSource = shown == (isReply ? connection.Translated.Destination : connection.Original.Source) ? null : shown;
        ConnectionTuple sent = isReply ? connection.Original : connection.Translated.Reverse;
        passage.Connection = new TrackedConnection(ConnectionTuple.Of(passage.Packet), ConnectionTuple.Of(passage.Packet)) { IsAnswered = true, Mark = connection.Mark };
        Replace(passage, passage.Packet with { Destination = sent.Source, About = sent.ApplyTo(about) }, "the tracked connection");
        return true;
    }

    private static TrafficPoint WithDestinationOf(ConnectionTuple leaving, Packet packet) =>
        packet.Traffic.Protocol.HasPorts ? new TrafficPoint(packet.Traffic.Protocol, leaving.Traffic.Major, packet.Traffic.Minor) : packet.Traffic;

    /// <summary>Asks the rules for Services about a first packet; false where the way ended.</summary>
    private bool TranslateDestination(Passage passage)
    {
        if (passage.Rules?.TranslateDestination(passage.Packet, passage.From is null, conversation) is not { } translation)
        {
            return true;
        }

        if (translation.End is { } end)
        {
            Fail(passage, end, translation.By, end == WalkEnd.RefusedByService ? IcmpErrors.PortUnreachable : null, translation.Remedy);
            return false;
        }

        (passage.IsMarked, passage.SeenAt) = (translation.Masquerades, translation.SeenAt);
        Replace(passage, translation.Packet, translation.By);
        return true;
    }

    /// <summary>Gives the packet the source it leaves with, or is read with where it leaves by no interface.</summary>
    private void TranslateSource(Passage passage, NetworkDevice? device)
    {
        if (!passage.IsTracked)
        {
            return;
        }

        Packet packet = passage.Packet;
        if (passage.Connection is { } connection)
        {
            if (packet.About is null)
            {
                Replace(passage, (passage.IsReply ? connection.Original.Reverse : connection.Translated).ApplyTo(packet), "the tracked connection");
            }
            else if (passage.RelatedSource is { } shown)
            {
                Replace(passage, packet with { Source = shown }, "the tracked connection");
            }
        }
        else if (device is not null && passage.Rules!.TranslateSource(packet, device, passage.IsMarked) is { } translation)
        {
            Replace(passage, translation.Apply(packet), translation.By);
        }
    }

    /// <summary>Remembers a connection whose first packet has passed all that could drop it.</summary>
    private void Confirm(Passage passage)
    {
        if (passage.IsTracked && passage.Connection is null && passage.Packet.About is null)
        {
            conversation.ConnectionsOf(passage.Stack.Name).Add(new TrackedConnection(ConnectionTuple.Of(passage.Original), ConnectionTuple.Of(passage.Packet)) { Mark = passage.Mark });
        }
    }

    /// <summary>Gives the packet the mark of its connection, which the interface it came by may add to.</summary>
    private static void Mark(Passage passage)
    {
        if (passage.Rules is not { } rules || !passage.IsTracked)
        {
            return;
        }

        passage.Mark = (passage.Connection?.Mark ?? 0) | rules.MarkFrom(passage.From!);
        if (passage.Connection is { } connection)
        {
            connection.Mark = passage.Mark;
        }
    }

    private void Replace(Passage passage, Packet packet, string by)
    {
        if (ConnectionTuple.Of(packet) != ConnectionTuple.Of(passage.Packet))
        {
            _steps.Add(new TranslatedStep(passage.Stack.Name, packet, passage.Packet, by));
            passage.Packet = packet;
        }
        else if (packet.About is not null)
        {
            passage.Packet = packet;
        }
    }
}
