package ai.openclaw.proxy;

import ai.openclaw.agent.ModelFeature;

/// Something in a request that would let the provider act for the sandbox.
///
/// @param field where it stands, such as `tools[3].type`
/// @param what it is, quoted from the request and short
/// @param feature that an agent must have for it
record Gap(String field, String what, ModelFeature feature) {}
