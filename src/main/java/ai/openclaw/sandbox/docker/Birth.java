package ai.openclaw.sandbox.docker;

import ai.openclaw.sandbox.Sandbox.Reach;

/// What a sandbox is made of.
///
/// @param container its id in the engine
record Birth(String container, Reach reach, DiskLimit disk, OutFolder out) {}
