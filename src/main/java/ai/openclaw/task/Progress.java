package ai.openclaw.task;

import ai.openclaw.agent.RetryPolicy;

/// How far a task has come, at the moment when an attempt of it ends.
///
/// @param failures that counted, before this ending
/// @param spoiled attempts that our side spoiled, before this ending
/// @param poisonous whether the attempt that ends brought the gateway down again and again
record Progress(
        int failures,
        int spoiled,
        boolean poisonous,
        boolean cancelRequested,
        Usage usage,
        RetryPolicy retry) {}
