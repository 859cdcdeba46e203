package ai.openclaw.sandbox;

import java.util.UUID;

/// Whose sandboxes these are. Everything an engine makes carries both marks, and an engine lists
/// and destroys only what carries both, so that several installations and nodes can share a host.
///
/// @param instance the installation, the same for all its nodes
/// @param node this gateway, the same after a restart
public record Marks(UUID instance, UUID node) {}
