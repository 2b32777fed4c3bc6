using Microboxes.Host.Admin.Messages;

namespace Microboxes.Host.Admin;

/// <summary>An operator's end of a connection to a running plane.</summary>
internal interface IAdminChannel
{
    /// <exception cref="AdminUnreachableException">No plane answered.</exception>
    AdminReply Ask(AdminRequest request);
}
