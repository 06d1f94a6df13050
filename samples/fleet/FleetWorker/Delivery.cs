namespace FleetWorker;

/// <summary>A message that this worker holds until it says what became of it.</summary>
/// <param name="Tag">The broker's name for the delivery.</param>
/// <param name="Text">What the message says.</param>
internal readonly record struct Delivery(ulong Tag, string Text);
