namespace Microboxes.Nf.L4LoadBalancer;

/// <summary>What a flow is to the balancer.</summary>
internal enum Leg : byte
{
    /// <summary>Not looked at yet.</summary>
    Unknown,

    /// <summary>Neither to the service nor from a backend: left alone.</summary>
    Foreign,

    /// <summary>Between a client and the service's address; what the client sends is given a backend's.</summary>
    Client,

    /// <summary>Between a client and a backend; what the backend sends is given the service's address.</summary>
    Backend,
}
