package ai.openclaw.budget;

import ai.openclaw.auth.TaskCaller;

/// A call that is about to go out.
///
/// @param dialect its path's
/// @param asked the model, as the program named it
/// @param model `provider/model` that it will go to first
/// @param estimate what it may use, at most as far as can be told
public record CallStart(
        TaskCaller caller, String dialect, String asked, String model, Tokens estimate) {}
